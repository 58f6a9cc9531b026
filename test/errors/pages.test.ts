import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { codePages, pagedCodes } from '../docs/code-pages.js';
import { type CodeUse, codesIn, codesInSource } from './codes-in-source.js';

const paged = pagedCodes();
const areas = new Set([...paged].flatMap((code) => (code.includes('/') ? [code.slice(0, code.indexOf('/'))] : [])));
const uses = codesInSource(areas);

const missing = (among: readonly CodeUse[]): readonly string[] =>
  among.filter(({ code }) => !paged.has(code)).map(({ code, at }) => `${code} (${at})`);

const distinct = (kind?: CodeUse['kind']): number => new Set(uses.flatMap((use) => (kind === undefined || use.kind === kind ? [use.code] : []))).size;

describe('every code that src can produce', () => {
  test('has a page with its cause and its fix', () => {
    expect(missing(uses)).toEqual([]);
  });

  test('is found: refusals, findings with a literal code, and codes handed to helpers', () => {
    expect(distinct('refusal')).toBeGreaterThanOrEqual(130);
    expect(distinct('finding')).toBeGreaterThanOrEqual(110);
    expect(distinct()).toBeGreaterThanOrEqual(390);
  });

  test('stands in the printed reference', () => {
    const printed = codePages();
    expect([...paged].filter((code) => !printed.includes(`### ${code}\n\n`))).toEqual([]);
    expect(readFileSync('docs/reference/codes.md', 'utf8')).toBe(printed);
  });
});

describe('the search for codes', () => {
  test.each([
    ["throw new CoalitionError('money/no-such-page', 'x', {});", 'money/no-such-page'],
    ["const f = { code: 'NO_SUCH_LINT', severity: 'warn' };", 'NO_SUCH_LINT'],
    ["const f = { code: bad ? 'MED-1' : 'other', fix: 'x' };", 'other'],
    ['const f = { code: `money/${what}`, message: "x" };', '`money/${what}`'],
    ["warn('time/no-such-page');", 'time/no-such-page'],
    ['warn(`time/${what}`);', '`time/${what}`'],
    ["const r = rule({ id: 'MED-999' });", 'MED-999'],
  ])('finds the code without a page in %s', (text, code) => {
    expect(missing(codesIn('x.ts', text, areas))).toContain(`${code} (x.ts:1)`);
  });

  test('leaves names of modules and kinds of aggregates alone', () => {
    expect(codesIn('x.ts', "import 'money/thing'; const k = { kind: 'exposure/member-months-of' };", areas)).toEqual([]);
  });
});
