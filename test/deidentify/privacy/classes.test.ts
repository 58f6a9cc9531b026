import { describe, expect, test } from 'vitest';
import { groupByCodes } from '../../../src/deidentify/privacy/classes.js';
import { PrivacyClasses } from '../../../src/deidentify/privacy/privacy-classes.js';
import { stream } from '../../../src/stats/random.js';

describe('grouping', () => {
  test('equals grouping by text on random columns', () => {
    for (let seed = 0; seed < 20; seed += 1) {
      const random = stream(seed, 3);
      const members = random.below(300);
      const columns = Array.from({ length: 1 + random.below(5) }, () => {
        const distinct = 1 + random.below(30);
        return { codes: Int32Array.from({ length: members }, () => random.below(distinct)), distinct };
      });
      const { classOf, sizes } = groupByCodes(columns, members);
      const byText = new Map<string, number[]>();
      for (let i = 0; i < members; i += 1) {
        const name = columns.map((column) => column.codes[i]).join();
        byText.set(name, [...(byText.get(name) ?? []), i]);
      }
      expect(sizes.length).toBe(byText.size);
      for (const list of byText.values()) {
        expect(new Set(list.map((i) => classOf[i])).size).toBe(1);
        expect(sizes[classOf[list[0] ?? 0] ?? 0]).toBe(list.length);
      }
    }
  });

  test('columns whose product passes 2^53 do not collide', () => {
    const distinct = 1_000_003;
    const columns = Array.from({ length: 4 }, (_, c) => ({ codes: Int32Array.of(0, c === 0 ? 1 : 0, c === 3 ? 1 : 0, distinct - 1), distinct }));
    expect(groupByCodes(columns, 4).sizes).toEqual(Int32Array.of(1, 1, 1, 1));
  });
});

describe('classes as an aggregate', () => {
  test('parts over different employers give what one pass gives', () => {
    const rows = Array.from({ length: 50 }, (_, i) => ({ sex: i % 2 === 0 ? 'f' : 'm', zip3: String(i % 3) }));
    const whole = new PrivacyClasses({ quasiIdentifiers: ['sex', 'zip3'] });
    whole.add(rows);
    const part = (id: string, list: readonly (typeof rows)[number][]): PrivacyClasses => {
      const made = new PrivacyClasses({ quasiIdentifiers: ['sex', 'zip3'] }, { kind: 'partition', id });
      made.add(list);
      return made;
    };
    expect(
      part('A', rows.slice(0, 20))
        .merge(part('B', rows.slice(20)))
        .finish(),
    ).toEqual(whole.finish());
    expect(whole.finish().risk.k).toBe(8);
  });

  test('two parts without a scope of their own may hold the same members and do not merge', () => {
    const make = (): PrivacyClasses => {
      const made = new PrivacyClasses({ quasiIdentifiers: ['sex'] });
      made.add({ sex: 'f' });
      return made;
    };
    expect(() => make().merge(make())).toThrowError(expect.objectContaining({ code: 'aggregate/member-overlap' }));
  });
});
