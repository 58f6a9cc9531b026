import { describe, expect, test } from 'vitest';
import type { Aggregate } from '../../src/claims/aggregate.js';
import type { Sourced, SourceOptions } from '../../src/claims/sources.js';
import { canonicalJson } from '../../src/fingerprint/canonical-json.js';
import { type RandomStream, stream } from '../../src/stats/random.js';
import { sourceFiles } from '../gate/source-files.js';
import type { LawSubject } from './law-subject.js';
import { subjects } from './registry.js';

type Any = Aggregate<unknown, unknown>;

const bytes = (aggregate: Any): string => JSON.stringify(aggregate.toJSON());

function shuffled<T>(list: readonly T[], random: RandomStream): T[] {
  const out = [...list];
  for (let i = out.length - 1; i > 0; i -= 1) {
    const j = random.below(i + 1);
    const [a, b] = [out[i], out[j]];
    if (a !== undefined && b !== undefined) [out[i], out[j]] = [b, a];
  }
  return out;
}

function codeOf(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error;
  }
  return 'no refusal';
}

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value) && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const each of Object.values(value)) frozen(each);
  }
  return value;
}

/** One subject of one seed: the same spec wherever it is asked for an empty aggregate. */
class Trial {
  readonly subject: LawSubject;
  readonly seed: number;
  readonly inputs: readonly unknown[];

  constructor(subject: LawSubject, seed: number, count = 24) {
    this.subject = subject;
    this.seed = seed;
    this.inputs = frozen(subject.inputs(stream(seed, 1), count));
  }

  empty(): Any {
    return this.subject.empty(stream(this.seed, 0));
  }

  of(inputs: readonly unknown[]): Any {
    const aggregate = this.empty();
    for (const input of inputs) aggregate.add(input);
    return aggregate;
  }

  /** Splits the inputs in parts that may be merged: by member where the aggregate needs disjoint members. */
  parts(random: RandomStream, count: number): readonly (readonly unknown[])[] {
    const { memberOf } = this.subject;
    const place = new Map<string, number>();
    const parts: unknown[][] = Array.from({ length: count }, () => []);
    for (const input of this.inputs) {
      const member = memberOf?.(input);
      const at = member === undefined ? random.below(count) : (place.get(member) ?? random.below(count));
      if (member !== undefined) place.set(member, at);
      parts[at]?.push(input);
    }
    return parts;
  }

  /** Each part as an aggregate of a scope of its own, where scopes matter. */
  partial(inputs: readonly unknown[], index: number): Any {
    const aggregate =
      this.subject.memberOf === undefined ? this.empty() : this.subject.empty(stream(this.seed, 0), { kind: 'partition', id: `p${index}` });
    for (const input of inputs) aggregate.add(input);
    return aggregate;
  }
}

/** Merging these twice changes nothing that they count, so they need no names of sources. */
const idempotent: ReadonlySet<string> = new Set(['exposure/months', 'coe/trigger-members']);

function isSourced(aggregate: Any): aggregate is Any & Sourced {
  return 'addSource' in aggregate;
}

function mergeRepeats(mine: Any, other: Any): Any {
  const merge: (other: Any, options: SourceOptions) => Any = mine.merge.bind(mine);
  return merge(other, { allowRepeats: true });
}

const SEEDS = [1, 2, 3, 4, 5, 6];

describe.each(subjects.map((subject) => [subject.kind, subject] as const))('%s obeys the laws of aggregates', (_, subject) => {
  test.each(SEEDS)('one pass gives the same bytes in any order (seed %i)', (seed) => {
    const trial = new Trial(subject, seed);
    const expected = bytes(trial.of(trial.inputs));
    for (let j = 2; j < 6; j += 1) expect(bytes(trial.of(shuffled(trial.inputs, stream(seed, j))))).toBe(expected);
  });

  test.each(SEEDS)('merging parts in any order and grouping gives one result (seed %i)', (seed) => {
    const trial = new Trial(subject, seed);
    const parts = trial.parts(stream(seed, 7), 4);
    const make = (): Any[] => parts.map((part, i) => trial.partial(part, i));
    const leftFold = (list: readonly Any[]): Any => list.slice(1).reduce((sum, each) => sum.merge(each), list[0] ?? trial.empty());
    const expected = canonicalJson(toPlain(leftFold(make()).finish()));
    for (let j = 8; j < 11; j += 1) expect(canonicalJson(toPlain(leftFold(shuffled(make(), stream(seed, j))).finish()))).toBe(expected);
    const [a, b, c, d] = make();
    if (a !== undefined && b !== undefined && c !== undefined && d !== undefined)
      expect(canonicalJson(toPlain(a.merge(b).merge(c.merge(d)).finish()))).toBe(expected);
    expect(canonicalJson(toPlain(trial.of(trial.inputs).finish()))).toBe(expected);
  });

  test.each(SEEDS)('the empty aggregate changes nothing on either side (seed %i)', (seed) => {
    const trial = new Trial(subject, seed);
    const expected = canonicalJson(toPlain(trial.of(trial.inputs).finish()));
    expect(canonicalJson(toPlain(trial.of(trial.inputs).merge(trial.empty()).finish()))).toBe(expected);
    expect(canonicalJson(toPlain(trial.empty().merge(trial.of(trial.inputs)).finish()))).toBe(expected);
  });

  test.each(SEEDS)('its stored form reads back to the same bytes and merges like it (seed %i)', (seed) => {
    const trial = new Trial(subject, seed);
    const aggregate = trial.of(trial.inputs);
    const back = subject.fromJSON(JSON.parse(JSON.stringify(aggregate.toJSON())));
    expect(bytes(back)).toBe(bytes(aggregate));
    expect(canonicalJson(toPlain(back.merge(trial.empty()).finish()))).toBe(canonicalJson(toPlain(aggregate.finish())));
  });

  test('merge leaves the other usable and finish may be called again', () => {
    const trial = new Trial(subject, 31);
    const [first = [], second = []] = trial.parts(stream(31, 7), 2);
    const [a, b] = [trial.partial(first, 0), trial.partial(second, 1)];
    const before = bytes(b);
    a.merge(b);
    expect(bytes(b)).toBe(before);
    expect(canonicalJson(toPlain(a.finish()))).toBe(canonicalJson(toPlain(a.finish())));
  });

  test('a changed stored form, another version and another kind are refused', () => {
    const trial = new Trial(subject, 41);
    const stored = trial.of(trial.inputs).toJSON();
    expect(codeOf(() => subject.fromJSON({ ...stored, checksum: stored.checksum.replace(/./g, '0') }))).toBe('aggregate/corrupt');
    expect(['aggregate/spec-mismatch', 'aggregate/corrupt']).toContain(codeOf(() => subject.fromJSON({ ...stored, version: stored.version + 1 })));
    expect(['aggregate/spec-mismatch', 'aggregate/corrupt']).toContain(codeOf(() => subject.fromJSON({ ...stored, kind: 'other/kind' })));
    for (const junk of [null, 1, 'x', [], {}, { kind: subject.kind }]) expect(codeOf(() => subject.fromJSON(junk))).toBe('aggregate/corrupt');
    expect(codeOf(() => subject.fromJSON(JSON.parse('{"__proto__":{"polluted":true}}')))).toBe('aggregate/corrupt');
    expect('polluted' in {}).toBe(false);
  });

  test('another specification is refused', () => {
    const trial = new Trial(subject, 51);
    expect(codeOf(() => trial.of(trial.inputs).merge(subject.other(stream(51, 0))))).toBe('aggregate/spec-mismatch');
  });

  test('an aggregate of members refuses the same members twice', () => {
    const trial = new Trial(subject, 61);
    if (subject.memberOf === undefined) return expect(subject.memberOf).toBeUndefined();
    const [a, b] = [trial.partial(trial.inputs, 0), trial.partial(trial.inputs, 0)];
    return expect(codeOf(() => a.merge(b))).toBe('aggregate/member-overlap');
  });

  test('a named source is refused the second time, in any grouping and after storing, unless allowed', () => {
    const trial = new Trial(subject, 81);
    if (!isSourced(trial.empty())) return expect(subject.memberOf !== undefined || idempotent.has(subject.kind)).toBe(true);
    const [first = [], second = [], third = []] = trial.parts(stream(81, 7), 3);
    const make = (inputs: readonly unknown[], index: number, name: string): Any & Sourced => {
      const aggregate = trial.partial(inputs, index);
      if (!isSourced(aggregate)) throw new Error('unreachable: an empty one of the same kind takes sources');
      return aggregate.addSource(name);
    };
    const [a, b, c] = [make(first, 0, 'vendor 2025-01'), make(second, 1, 'vendor 2025-02'), make(third, 2, 'vendor 2025-01')];
    expect(codeOf(() => a.addSource('vendor 2025-01'))).toBe('aggregate/already-merged');
    expect(codeOf(() => a.addSource(' '))).toBe('aggregate/source-unnamed');
    const before = bytes(a);
    expect(codeOf(() => a.merge(c))).toBe('aggregate/already-merged');
    expect(codeOf(() => b.merge(a).merge(c))).toBe('aggregate/already-merged');
    expect(bytes(a)).toBe(before);
    const back = subject.fromJSON(JSON.parse(JSON.stringify(a.toJSON())));
    expect(isSourced(back) ? back.sources : null).toEqual(['vendor 2025-01']);
    expect(codeOf(() => back.merge(c))).toBe('aggregate/already-merged');
    expect(b.sources).toEqual(['vendor 2025-01', 'vendor 2025-02']);
    const whole = canonicalJson(toPlain(trial.of(trial.inputs).finish()));
    expect(canonicalJson(toPlain(mergeRepeats(b, c).finish()))).toBe(whole);
    return expect(a.addSource('vendor 2025-01', { allowRepeats: true }).sources).toEqual(['vendor 2025-01']);
  });

  test('the overflow guard refuses whatever the order', () => {
    const huge = subject.huge;
    if (huge === undefined) return expect(huge).toBeUndefined();
    const trial = new Trial(subject, 71, 6);
    for (const inputs of [
      [huge(), huge(), ...trial.inputs],
      [...trial.inputs, huge(), huge()],
      [huge(), ...trial.inputs, huge()],
    ]) {
      expect(codeOf(() => trial.of(inputs))).toBe('aggregate/cents-overflow');
    }
    return undefined;
  });
});

/** A result as plain JSON, maps by sorted key, functions left out. */
function toPlain(value: unknown): never {
  const plain = (each: unknown): unknown => {
    if (typeof each === 'bigint') return each.toString();
    if (typeof each !== 'object' || each === null) return typeof each === 'function' || each === undefined ? null : each;
    if (ArrayBuffer.isView(each) && !(each instanceof DataView)) return Array.from(each as unknown as Iterable<unknown>, plain);
    if (Array.isArray(each) || each instanceof Set) return Array.from(each, plain);
    if (each instanceof Map) return Object.fromEntries(Array.from(each, ([k, v]) => [String(k), plain(v)]));
    if ('toDecimalPlaces' in each && 'toFixed' in each && typeof each.toFixed === 'function') return String(each);
    return Object.fromEntries(Object.entries(each).map(([k, v]) => [k, plain(v)]));
  };
  return plain(value) as never;
}

test('every aggregate of the library is registered', () => {
  const kinds = sourceFiles('src').flatMap(({ text }) =>
    /: AggregateKind</.test(text) ? Array.from(text.matchAll(/kind: '([a-z]+\/[A-Za-z-]+)'/g), (match) => match[1]) : [],
  );
  const constants = sourceFiles('src').flatMap(({ text }) =>
    Array.from(text.matchAll(/const [A-Z_]*KIND = '([a-z]+\/[A-Za-z-]+)'/g), (match) => match[1]),
  );
  const expected = Array.from(new Set([...kinds, ...constants])).sort();
  expect(subjects.map((subject) => subject.kind).sort()).toEqual(expected);
  expect(subjects.length).toBeGreaterThan(0);
});
