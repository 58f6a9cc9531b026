import { centsReader, quantityReader, wordReader } from '../columns.js';
import type { TableData } from './delivery-data.js';
import { eachClaim, versionsOf } from './medical-identity.js';
import type { Rule } from './rule.js';

/** What the detector of repeated header amounts saw. */
export interface HeaderOnLines {
  /** Claims with at least two lines and a payment; each version and each reversal counts. Unit: claims. */
  readonly examined: number;
  /** Of these, claims whose lines all have the same payment. Unit: claims. */
  readonly suspects: number;
  /** Dollars that would count more than once. Unit: US cents. */
  readonly repeatedCents: number;
  /** All of the table's payments. Unit: US cents. */
  readonly paidCents: number;
  /** Whether the pattern is more than chance: over 5 % of the claims and over 1 % of the payments, or proved by a header column. */
  readonly blocks: boolean;
}

/**
 * Looks for the payment of a whole claim repeated on each of its lines, the classic overcount.
 *
 * Limits: visits at one fee look the same, so a few suspects are listed without blocking. Where the delivery has a column with the
 * payment of the whole claim beside the fields of the table, and it equals the payment of each line, one claim is enough.
 *
 * @formula block when suspects / examined > 5 % and repeated cents > 1 % of paid cents, or at the first claim that a header column proves
 * @unit claims and US cents
 * @testedBy claims/rules/money.test.ts: both edges; the Tuva seed's four genuine cases
 * @param data - The medical table.
 * @param each - Called with the rows of each suspect claim.
 * @returns Counts, and whether they block.
 * @example
 * headerOnLines(tableData(batchOf({ table: 'medical' }, []))).blocks; // => false
 */
export function headerOnLines(data: TableData, each: (rows: Int32Array) => void = () => undefined): HeaderOnLines {
  return headerOnLinesOf(countHeaderOnLines(data, each));
}

/** What the detector counted, before it says whether that blocks; parts of a table add up. */
export interface HeaderCounts extends Omit<HeaderOnLines, 'blocks'> {
  /** Whether a header column proves it of one claim. */
  readonly proved: boolean;
}

/**
 * Says whether counts block.
 *
 * @param counts - Counts of a table, or the sum of those of its parts.
 * @returns The counts with their verdict.
 */
export function headerOnLinesOf({ examined, suspects, repeatedCents, paidCents, proved }: HeaderCounts): HeaderOnLines {
  const blocks = proved || (suspects * 20 > examined && repeatedCents * 100 > paidCents);
  return { examined, suspects, repeatedCents, paidCents, blocks };
}

/**
 * Counts claims with the same payment on each line.
 *
 * @param data - Medical lines; every line of a claim that has one here.
 * @param each - Called with the rows of each suspect claim.
 * @returns The counts.
 */
export function countHeaderOnLines(data: TableData, each: (rows: Int32Array) => void = () => undefined): HeaderCounts {
  const paid = centsReader(data.batch, 'paid_amount');
  const type = wordReader(data.batch, 'claim_record_type');
  let [examined, suspects, repeatedCents, paidCents] = [0, 0, 0, 0];
  const version = quantityReader(data.batch, 'claim_version');
  let proved = false;
  eachClaim(data, (rows) => {
    for (const row of rows) paidCents += paid.at(row);
    if (rows.length < 2) return;
    const first = rows[0] ?? 0;
    // Versions, and a claim and its reversal, are no lines of one another.
    if (rows.every((row) => type.id(row) === type.id(first) && version.at(row) === version.at(first))) judge(rows);
    else for (const own of versionsOf(rows, { version, type })) judge(Int32Array.from(own));
  });
  return { examined, suspects, repeatedCents, paidCents, proved };

  function judge(rows: Int32Array): void {
    if (rows.length < 2 || !rows.some((row) => paid.at(row) !== 0)) return;
    examined += 1;
    const first = paid.at(rows[0] ?? 0);
    if (rows.some((row) => paid.at(row) !== first)) return;
    suspects += 1;
    repeatedCents += first * (rows.length - 1);
    proved ||= data.headerRepeats !== undefined && rows.every((row) => data.headerRepeats?.[row] === 1);
    each(rows);
  }
}

/** MED-14: header amounts aren't repeated on lines. */
export const headerOnLinesRule: Rule = {
  id: 'MED-14',
  table: 'medical',
  severity: 'block',
  tolerance: '0',
  handling: 'kept',
  what: 'The payment of a claim stands once, not on each of its lines.',
  inputs: ['claim_id', 'paid_amount'],
  fix: 'Map header amounts to line 1 only: repeated on lines they are counted many times.',
  check: ({ medical, whole }, sink) => {
    sink.appliesToAll();
    const { blocks } = whole.headerOnLines();
    countHeaderOnLines(medical, (rows) => {
      for (const row of rows) {
        sink.hit(row, {
          field: 'paid_amount',
          observedClass: 'the same payment on every line',
          expected: 'the payment of each line',
          ...(blocks ? {} : { severity: 'info' }),
        });
      }
    });
  },
};
