import { type ClaimBatch, type CodedColumn, type DaysColumn, isValid, type Validity } from '../batch.js';
import { daysReader, wordReader } from '../columns.js';
import { tableData } from './delivery-data.js';
import { eachVersion, HEADER_FIELDS } from './medical-identity.js';

/** What the vote did to one field of the header. */
export interface FieldVote {
  readonly field: string;
  /** Versions of claims whose lines now agree. Unit: claim versions. */
  readonly decided: number;
  /** Rows that were changed. Unit: rows. */
  readonly rows: number;
  /** Versions of claims whose lines still disagree, because two values have the same number of lines. Unit: claim versions. */
  readonly ties: number;
}

/** Lines with one header for each version of a claim, and the report of the vote. */
export interface HeaderVote {
  readonly batch: ClaimBatch<'medical'>;
  /** Fields with a vote, in the order of the header. */
  readonly votes: readonly FieldVote[];
}

/**
 * Lets the lines of a claim vote on its header (MED-3): the value on most lines goes to all of them.
 *
 * Nothing votes by itself: the verdict lists disagreements, and only a call of this function changes rows. Keep the report.
 *
 * Limits: lines without a value don't vote and receive the winner; at a tie nothing changes; revenue codes, places of service, line
 * dates and persons belong to lines or make another claim, so they never vote.
 *
 * @testedBy claims/rules/header-vote.test.ts: majority, tie, empty lines, versions
 * @param batch - Accepted medical lines.
 * @returns A new batch and what changed; the given one stays as it is.
 * @example
 * voteHeader(batchOf({ table: 'medical' }, [])).votes; // => []
 */
export function voteHeader(batch: ClaimBatch<'medical'>): HeaderVote {
  const data = tableData(batch);
  const votes: FieldVote[] = [];
  const codes: Record<string, CodedColumn> = { ...batch.codes };
  const days: Record<string, DaysColumn> = { ...batch.days };
  for (const field of HEADER_FIELDS) {
    const coded = codes[field];
    const dated = days[field];
    const winners = new Map<number, number>();
    const counts = { decided: 0, ties: 0 };
    const valueOf = coded === undefined ? dayOf(batch, field) : wordReader(batch, field).id;
    eachVersion(data, (rows) => vote(rows, { valueOf, winners, counts }));
    if (winners.size === 0 && counts.ties === 0) continue;
    if (coded !== undefined && winners.size > 0) codes[field] = { ...coded, ...changed(coded.ids.slice(), coded.validity, winners) };
    if (dated !== undefined && winners.size > 0) {
      const { ids: values, ...rest } = changed(dated.values.slice(), dated.validity, winners);
      days[field] = { values, ...rest };
    }
    votes.push({ field, rows: winners.size, ...counts });
  }
  return { batch: { ...batch, codes, days }, votes };
}

/** A day as a number above -1; -1 for none. */
function dayOf(batch: ClaimBatch<'medical'>, field: string): (row: number) => number {
  const reader = daysReader(batch, field);
  return (row) => (reader.has(row) ? reader.at(row) + BEFORE_ALL : -1);
}

/** Added to days, so that none before 1970 is below 0. Unit: days. */
const BEFORE_ALL = 1_000_000;

function vote(
  rows: readonly number[],
  o: { readonly valueOf: (row: number) => number; readonly winners: Map<number, number>; readonly counts: { decided: number; ties: number } },
): void {
  const tally = new Map<number, number>();
  let empty = 0;
  for (const row of rows) {
    const value = o.valueOf(row);
    if (value < 0) empty += 1;
    else tally.set(value, (tally.get(value) ?? 0) + 1);
  }
  if (tally.size === 0 || (tally.size === 1 && empty === 0)) return;
  const most = Math.max(...tally.values());
  const leaders = [...tally].filter(([, lines]) => lines === most);
  const [winner] = leaders[0] ?? [0];
  if (leaders.length > 1) {
    o.counts.ties += 1;
    return;
  }
  o.counts.decided += 1;
  for (const row of rows) if (o.valueOf(row) !== winner) o.winners.set(row, winner);
}

/** A column with the winners written into it. */
function changed<Ids extends Int32Array | CodedColumn['ids']>(
  ids: Ids,
  validity: Validity | undefined,
  winners: ReadonlyMap<number, number>,
): { readonly ids: Ids; readonly validity?: Validity } {
  const bits = validity?.slice();
  for (const [row, winner] of winners) {
    ids[row] = ids instanceof Int32Array ? winner - BEFORE_ALL : winner;
    if (bits !== undefined && !isValid(bits, row)) bits[row >> 3] = (bits[row >> 3] ?? 0) | (1 << (row & 7));
  }
  return bits === undefined ? { ids } : { ids, validity: bits };
}
