import { expect, test } from 'vitest';
import type { TextColumn } from '../../src/claims/batch.js';
import { TextInterner } from '../../src/claims/text-interner.js';

/** A column of texts, none of them null. */
function columnOf(texts: readonly string[]): TextColumn {
  const bytes = new TextEncoder().encode(texts.join(''));
  const offsets = new Int32Array(texts.length + 1);
  texts.forEach((text, i) => {
    offsets[i + 1] = (offsets[i] ?? 0) + text.length;
  });
  return { bytes, offsets };
}

/** Texts that fall on one slot of a table of 1,024. */
function crowded(count: number): readonly string[] {
  const texts: string[] = [];
  for (let n = 0; texts.length < count; n += 1) {
    const text = `c${n}`;
    let hash = Math.imul(0x811c9dc5, 0x01000193);
    for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
    hash ^= hash >>> 15;
    if ((hash & 1023) === 5) texts.push(text);
  }
  return texts;
}

test('texts past the cap on probes keep their numbers when the table grows', () => {
  const texts = [...crowded(300), ...Array.from({ length: 3000 }, (_, n) => `plain${n}`)];
  const column = columnOf(texts);
  const interner = new TextInterner();
  const ids = texts.map((_, row) => interner.idAt(column, row, 0));
  expect(new Set(ids).size).toBe(texts.length);
  expect(texts.map((_, row) => interner.idAt(column, row, 0))).toEqual(ids);
  expect(interner.count).toBe(texts.length);
});
