import { describe, expect, test } from 'vitest';
import { randomCode } from '../../src/deidentify/actions/codes.js';
import { year } from '../../src/deidentify/actions/dates.js';
import { pseudonym, shiftDate } from '../../src/deidentify/actions/derived.js';
import { keep } from '../../src/deidentify/actions/keep.js';
import { auditChain } from '../../src/deidentify/audit-record.js';
import { batchFromZone } from '../../src/deidentify/batch-from-zone.js';
import { claimableMethod } from '../../src/deidentify/claimable-method.js';
import { deidentify } from '../../src/deidentify/deidentify.js';
import { parseDeidentified, sealDeidentified } from '../../src/deidentify/envelope.js';
import { expertPolicy, limitedDataSetPolicy, safeHarborPolicy } from '../../src/deidentify/policies/policy.js';
import { safeHarborMedical } from '../../src/deidentify/policies/safe-harbor-medical.js';
import { cryptographicRandom } from '../../src/deidentify/random-source.js';
import { identified, identifiedRecords } from '../../src/deidentify/zones.js';
import { stream } from '../../src/stats/random.js';
import { canonicalRow } from '../claims/canonical-rows.js';
import { testKeys } from './keys.js';
import { agreement, attestation, contextOf } from './rows.js';

type Row = { readonly person_id: string; readonly paid_date: string };
const name = { id: 'two-fields', version: '1' };
const safe = safeHarborPolicy<Row>()({ person_id: randomCode('member'), paid_date: year() }, name);
const limited = limitedDataSetPolicy<Row>()({ person_id: pseudonym(testKeys().pseudonymizer('member')), paid_date: keep<string>() }, name);
const expert = expertPolicy<Row>()(
  { person_id: pseudonym(testKeys().pseudonymizer('member')), paid_date: shiftDate(testKeys().dateShifter({ days: 60 })) },
  name,
);
const rows = identified([
  { person_id: 'P1', paid_date: '2025-04-01' },
  { person_id: 'P2', paid_date: '2025-05-01' },
]);
const determination = {
  expert: 'Dr. Example',
  qualifications: 'biostatistician, 20 years',
  methods: 'journalist risk over the State',
  recipient: 'University of Example',
  conclusion: 'the risk is very small',
  signedOn: '2026-01-01',
  expiresOn: '2026-12-31',
  policyHash: expert.hash,
};

describe('what a configuration may be called', () => {
  test('Safe Harbor with its attestation; one keyed token turns it into something for an expert', () => {
    expect(claimableMethod(safe, { asOf: '2026-01-10', attestation }).method).toBe('safeHarbor');
    expect(claimableMethod(expert, { asOf: '2026-01-10', attestation, determination })).toMatchObject({ method: 'expert' });
    expect(claimableMethod(expert, { asOf: '2026-01-10', attestation }).blockers.map((each) => each.code)).toEqual([
      'deidentify/determination-missing',
    ]);
    expect(claimableMethod(limited, { asOf: '2026-01-10', agreement, attestation })).toMatchObject({ method: 'limitedDataSet' });
    expect(claimableMethod(safe, { asOf: '2026-01-10' })).toMatchObject({ method: 'none', blockers: [{ code: 'deidentify/attestation-missing' }] });
  });

  test('a determination that is missing, expired or for another policy gives no row', () => {
    const run = (over: object) => () => deidentify(rows, expert, contextOf({ ...over }));
    expect(run({})).toThrowError(expect.objectContaining({ code: 'deidentify/determination-missing' }));
    expect(run({ determination: { ...determination, expiresOn: '2026-01-09' } })).toThrowError(
      expect.objectContaining({ code: 'deidentify/determination-expired' }),
    );
    expect(run({ determination: { ...determination, policyHash: safe.hash } })).toThrowError(
      expect.objectContaining({ code: 'deidentify/determination-policy-changed' }),
    );
    expect(deidentify(rows, expert, contextOf({ determination })).rows.length).toBe(2);
  });

  test('a limited data set keeps dates and carries tokens', () => {
    const found = deidentify(rows, limited, contextOf()).rows.map((row) => row.paid_date);
    expect([...found].sort()).toEqual(['2025-04-01', '2025-05-01']);
  });
});

describe('envelopes', () => {
  const random = cryptographicRandom((count) => crypto.getRandomValues(new Uint8Array(count)));
  const sealed = sealDeidentified(deidentify(rows, safe, contextOf({ random })), { keys: testKeys() });

  test('are read back by their policy and key', () => {
    const stored: unknown = JSON.parse(JSON.stringify(sealed));
    expect(parseDeidentified(stored, { policy: safe, keys: testKeys() }).length).toBe(2);
  });

  test('one changed byte, another policy or key, bare rows and seeded codes are refused', () => {
    const text = JSON.stringify(sealed);
    const policyAndKeys = { policy: safe, keys: testKeys() };
    let refused = 0;
    for (let i = 0; i < text.length; i += 7) {
      const character = text[i] === '1' ? '2' : '1';
      try {
        parseDeidentified(JSON.parse(text.slice(0, i) + character + text.slice(i + 1)), policyAndKeys);
      } catch {
        refused += 1;
      }
    }
    expect(refused).toBe(Math.ceil(text.length / 7));
    const invalid = expect.objectContaining({ code: 'deidentify/envelope-invalid' });
    expect(() => parseDeidentified(sealed, { policy: safeHarborMedical })).toThrowError(invalid);
    expect(() => parseDeidentified(sealed, { policy: safe, keys: testKeys({ root: 8 }) })).toThrowError(invalid);
    expect(() => parseDeidentified([{ person_id: 'x' }], { policy: safe })).toThrowError(invalid);
    expect(() => sealDeidentified(deidentify(rows, safe, contextOf()))).toThrowError(invalid);
  });

  test('audit records chain', () => {
    const first = deidentify(rows, safe, contextOf()).audit;
    const second = deidentify(rows, safe, contextOf({ previousAudit: first.hash })).audit;
    expect(auditChain([first, second])).toBeNull();
    expect(auditChain([first, { ...second, rowsIn: '99' }])).toBe(1);
    expect(auditChain([second, first])).toBe(1);
  });
});

describe('batches', () => {
  test('are made of identified and limited rows; a Safe Harbor extract is refused with the reason', () => {
    const records = identifiedRecords('medical', [canonicalRow('medical', stream(1, 1))]);
    expect(batchFromZone({ table: 'medical', zone: 'identified', rows: records }).zone).toBe('identified');
    expect(() => batchFromZone({ table: 'medical', zone: 'safeHarbor', rows: records })).toThrowError(
      expect.objectContaining({ code: 'deidentify/not-batchable' }),
    );
  });

  test('rows whose form is wrong are no identified records', () => {
    const wrong = { ...canonicalRow('medical', stream(1, 1)), claim_start_date: '2025' };
    expect(() => identifiedRecords('medical', [wrong])).toThrowError(expect.objectContaining({ code: 'claims/not-canonical' }));
  });
});
