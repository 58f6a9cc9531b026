import { type CentsColumn, type ClaimBatch, type DaysColumn, type Dictionary, isValid } from '../../claims/batch.js';
import type { EpisodeMoney } from './episode-line.js';

/** Which persons of a growing dictionary are kept, found out once each. */
export class WantedPersons {
  readonly #known = new WeakMap<Dictionary, Uint8Array>();
  readonly #members: ReadonlySet<string>;

  /** @param members - The persons that are kept. */
  constructor(members: ReadonlySet<string>) {
    this.#members = members;
  }

  of(dictionary: Dictionary): Uint8Array {
    const known = this.#known.get(dictionary) ?? new Uint8Array(0);
    if (known.length === dictionary.values.length) return known;
    const wanted = new Uint8Array(dictionary.values.length);
    wanted.set(known);
    for (let id = known.length; id < wanted.length; id += 1) wanted[id] = this.#members.has(dictionary.values[id] ?? '') ? 1 : 0;
    this.#known.set(dictionary, wanted);
    return wanted;
  }
}

/** What lines came to that were counted and not kept. Unit of money: US cents. */
export interface Skimmed {
  readonly rows: number;
  readonly money: EpisodeMoney;
  /** Sums of absolute values, in the order allowed, planPaid, memberPaid, cobPaid. */
  readonly gross: readonly [number, number, number, number];
  /** Days on which they began. Unit: days since 1970-01-01. */
  readonly days: readonly number[];
}

type Values = Int32Array | Float64Array;

/** The amounts of a column, nulls as 0; a column of nulls has none. */
function values(column: CentsColumn | undefined, rows: number, empty: Values): Values {
  return column === undefined || column.values.length < rows ? empty : column.values;
}

/** Adds up the lines of a batch that aren't kept, reading a handful of columns and nothing else. */
export function skimLines(batch: ClaimBatch<'medical'>, skip: (row: number) => boolean): Skimmed {
  const n = batch.rowCount;
  const empty = new Int32Array(n);
  const of = (name: string): Values => values(batch.cents[name], n, empty);
  const [allowed, paid, cob, liability] = [of('allowed_amount'), of('paid_amount'), of('cob_paid_amount'), of('member_liability_amount')];
  const [deductible, coinsurance, copay, penalty] = [of('deductible_amount'), of('coinsurance_amount'), of('copayment_amount'), of('penalty_amount')];
  const liable = batch.cents['member_liability_amount'];
  const [line, claim]: readonly (DaysColumn | undefined)[] = [batch.days['claim_line_start_date'], batch.days['claim_start_date']];
  const seen = new Set<number>();
  let [rows, a, p, m, c, ga, gp, gm, gc, last] = [0, 0, 0, 0, 0, 0, 0, 0, 0, Number.NaN];
  for (let row = 0; row < n; row += 1) {
    if (skip(row)) continue;
    const x = allowed[row] ?? 0;
    const y = paid[row] ?? 0;
    const z = cob[row] ?? 0;
    const member =
      liable !== undefined && isValid(liable.validity, row)
        ? (liability[row] ?? 0)
        : (deductible[row] ?? 0) + (coinsurance[row] ?? 0) + (copay[row] ?? 0) + (penalty[row] ?? 0);
    rows += 1;
    a += x;
    p += y;
    m += member;
    c += z;
    ga += Math.abs(x);
    gp += Math.abs(y);
    gm += Math.abs(member);
    gc += Math.abs(z);
    const day =
      line !== undefined && isValid(line.validity, row)
        ? (line.values[row] ?? 0)
        : claim !== undefined && isValid(claim.validity, row)
          ? (claim.values[row] ?? 0)
          : 0;
    if (day !== last) {
      seen.add(day);
      last = day;
    }
  }
  return { rows, money: { allowed: a, planPaid: p, memberPaid: m, cobPaid: c }, gross: [ga, gp, gm, gc], days: [...seen] };
}
