import { claimDateDays } from '../claim-date.js';
import { centsReader, flagReader, type NumberReader, wordReader } from '../columns.js';
import type { RuleProfile } from '../validate/profile.js';
import type { CoverageIndex } from './coverage-index.js';
import type { TableData } from './delivery-data.js';
import { headerOnLines } from './header-on-lines.js';
import type { Rule } from './rule.js';

/** Why a line's allowed amount isn't the sum of its parts. The first that fits, in this order. */
export type BreakClass =
  | 'not_evaluable'
  | 'reversal_pair'
  | 'capitated'
  | 'cob'
  | 'withhold'
  | 'surcharge_or_tax'
  | 'interest'
  | 'hra'
  | 'missing_cost_share'
  | 'paid_exceeds_allowed'
  | 'header_on_line'
  | 'total_line'
  | 'other';

/** One class of lines that don't add up, or can't be judged. */
export interface BreakClassRow {
  readonly class: BreakClass;
  /** Unit: lines. */
  readonly rows: number;
  /** Allowed less its parts, summed. Unit: US cents. */
  readonly residualCents: number;
  /** What was paid on these lines. Unit: US cents. */
  readonly paidCents: number;
  /** Whether these lines count as breaks of the rule; lines that can't be judged don't. */
  readonly breaks: boolean;
}

const COST_SHARE = ['coinsurance_amount', 'copayment_amount', 'deductible_amount'];
const FULL = [...COST_SHARE, 'penalty_amount', 'cob_paid_amount', 'withhold_amount', 'hra_paid_amount'];
const MEMBER_SHARE = [...COST_SHARE, 'penalty_amount', 'member_liability_amount'];

/** Judges one line; `class` is null where the line adds up. Residual in US cents. */
type Judge = (row: number) => { readonly class: BreakClass | null; readonly residual: number };

function judgeOf(data: TableData<'medical'>, profile: RuleProfile, covered: CoverageIndex | null): Judge {
  const { batch } = data;
  const { emptyIsZero, absoluteCents, relativeBasisPoints, components } = profile.allowedIdentity;
  const read = (name: string): NumberReader => centsReader(batch, name);
  const [paid, allowed] = [read('paid_amount'), read('allowed_amount')];
  const parts = (components === 'full' ? FULL : COST_SHARE).map(read).filter(({ filled }) => filled);
  const shares = MEMBER_SHARE.map(read).filter(({ filled }) => filled);
  const [cob, withhold, surcharge, fee] = [
    read('cob_paid_amount'),
    read('withhold_amount'),
    read('tax_surcharge_amount'),
    read('network_fee_amount'),
  ];
  const [interest, hra] = [read('interest_amount'), read('hra_paid_amount')];
  const type = wordReader(batch, 'claim_record_type');
  const status = wordReader(batch, 'claim_status');
  const revenue = wordReader(batch, 'revenue_center_code');
  const capitated = flagReader(batch, 'capitated_flag');
  const [person, plan] = [wordReader(batch, 'person_id'), wordReader(batch, 'plan')];
  let days: Int32Array | undefined;
  /** The rest of what is allowed is the other payer's where the coverage pays second. */
  const paysSecond = (row: number): boolean => {
    if (covered === null) return false;
    days ??= claimDateDays(batch, 'default');
    return covered.paysSecond({ personId: person.at(row), plan: plan.at(row), day: days[row] ?? 0 });
  };
  const suspects = new Set<number>();
  headerOnLines(data, (rows) => rows.forEach((row) => suspects.add(row)));
  return (row) => {
    const noPaid = data.paidMissing[row] === 1;
    const empty = !allowed.has(row) || noPaid;
    if (empty && !emptyIsZero) return { class: 'not_evaluable', residual: 0 };
    let sum = paid.at(row);
    for (const part of parts) sum += part.at(row);
    const residual = allowed.at(row) - sum;
    const size = Math.abs(residual);
    if (size <= absoluteCents || size * 10_000 <= Math.abs(allowed.at(row)) * relativeBasisPoints) return { class: null, residual };
    return { class: classOf(row, residual, empty), residual };
  };

  function classOf(row: number, residual: number, empty: boolean): BreakClass {
    const size = Math.abs(residual);
    const explains = (...amounts: readonly number[]): boolean => amounts.some((amount) => amount !== 0 && Math.abs(Math.abs(amount) - size) <= 2);
    if (empty) return 'not_evaluable';
    if (type.at(row) === 'reversal') return 'reversal_pair';
    if (capitated(row) === 1 || status.at(row) === 'capitated_encounter') return 'capitated';
    if (explains(cob.at(row), 2 * cob.at(row)) || (residual > 0 && paysSecond(row))) return 'cob';
    if (explains(withhold.at(row))) return 'withhold';
    if (explains(surcharge.at(row), fee.at(row), surcharge.at(row) + fee.at(row))) return 'surcharge_or_tax';
    if (explains(interest.at(row))) return 'interest';
    if (explains(hra.at(row))) return 'hra';
    const [p, a] = [paid.at(row), allowed.at(row)];
    if (p >= 0 && p < a && !shares.some((share) => share.has(row))) return 'missing_cost_share';
    if (p > a) return 'paid_exceeds_allowed';
    if (suspects.has(row)) return 'header_on_line';
    return revenue.at(row) === '0001' ? 'total_line' : 'other';
  }
}

const ORDER: readonly BreakClass[] = [
  'not_evaluable',
  'reversal_pair',
  'capitated',
  'cob',
  'withhold',
  'surcharge_or_tax',
  'interest',
  'hra',
  'missing_cost_share',
  'paid_exceeds_allowed',
  'header_on_line',
  'total_line',
  'other',
];

/**
 * Says of each class how many lines don't add up and how much money is between their parts.
 *
 * @formula residual = allowed − (paid + deductible + coinsurance + copay + penalty + COB paid + withhold + HRA paid)
 * @unit lines and US cents
 * @testedBy claims/golden/tuva-verdict.test.ts: 1,477, 1,461 and 1,330 lines; claims/rules/money.test.ts: each class
 * @param data - The medical table.
 * @param profile - Its tolerance, and whether empty means 0.
 * @param covered - Whose coverage pays second; without it only COB amounts tell.
 * @returns One row for each class that occurs, in the order of the classes.
 * @example
 * breakClasses(tableData(batchOf({ table: 'medical' }, [])), defaultProfile); // => []
 */
export function breakClasses(data: TableData<'medical'>, profile: RuleProfile, covered: CoverageIndex | null = null): readonly BreakClassRow[] {
  const judge = judgeOf(data, profile, covered);
  const paid = centsReader(data.batch, 'paid_amount');
  const sums = new Map<BreakClass, { rows: number; residualCents: number; paidCents: number }>();
  for (let row = 0; row < data.rows; row += 1) {
    const { class: found, residual } = judge(row);
    if (found === null) continue;
    const sum = sums.get(found) ?? { rows: 0, residualCents: 0, paidCents: 0 };
    sum.rows += 1;
    sum.residualCents += residual;
    sum.paidCents += paid.at(row);
    sums.set(found, sum);
  }
  return ORDER.flatMap((name) => {
    const sum = sums.get(name);
    return sum === undefined ? [] : [{ class: name, ...sum, breaks: name !== 'not_evaluable' || profile.allowedIdentity.emptyIsZero }];
  });
}

/**
 * Adds the classes of two parts of a table, none of whose claims stands in both.
 *
 * @param left - Classes of one part.
 * @param right - Classes of the other.
 * @returns One row for each class that occurs, in the order of the classes.
 */
export function addBreakClasses(left: readonly BreakClassRow[], right: readonly BreakClassRow[]): readonly BreakClassRow[] {
  return ORDER.flatMap((name) => {
    const rows = [...left, ...right].filter((each) => each.class === name);
    const [first] = rows;
    if (first === undefined) return [];
    const sum = (of: (row: BreakClassRow) => number): number => rows.reduce((so, row) => so + of(row), 0);
    return [{ ...first, rows: sum((row) => row.rows), residualCents: sum((row) => row.residualCents), paidCents: sum((row) => row.paidCents) }];
  });
}

/** MED-16: what is allowed is the sum of what was paid and by whom. */
export const allowedIdentityRule: Rule = {
  id: 'MED-16',
  table: 'medical',
  severity: 'warn',
  tolerance: '0.012',
  handling: 'kept',
  what: 'Allowed is paid plus the member share plus what others paid or held back, within 2 cents or 0.5 %.',
  inputs: ['allowed_amount', 'paid_amount', ...FULL, 'is_primary', 'medicare_primary_flag'],
  fix: 'Read the table of classes, not the rows: each class has one cause.',
  check: ({ medical, covered }, sink, { profile }) => {
    const judge = judgeOf(medical, profile, covered);
    for (let row = 0; row < medical.rows; row += 1) {
      const { class: found, residual } = judge(row);
      if (found === 'not_evaluable' && !profile.allowedIdentity.emptyIsZero) continue;
      sink.applies(row);
      if (found !== null)
        sink.hit(row, { field: 'allowed_amount', observedClass: found, expected: 'the sum of its parts', cents: Math.abs(residual) });
    }
  },
};
