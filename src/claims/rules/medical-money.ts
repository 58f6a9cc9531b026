import { textAt } from '../batch-records.js';
import { centsReader, flagReader, type NumberReader, wordReader } from '../columns.js';
import { allowedIdentityRule } from './allowed-identity.js';
import { headerOnLinesRule } from './header-on-lines.js';
import { eachClaim } from './medical-identity.js';
import type { Rule } from './rule.js';
import { totalLineRule } from './total-lines.js';

/** MED-15 within one cent or a thousandth. */
function differs(lines: number, header: number): boolean {
  const gap = Math.abs(lines - header);
  return gap > 1 && gap * 1000 > Math.abs(header);
}

const linesAgainstHeader: Rule = {
  id: 'MED-15',
  table: 'medical',
  severity: 'error',
  tolerance: '0.012',
  handling: 'kept',
  what: 'The lines of a claim add up to its total line in charge, allowed and paid.',
  inputs: ['claim_id', 'revenue_center_code', 'charge_amount', 'allowed_amount', 'paid_amount'],
  fix: 'Ask whether the header is after adjustments; use the lines for categories.',
  check: ({ medical }, sink) => {
    const revenue = wordReader(medical.batch, 'revenue_center_code');
    const total = revenue.words.indexOf('0001');
    if (total < 0) return;
    const fields = ['charge_amount', 'allowed_amount', 'paid_amount'].map((name) => ({ name, read: centsReader(medical.batch, name) }));
    eachClaim(medical, (rows) => {
      const header = rows.find((row) => revenue.id(row) === total);
      const others = rows.filter((row) => revenue.id(row) !== total);
      if (header === undefined || others.length === 0) return;
      sink.applies(header);
      for (const { name, read } of fields) {
        if (!read.has(header) || read.at(header) === 0 || !others.some((row) => read.has(row))) continue;
        const sum = others.reduce((so, row) => so + read.at(row), 0);
        if (!differs(sum, read.at(header))) continue;
        sink.hit(header, {
          field: name,
          observedClass: 'differs from the sum of the lines',
          expected: 'the sum of the lines',
          cents: Math.abs(sum - read.at(header)),
        });
      }
    });
  },
};

const amountsInOrder: Rule = {
  id: 'MED-17',
  table: 'medical',
  severity: 'warn',
  tolerance: '0.012',
  handling: 'kept',
  what: 'Charge is at least allowed, and allowed at least paid; mirrored on reversals.',
  inputs: ['charge_amount', 'allowed_amount', 'paid_amount', 'claim_record_type'],
  fix: 'Per-diem and case rates may exceed the charge: put them on the list of exceptions.',
  check: ({ medical }, sink) => {
    const { batch, rows } = medical;
    const [charge, allowed, paid] = [centsReader(batch, 'charge_amount'), centsReader(batch, 'allowed_amount'), centsReader(batch, 'paid_amount')];
    const type = wordReader(batch, 'claim_record_type');
    const [reversal, adjustment] = [type.words.indexOf('reversal'), type.words.indexOf('adjustment')];
    for (let row = 0; row < rows; row += 1) {
      sink.applies(row);
      // A signed adjustment that takes money back is mirrored like a reversal.
      const takesBack = type.id(row) === adjustment && allowed.at(row) < 0 && paid.at(row) <= 0;
      const sign = type.id(row) === reversal || takesBack ? -1 : 1;
      const above = (more: NumberReader, less: NumberReader): number => sign * (less.at(row) - more.at(row));
      if (allowed.has(row) && medical.paidMissing[row] !== 1 && above(allowed, paid) > 0) {
        sink.hit(row, {
          field: 'paid_amount',
          observedClass: 'paid above allowed',
          expected: 'at most the allowed amount',
          cents: above(allowed, paid),
        });
      } else if (allowed.has(row) && charge.has(row) && above(charge, allowed) > 0) {
        sink.hit(row, {
          field: 'allowed_amount',
          observedClass: 'allowed above charge',
          expected: 'at most the charge',
          cents: above(charge, allowed),
        });
      }
    }
  },
};

function statusFitsPaid(table: 'medical' | 'pharmacy'): Rule {
  return {
    id: 'MED-18',
    table,
    severity: 'error',
    tolerance: '0',
    handling: 'kept',
    what: 'A denied row is paid nothing, and a paid one has an allowed amount above zero.',
    inputs: ['claim_status', 'paid_amount', 'allowed_amount'],
    fix: 'Ask whether the status is that of the file or of the line.',
    check: (data, sink) => {
      const rows = table === 'medical' ? data.medical : data.pharmacy;
      sink.appliesToAll();
      const [paid, allowed] = [centsReader(rows.batch, 'paid_amount'), centsReader(rows.batch, 'allowed_amount')];
      const status = wordReader(rows.batch, 'claim_status');
      const [denied, settled] = [status.words.indexOf('denied'), status.words.indexOf('paid')];
      for (let row = 0; row < rows.rows; row += 1) {
        if (status.id(row) === denied && paid.at(row) !== 0) {
          sink.hit(row, { field: 'claim_status', observedClass: 'denied with a payment', expected: 'a payment of 0', cents: Math.abs(paid.at(row)) });
        } else if (status.id(row) === settled && allowed.has(row) && allowed.at(row) === 0) {
          sink.hit(row, {
            field: 'allowed_amount',
            observedClass: 'paid with an allowed amount of zero',
            expected: 'an allowed amount',
            severity: 'warn',
          });
        }
      }
    },
  };
}

const SIGNED = ['paid_amount', 'allowed_amount', 'charge_amount'];

function signFitsType(table: 'medical' | 'pharmacy'): Rule {
  return {
    id: 'MED-19',
    table,
    severity: 'error',
    tolerance: '0',
    handling: 'kept',
    what: 'An original row has no negative amount, and a reversal no positive one.',
    inputs: ['claim_record_type', ...SIGNED],
    fix: 'Derive the record type from the sign after the sender confirms it.',
    check: (data, sink) => {
      const rows = table === 'medical' ? data.medical : data.pharmacy;
      sink.appliesToAll();
      const fields = SIGNED.map((name) => ({ name, read: centsReader(rows.batch, name) })).filter(({ read }) => read.filled);
      const type = wordReader(rows.batch, 'claim_record_type');
      const [original, reversal] = [type.words.indexOf('original'), type.words.indexOf('reversal')];
      for (let row = 0; row < rows.rows; row += 1) {
        const sign = type.id(row) === original ? 1 : type.id(row) === reversal ? -1 : 0;
        if (sign === 0) continue;
        const wrong = fields.find(({ read }) => read.at(row) * sign < 0);
        if (wrong === undefined) continue;
        sink.hit(row, {
          field: wrong.name,
          observedClass: sign === 1 ? 'negative on a row that is no reversal' : 'positive on a reversal',
          expected: sign === 1 ? 'zero or more' : 'zero or less',
          cents: Math.abs(wrong.read.at(row)),
        });
      }
    },
  };
}

const capitatedUnpaid: Rule = {
  id: 'MED-25',
  table: 'medical',
  severity: 'warn',
  tolerance: '0.012',
  handling: 'kept',
  what: 'A capitated line has no fee-for-service payment.',
  inputs: ['capitated_flag', 'claim_status', 'paid_amount', 'prepaid_equivalent_amount'],
  fix: 'Get the list of capitated services; move the capitation to non-claims payments.',
  check: ({ medical }, sink) => {
    const { batch, rows } = medical;
    const flag = flagReader(batch, 'capitated_flag');
    const status = wordReader(batch, 'claim_status');
    const [paid, prepaid] = [centsReader(batch, 'paid_amount'), centsReader(batch, 'prepaid_equivalent_amount')];
    for (let row = 0; row < rows; row += 1) {
      const capitated = flag(row) === 1 || status.at(row) === 'capitated_encounter';
      if (!capitated && !prepaid.has(row)) continue;
      sink.applies(row);
      if (capitated && paid.at(row) > 0) sink.hit(row, { field: 'paid_amount', observedClass: 'a payment on a capitated line', expected: '0' });
      else if (!capitated && paid.at(row) === 0 && prepaid.at(row) > 0)
        sink.hit(row, { field: 'capitated_flag', observedClass: 'an unflagged encounter', expected: 'the capitated flag' });
    }
  },
};

const bundlePaidOnce: Rule = {
  id: 'MED-27',
  table: 'medical',
  severity: 'error',
  tolerance: '0',
  handling: 'kept',
  what: 'Under a bundle one row carries the price, and its components are paid nothing.',
  inputs: ['bundle_id', 'episode_contract_id', 'paid_amount', 'claim_record_type'],
  fix: 'Double payment under the Center of Excellence contract: ask for it back.',
  check: ({ medical }, sink) => {
    const bundle = medical.batch.texts['bundle_id'];
    if (bundle === undefined || bundle.validity?.length === 0) return;
    const paid = centsReader(medical.batch, 'paid_amount');
    const type = wordReader(medical.batch, 'claim_record_type');
    const groups = new Map<string, number[]>();
    for (let row = 0; row < medical.rows; row += 1) {
      const id = textAt(bundle, row);
      if (id === null) continue;
      sink.applies(row);
      if (type.at(row) !== 'original' || paid.at(row) <= 0) continue;
      const group = groups.get(id);
      if (group === undefined) groups.set(id, [row]);
      else group.push(row);
    }
    for (const group of groups.values()) {
      const most = group.reduce((best, row) => (paid.at(row) > paid.at(best) ? row : best), group[0] ?? 0);
      for (const row of group) {
        if (medical.claimOf[row] === medical.claimOf[most]) continue;
        sink.hit(row, { field: 'bundle_id', observedClass: 'a component paid beside the bundle', expected: '0 on components' });
      }
    }
  },
};

/** Rules of money. */
export const medicalMoneyRules: readonly Rule[] = /* @__PURE__ */ (() => [
  totalLineRule,
  headerOnLinesRule,
  linesAgainstHeader,
  allowedIdentityRule,
  amountsInOrder,
  statusFitsPaid('medical'),
  statusFitsPaid('pharmacy'),
  signFitsType('medical'),
  signFitsType('pharmacy'),
  capitatedUnpaid,
  bundlePaidOnce,
])();
