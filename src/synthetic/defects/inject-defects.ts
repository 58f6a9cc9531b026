import { CoalitionError } from '../../errors/coalition-error.js';
import type { Coalition } from '../coalition.js';
import { draws } from '../draws.js';
import { eligibilityDefects } from './eligibility-defects.js';
import { medicalDefects } from './medical-defects.js';
import { nonClaimsDefects, pharmacyDefects } from './pharmacy-defects.js';
import { plausibilityDefects } from './plausibility-defects.js';
import { type Defect, DefectWork, type DirtyTables, type PlantedDefect } from './work.js';

function allDefects(): readonly Defect[] {
  return [...eligibilityDefects(), ...medicalDefects(), ...pharmacyDefects(), ...nonClaimsDefects(), ...plausibilityDefects()];
}

/** Which rules are to be broken, and how often. */
export interface InjectOptions {
  /** Everything follows from it. Whole number, 0 to 2^53 - 1. */
  readonly seed: number;
  /** By rule: share of the rows or claims that can break it, above 0 and at most 1. At least one is broken where any can be. */
  readonly rates: Readonly<Record<string, number>>;
}

/** A coalition with planted defects. */
export interface InjectedDefects {
  /** The tables, raw: rows keep their numbers, added rows come last. */
  readonly coalition: DirtyTables;
  /** Every place that a validator must name, in the order in which it was broken. */
  readonly planted: readonly PlantedDefect[];
}

/**
 * Lists the rules that {@link injectDefects} can break, with the tables in which it can.
 *
 * @returns Rules and tables, in the order of the catalogue's tables.
 * @example
 * injectableRules().some((rule) => rule.code === 'MED-14'); // => true
 */
export function injectableRules(): readonly { readonly code: string; readonly table: Defect['table'] }[] {
  return allDefects().map(({ code, table }) => ({ code, table }));
}

/**
 * Plants violations of catalogue rules in a clean coalition and says where, so that a validator can be measured.
 *
 * A row or claim is broken once at most, so that no defect hides another. Rules that compare totals or deliveries have no rows and
 * can't be planted here.
 *
 * @testedBy synthetic/inject-defects.test.ts: every rule found at every planted place; nothing found in the clean coalition
 * @param coalition - A clean coalition; it isn't changed.
 * @param o - `seed` and `rates` by rule.
 * @returns The dirty tables and the places.
 * @throws {@link CoalitionError} `synthetic/unknown-rule`, `synthetic/bad-option`.
 * @example
 * const { coalition } = generateCoalition({ seed: 1, members: 200, months: ['2025-01', '2025-12'] });
 * const { planted } = injectDefects(coalition, { seed: 2, rates: { 'MED-6': 0.001 } });
 * planted.every((defect) => defect.code === 'MED-6'); // => true
 */
export function injectDefects(coalition: Pick<Coalition, 'medical' | 'pharmacy' | 'eligibility' | 'nonClaims'>, o: InjectOptions): InjectedDefects {
  const rates = Object.entries(o.rates).map(([code, rate]) => ({ code, rate: checkedRate(code, rate) }));
  const work = new DefectWork({
    medical: rowsOf(coalition.medical),
    pharmacy: rowsOf(coalition.pharmacy),
    eligibility: rowsOf(coalition.eligibility),
    nonClaims: rowsOf(coalition.nonClaims),
  });
  const planted: PlantedDefect[] = [];
  allDefects().forEach((defect, j) => {
    const rate = rates.find((each) => each.code === defect.code)?.rate;
    if (rate === undefined) return;
    const random = draws(o.seed, j);
    const units = defect.units(work).filter((unit) => work.free(defect.table, unit));
    const chosen = units.filter(() => random.below(1_000_000) < rate);
    const fallback = units.length === 0 || chosen.length > 0 ? [] : [units[random.below(units.length)] ?? []];
    for (const unit of [...chosen, ...fallback]) {
      for (const { at, field } of defect.plant(work, unit, random)) {
        const row = work.row(defect.table, at);
        planted.push({ code: defect.code, table: defect.table, dataSource: String(row['data_source']), row: Number(row['row_number']), field });
      }
      work.touch(defect.table, unit);
    }
  });
  return {
    coalition: {
      medical: work.rows('medical'),
      pharmacy: work.rows('pharmacy'),
      eligibility: work.rows('eligibility'),
      nonClaims: work.rows('nonClaims'),
    },
    planted,
  };
}

function rowsOf(rows: readonly object[]): readonly Readonly<Record<string, unknown>>[] {
  return rows.map((row) => ({ ...row }));
}

/** A share as millionths. */
function checkedRate(code: string, rate: number): number {
  if (!allDefects().some((defect) => defect.code === code)) {
    throw new CoalitionError('synthetic/unknown-rule', `No defect of rule "${code}" can be planted. See injectableRules.`, { code });
  }
  if (!(rate > 0 && rate <= 1)) {
    throw new CoalitionError('synthetic/bad-option', `The rate of ${code} is ${rate}. Give a share above 0 and at most 1.`, {
      option: `rates.${code}`,
      value: String(rate),
    });
  }
  return Math.max(1, Math.round(rate * 1_000_000));
}
