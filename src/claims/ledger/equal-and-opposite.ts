import { listAt, textAt } from '../batch-records.js';
import { claimDateDays } from '../claim-date.js';
import { centsReader, quantityReader, wordReader } from '../columns.js';
import type { ClaimRows, LedgerColumns } from './chains.js';

/**
 * Finds for each orphan reversal the row that it takes back: same sender, person, provider, day of service, code, modifiers, and
 * units and amounts equal and opposite (payments within a cent; of drugs also number and fill); the nearest earlier payment wins, then the order of rows. A row is taken back once.
 *
 * @param batch - Rows of claims.
 * @param columns - Their columns.
 * @param orphans - Reversals that nothing else links.
 * @returns Pairs of the reversal and what it takes back.
 */
export function equalAndOpposite(
  batch: ClaimRows,
  columns: LedgerColumns,
  orphans: readonly number[],
): readonly (readonly [from: number, to: number])[] {
  if (orphans.length === 0) return [];
  const medical = batch.table === 'medical';
  const words = (
    medical
      ? ['person_id', 'billing_npi', 'rendering_npi', 'hcpcs_code', 'revenue_center_code']
      : ['person_id', 'dispensing_provider_npi', 'ndc_code']
  ).map((name) => wordReader(batch, name));
  const units = quantityReader(batch, medical ? 'service_unit_quantity' : 'quantity');
  const fill = quantityReader(batch, 'fill_number');
  const charge = centsReader(batch, 'charge_amount');
  const days = claimDateDays(batch, 'claimStart');
  const modifiers = batch.lists['modifiers'];
  const prescription = batch.texts['prescription_number'];
  const key = (row: number): string =>
    [
      columns.source.id(row),
      days[row],
      ...words.map((word) => word.id(row)),
      fill.at(row),
      modifiers === undefined ? '' : (listAt(modifiers, row) ?? []).join('.'),
      Math.abs(units.at(row)),
      Math.abs(charge.at(row)),
      prescription === undefined ? '' : (textAt(prescription, row) ?? ''),
    ].join('|');
  const opposite = (row: number, to: number): boolean => Math.abs(columns.paid.at(row) + columns.paid.at(to)) <= 1;
  const wanted = new Map<string, number[]>();
  for (const row of orphans) wanted.set(key(row), []);
  for (let row = 0; row < batch.rowCount; row += 1) {
    if (columns.type.id(row) === columns.reversal) continue;
    wanted.get(key(row))?.push(row);
  }
  const used = new Set<number>();
  const pairs: (readonly [number, number])[] = [];
  const when = (row: number): number => columns.paidDay.at(row);
  for (const row of [...orphans].sort((a, b) => when(a) - when(b) || a - b)) {
    const candidates = (wanted.get(key(row)) ?? []).filter((to) => !used.has(to) && when(to) <= when(row) && opposite(row, to));
    const best = candidates.reduce<number | null>((so, to) => (so === null || when(to) > when(so) ? to : so), null);
    if (best === null) continue;
    used.add(best);
    pairs.push([row, best]);
  }
  return pairs;
}
