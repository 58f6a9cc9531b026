import type { DayNumber } from '../../time/iso-date.js';
import { textAt } from '../batch-records.js';
import type { Chains } from './chains.js';
import type { AdjustmentStyle } from './style.js';

/** Which transactions count as known. Unit of both: days since 1970-01-01. */
export interface Horizon {
  /** Only files up to this day, and payments up to this day. */
  readonly asOf: DayNumber | null;
  /** Only payments up to this day. */
  readonly paidThrough: DayNumber | null;
}

/** What one chain comes to under a horizon. */
export interface ChainState {
  /** Rows that are visible, in order of effect. */
  readonly visible: readonly number[];
  /** The rows whose sum is the line's standing: all visible ones, or those since the last replacement. */
  readonly standing: readonly number[];
  /** The row that describes the line; `null` when nothing stands for it. */
  readonly final: number | null;
  /** Visible rows that are no longer standing, each undone by an implied entry at the row that replaced it. */
  readonly undone: readonly { readonly row: number; readonly by: number }[];
  /** Whether the cumulative payment fell below zero on the way. */
  readonly negative: boolean;
  /** Reversals that don't take back what stands, to the cent. */
  readonly unequal: readonly number[];
}

/**
 * Walks one chain under a horizon.
 *
 * @param chains - The chains.
 * @param chain - Which one.
 * @param o - `style` of its sender and the `horizon`.
 * @returns Its state.
 */
export function walkChain(chains: Chains, chain: number, o: { readonly style: AdjustmentStyle | null; readonly horizon: Horizon }): ChainState {
  const { groups, columns } = chains;
  const { type, reversal, adjustment, paid, allowed, version } = columns;
  const visible: number[] = [];
  let standing: number[] = [];
  const undone: { row: number; by: number }[] = [];
  const unequal: number[] = [];
  let final: number | null = null;
  let [net, netAllowed] = [0, 0];
  let negative = false;
  for (let at = groups.starts[chain] ?? 0; at < (groups.starts[chain + 1] ?? 0); at += 1) {
    const row = groups.rows[at] ?? 0;
    if (!isVisible(chains, row, o.horizon)) continue;
    visible.push(row);
    const kind = type.id(row);
    if (kind === reversal) {
      const apart = Math.abs(net + paid.at(row)) > 1 || Math.abs(netAllowed + allowed.at(row)) > 1;
      if (o.style !== 'delta' && (apart || (final !== null && !isCopy(chains, row, final)))) unequal.push(row);
    } else {
      const replaces =
        o.style === 'fullReplacement' && final !== null && paid.at(row) >= 0 && (kind === adjustment || version.at(row) > version.at(final));
      if (replaces) {
        for (const old of standing) undone.push({ row: old, by: row });
        standing = [];
        net = 0;
        netAllowed = 0;
      }
      const isBase = kind !== adjustment || o.style !== 'delta';
      if (isBase && (o.style !== 'delta' || final === null)) final = row;
    }
    standing.push(row);
    net += paid.at(row);
    netAllowed += allowed.at(row);
    if (net < -1) negative = true;
  }
  return { visible, standing, final, undone, negative, unequal };
}

/** Whether a reversal is about the same code and units, and of the same charge, where both rows say so. */
function isCopy({ columns: { code, units, charge } }: Chains, row: number, of: number): boolean {
  if (code.has(row) && code.has(of) && code.id(row) !== code.id(of)) return false;
  if (units.has(row) && units.has(of) && Math.abs(units.at(row)) !== Math.abs(units.at(of))) return false;
  return !(charge.has(row) && charge.has(of)) || Math.abs(charge.at(row) + charge.at(of)) <= 1;
}

function isVisible(chains: Chains, row: number, horizon: Horizon): boolean {
  const { paidDay, adjudicated, fileDay } = chains.columns;
  const day = paidDay.has(row) ? paidDay.at(row) : adjudicated.has(row) ? adjudicated.at(row) : null;
  if (horizon.paidThrough !== null && day !== null && day > horizon.paidThrough) return false;
  if (horizon.asOf === null) return true;
  return !(day !== null && day > horizon.asOf) && !(fileDay.has(row) && fileDay.at(row) > horizon.asOf);
}

/**
 * Finds the row of the newest version of each claim that is replaced whole, so that lines which the new version no longer has don't stand.
 *
 * @param chains - The chains.
 * @param o - `styleOf` the sender of a row, and the `horizon`.
 * @returns A row of the newest visible version, by first claim; claims that nothing replaces aren't there.
 */
export function newestVersions(
  chains: Chains,
  o: { readonly styleOf: (row: number) => AdjustmentStyle | null; readonly horizon: Horizon },
): ReadonlyMap<number, number> {
  const { version, paidDay, fileDay, type, reversal, paid } = chains.columns;
  const newest = new Map<number, number>();
  const later = (a: number, b: number): number =>
    version.at(a) - version.at(b) || paidDay.at(a) - paidDay.at(b) || fileDay.at(a) - fileDay.at(b) || a - b;
  for (let row = 0; row < chains.batch.rowCount; row += 1) {
    if (type.id(row) === reversal || paid.at(row) < 0 || !(version.at(row) > 0 || isReplacement(chains, row))) continue;
    if (o.styleOf(row) !== 'fullReplacement' || !isVisible(chains, row, o.horizon)) continue;
    const root = chains.rootOf[chains.of[row] ?? 0] ?? 0;
    const known = newest.get(root);
    if (known === undefined || later(row, known) > 0) newest.set(root, row);
  }
  return newest;
}

function isReplacement(chains: Chains, row: number): boolean {
  const named = chains.batch.texts['replaces_claim_id'];
  return named !== undefined && textAt(named, row) !== null;
}

/**
 * Takes away what stands on a line that the newest version of its claim no longer has.
 *
 * @param chains - The chains.
 * @param state - The line by itself.
 * @param newest - A row of the newest version of the claim; nothing where nothing replaces it.
 * @returns The line as it stands.
 */
export function withoutDropped(chains: Chains, state: ChainState, newest: number | undefined): ChainState {
  const { final, standing, undone } = state;
  if (newest === undefined || final === null || standing.length === 0) return state;
  const { claimOf, columns } = chains;
  const sameClaim = claimOf[final] === claimOf[newest];
  const replaced = sameClaim ? columns.version.at(final) < columns.version.at(newest) : isReplacement(chains, newest);
  return replaced ? { ...state, standing: [], undone: [...undone, ...standing.map((row) => ({ row, by: newest }))] } : state;
}
