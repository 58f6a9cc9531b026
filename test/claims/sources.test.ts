import { expect, test } from 'vitest';
import { Sources } from '../../src/claims/sources.js';

test('names stand in code-point order, each once', () => {
  const sources = new Sources();
  sources.add(['tpa-7 2025-02', 'tpa-7 2025-01']);
  sources.add(['PBM 2025-01']);
  expect(sources.names).toEqual(['PBM 2025-01', 'tpa-7 2025-01', 'tpa-7 2025-02']);
});

test('a repeated name refuses all names that came with it, and says which one and what to do', () => {
  const sources = new Sources();
  sources.add(['a']);
  expect(() => sources.add(['b', 'a'])).toThrow('The source "a" is in already');
  expect(() => sources.add(['b', 'a'])).toThrow('allowRepeats');
  expect(sources.names).toEqual(['a']);
});

test('a repeated name is taken where repeats are allowed', () => {
  const sources = new Sources();
  sources.add(['a']);
  sources.add(['b', 'a'], { allowRepeats: true });
  expect(sources.names).toEqual(['a', 'b']);
});

test('a blank name is refused', () => {
  const sources = new Sources();
  expect(() => sources.add(['a', ' '])).toThrow('A source needs a name');
  expect(sources.names).toEqual([]);
});
