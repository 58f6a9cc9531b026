import type { TableName } from '../batch.js';
import { daysReader, quantityReader, wordReader } from '../columns.js';
import type { DeliveryData, TableData } from './delivery-data.js';
import type { Rule, RuleSink } from './rule.js';

const TABLES: readonly TableName[] = ['medical', 'pharmacy', 'eligibility', 'nonClaims'];

/** The required fields of a table, for the rule's own record of what it reads. */
const REQUIRED_INPUTS = ['required fields of the table'];

function requiredPresent(table: TableName): Rule {
  return {
    id: 'STR-1',
    table,
    what: 'Required columns are there and every value has the form of its field.',
    severity: 'block',
    tolerance: '0',
    inputs: REQUIRED_INPUTS,
    handling: 'excluded',
    fix: 'Fix the mapping: the field named here is missing or has another form.',
    check: (data, sink) => {
      sink.appliesToAll();
      if (table === 'medical') claimsWithoutPayment(data.medical, sink);
      if (table === 'pharmacy') claimsWithoutPayment(data.pharmacy, sink);
      if (table === 'eligibility') personsWithoutAge(data.eligibility, sink);
    },
  };
}

/** A claim none of whose lines came with a paid amount can't be counted; a line beside a paid one can. */
function claimsWithoutPayment(data: TableData, sink: RuleSink): void {
  const status = wordReader(data.batch, 'claim_status');
  const { starts, rows, count } = data.claims;
  for (let claim = 0; claim < count; claim += 1) {
    const [from, to] = [starts[claim] ?? 0, starts[claim + 1] ?? 0];
    let open = true;
    for (let at = from; at < to && open; at += 1) {
      const row = rows[at] ?? 0;
      const unpaid = status.at(row);
      open = data.paidMissing[row] === 1 && unpaid !== 'denied' && unpaid !== 'pending' && unpaid !== 'capitated_encounter';
    }
    if (!open) continue;
    for (let at = from; at < to; at += 1) {
      const row = rows[at] ?? 0;
      sink.hit(row, {
        field: 'paid_amount',
        observedClass: 'empty on every line of the claim',
        expected: 'a paid amount on at least one line of the claim',
        cents: 0,
      });
      sink.exclude(row);
    }
  }
}

function personsWithoutAge(data: TableData, sink: RuleSink): void {
  const birth = daysReader(data.batch, 'birth_date');
  const year = quantityReader(data.batch, 'birth_year');
  const band = wordReader(data.batch, 'age_band');
  for (let row = 0; row < data.rows; row += 1) {
    if (birth.has(row) || year.has(row) || band.has(row)) continue;
    sink.hit(row, { field: 'birth_date', observedClass: 'empty', expected: 'a birth date, a birth year or an age band', severity: 'warn' });
  }
}

function keyUnique(table: 'medical' | 'pharmacy' | 'nonClaims'): Rule {
  return {
    id: 'STR-2',
    table,
    what: 'The key (claim, line, version, sender) is unique; a reversal has a key of its own.',
    severity: 'block',
    tolerance: '0',
    inputs:
      table === 'nonClaims' ? ['payment_id', 'data_source'] : ['claim_id', 'claim_line_number', 'claim_version', 'claim_record_type', 'data_source'],
    handling: 'kept',
    fix: 'Ask whether the file repeats adjustments under one key, and set the rule for versions.',
    check: (data, sink) => keyUniqueIn(table === 'medical' ? data.medical : table === 'pharmacy' ? data.pharmacy : data.nonClaims, sink),
  };
}

function keyUniqueIn(data: TableData, sink: RuleSink): void {
  sink.appliesToAll();
  const line = quantityReader(data.batch, 'claim_line_number');
  const version = quantityReader(data.batch, 'claim_version');
  const type = wordReader(data.batch, 'claim_record_type');
  const copies = data.duplicates().copy;
  const { starts, rows, count } = data.claims;
  const seen = new Map<string, number>();
  for (let claim = 0; claim < count; claim += 1) {
    const [from, to] = [starts[claim] ?? 0, starts[claim + 1] ?? 0];
    if (to - from < 2) continue;
    seen.clear();
    for (let at = from; at < to; at += 1) {
      const row = rows[at] ?? 0;
      if (copies[row] === 1) continue;
      const key = `${line.at(row)}.${version.at(row)}.${type.at(row) === 'reversal' ? 'r' : ''}`;
      const first = seen.get(key);
      if (first === undefined) seen.set(key, row);
      else sink.hit(row, { observedClass: 'a key that occurred before', expected: 'one row for each key' });
    }
  }
}

function exactDuplicates(table: TableName): Rule {
  return {
    id: 'STR-3',
    table,
    what: 'No row is delivered twice.',
    severity: 'error',
    tolerance: '0',
    inputs: ['every field but the lineage'],
    handling: 'excluded',
    fix: 'Confirm that deliveries overlap; the copies were left out.',
    check: (data, sink) => {
      sink.appliesToAll();
      const rows = tableOf(data, table);
      const { copy } = rows.duplicates();
      for (let row = 0; row < rows.rows; row += 1) {
        if (copy[row] !== 1) continue;
        sink.hit(row, { observedClass: 'equal to an earlier row in every field', expected: 'each row once' });
        sink.exclude(row);
      }
    },
  };
}

/**
 * Picks a table of a delivery by name.
 *
 * @param data - The delivery.
 * @param table - Which table.
 * @returns The table.
 */
export function tableOf(data: DeliveryData, table: TableName): TableData {
  return data[table];
}

/** Rules of structure: can the rows be read, and does each stand for itself? */
export const structureRules: readonly Rule[] = /* @__PURE__ */ (() => [
  ...TABLES.map(requiredPresent),
  keyUnique('medical'),
  keyUnique('pharmacy'),
  keyUnique('nonClaims'),
  ...TABLES.map(exactDuplicates),
])();
