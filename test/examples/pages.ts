import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { checkedCode } from './checked-code.js';
import type { GeneratedExamples } from './doc-comments.js';

/** Pages with code that a reader will paste: the README and everything under docs. */
export function pagePaths(): readonly string[] {
  const docs = existsSync('docs') ? readdirSync('docs', { recursive: true, encoding: 'utf8' }) : [];
  return ['README.md', ...docs.map((path) => `docs/${path.replaceAll('\\', '/')}`)]
    .filter((path) => path.endsWith('.md') && !path.startsWith('docs/site/') && !path.startsWith('docs/api/') && existsSync(path))
    .sort();
}

/** The `ts` blocks of a page, joined in reading order. */
export function codeOf(markdown: string): string {
  return Array.from(markdown.matchAll(/^```ts\n([\s\S]*?)^```/gm), (match) => match[1] ?? '').join('\n');
}

/** Makes one test for each page: its blocks run in order, against the built package. */
export function pageExamples(): GeneratedExamples {
  const failures: string[] = [];
  let examples = 0;
  const files = pagePaths().flatMap((path) => {
    const text = codeOf(readFileSync(path, 'utf8'));
    if (text === '') return [];
    const code = checkedCode(text);
    examples += 1;
    if (code.expectations === 0) failures.push(`${path}: its code says nothing that can be checked; end a line with // => value.`);
    const name = `${path.replaceAll('/', '__').replace(/\.md$/, '')}.test.ts`;
    const head = ["import { expect as expectThat, test as example } from 'vitest';", ...code.imports];
    return [{ name, text: [...head, `example(${JSON.stringify(path)}, async () => {\n${code.body}\n});`, ''].join('\n') }];
  });
  return { files, failures, examples };
}
