import type { Terms } from '../define-contract.js';
import type { Band } from '../expression.js';
import { type Operand, term as t } from '../term-builder.js';

/** One tier of a volume discount, from its start on, the start included; below the first tier there is no discount. */
export interface VolumeTier {
  /** Unit: that of the volume. */
  readonly from: string;
  readonly rate: string;
}

/** A volume discount and a minimum volume. */
export interface VolumeInput {
  /** What is counted or spent. */
  readonly volume: Operand;
  /** Whole amount at the rate of its tier, a declared cliff; or each part at the rate of its band. */
  readonly kind: 'slab' | 'marginal';
  readonly tiers: readonly VolumeTier[];
  /** Volume below which a fee is due, and the fee by unit that is short. */
  readonly minimum?: { readonly volume: Operand; readonly fee: Operand };
}

/**
 * Writes a volume discount: on the whole amount at the rate of its tier, or on each part at the rate of its band.
 *
 * @formula slab: volume x rate of its tier; marginal: sum of rate_k x part in band k; shortfall fee = (minimum - volume)+ x fee
 * @unit the unit of the volume; the fee in its own unit times the volume's
 * @testedBy contracts/builders/volume.test.ts: curve of both kinds
 * @param o - Volume, kind, tiers, minimum.
 * @returns Terms `discount`, and `shortfallFee` where a minimum is agreed.
 * @example
 * Object.keys(volume({ volume: 'spend', kind: 'marginal', tiers: [{ from: '0', rate: '0.01' }, { from: '1000', rate: '0.02' }] })); // => ['discount']
 */
export function volume(o: VolumeInput): Terms {
  // Below the first tier nothing is discounted; a first tier from 0 on needs no tier before it.
  const first = o.tiers[0]?.from ?? '0';
  const all = /[1-9]/.test(first) ? [{ from: '0', rate: '0' }, ...o.tiers] : o.tiers;
  const marginal: readonly Band[] = all.map((tier, i) => {
    const next = all[i + 1]?.from;
    return { from: tier.from, ...(next === undefined ? {} : { to: next }), share: tier.rate };
  });
  const slab = all.map((tier, i) => {
    const next = all[i + 1]?.from;
    return { value: tier.rate, ...(next === undefined ? {} : { upTo: next, upToInclusive: false }) };
  });
  const discount = o.kind === 'marginal' ? t.marginal(o.volume, marginal) : t.mul(o.volume, t.tiers(o.volume, slab, { cliff: 'declared' }));
  return {
    discount: { label: o.kind === 'slab' ? 'Discount on the whole amount' : 'Discount by bands', expr: discount },
    ...(o.minimum === undefined
      ? {}
      : { shortfallFee: { label: 'Fee for the volume that is short', expr: t.mul(t.positive(t.sub(o.minimum.volume, o.volume)), o.minimum.fee) } }),
  };
}

/** A rebate that depends on how treatment turns out. */
export type OutcomeRebateInput =
  | {
      readonly kind: 'patient';
      /** Dimension of the patients. */
      readonly over: string;
      /** Unit: US dollars for one patient. */
      readonly price: Operand;
      /** Months of response of one patient. */
      readonly months: Operand;
      /** Share of the price that comes back, by months. */
      readonly schedule: readonly { readonly upTo?: string; readonly value: string }[];
      /** 1 where the patient's data are complete; 0 otherwise. */
      readonly complete: Operand;
    }
  | {
      readonly kind: 'population';
      /** Unit: US dollars. */
      readonly base: Operand;
      /** Observed by expected. */
      readonly ratio: Operand;
      /** Share of the base that comes back, on lines between these ratios; beyond them the end holds. */
      readonly points: readonly { readonly x: string; readonly y: string }[];
    }
  | {
      readonly kind: 'instalments';
      readonly over: string;
      /** Unit: US dollars each. */
      readonly instalment: Operand;
      /** How many at most. */
      readonly most: Operand;
      /** Instalments that fell due before treatment failed, of one patient. */
      readonly dueBeforeFailure: Operand;
    };

/**
 * Writes an outcome-based rebate: by patient, by the population's ratio of observed to expected, or as instalments that stop.
 *
 * A patient with incomplete data is in the table at zero, not left out.
 *
 * @formula patient: sum of price x schedule(months) where complete; population: base x line(O/E); instalments: sum of instalment x min(most, due before failure)
 * @unit US dollars
 * @testedBy contracts/builders/volume.test.ts
 * @param o - The kind and its figures.
 * @returns Terms `outcomeRebate`; for instalments `instalments`.
 * @example
 * Object.keys(outcomeRebate({ kind: 'population', base: 'spend', ratio: 'oe', points: [{ x: '1', y: '0' }, { x: '1.5', y: '0.2' }] })); // => ['outcomeRebate']
 */
export function outcomeRebate(o: OutcomeRebateInput): Terms {
  switch (o.kind) {
    case 'patient': {
      const rebate = t.mul(o.price, t.tiers(o.months, o.schedule, { cliff: 'declared' }));
      return {
        outcomeRebate: {
          label: 'Rebate by patient',
          expr: t.sumOver(o.over, t.if(t.ge(o.complete, '1'), rebate, '0', 'complete data are rebated, incomplete ones listed at zero')),
        },
      };
    }
    case 'population':
      return {
        outcomeRebate: { label: 'Rebate by observed to expected', expr: t.mul(o.base, t.linearThrough(o.ratio, o.points, { outside: 'hold' })) },
      };
    case 'instalments':
      return { instalments: { label: 'Instalments due', expr: t.sumOver(o.over, t.mul(o.instalment, t.min(o.most, o.dueBeforeFailure))) } };
  }
}

/**
 * Writes an amount payable now: what the facts known now are worth, less what was paid; every limit stays inside the worth.
 *
 * @formula payable now = f(facts known now) - sum of what was paid before
 * @unit US dollars
 * @testedBy contracts/builders/volume.test.ts
 * @param o - `cumulative`: the worth; `paidBefore`: what was paid. Unit: US dollars.
 * @returns Term `payableNow`.
 * @example
 * Object.keys(interim({ cumulative: 'capped', paidBefore: metricNode('paidBefore') })); // => ['payableNow']
 */
export function interim(o: { readonly cumulative: Operand; readonly paidBefore: Operand }): Terms {
  return { payableNow: { label: 'Payable now', expr: t.sub(o.cumulative, o.paidBefore) } };
}
