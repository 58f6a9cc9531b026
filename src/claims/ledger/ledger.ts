import { CoalitionError } from '../../errors/coalition-error.js';
import type { Finding, RowRef, Warning } from '../../errors/finding.js';
import type { Cents } from '../../money/cents.js';
import type { Explanation } from '../../reference/explanation.js';
import { type AsOf, asOfDay, checkPaidThrough } from '../../time/as-of.js';
import { textAt } from '../batch-records.js';
import { type Chains, type ClaimRows, chainsOf, type Link, type Tangle } from './chains.js';
import { finalBatch } from './final-batch.js';
import { stylesOf } from './infer-style.js';
import { type ChainState, type Horizon, newestVersions, walkChain, withoutDropped } from './netting.js';
import type { AdjustmentStyle, StyleInference } from './style.js';

/** How a ledger is built. */
export interface LedgerOptions {
  /** `infer`, one style for every sender, or a style by sender. Default `infer`. */
  readonly style?: 'infer' | AdjustmentStyle | Readonly<Record<string, AdjustmentStyle>>;
  /** Senders whose inferred style a person has confirmed. */
  readonly confirm?: readonly string[];
}

/** What was known: files and payments up to `asOf`, payments up to `paidThrough`. */
export interface ViewOptions {
  readonly asOf?: AsOf;
  readonly paidThrough?: AsOf;
}

/** Money of one entry, line or view. Unit of each: US cents. */
export interface LedgerCents {
  readonly paid: Cents;
  readonly allowed: Cents;
  readonly charge: Cents;
}

/** Which original line something is about. */
export interface LineKey {
  readonly dataSource: string;
  /** The first claim of the chain. */
  readonly claimId: string;
  readonly line: number;
}

/** One transaction. An implied one undoes a version that was replaced; it has no row of its own. */
export interface LedgerEntry {
  readonly key: LineKey;
  /** 0-based row of the batch; for an implied entry the row that replaced it. */
  readonly row: number;
  readonly implied: boolean;
  readonly cents: LedgerCents;
}

/** One original line as it stands. */
export interface FinalLine {
  readonly key: LineKey;
  /** 0-based row of the batch that describes it. */
  readonly row: number;
  /** Unit: transactions. */
  readonly transactions: number;
  /** Whether it was taken back and nothing stands. */
  readonly voided: boolean;
  readonly cents: LedgerCents;
}

/** A row whose money is in the ledger and not in the final view. */
export interface UnresolvedRow {
  readonly key: LineKey;
  readonly row: number;
  readonly reason: 'originalNotHere' | Tangle;
  readonly cents: LedgerCents;
}

/** The final view: one row for each original line. Ledger cents = final cents + unresolved cents, always. */
export interface FinalView<B extends ClaimRows = ClaimRows> extends Explanation {
  readonly lines: readonly FinalLine[];
  readonly finalCents: LedgerCents;
  readonly ledgerCents: LedgerCents;
  readonly unresolvedCents: LedgerCents;
  readonly unresolved: readonly UnresolvedRow[];
  /** The lines that stand, as a batch: netted amounts, `is_final_action` set; voided lines are left out. */
  batch(): B;
}

/** All transactions and what they come to. */
export interface Ledger<B extends ClaimRows = ClaimRows> {
  readonly styles: readonly StyleInference[];
  readonly links: readonly Link[];
  /** Rows in doubt when everything is visible. */
  readonly unresolved: readonly UnresolvedRow[];
  /** MED-20 and MED-21: reversals without their original or not equal and opposite, and lines paid below zero. */
  readonly findings: readonly Finding[];
  /** Every visible transaction, in order of line and effect. */
  ledger(o?: ViewOptions): readonly LedgerEntry[];
  finalView(o?: ViewOptions): FinalView<B>;
}

const OPEN: Horizon = { asOf: null, paidThrough: null };

/**
 * Nets claims: originals, adjustments and reversals of all three styles become one view of transactions and one final view that tie.
 *
 * Limits: rows should be in the order of their lineage (validation gives them so); ties go to the earlier row. A reversal whose
 * original isn't here stays in the ledger and out of the final view.
 *
 * @formula per line: visible ledger cents = final cents + unresolved cents
 * @unit US cents
 * @testedBy claims/ledger: identity for any paidThrough, three styles of one truth, orphans, cycles, forks
 * @param batch - Medical or pharmacy rows.
 * @param o - The style of each sender, given or confirmed.
 * @returns The ledger.
 * @throws {@link CoalitionError} `ledger/style-unconfirmed` when a sender has corrections and its style is neither given nor confirmed.
 * @example
 * const ledger = buildLedger(batchOf({ table: 'medical' }, []), { style: 'infer' });
 * ledger.finalView().finalCents.paid; // => 0
 */
export function buildLedger<B extends ClaimRows>(batch: B, o?: LedgerOptions): Ledger<B>;
/**
 * Nets claims of either table.
 *
 * @example
 * buildLedger(batchOf({ table: 'pharmacy' }, [])).finalView().batch().table; // => 'pharmacy'
 */
export function buildLedger(batch: ClaimRows, o: LedgerOptions = {}): Ledger {
  const chains = chainsOf(batch);
  const styles = stylesOf(chains);
  const applied = appliedStyles(styles, o);
  return ledgerOf(chains, styles, applied);
}

function appliedStyles(styles: readonly StyleInference[], o: LedgerOptions): ReadonlyMap<string, AdjustmentStyle | null> {
  const { style = 'infer', confirm = [] } = o;
  return new Map(
    styles.map((inferred) => {
      const { dataSource } = inferred;
      if (typeof style === 'object' && style[dataSource] !== undefined) return [dataSource, style[dataSource]];
      if (typeof style === 'string' && style !== 'infer') return [dataSource, style];
      if (inferred.adjusted === 0 || confirm.includes(dataSource)) return [dataSource, inferred.style];
      throw new CoalitionError(
        'ledger/style-unconfirmed',
        `${dataSource} writes corrections that look like "${inferred.style ?? 'none of the three styles'}" (${inferred.adjusted} lines). Confirm it with confirm: ['${dataSource}'], or pass the style.`,
        { dataSource, style: inferred.style ?? '', confidence: inferred.confidence ?? 0 },
      );
    }),
  );
}

/**
 * Makes a ledger from chains and styles that are already known; validation uses it with the inferred ones.
 *
 * @param chains - The chains.
 * @param styles - What was inferred.
 * @param applied - What is applied, by sender.
 * @returns The ledger.
 */
export function ledgerOf(chains: Chains, styles: readonly StyleInference[], applied: ReadonlyMap<string, AdjustmentStyle | null>): Ledger {
  const { batch, groups, columns } = chains;
  const styleOf = (chain: number): AdjustmentStyle | null =>
    applied.get(columns.source.at(groups.rows[groups.starts[chain] ?? 0] ?? 0) ?? '') ?? null;
  const keyOf = (chain: number): LineKey => {
    const first = groups.rows[groups.starts[chain] ?? 0] ?? 0;
    const ids = batch.texts['claim_id'];
    return { dataSource: columns.source.at(first) ?? '', claimId: ids === undefined ? '' : (textAt(ids, first) ?? ''), line: columns.line.at(first) };
  };
  const centsOf = (rows: readonly number[], sign: 1 | -1 = 1): LedgerCents => {
    let [paid, allowed, charge] = [0, 0, 0];
    for (const row of rows) {
      paid += sign * columns.paid.at(row);
      allowed += sign * columns.allowed.at(row);
      charge += sign * columns.charge.at(row);
    }
    return { paid: paid + 0, allowed: allowed + 0, charge: charge + 0 };
  };
  const walk = (horizon: Horizon, each: (chain: number, state: ChainState) => void): void => {
    const newest = newestVersions(chains, { styleOf: (row) => applied.get(columns.source.at(row) ?? '') ?? null, horizon });
    for (let chain = 0; chain < groups.count; chain += 1) {
      if (groups.starts[chain] === groups.starts[chain + 1]) continue;
      const own = walkChain(chains, chain, { style: styleOf(chain), horizon });
      const state = newest.size === 0 || chains.tangled.has(chain) ? own : withoutDropped(chains, own, newest.get(chains.rootOf[chain] ?? 0));
      if (state.visible.length > 0) each(chain, state);
    }
  };
  const reasonOf = (chain: number, state: ChainState): UnresolvedRow['reason'] | null =>
    chains.tangled.get(chain) ?? (state.final === null ? 'originalNotHere' : null);

  const finalView = (o: ViewOptions = {}): FinalView => {
    const lines: FinalLine[] = [];
    const unresolved: UnresolvedRow[] = [];
    const netted: { readonly row: number; readonly standing: readonly number[] }[] = [];
    const sums = { final: zero(), ledger: zero(), unresolved: zero() };
    walk(horizonOf(o), (chain, state) => {
      const key = keyOf(chain);
      const reason = reasonOf(chain, state);
      if (reason !== null || state.final === null) {
        for (const row of state.visible) {
          const cents = centsOf([row]);
          unresolved.push({ key, row, reason: reason ?? 'originalNotHere', cents });
          add(sums.unresolved, cents);
          add(sums.ledger, cents);
        }
        return;
      }
      const cents = centsOf(state.standing);
      const voided =
        cents.paid === 0 && cents.allowed === 0 && state.visible.some((row) => columns.paid.at(row) !== 0 || columns.allowed.at(row) !== 0);
      lines.push({ key, row: state.final, transactions: state.visible.length, voided, cents });
      if (!voided) netted.push({ row: state.final, standing: state.standing });
      add(sums.final, cents);
      add(sums.ledger, centsOf(state.visible));
      for (const { row } of state.undone) add(sums.ledger, centsOf([row], -1));
    });
    return {
      lines,
      finalCents: sums.final,
      ledgerCents: sums.ledger,
      unresolvedCents: sums.unresolved,
      unresolved,
      batch: () => finalBatch(batch, netted),
      ...explanationOf({ styles, applied, unresolved: unresolved.length, o }),
    };
  };

  const ledger = (o: ViewOptions = {}): readonly LedgerEntry[] => {
    const entries: LedgerEntry[] = [];
    walk(horizonOf(o), (chain, state) => {
      const key = keyOf(chain);
      const tangled = chains.tangled.has(chain);
      for (const row of state.visible) {
        if (!tangled)
          for (const undone of state.undone) if (undone.by === row) entries.push({ key, row, implied: true, cents: centsOf([undone.row], -1) });
        entries.push({ key, row, implied: false, cents: centsOf([row]) });
      }
      // What undoes a dropped line stands on another line of the claim.
      for (const undone of tangled ? [] : state.undone)
        if (!state.visible.includes(undone.by)) entries.push({ key, row: undone.by, implied: true, cents: centsOf([undone.row], -1) });
    });
    return entries;
  };

  const findings: Finding[] = [];
  const everything: UnresolvedRow[] = [];
  walk(OPEN, (chain, state) => {
    const reason = reasonOf(chain, state);
    if (reason !== null) for (const row of state.visible) everything.push({ key: keyOf(chain), row, reason, cents: centsOf([row]) });
    for (const problem of chainProblems(chains, chain, state)) {
      findings.push({
        code: problem.code,
        severity: 'error',
        table: batch.table,
        row: rowRefOf(batch, problem.row),
        observedClass: problem.observedClass,
        fix:
          problem.code === 'MED-20'
            ? 'The original usually lies before the window: ask for it, or extend the window.'
            : 'Extend the window; look for a version that is missing.',
        message: `${problem.observedClass}.`,
        cents: Math.abs(columns.paid.at(problem.row)),
      });
    }
  });
  return { styles, links: chains.links, unresolved: everything, findings, ledger, finalView };
}

/** What is wrong with one chain when everything is visible. */
export interface ChainProblem {
  readonly code: 'MED-20' | 'MED-21';
  readonly row: number;
  readonly observedClass: string;
}

/**
 * Lists what MED-20 and MED-21 say of one chain.
 *
 * @param chains - The chains.
 * @param chain - Which one.
 * @param state - Its state with everything visible.
 * @returns Problems with the row they are about.
 */
export function chainProblems(chains: Chains, chain: number, state: ChainState): readonly ChainProblem[] {
  const tangle = chains.tangled.get(chain);
  if (tangle !== undefined) {
    const observedClass = tangle === 'cycle' ? 'references of claims run in a circle' : 'two claims replace the same one';
    return state.visible.map((row) => ({ code: 'MED-21', row, observedClass }));
  }
  if (state.final === null) return state.visible.map((row) => ({ code: 'MED-20', row, observedClass: 'a correction whose original is not here' }));
  const problems: ChainProblem[] = state.unequal.map((row) => ({
    code: 'MED-20',
    row,
    observedClass: 'a reversal that is not equal and opposite to what stands',
  }));
  const last = state.visible[state.visible.length - 1];
  if (state.negative && last !== undefined) problems.push({ code: 'MED-21', row: last, observedClass: 'a line whose payments fell below zero' });
  return problems;
}

/**
 * Says where a row of a batch stood in what was delivered.
 *
 * @param batch - A batch.
 * @param row - 0-based row.
 * @returns Its sender, file and 1-based data row.
 * @example
 * rowRefOf(batchOf({ table: 'medical' }, []), 0); // => { row: 1 }
 */
export function rowRefOf(batch: Pick<ClaimRows, 'lineage'>, row: number): RowRef {
  const { lineage } = batch;
  const dataSource = lineage.dataSource.dictionary.values[lineage.dataSource.ids[row] ?? -1];
  const fileId = lineage.fileName.validity?.length === 0 ? -1 : (lineage.fileName.ids[row] ?? -1);
  const fileName =
    lineage.fileName.validity !== undefined && ((lineage.fileName.validity[row >> 3] ?? 0) & (1 << (row & 7))) === 0
      ? undefined
      : lineage.fileName.dictionary.values[fileId];
  return {
    ...(dataSource === undefined ? {} : { dataSource }),
    ...(fileName === undefined ? {} : { fileName }),
    row: lineage.rowNumber[row] ?? row + 1,
  };
}

function horizonOf(o: ViewOptions): Horizon {
  if (o.asOf !== undefined && o.paidThrough !== undefined) checkPaidThrough({ asOf: o.asOf, paidThrough: o.paidThrough });
  return { asOf: o.asOf === undefined ? null : asOfDay(o.asOf), paidThrough: o.paidThrough === undefined ? null : asOfDay(o.paidThrough) };
}

interface MutableCents {
  paid: number;
  allowed: number;
  charge: number;
}

function zero(): MutableCents {
  return { paid: 0, allowed: 0, charge: 0 };
}

function add(sum: MutableCents, more: LedgerCents): void {
  sum.paid += more.paid;
  sum.allowed += more.allowed;
  sum.charge += more.charge;
}

function explanationOf(o: {
  readonly styles: readonly StyleInference[];
  readonly applied: ReadonlyMap<string, AdjustmentStyle | null>;
  readonly unresolved: number;
  readonly o: ViewOptions;
}): Explanation {
  const warnings: Warning[] = [];
  if (o.unresolved > 0) {
    warnings.push({
      code: 'ledger/unresolved',
      severity: 'warn',
      rows: o.unresolved,
      fix: 'Ask for the originals of these corrections; they are listed in unresolved.',
      message: `${o.unresolved} rows are in the ledger and not in the final view.`,
    });
  }
  for (const { dataSource, confidence } of o.styles) {
    if (confidence === null || confidence >= 0.95) continue;
    warnings.push({
      code: 'ledger/style-doubtful',
      severity: 'warn',
      path: dataSource,
      fix: 'Read the list of unexplained claims with the sender.',
      message: `The style of ${dataSource} explains less than 95 % of its corrected lines.`,
    });
  }
  return {
    steps: [
      { id: 'net', label: 'visible transactions netted for each original line', formula: 'ledger = final + unresolved' },
      ...(o.o.paidThrough === undefined ? [] : [{ id: 'paidThrough', label: 'payments up to', value: o.o.paidThrough }]),
      ...(o.o.asOf === undefined ? [] : [{ id: 'asOf', label: 'known by', value: o.o.asOf }]),
    ],
    assumptions: [...o.applied].flatMap(([dataSource, style]) =>
      style === null ? [] : [{ id: `style of ${dataSource}`, value: style, evidence: 'measured' as const, source: 'records of corrections' }],
    ),
    warnings,
    tables: [],
  };
}
