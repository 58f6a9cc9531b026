import type { TableName } from '../claims/batch.js';
import { checkSink, compileChecker } from '../claims/fields/compile-checker.js';
import { fieldsOf } from '../claims/fields/tables.js';
import type { RecordOf } from '../claims/records.js';
import { CoalitionError } from '../errors/coalition-error.js';

declare const zone: unique symbol;

/** By which legal method rows may be called de-identified. */
export type Method = 'safeHarbor' | 'expert';

/** A row with identifiers. Made by {@link identified} and {@link identifiedRecords} only. */
export type Identified<T> = T & { readonly [zone]: 'identified' };

/** A row of a limited data set: no direct identifiers, dates and places kept, for the recipient of an agreement only. */
export type Limited<T> = T & { readonly [zone]: 'limitedDataSet' };

/** A row that may leave under the method named. Made by `deidentify` and `parseDeidentified` only. */
export type Deidentified<T, M extends Method = Method> = T & { readonly [zone]: M };

/**
 * Declares rows of any record type to be identified, after checking that each is a plain record.
 *
 * It is the door to {@link deidentify}: what a row holds is for the policy to say, field by field.
 *
 * @param rows - The rows.
 * @returns The same rows in the identified zone.
 * @throws {@link CoalitionError} `deidentify/row-not-a-record`.
 * @example
 * identified([{ person_id: 'P1' }]).length; // => 1
 */
export function identified<T extends object>(rows: Iterable<T>): Identified<T>[] {
  const found: Identified<T>[] = [];
  let row = 0;
  for (const each of rows) {
    row += 1;
    if (typeof each !== 'object' || each === null || Array.isArray(each)) throw notARecord(row);
    found.push(inZone(each));
  }
  return found;
}

/**
 * Declares claim records to be identified, after checking that each has its canonical form.
 *
 * @param table - Which record.
 * @param rows - Rows as adapters or your own code made them; missing optional fields become null.
 * @returns Canonical records in the identified zone.
 * @throws {@link CoalitionError} `claims/not-canonical` at the first row whose form is wrong.
 * @example
 * identifiedRecords('nonClaims', []); // => []
 */
export function identifiedRecords<T extends TableName>(table: T, rows: Iterable<RecordOf<T>>): Identified<RecordOf<T>>[] {
  const check = compileChecker(fieldsOf(table));
  const sink = checkSink();
  const found: Identified<RecordOf<T>>[] = [];
  let row = 0;
  for (const each of rows) {
    row += 1;
    if (check(each, sink) > 0) {
      const issue = sink.issues[0];
      const field = issue?.path.join('.') ?? '';
      throw new CoalitionError(
        'claims/not-canonical',
        `Row ${row} of ${table} isn't canonical: field "${field}" (${issue?.code ?? 'invalid_type'}). Normalise and check the rows first.`,
        { table, field, row, issue: issue?.code ?? 'invalid_type' },
      );
    }
    found.push(inZone(each));
  }
  return found;
}

/** The brand's constructor of the identified zone. */
function inZone<T>(row: T): Identified<T> {
  return row as Identified<T>;
}

function notARecord(row: number): CoalitionError<'deidentify/row-not-a-record'> {
  return new CoalitionError('deidentify/row-not-a-record', `Row ${row} isn't a plain record. Pass objects with one value for each field.`, { row });
}
