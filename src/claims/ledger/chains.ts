import type { ClaimBatch } from '../batch.js';
import { centsReader, daysReader, type NumberReader, quantityReader, type WordReader, wordReader } from '../columns.js';
import { type Groups, groupRows } from '../groups.js';
import { TextInterner } from '../text-interner.js';
import { equalAndOpposite } from './equal-and-opposite.js';

/** Rows of claims that can be netted. */
export type ClaimRows = ClaimBatch<'medical'> | ClaimBatch<'pharmacy'>;

/** Why two rows are taken to be about the same line. */
export type LinkReason = 'explicitReference' | 'sameClaim' | 'equalAndOpposite';

/** One link from a correction to what it corrects. Rows are 0-based rows of the batch. */
export interface Link {
  readonly from: number;
  readonly to: number;
  readonly reason: LinkReason;
  /** 0 to 1: 1 for an explicit reference, 0.95 for the same claim and line, 0.8 for an equal and opposite row. */
  readonly confidence: number;
}

/** Why rows stay out of the final view. */
export type Tangle = 'cycle' | 'fork';

/** The rows of each original line, in the order in which they took effect. */
export interface Chains {
  readonly batch: ClaimRows;
  /** Chain of each row. */
  readonly of: Int32Array;
  /** First claim of each chain: the lines of one claim and of what replaces it share it. */
  readonly rootOf: Int32Array;
  /** Claim of each row, the sender included. */
  readonly claimOf: Int32Array;
  readonly groups: Groups;
  readonly links: readonly Link[];
  /** Chains whose references run in a circle or fork. */
  readonly tangled: ReadonlyMap<number, Tangle>;
  readonly columns: LedgerColumns;
}

/** What netting reads of each row. */
export interface LedgerColumns {
  readonly paid: NumberReader;
  readonly allowed: NumberReader;
  readonly charge: NumberReader;
  readonly paidDay: NumberReader;
  readonly adjudicated: NumberReader;
  readonly fileDay: NumberReader;
  readonly version: NumberReader;
  readonly line: NumberReader;
  /** Procedure code, or drug code. */
  readonly code: WordReader;
  /** Units of service, or quantity of a drug. */
  readonly units: NumberReader;
  readonly type: WordReader;
  readonly source: WordReader;
  /** Ids of the words of `type`; -1 where a word doesn't occur. */
  readonly original: number;
  readonly adjustment: number;
  readonly reversal: number;
}

function columnsOf(batch: ClaimRows): LedgerColumns {
  const type = wordReader(batch, 'claim_record_type');
  return {
    paid: centsReader(batch, 'paid_amount'),
    allowed: centsReader(batch, 'allowed_amount'),
    charge: centsReader(batch, 'charge_amount'),
    paidDay: daysReader(batch, 'paid_date'),
    adjudicated: daysReader(batch, 'adjudication_date'),
    fileDay: daysReader(batch, 'file_date'),
    version: quantityReader(batch, 'claim_version'),
    line: quantityReader(batch, 'claim_line_number'),
    code: wordReader(batch, batch.table === 'medical' ? 'hcpcs_code' : 'ndc_code'),
    units: quantityReader(batch, batch.table === 'medical' ? 'service_unit_quantity' : 'quantity'),
    type,
    source: wordReader(batch, 'data_source'),
    original: type.words.indexOf('original'),
    adjustment: type.words.indexOf('adjustment'),
    reversal: type.words.indexOf('reversal'),
  };
}

interface References {
  readonly claimOf: Int32Array;
  readonly count: number;
  /** The claim that each claim refers to, or -1. */
  readonly target: Int32Array;
  readonly forked: ReadonlySet<number>;
}

function referencesOf(batch: ClaimRows, columns: LedgerColumns): References {
  const interner = new TextInterner();
  const rows = batch.rowCount;
  const sources = batch.lineage.dataSource.ids;
  const { texts } = batch;
  const claimOf = new Int32Array(rows);
  for (let row = 0; row < rows; row += 1) claimOf[row] = interner.idAt(texts['claim_id'], row, sources[row] ?? 0);
  const count = interner.count;
  const target = new Int32Array(count).fill(-1);
  const replacedBy = new Map<number, number>();
  const forked = new Set<number>();
  if (columns.adjustment >= 0 || columns.reversal >= 0) {
    for (let row = 0; row < rows; row += 1) {
      const claim = claimOf[row] ?? 0;
      const original = interner.idAt(texts['original_claim_id'], row, sources[row] ?? 0);
      const replaced = interner.idAt(texts['replaces_claim_id'], row, sources[row] ?? 0);
      for (const named of [original, replaced]) {
        if (named >= 0 && named < count && named !== claim && (target[claim] ?? -1) === -1) target[claim] = named;
      }
      if (replaced < 0 || replaced >= count || replaced === claim || columns.type.id(row) === columns.reversal) continue;
      const other = replacedBy.get(replaced);
      if (other === undefined) replacedBy.set(replaced, claim);
      else if (other !== claim) forked.add(replaced);
    }
  }
  return { claimOf, count, target, forked };
}

/** The first claim of each claim's chain; a circle has no first claim, so its least number stands for it. */
function rootsOf(references: References): { readonly root: Int32Array; readonly circular: ReadonlySet<number> } {
  const { target, count } = references;
  const root = new Int32Array(count).fill(-1);
  const circular = new Set<number>();
  for (let claim = 0; claim < count; claim += 1) {
    const path: number[] = [];
    const onPath = new Set<number>();
    let at = claim;
    while ((root[at] ?? -1) === -1 && (target[at] ?? -1) >= 0 && !onPath.has(at)) {
      path.push(at);
      onPath.add(at);
      at = target[at] ?? 0;
    }
    let end = (root[at] ?? -1) >= 0 ? (root[at] ?? 0) : at;
    if (onPath.has(at)) {
      const circle = path.slice(path.indexOf(at));
      end = Math.min(...circle);
      circular.add(end);
    }
    root[at] = end;
    for (const each of path) root[each] = end;
  }
  return { root, circular };
}

/**
 * Puts the rows of one original line together: by explicit reference, else by claim id and line, else by an equal and opposite row.
 *
 * @param batch - Rows of claims, in the order of their lineage.
 * @returns The chains with their links.
 * @example
 * chainsOf(batchOf({ table: 'medical' }, [])).groups.count; // => 0
 */
export function chainsOf(batch: ClaimRows): Chains {
  const columns = columnsOf(batch);
  const references = referencesOf(batch, columns);
  const { root, circular } = rootsOf(references);
  const rows = batch.rowCount;
  const { of, count, rootOf } = linesOf(root, references, columns);
  const links: Link[] = [];
  const based = new Uint8Array(count);
  for (let row = 0; row < rows; row += 1) if (columns.type.id(row) !== columns.reversal) based[of[row] ?? 0] = 1;
  const orphans: number[] = [];
  if (columns.reversal >= 0)
    for (let row = 0; row < rows; row += 1) if (columns.type.id(row) === columns.reversal && based[of[row] ?? 0] === 0) orphans.push(row);
  for (const [from, to] of equalAndOpposite(batch, columns, orphans)) {
    of[from] = of[to] ?? 0;
    links.push({ from, to, reason: 'equalAndOpposite', confidence: 0.8 });
  }
  const groups = groupRows(of, count);
  const tangled = new Map<number, Tangle>();
  if (circular.size > 0 || references.forked.size > 0) {
    const forkedRoots = new Set(Array.from(references.forked, (claim) => root[claim] ?? 0));
    for (let row = 0; row < rows; row += 1) {
      const first = root[references.claimOf[row] ?? 0] ?? 0;
      if (circular.has(first)) tangled.set(of[row] ?? 0, 'cycle');
      else if (forkedRoots.has(first)) tangled.set(of[row] ?? 0, 'fork');
    }
  }
  orderChains(groups, columns);
  linkChains(groups, columns, references.claimOf, links);
  links.sort((a, b) => a.from - b.from || a.to - b.to);
  return { batch, of, rootOf, claimOf: references.claimOf, groups, links, tangled, columns };
}

/** Numbers the lines of each root claim, in the order of claims and lines. */
function linesOf(
  root: Int32Array,
  references: References,
  columns: LedgerColumns,
): { readonly of: Int32Array; readonly count: number; readonly rootOf: Int32Array } {
  const byRoot = groupRows(
    references.claimOf.map((claim) => root[claim] ?? 0),
    references.count,
  );
  const of = new Int32Array(references.claimOf.length);
  // At most one chain for each row.
  const rootOf = new Int32Array(references.claimOf.length);
  let count = 0;
  for (let claim = 0; claim < byRoot.count; claim += 1) {
    const rows = byRoot.rows.subarray(byRoot.starts[claim], byRoot.starts[claim + 1]);
    if (rows.length > 1) rows.sort((a, b) => columns.line.at(a) - columns.line.at(b) || a - b);
    let line = -1;
    for (const row of rows) {
      const own = columns.line.at(row);
      if (own !== line) rootOf[count++] = claim;
      line = own;
      of[row] = count - 1;
    }
  }
  return { of, count, rootOf: rootOf.slice(0, count) };
}

/** In the order of effect: version, day of payment, an original before its reversal before what follows, file, row. */
function orderChains(groups: Groups, columns: LedgerColumns): void {
  const { type, original, reversal, version, paidDay, fileDay } = columns;
  const rank = (row: number): number => (type.id(row) === original ? 0 : type.id(row) === reversal ? 1 : 2);
  for (let chain = 0; chain < groups.count; chain += 1) {
    const from = groups.starts[chain] ?? 0;
    const to = groups.starts[chain + 1] ?? 0;
    if (to - from < 2) continue;
    groups.rows
      .subarray(from, to)
      .sort((a, b) => version.at(a) - version.at(b) || paidDay.at(a) - paidDay.at(b) || rank(a) - rank(b) || fileDay.at(a) - fileDay.at(b) || a - b);
  }
}

function linkChains(groups: Groups, columns: LedgerColumns, claimOf: Int32Array, links: Link[]): void {
  const known = new Set(links.map(({ from }) => from));
  for (let chain = 0; chain < groups.count; chain += 1) {
    const from = groups.starts[chain] ?? 0;
    const to = groups.starts[chain + 1] ?? 0;
    if (to - from < 2) continue;
    const rows = groups.rows.subarray(from, to);
    const first = rows.find((row) => columns.type.id(row) !== columns.reversal) ?? rows[0] ?? 0;
    for (const row of rows) {
      if (row === first || known.has(row)) continue;
      const same = claimOf[row] === claimOf[first];
      links.push({ from: row, to: first, reason: same ? 'sameClaim' : 'explicitReference', confidence: same ? 0.95 : 1 });
    }
  }
}
