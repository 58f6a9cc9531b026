import type { ClaimBatch } from '../../../src/claims/batch.js';
import { batchOf } from '../../../src/claims/batch-from-records.js';
import type { AdjustmentStyle } from '../../../src/claims/ledger/style.js';
import { validateDelivery } from '../../../src/claims/validate/validate-delivery.js';
import type { RandomStream } from '../../../src/stats/random.js';
import { isoFromDay } from '../../../src/time/iso-date.js';
import { line, type Row } from '../rules/kit.js';

/** Rows as a batch, without judging them. */
export function batch(rows: readonly Row[]): ClaimBatch<'medical'> {
  return validateDelivery(
    { medical: rows },
    {
      profile: {
        id: 'none',
        off: ['STR-2', 'STR-3', 'MED-13'],
        tolerance: {},
        severity: {},
        sources: {},
        allowedIdentity: { emptyIsZero: false, absoluteCents: 2, relativeBasisPoints: 50, components: 'full' },
      },
    },
  ).batches.medical;
}

export function empty(): ClaimBatch<'medical'> {
  return batchOf({ table: 'medical' }, []);
}

/** What one line came to, step by step. Unit: US cents. */
export interface TrueLine {
  readonly claim: string;
  readonly steps: readonly { readonly paid: number; readonly day: number }[];
}

/** Lines that were paid and then repriced up to twice, or taken back whole. */
export function trueLines(random: RandomStream, count: number): readonly TrueLine[] {
  return Array.from({ length: count }, (_, at) => {
    let day = 19_800 + random.below(200);
    const steps = Array.from({ length: 1 + (random.below(3) === 0 ? 1 + random.below(2) : 0) }, (_, step) => {
      day += 1 + random.below(60);
      return { paid: step > 0 && random.below(4) === 0 ? 0 : 100 + random.below(100_000), day };
    });
    const stop = steps.findIndex(({ paid }, step) => step > 0 && paid === 0);
    return { claim: `c${at}`, steps: stop < 0 ? steps : steps.slice(0, stop + 1) };
  });
}

const dollars = (cents: number): string =>
  `${cents < 0 ? '-' : ''}${Math.floor(Math.abs(cents) / 100)}.${String(Math.abs(cents) % 100).padStart(2, '0')}`;

function row(
  claim: string,
  o: { readonly paid: number; readonly charge: number; readonly day: number; readonly type: string; readonly change?: Row },
): Row {
  const member = { copayment_amount: null, allowed_amount: dollars(o.paid), paid_amount: dollars(o.paid), charge_amount: dollars(o.charge) };
  return line({ claim_id: claim, ...member, claim_record_type: o.type, paid_date: isoFromDay(o.day), ...o.change });
}

/** Writes true lines as a sender of one style would. */
export function written(lines: readonly TrueLine[], style: AdjustmentStyle, source: string = 'tpa'): readonly Row[] {
  const rows: Row[] = [];
  for (const { claim, steps } of lines) {
    steps.forEach(({ paid, day }, step) => {
      const before = steps[step - 1];
      if (before === undefined) return rows.push(row(claim, { paid, charge: 200_000, day, type: 'original', change: { data_source: source } }));
      const change = { data_source: source, original_claim_id: claim };
      if (style === 'fullReplacement')
        return rows.push(
          row(claim, { paid, charge: 200_000, day, type: 'adjustment', change: { ...change, claim_version: step, replaces_claim_id: claim } }),
        );
      if (style === 'delta') {
        const delta = paid - before.paid;
        return rows.push(row(`${claim}D${step}`, { paid: delta, charge: 0, day, type: delta < 0 ? 'reversal' : 'adjustment', change }));
      }
      rows.push(row(`${claim}R${step}`, { paid: -before.paid, charge: -200_000, day, type: 'reversal', change }));
      if (paid !== 0)
        rows.push(
          row(`${claim}B${step}`, {
            paid,
            charge: 200_000,
            day,
            type: 'adjustment',
            change: { ...change, replaces_claim_id: step === 1 ? claim : `${claim}B${step - 1}` },
          }),
        );
      return rows.length;
    });
  }
  return rows;
}

/** What the lines come to by a day. Unit: US cents. */
export function truth(lines: readonly TrueLine[], through: number): number {
  return lines.reduce((sum, { steps }) => sum + (steps.filter(({ day }) => day <= through).at(-1)?.paid ?? 0), 0);
}
