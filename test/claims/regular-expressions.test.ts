import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { expect, test } from 'vitest';

interface Found {
  readonly source: string;
  readonly flags: string;
  readonly files: string[];
}

/** Every regular expression that is written in src, and every one that is put together there. */
function expressionsOfSource(): { readonly literals: readonly Found[]; readonly built: readonly string[] } {
  const literals = new Map<string, Found>();
  const built: string[] = [];
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  for (const file of files) {
    const tree = ts.createSourceFile(file, readFileSync(`src/${file}`, 'utf8'), ts.ScriptTarget.Latest, true);
    const visit = (node: ts.Node): void => {
      if (ts.isRegularExpressionLiteral(node)) {
        const end = node.text.lastIndexOf('/');
        const found = literals.get(node.text) ?? { source: node.text.slice(1, end), flags: node.text.slice(end + 1), files: [] };
        found.files.push(file);
        literals.set(node.text, found);
      }
      if ((ts.isNewExpression(node) || ts.isCallExpression(node)) && node.expression.getText(tree) === 'RegExp') built.push(file);
      ts.forEachChild(node, visit);
    };
    visit(tree);
  }
  return { literals: [...literals.values()], built: built.sort() };
}

const CLASSES: Readonly<Record<string, string>> = { d: '0', s: ' ', w: 'a', D: 'x', S: 'x', W: '-', p: 'a', P: '1', b: '', B: '' };

/** Characters that the parts of an expression match, and texts that it nearly matches: its own source read as text, class by class. */
function pieces(source: string): { readonly characters: readonly string[]; readonly near: string } {
  let near = '';
  const characters = new Set(['0', '1', 'a', 'A', ' ', '-', '.', '"', '\n']);
  for (let at = 0; at < source.length; at += 1) {
    const c = source[at] ?? '';
    if (c === '\\') {
      at += 1;
      const escaped = source[at] ?? '';
      const stands = CLASSES[escaped] ?? escaped;
      near += stands;
      if (stands !== '') characters.add(stands[0] ?? '');
      if (source[at + 1] === '{') at = source.indexOf('}', at);
    } else if (c === '[') {
      let end = at + 1;
      while (source[end] !== ']') end += source[end] === '\\' ? 2 : 1;
      const inside = source.slice(at + 1, end);
      const first = inside.startsWith('^') ? 'z' : inside.startsWith('\\') ? (CLASSES[inside[1] ?? ''] ?? inside[1] ?? '') : (inside[0] ?? '');
      near += first;
      characters.add(first);
      at = end;
    } else if (c === '{') at = source.indexOf('}', at);
    else if (c === '(' && source[at + 1] === '?') at += source[at + 2] === '<' ? 3 : 2;
    else if (!'()|^$?*+'.includes(c)) {
      near += c;
      characters.add(c === '.' ? 'x' : c);
    }
  }
  return { characters: [...characters].slice(0, 14), near };
}

/** Long texts that make an expression with overlapping repetitions try again and again. */
function* hostileTexts(source: string, length: number): Generator<string> {
  const { characters, near } = pieces(source);
  const repeated = [...characters];
  for (const first of characters) for (const second of characters) if (first !== second) repeated.push(first + second);
  for (let end = 2; end <= Math.min(near.length, 16); end += 1) repeated.push(near.slice(0, end), near.slice(-end));
  for (const part of new Set(repeated)) {
    const body = part.repeat(Math.ceil(length / part.length));
    for (const tail of ['', '\u0001', 'x!']) yield body + tail;
    yield near.slice(0, 8) + body;
  }
}

/** Least time of three attempts. Unit: milliseconds of the processor or of the clock, whichever is less. */
function timeOf(expression: RegExp, text: string, enough: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (let attempt = 0; attempt < 3 && least > enough; attempt += 1) {
    const start = performance.now();
    const before = process.cpuUsage();
    if (expression.global) text.replace(expression, '');
    else expression.test(text);
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, performance.now() - start, (user + system) / 1000);
  }
  return least;
}

/** The first text on which an expression isn't linear, told by its first characters; null when there is none. */
function slowOn({ source, flags }: Found): string | null {
  const expression = new RegExp(source, flags);
  // Short texts first: what is exponential would never end on long ones.
  for (const [length, allowed] of [
    [24, 5],
    [600, 10],
    [20_000, 40],
  ] as const)
    for (const text of hostileTexts(source, length)) {
      const took = timeOf(expression, text, allowed);
      if (took > allowed) return `${JSON.stringify(text.slice(0, 20))}..., ${text.length} characters: ${took.toFixed(0)} ms`;
    }
  return null;
}

test('what is known to be slow is found slow, and what is known to be linear is not', () => {
  const found = (source: string): Found => ({ source, flags: '', files: [] });
  for (const source of ['(\\d+)$', '^(a+)+$', '^\\d*\\.?\\d+$', '\\.(?: \\(.*\\))?$', '\\s+$', '\\.?0+$', '\\B(?=(\\d{3})+$)'])
    expect([source, slowOn(found(source)) !== null]).toEqual([source, true]);
  for (const source of ['^\\d+$', '^-?\\d{1,13}(\\.\\d{1,4})?$', '[^a-z]']) expect([source, slowOn(found(source))]).toEqual([source, null]);
});

test('every regular expression of the sources takes linear time on hostile texts', { timeout: 240_000 }, () => {
  const { literals } = expressionsOfSource();
  expect(literals.length).toBeGreaterThan(100);
  const slow = literals.flatMap((found) => {
    const text = slowOn(found);
    return text === null ? [] : [`/${found.source}/${found.flags} in ${found.files.join(', ')} on ${text}`];
  });
  expect(slow).toEqual([]);
});

test('expressions that are put together stand in three known places', () => {
  // identity-map: a column's own name and two digits; write-csv: one character class; keep: anchored forms of this package's policies.
  expect(expressionsOfSource().built).toEqual(['claims/column-map/identity-map.ts', 'csv/write-csv.ts', 'deidentify/actions/keep.ts']);
});
