import { CoalitionError } from '../../errors/coalition-error.js';
import type { CustodyRecord, PublishableTable } from './publishable-table.js';
import { publishableTableForm } from './table-form.js';
import { verifyTable } from './verify-table.js';

/**
 * Reads a stored table back as publishable: only with its fingerprint intact and its certificate sound.
 *
 * @param stored - The parsed JSON.
 * @param custody - The custodian's record; with it every proof is checked again.
 * @returns The table.
 * @throws {@link CoalitionError} `deidentify/envelope-invalid` when its form is wrong, `deidentify/certificate-failed` when it doesn't hold.
 * @example
 * parsePublishableTable({ kind: 'publishableTable' }); // => throws deidentify/envelope-invalid
 */
export function parsePublishableTable(stored: unknown, custody?: CustodyRecord): PublishableTable {
  if (!publishableTableForm(stored)) {
    throw new CoalitionError(
      'deidentify/envelope-invalid',
      'This is no stored publishable table of version 1. Get it again from where it was made.',
      { reason: 'form' },
    );
  }
  const verification = verifyTable(stored, custody);
  if (!verification.ok) {
    throw new CoalitionError(
      'deidentify/certificate-failed',
      `The table's certificate doesn't hold: ${verification.problems.join('; ')}. Get it again from where it was made.`,
      { reasons: verification.problems },
    );
  }
  // The brand's constructor for stored tables; everything was checked above.
  return stored as PublishableTable;
}
