import type { TableName } from '../batch.js';
import { daysReader, wordReader } from '../columns.js';
import type { TableData } from './delivery-data.js';
import type { Rule, RuleSink } from './rule.js';
import { tableOf } from './structure.js';

/** Names of columns that hold names, addresses or numbers of people, or free text. */
const DIRECT =
  /(?:^|_)(?:first|last|middle|full|maiden)?_?name(?:$|_suffix)|ssn|social_security|(?:^|_)(?:address|street|phone|telephone|fax|email|e_mail|mrn|medical_record|note|notes|comment|comments|free_text|remarks|license|licence|vehicle|device_serial|url|ip_address|photo)(?:$|_)/i;
const SSN = /^\d{3}-\d{2}-\d{4}$/;

function noIdentifiers(table: TableName): Rule {
  return {
    id: 'DEI-1',
    table,
    severity: 'block',
    tolerance: '0',
    handling: 'kept',
    what: 'A feed declared de-identified holds no name, free text, social security number, full birth date or five-digit ZIP code.',
    inputs: ['every field'],
    fix: 'Stop, and return the file to its sender.',
    check: (data, sink, { declared }) => {
      if (declared !== 'deidentified') return;
      sink.appliesToAll();
      const rows = tableOf(data, table);
      if (table === 'eligibility') {
        filledDates(rows, 'birth_date', sink);
        filledDates(rows, 'death_date', sink);
        const zip = wordReader(rows.batch, 'zip_code');
        for (let row = 0; row < rows.rows; row += 1)
          if (zip.has(row)) sink.hit(row, { field: 'zip_code', observedClass: '5 digits', expected: 'three digits', cents: 0 });
      }
      for (const name of Object.keys(rows.batch.codes)) {
        const reader = wordReader(rows.batch, name);
        const shaped = reader.words.map((text) => SSN.test(text));
        if (!shaped.includes(true)) continue;
        for (let row = 0; row < rows.rows; row += 1) {
          if (shaped[reader.id(row)] === true)
            sink.hit(row, { field: name, observedClass: 'the shape of a social security number', expected: 'a pseudonym', cents: 0 });
        }
      }
    },
    whole: (data, sink, { declared }) => {
      if (declared !== 'deidentified') return;
      for (const { name, filled } of tableOf(data, table).strays) {
        if (filled > 0 && DIRECT.test(name))
          sink.note({
            field: name,
            observedClass: 'a column of names, contacts, numbers or free text',
            expected: 'no such column',
            rows: filled,
            cents: 0,
          });
      }
    },
  };
}

function filledDates(data: TableData, name: string, sink: RuleSink): void {
  const reader = daysReader(data.batch, name);
  for (let row = 0; row < data.rows; row += 1)
    if (reader.has(row)) sink.hit(row, { field: name, observedClass: 'a full date', expected: 'a year or an age band', cents: 0 });
}

/** Rules of feeds that are declared de-identified. */
export const deidentifiedRules: readonly Rule[] = /* @__PURE__ */ (() => [
  noIdentifiers('medical'),
  noIdentifiers('pharmacy'),
  noIdentifiers('eligibility'),
  noIdentifiers('nonClaims'),
])();
