import { expect, test } from 'vitest';
import { feedbackPack } from '../../../src/claims/feedback/feedback-pack.js';
import { fill, line, many, report, span } from '../rules/kit.js';

const delivery = {
  medical: [
    ...many(30, (at) => line({ claim_id: `c${at}`, charge_amount: `${150 + at}.00`, paid_date: null, file_name: 'a.csv', row_number: 100 - at })),
    line({ data_source: 'other', claim_id: 'x', hcpcs_code: 'G0102', claim_status: 'denied' }),
  ],
  pharmacy: [fill({ quantity: '0' })],
  eligibility: [span({ birth_date: '1980-05-01' })],
};

test('a pack has the causes of one sender, worst and dearest first, with rows and a question', () => {
  const pack = feedbackPack(report(delivery), { payer: 'tpa', rowsListed: 3 });
  expect(pack.groups.map(({ code, rows, cents }) => [code, rows, cents])).toEqual([['MED-6', 30, 240_000]]);
  expect(pack.groups[0]).toMatchObject({
    field: 'paid_date',
    observedClass: 'empty',
    question: 'The paid date is empty. Can you send the date of the check or electronic payment?',
  });
  expect(pack.groups[0]?.where).toEqual([71, 72, 73].map((row) => ({ dataSource: 'tpa', fileName: 'a.csv', row })));
  expect(pack.text).toBe(
    'Questions about the delivery of tpa\n1. [MED-6, medical, 30 rows, $2400.00] The paid date is empty. Can you send the date of the check or electronic payment? Rows: a.csv:71, a.csv:72, a.csv:73 and more.',
  );
  expect(feedbackPack(report(delivery), { payer: 'other' }).groups.map(({ code }) => code)).toEqual(['MED-18']);
  expect(feedbackPack(report(delivery), { payer: 'pbm' }).groups.map(({ code }) => code)).toEqual(['RX-2']);
});

test('a pack does not depend on the order of rows and holds no value of a row', () => {
  const secret = line({
    claim_id: 'SECRETCLAIM',
    person_id: 'SECRETPERSON',
    member_id: 'SECRETMEMBER',
    hcpcs_code: 'SECRET*',
    billing_npi: 'SECRETNPI',
    diagnosis_codes: ['SECRET!'],
    paid_date: 'SECRETDATE',
    plan: 'SECRETPLAN',
    notes: 'SECRETNOTE',
  });
  const rows = [...delivery.medical, secret];
  const [one, other] = [report({ ...delivery, medical: rows }), report({ ...delivery, medical: [...rows].reverse() })].map((each) =>
    JSON.stringify(feedbackPack(each, { payer: 'tpa' })),
  );
  expect(JSON.parse(one ?? '').groups.length).toBeGreaterThan(2);
  expect(one).not.toContain('SECRET');
  expect(one).not.toContain('1980-05-01');
  expect(other?.replaceAll(/"row":\d+/g, '')).toBe(one?.replaceAll(/"row":\d+/g, ''));
});

test('a pack names what drifted since the last delivery', () => {
  const last = report({ medical: many(60, (at) => line({ claim_id: `l${at}`, charge_amount: `${at}.01` })) });
  const pack = feedbackPack(
    report({ medical: many(60, (at) => line({ claim_id: `n${at}`, charge_amount: `${at}.01`, plan: 'hmo' })) }, { previous: last.snapshot }),
    { payer: 'tpa' },
  );
  expect(pack.drift).toEqual([{ table: 'medical', field: 'plan', what: '1 new values', rows: 1 }]);
});
