import { describe, expect, test } from 'vitest';
import { linkPersons, type TokenRow } from '../../src/deidentify/linkage/link-persons.js';
import { type LinkagePerson, linkageTokens } from '../../src/deidentify/linkage/linkage-tokens.js';
import { normaliseName, soundex } from '../../src/deidentify/linkage/normalise-name.js';
import { seededForTests } from '../../src/deidentify/random-source.js';
import { stream } from '../../src/stats/random.js';
import { hmac } from './keys.js';

const key = new Uint8Array(32).fill(3);
const tokens = (person: Partial<LinkagePerson>) =>
  linkageTokens(
    { first: 'Ann', last: 'Lee', birth: '1980-01-02', sex: 'f', zip3: '100', ssn: null, address: '1 Main St', ...person },
    { prf: hmac, key },
  );
const row = (id: string, person: Partial<LinkagePerson>): TokenRow => ({ row: id, ...tokens(person) });
const link = (...rows: readonly TokenRow[]) => linkPersons(rows, { random: seededForTests(1) });

describe('names', () => {
  test('the examples of the National Archives', () => {
    // https://www.archives.gov/research/census/soundex
    const examples = { washington: 'W252', lee: 'L000', gutierrez: 'G362', pfister: 'P236', jackson: 'J250', tymczak: 'T522', ashcraft: 'A261' };
    for (const [name, code] of Object.entries(examples)) expect(soundex(name)).toBe(code);
  });

  test('case, accents, hyphens and blanks do not part a name from itself; a suffix stands apart', () => {
    expect(['García-López', 'GARCIA LOPEZ', 'garcialopez'].map((name) => normaliseName(name).letters)).toEqual([
      'garcialopez',
      'garcialopez',
      'garcialopez',
    ]);
    expect(normaliseName('Smith III')).toEqual({ letters: 'smith', suffix: 'iii' });
    expect(normaliseName('Ivy')).toEqual({ letters: 'ivy', suffix: '' });
  });
});

describe('linking', () => {
  test('a missing part gives no token, and invalid SSNs neither', () => {
    expect(tokens({ birth: null }).tokens).toEqual({ name: null, initial: null, phonetic: null, ssn: null });
    for (const ssn of ['', '000-12-3456', '666123456', '900123456', '123-00-4567', '123-45-0000', '12345'])
      expect(tokens({ ssn }).tokens.ssn).toBeNull();
    expect(tokens({ ssn: '123-45-6789' }).tokens.ssn).toBe(tokens({ ssn: '123456789' }).tokens.ssn);
  });

  test('spelling is bridged by initial, sound or SSN', () => {
    const { personCodes } = link(
      row('a', { first: 'Catherine', last: 'Smith' }),
      row('b', { first: 'Cathryn', last: 'Smyth', zip3: '900' }),
      row('c', { first: 'C', last: 'Smith' }),
      row('d', { first: 'Dora', last: 'Smith' }),
    );
    expect(personCodes.get('b')).toBe(personCodes.get('a'));
    expect(personCodes.get('c')).toBe(personCodes.get('a'));
    expect(personCodes.get('d')).not.toBe(personCodes.get('a'));
  });

  test('twins and father and son are conflicts, never merged', () => {
    const twins = link(row('a', { first: 'Anna', ssn: '123-45-6789' }), row('b', { first: 'Andrea', ssn: '123-45-6789' }));
    expect([twins.personCodes.get('a') === twins.personCodes.get('b'), twins.conflicts.map((each) => each.reason)]).toEqual([false, ['twins']]);
    const suffix = link(row('a', { last: 'Lee Sr' }), row('b', { last: 'Lee Jr' }));
    expect([suffix.personCodes.get('a') === suffix.personCodes.get('b'), suffix.conflicts.map((each) => each.reason)]).toEqual([false, ['suffix']]);
  });

  test('a token of too many records links nobody and is reported', () => {
    const rows = Array.from({ length: 51 }, (_, i) => row(String(i), { first: 'Baby', last: 'Boy', birth: '1900-01-01', address: null }));
    const found = link(...rows);
    expect([new Set(found.personCodes.values()).size, found.dropped > 0, found.findings[0]?.code]).toEqual([51, true, 'deidentify/token-frequency']);
  });

  test('ATK-08: two recipients or coalitions never share a token', () => {
    const other = linkageTokens(
      { first: 'Ann', last: 'Lee', birth: '1980-01-02', sex: 'f', zip3: '100', ssn: null, address: null },
      { prf: hmac, key: new Uint8Array(32).fill(4) },
    );
    expect(other.tokens.name).not.toBe(tokens({}).tokens.name);
  });

  test('ATK-20: with Zipf surnames the most frequent token is not the most frequent name', () => {
    const random = stream(4, 4);
    const counts = new Map<string, number>();
    const names = new Map<string, string>();
    for (let i = 0; i < 3000; i += 1) {
      const surname = `n${'abcdefghij'[Math.min(9, Math.floor(10 * random.uniform() ** 3))]}`;
      const token =
        tokens({ last: surname, first: 'x', birth: `19${50 + random.below(50)}-01-${String(1 + random.below(28)).padStart(2, '0')}` }).tokens.name ??
        '';
      counts.set(token, (counts.get(token) ?? 0) + 1);
      names.set(token, surname);
    }
    // A part alone would repeat 900 times or more; a combination hardly repeats.
    expect(Math.max(...counts.values())).toBeLessThan(15);
  });

  test('precision and recall on invented people with typing errors', () => {
    const random = stream(11, 2);
    const letters = (n: number): string => Array.from({ length: n }, () => 'abcdefghiklmnoprstuvw'[random.below(21)]).join('');
    const typo = (text: string): string => (random.below(8) === 0 ? text.slice(0, 2) + 'x' + text.slice(3) : text);
    const rows: TokenRow[] = [];
    const person: number[] = [];
    for (let p = 0; p < 800; p += 1) {
      const base = {
        first: letters(5 + random.below(4)),
        last: letters(5 + random.below(6)),
        birth: `19${40 + random.below(60)}-${String(1 + random.below(12)).padStart(2, '0')}-${String(1 + random.below(28)).padStart(2, '0')}`,
        sex: random.below(2) === 0 ? 'f' : 'm',
        zip3: String(100 + random.below(800)),
        ssn:
          random.below(3) === 0
            ? null
            : `1${String(random.below(99) + 1).padStart(2, '0')}-${String(1 + random.below(98)).padStart(2, '0')}-${String(1 + random.below(9998)).padStart(4, '0')}`,
        address: null,
      };
      for (let copy = 0; copy < 3; copy += 1) {
        person.push(p);
        rows.push(row(String(rows.length), { ...base, first: typo(base.first), last: typo(base.last) }));
      }
    }
    const { personCodes } = link(...rows);
    let [both, linked, same] = [0, 0, 0];
    for (let i = 0; i < rows.length; i += 1) {
      for (let j = i + 1; j < rows.length; j += 1) {
        const [match, truth] = [personCodes.get(String(i)) === personCodes.get(String(j)), person[i] === person[j]];
        if (match) linked += 1;
        if (truth) same += 1;
        if (match && truth) both += 1;
      }
    }
    console.log(`linkage on 800 invented people: precision ${(both / linked).toFixed(4)}, recall ${(both / same).toFixed(4)}`);
    expect(both / linked).toBeGreaterThan(0.999);
    expect(both / same).toBeGreaterThan(0.9);
  });
});
