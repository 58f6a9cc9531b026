import { describe, expect, it } from 'vitest';
import { checkDefinition } from '../../src/coe/definition/check-definition.js';
import { definitionHash } from '../../src/coe/definition/definition-hash.js';
import type { EpisodeDefinition } from '../../src/coe/definition/episode-definition.js';
import { normaliseDrg } from '../../src/coe/definition/normalise-drg.js';
import { readDefinition } from '../../src/coe/definition/read-definition.js';
import { jointReplacement, shippedDefinitions } from '../../src/coe/definition/shipped-definitions.js';
import { EpisodeAggregate } from '../../src/coe/episodes/episode-aggregate.js';

const reversedKeys = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(reversedKeys)
    : typeof value === 'object' && value !== null
      ? Object.fromEntries(
          Object.entries(value)
            .reverse()
            .map(([k, v]) => [k, reversedKeys(v)]),
        )
      : value;

const withDrg = (codes: readonly string[], o: Partial<EpisodeDefinition> = {}): EpisodeDefinition => ({
  ...jointReplacement(),
  triggers: [{ id: 't', setting: 'inpatient', allOf: [{ system: 'MS-DRG', codes }] }],
  ...o,
});

describe('episode definitions', () => {
  it('survive JSON, and hash by content whatever the order of keys', () => {
    for (const definition of shippedDefinitions()) {
      const back = readDefinition(JSON.parse(JSON.stringify(reversedKeys(definition))));
      expect(back).toEqual(definition);
      expect(definitionHash(back)).toBe(definitionHash(definition));
    }
    const hashes = new Set(shippedDefinitions().map(definitionHash));
    expect(hashes.size).toBe(shippedDefinitions().length);
    expect(definitionHash({ ...jointReplacement(), cleanPeriodDays: 1 })).not.toBe(definitionHash(jointReplacement()));
  });

  it('that ship pass their own check', () => {
    for (const definition of shippedDefinitions()) expect(checkDefinition(definition), definition.id).toEqual([]);
  });

  it('are refused by form with the path of the first wrong part', () => {
    const json = JSON.parse(JSON.stringify(jointReplacement()));
    const cases: readonly (readonly [string, (d: Record<string, never>) => unknown])[] = [
      ['id', (d) => ({ ...d, id: '' })],
      ['window.dayOne', (d) => ({ ...d, window: { preDays: 1, postDays: 1, from: 'discharge', dayOne: 'first' } })],
      ['triggers[0].allOf[0].system', (d) => ({ ...d, triggers: [{ id: 'x', setting: 'inpatient', allOf: [{ system: 'CPT', codes: [] }] }] })],
      ['exclude[0].kind', (d) => ({ ...d, exclude: [{ id: 'x', kind: 'sometimes' }] })],
      ['conflict', (d) => ({ ...d, conflict: 'both' })],
      ['readmissionDays', (d) => ({ ...d, readmissionDays: 1.5 })],
      ['$', () => null],
    ];
    for (const [path, change] of cases)
      expect(() => readDefinition(change(json)), path).toThrow(
        expect.objectContaining({ code: 'coe/definition-invalid', details: expect.objectContaining({ path }) }),
      );
  });

  it('are refused by content: licence, HCPCS level I, star alone, wrong era, gap between versions, two of one id', () => {
    const licensed = {
      ...jointReplacement(),
      triggers: [{ id: 't', setting: 'outpatient' as const, allOf: [{ system: 'LICENSED' as const, codes: ['99X99'] }] }],
    };
    expect(() => checkDefinition(licensed)).toThrow(expect.objectContaining({ code: 'coe/licence-not-acknowledged' }));
    const codes = (d: EpisodeDefinition, o = {}): readonly (string | undefined)[] => checkDefinition(d, o).map((each) => each.message);
    expect(
      codes({ ...jointReplacement(), exclude: [{ kind: 'service-only', id: 'x', service: { system: 'HCPCS-II', codes: ['12345'] } }] })[0],
    ).toContain('begins with a digit');
    expect(
      codes({ ...jointReplacement(), exclude: [{ kind: 'service-only', id: 'x', service: { system: 'ICD-10-CM', codes: ['*'] } }] })[0],
    ).toContain("isn't a code");
    expect(codes(withDrg(['470', '460']), { from: '2025-01-01' })[0]).toBe(
      'MS-DRG 460 is valid in versions 40.0 to 41.1 only, never in the dates of this rule.',
    );
    expect(codes(withDrg(['402', '451'])).filter((each) => each?.includes('no valid MS-DRG'))).toHaveLength(4);
    expect(codes(withDrg(['246', '247'])).filter((each) => each?.includes('no valid MS-DRG'))).toHaveLength(6);
    expect(codes(withDrg(['402'], {}), { from: '2024-10-01' })).toEqual([]);
    const spec = { definitions: [jointReplacement(), jointReplacement()], paidThrough: '2026-01-01', runOutDays: 0 };
    expect(() => new EpisodeAggregate(spec)).toThrow(expect.objectContaining({ code: 'coe/definition-invalid' }));
    expect(() => new EpisodeAggregate({ ...spec, definitions: [withDrg(['402'])] })).toThrow(
      expect.objectContaining({ code: 'coe/definition-invalid' }),
    );
    expect(() => new EpisodeAggregate({ ...spec, definitions: [] })).toThrow(expect.objectContaining({ code: 'coe/definition-invalid' }));
  });

  it('read 70, 070 and 0070 as one DRG, and tell what is none', () => {
    expect(['70', '070', '0070', ' 70 '].map((text) => normaliseDrg(text).code)).toEqual(['070', '070', '070', '070']);
    expect(['', null, 'A70', '0', '1000'].map((text) => normaliseDrg(text).problem)).toEqual([
      'missing',
      'missing',
      'not-numeric',
      'out-of-range',
      'out-of-range',
    ]);
  });
});
