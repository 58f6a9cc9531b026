import { describe, expect, test, vi } from 'vitest';
import type { UnbatchedReport } from '../../../src/claims/validate/delivery-report.js';
import { PersonLinks } from '../../../src/claims/validate/person-links.js';
import { type Delivery, type ValidateOptions, validateDelivery } from '../../../src/claims/validate/validate-delivery.js';
import { type PartOptions, type RowSource, validateInParts } from '../../../src/claims/validate/validate-parts.js';
import { isCoalitionError } from '../../../src/errors/coalition-error.js';
import { type RandomStream, stream } from '../../../src/stats/random.js';
import { injectableRules, injectDefects } from '../../../src/synthetic/defects/inject-defects.js';
import { generateCoalition } from '../../../src/synthetic/generate-coalition.js';
import { line, type Row } from '../rules/kit.js';
import { dirtyDelivery, TABLES } from './dirty-delivery.js';
import { lineStream, lineText } from './line-stream.js';

// Whole deliveries are judged many times; a busy machine needs longer than the usual limit.
vi.setConfig({ testTimeout: 120_000 });

/** Everything of a report but its batches, to the byte. */
const essence = ({ batches: _batches, fitness, ...rest }: UnbatchedReport & { readonly batches?: unknown }): string =>
  JSON.stringify({ ...rest, verdicts: fitness.all() });

/**
 * A dirty delivery whose claims are about few persons, claims, drugs and days, so that nearly all of them meet: duplicates, references
 * in circles, reversals without an original, shared bundles.
 */
function denseDelivery(seed: number, count: number): Delivery {
  const random = stream(seed, 3);
  const pick = (prefix: string, of: number): string => `${prefix}${random.below(of)}`;
  const dense = (rows: Iterable<unknown>): readonly unknown[] =>
    Array.from(rows, (row) => {
      const [paid, correction] = [`${random.below(3) * 40}.00`, random.below(3)];
      return {
        ...(typeof row === 'object' ? row : {}),
        data_source: pick('s', 2),
        file_name: pick('f', 2),
        row_number: random.below(3) === 0 ? null : random.below(40) + 1,
        person_id: random.below(9) === 0 ? 'stranger' : pick('p', 25),
        claim_id: pick('c', 60),
        claim_line_number: 1 + random.below(2),
        claim_version: 0,
        claim_record_type: ['original', 'adjustment', 'reversal'][correction],
        original_claim_id: correction > 0 && random.below(3) === 0 ? pick('c', 60) : null,
        replaces_claim_id: correction > 0 && random.below(3) === 0 ? pick('c', 60) : null,
        bundle_id: random.below(12) === 0 ? pick('b', 6) : null,
        billing_npi: '1234567893',
        rendering_npi: null,
        hcpcs_code: 'G0101',
        modifiers: null,
        ndc_code: '00002751001',
        fill_number: 0,
        quantity: '30',
        service_unit_quantity: '1',
        claim_start_date: '2024-03-05',
        claim_end_date: '2024-03-05',
        dispensing_date: `2024-03-0${1 + random.below(3)}`,
        charge_amount: correction === 2 ? '-150.00' : '150.00',
        allowed_amount: correction === 2 ? '-100.00' : '100.00',
        paid_amount: correction === 2 ? `-${paid}` : paid,
      };
    });
  const given = dirtyDelivery(seed, count);
  const people = Array.from(given.eligibility ?? [], (row) => ({ ...(typeof row === 'object' ? row : {}), person_id: pick('p', 25) }));
  return { ...given, medical: dense(given.medical ?? []), pharmacy: dense(given.pharmacy ?? []), eligibility: people };
}

const sourcesOf = (delivery: Delivery): Delivery<RowSource> =>
  Object.fromEntries(TABLES.flatMap((table) => (delivery[table] === undefined ? [] : [[table, () => delivery[table] ?? []] as const])));

async function refusal(delivery: Delivery<RowSource>, o: ValidateOptions & PartOptions): Promise<unknown> {
  try {
    await validateInParts(delivery, o);
  } catch (error) {
    return isCoalitionError(error) ? [error.code, error.details] : error;
  }
  return 'no refusal';
}

/** Rows of a person together, persons in any order, the rows of one in theirs. */
function grouped(rows: Iterable<unknown>, random: RandomStream): readonly unknown[] {
  const persons = new Map<string, unknown[]>();
  for (const row of rows) {
    const person: unknown = typeof row === 'object' && row !== null ? Reflect.get(row, 'person_id') : null;
    const key = typeof person === 'string' ? person.trim() : JSON.stringify(person);
    persons.set(key, [...(persons.get(key) ?? []), row]);
  }
  const groups = [...persons.values()];
  for (let at = groups.length - 1; at > 0; at -= 1) {
    const other = random.below(at + 1);
    const [a, b] = [groups[at], groups[other]];
    if (a !== undefined && b !== undefined) [groups[at], groups[other]] = [b, a];
  }
  return groups.flat();
}

describe('a delivery that is judged part by part', () => {
  const options: readonly ValidateOptions[] = [
    {},
    { profile: 'tuvaStrict', asOf: '2026-01-31', months: ['2024-01', '2024-12'], orphanContracts: 'refuse', rowsListed: 3 },
    { declared: 'deidentified', rowsListed: 0, waivers: [{ code: 'MED-23', who: 'a', why: 'b' }] },
    {
      profile: {
        id: 'own',
        off: ['RX-6'],
        tolerance: { 'MED-9': '0.5' },
        severity: { 'MED-16': 'block' },
        sources: { tpa: { off: ['MED-22'] } },
        allowedIdentity: { emptyIsZero: true, absoluteCents: 0, relativeBasisPoints: 0, components: 'full' },
      },
      controlTotals: {
        medical: [
          { rows: 5, paid: '10.00' },
          { month: '2024-04', rows: 1 },
        ],
        pharmacy: [{ rows: 2 }],
      },
    },
  ];

  test('gives the bytes of the report in memory, for any number of parts', async () => {
    for (let seed = 1; seed <= 16; seed += 1) {
      const random = stream(seed, 9);
      const delivery = dirtyDelivery(seed, 60);
      const o = options[seed % options.length] ?? {};
      const before = validateDelivery(dirtyDelivery(seed + 100, 40)).snapshot;
      const whole = essence(validateDelivery(delivery, { ...o, previous: before }));
      for (const partitions of [1, 2, 3 + random.below(40)]) {
        expect(essence(await validateInParts(sourcesOf(delivery), { ...o, previous: before, partitions }))).toBe(whole);
      }
    }
  });

  test('gives them from rows sorted by person, too', async () => {
    for (let seed = 1; seed <= 12; seed += 1) {
      const random = stream(seed, 11);
      const given = dirtyDelivery(seed, 60);
      const delivery = { ...given, medical: grouped(given.medical ?? [], random), pharmacy: grouped(given.pharmacy ?? [], random) };
      const o = options[seed % options.length] ?? {};
      expect(essence(await validateInParts(sourcesOf(delivery), { ...o, sortedBy: 'person_id' }))).toBe(essence(validateDelivery(delivery, o)));
    }
  });

  test('gives them where claims of all persons refer to each other', async () => {
    const seen = new Set<string>();
    for (let seed = 1; seed <= 12; seed += 1) {
      const random = stream(seed, 12);
      const given = denseDelivery(seed, 80);
      const whole = validateDelivery(given);
      for (const { code, rows } of whole.rules) if (rows > 0) seen.add(code);
      expect(essence(await validateInParts(sourcesOf(given), { partitions: 2 + random.below(20) }))).toBe(essence(whole));
      const delivery = { ...given, medical: grouped(given.medical ?? [], random), pharmacy: grouped(given.pharmacy ?? [], random) };
      expect(essence(await validateInParts(sourcesOf(delivery), { sortedBy: 'person_id' }))).toBe(essence(validateDelivery(delivery)));
    }
    expect(['MED-2', 'MED-20', 'MED-21', 'MED-22', 'MED-23', 'MED-27', 'RX-4', 'RX-6', 'STR-2', 'XREF-1'].filter((code) => !seen.has(code))).toEqual(
      [],
    );
  });

  test('gives them of a coalition with planted defects', async () => {
    const { coalition } = generateCoalition({ seed: 4, members: 250, months: ['2024-07', '2025-12'], adjustedPerMille: 80 });
    const rates = Object.fromEntries(injectableRules().map(({ code }) => [code, 0.01]));
    const { coalition: delivery } = injectDefects(coalition, { seed: 7, rates });
    const o = { asOf: '2026-01-31' };
    const whole = essence(validateDelivery(delivery, o));
    for (const partitions of [3, 11]) expect(essence(await validateInParts(sourcesOf(delivery), { ...o, partitions }))).toBe(whole);
  });

  test('gives them from many windows of sorted lines, and from streams', async () => {
    const rows = 40_000;
    const o = { asOf: '2026-01-31' };
    const whole = essence(validateDelivery({ medical: Array.from({ length: rows }, (_, at) => lineText(at)) }, o));
    expect(essence(await validateInParts({ medical: () => lineStream(rows) }, { ...o, sortedBy: 'person_id' }))).toBe(whole);
    expect(essence(await validateInParts({ medical: () => lineStream(rows) }, { ...o, partitions: 3 }))).toBe(whole);
  });

  test('keeps together what a claim, a reference or a bundle ties together, whoever the persons are', async () => {
    const rows: readonly Row[] = Array.from({ length: 40 }, (_, at) => [
      line({ claim_id: `a${at}`, person_id: `p${at}` }),
      line({ claim_id: `a${at}`, claim_line_number: 2, person_id: `q${at}` }),
      line({ claim_id: `b${at}`, person_id: `r${at}`, claim_record_type: 'adjustment', replaces_claim_id: `a${at}`, paid_amount: '10.00' }),
      line({ claim_id: `c${at}`, person_id: `s${at}`, bundle_id: `x${at}` }),
      line({ claim_id: `d${at}`, person_id: `t${at}`, bundle_id: `x${at}`, paid_amount: '70.00' }),
    ]).flat();
    const whole = validateDelivery({ medical: rows });
    const found = (code: string): number => whole.rules.find((rule) => rule.code === code && rule.table === 'medical')?.rows ?? 0;
    expect([found('MED-2'), found('MED-27'), whole.detail.styles.medical[0]?.adjusted]).toEqual([80, 40, 40]);
    for (const partitions of [2, 7, 64]) expect(essence(await validateInParts({ medical: () => rows }, { partitions }))).toBe(essence(whole));
    expect(essence(await validateInParts({ medical: () => rows }, { sortedBy: 'person_id' }))).toBe(essence(whole));
  });
});

describe('persons tied by nodes', () => {
  test('are found whatever the room for nodes', () => {
    const random = stream(5, 0);
    const rows = Array.from({ length: 3000 }, () => ({ node: random.below(2 ** 31) * 2 + 1, person: random.below(500) }));
    const pairs = rows.flatMap(({ node, person }, at) =>
      at % 50 === 0
        ? [
            { node, person },
            { node, person: (person + 7) % 500 },
          ]
        : [{ node, person }],
    );
    const roots = (most: number): readonly [readonly number[], number] => {
      const links = new PersonLinks(most);
      let readings = 0;
      do {
        readings += 1;
        for (const { node, person } of pairs) links.see(node, person);
      } while (links.again());
      return [Array.from({ length: 500 }, (_, person) => links.rootOf(person)), readings];
    };
    const [wide, once] = roots(10_000);
    const [narrow, often] = roots(200);
    expect(narrow).toEqual(wide);
    expect(new Set(wide).size).toBeLessThan(500);
    expect([once, often > 10]).toEqual([1, true]);
  });
});

describe('a source', () => {
  test('that gives other rows the second time is refused', async () => {
    let opened = 0;
    const source = (): readonly Row[] => {
      opened += 1;
      return opened === 1 ? [line(), line({ claim_line_number: 2 })] : [line()];
    };
    expect(await refusal({ medical: source }, { partitions: 2 })).toEqual(['claims/source-changed', { table: 'medical', rows: 1, before: 2 }]);
    const used = [line()].values();
    expect(await refusal({ medical: () => used }, { sortedBy: 'person_id' })).toEqual([
      'claims/source-changed',
      { table: 'medical', rows: 0, before: 1 },
    ]);
  });

  test('that was said to be sorted, and is not, is refused without the person', async () => {
    const rows = [line({ person_id: 'ann' }), line({ person_id: 'bob', claim_id: 'c2' }), line({ person_id: 'ann', claim_id: 'c3' })];
    expect(await refusal({ medical: () => rows }, { sortedBy: 'person_id' })).toEqual(['claims/not-grouped', { table: 'medical', row: 3 }]);
  });

  test('is cut one way', async () => {
    for (const partitions of [0, -1, 1.5, Number.NaN, 2 ** 21]) {
      expect(await refusal({}, { partitions })).toEqual(['claims/bad-parts', { value: String(partitions) }]);
    }
  });
});
