import { CoalitionError } from '../../errors/coalition-error.js';

/** Most cells that are taken on; beyond it the table is refused. Unit: cells. */
export const TABLE_CELL_CAP = 5000;

/** The refusal of a table that can't be read. */
export function invalid(reason: string): CoalitionError<'deidentify/table-invalid'> {
  return new CoalitionError('deidentify/table-invalid', `The table can't be read: ${reason}. Correct its description or its cells.`, { reason });
}

/** The refusal of a table beyond the cap. */
export function tooLarge(cells: number, cap: number): CoalitionError<'deidentify/table-too-large'> {
  return new CoalitionError(
    'deidentify/table-too-large',
    `The table has ${cells} cells; at most ${cap} can be certified. Drop the finest level of its largest dimension, or publish tables that share no cells.`,
    { cells, cap },
  );
}
