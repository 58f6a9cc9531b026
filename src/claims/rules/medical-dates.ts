import { civilFromDay } from '../../time/iso-date.js';
import { daysReader, type NumberReader, wordReader } from '../columns.js';
import type { Rule } from './rule.js';

/** Unit: days. */
const LONGEST_STAY = 365;
/** Whether a day comes more than two calendar years after another. Unit of both: days since 1970-01-01. */
function isLate(day: number, after: number): boolean {
  // Two calendar years are 730 or 731 days, so only of 731 days must the calendar be asked.
  return day - after === 731 ? civilFromDay(day).day !== civilFromDay(after).day : day - after > 731;
}

const datesInOrder: Rule = {
  id: 'MED-4',
  table: 'medical',
  severity: 'error',
  tolerance: '0.012',
  handling: 'kept',
  what: 'Dates of a claim are in order: start to end, the line within the claim, admission to discharge within a year.',
  inputs: ['claim_start_date', 'claim_end_date', 'claim_line_start_date', 'claim_line_end_date', 'admission_date', 'discharge_date'],
  fix: 'Find out which column is the statement period and which the date of the line.',
  check: ({ medical }, sink) => {
    sink.appliesToAll();
    const read = (name: string): NumberReader => daysReader(medical.batch, name);
    const [start, end, lineStart, lineEnd] = [
      read('claim_start_date'),
      read('claim_end_date'),
      read('claim_line_start_date'),
      read('claim_line_end_date'),
    ];
    const [admission, discharge] = [read('admission_date'), read('discharge_date')];
    for (let row = 0; row < medical.rows; row += 1) {
      if (end.at(row) < start.at(row))
        sink.hit(row, { field: 'claim_end_date', observedClass: 'before the start', expected: 'an end on or after the start' });
      else if (lineStart.has(row) && (lineStart.at(row) < start.at(row) || lineStart.at(row) > end.at(row))) {
        sink.hit(row, { field: 'claim_line_start_date', observedClass: 'outside the claim', expected: 'a line within the claim' });
      } else if (lineEnd.has(row) && (lineEnd.at(row) > end.at(row) || lineEnd.at(row) < (lineStart.has(row) ? lineStart.at(row) : start.at(row)))) {
        sink.hit(row, { field: 'claim_line_end_date', observedClass: 'outside the claim or before its start', expected: 'a line within the claim' });
      }
      if (admission.has(row) && discharge.has(row)) {
        const stay = discharge.at(row) - admission.at(row);
        if (stay < 0) sink.hit(row, { field: 'discharge_date', observedClass: 'before admission', expected: 'a discharge on or after admission' });
        else if (stay > LONGEST_STAY)
          sink.hit(row, { field: 'discharge_date', observedClass: 'a stay over 365 days', expected: 'a stay of at most 365 days' });
      }
    }
  },
};

function serviceToPayment(table: 'medical' | 'pharmacy'): Rule {
  const begin = table === 'medical' ? 'claim_start_date' : 'dispensing_date';
  return {
    id: 'MED-5',
    table,
    severity: 'error',
    tolerance: '0.012',
    handling: 'kept',
    what: 'Service comes before receipt and payment, none of them after the file, and payment within 24 months.',
    inputs: [begin, 'received_date', 'paid_date', 'file_date'],
    fix: 'Look for swapped columns, which are common.',
    check: (data, sink) => {
      const rows = table === 'medical' ? data.medical : data.pharmacy;
      sink.appliesToAll();
      const read = (name: string): NumberReader => daysReader(rows.batch, name);
      const [start, received, paid, file] = [read(begin), read('received_date'), read('paid_date'), read('file_date')];
      for (let row = 0; row < rows.rows; row += 1) {
        const service = start.at(row);
        if (received.has(row) && received.at(row) < service)
          sink.hit(row, { field: 'received_date', observedClass: 'before service', expected: 'receipt on or after service' });
        else if (paid.has(row) && paid.at(row) < (received.has(row) ? received.at(row) : service)) {
          sink.hit(row, {
            field: 'paid_date',
            observedClass: received.has(row) ? 'before receipt' : 'before service',
            expected: 'payment after service and receipt',
          });
        } else if (
          file.has(row) &&
          Math.max(service, received.has(row) ? received.at(row) : service, paid.has(row) ? paid.at(row) : service) > file.at(row)
        ) {
          sink.hit(row, {
            field: service > file.at(row) ? begin : received.has(row) && received.at(row) > file.at(row) ? 'received_date' : 'paid_date',
            observedClass: 'after the date of the file',
            expected: 'dates before the file',
          });
        } else if (paid.has(row) && isLate(paid.at(row), service)) {
          sink.hit(row, {
            field: 'paid_date',
            observedClass: 'more than 24 months after service',
            expected: 'payment within 24 months',
            severity: 'warn',
          });
        }
      }
    },
  };
}

function paidDateThere(table: 'medical' | 'pharmacy'): Rule {
  return {
    id: 'MED-6',
    table,
    severity: 'warn',
    tolerance: '0.012',
    handling: 'kept',
    what: 'Each row that was decided has a paid date.',
    inputs: ['paid_date', 'claim_status'],
    fix: 'Ask for the date of the check or payment: without it there is no lag triangle.',
    check: (data, sink) => {
      const rows = table === 'medical' ? data.medical : data.pharmacy;
      const paid = daysReader(rows.batch, 'paid_date');
      const status = wordReader(rows.batch, 'claim_status');
      for (let row = 0; row < rows.rows; row += 1) {
        if (status.at(row) === 'pending') continue;
        sink.applies(row);
        if (!paid.has(row)) sink.hit(row, { field: 'paid_date', observedClass: 'empty', expected: 'a date' });
      }
    },
  };
}

/** Rules of dates. */
export const medicalDateRules: readonly Rule[] = /* @__PURE__ */ (() => [
  datesInOrder,
  serviceToPayment('medical'),
  serviceToPayment('pharmacy'),
  paidDateThere('medical'),
  paidDateThere('pharmacy'),
])();
