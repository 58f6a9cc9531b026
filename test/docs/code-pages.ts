import * as errors from '../../src/errors/index.js';

interface Page {
  readonly cause: string;
  readonly fix: string;
}

const isPages = (value: unknown): value is Readonly<Record<string, Page>> =>
  typeof value === 'object' &&
  value !== null &&
  Object.values(value).every((each: unknown) => typeof each === 'object' && each !== null && 'cause' in each && 'fix' in each);

function pagesOf(suffix: 'Codes' | 'Findings'): readonly (readonly [code: string, page: Page])[] {
  return Object.entries(errors)
    .filter(([name]) => name.endsWith(suffix))
    .flatMap(([, value]) => (isPages(value) ? Object.entries(value) : []))
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

const section = ([code, page]: readonly [string, Page]): string => `### ${code}\n\n${page.cause}\n\n*What to do:* ${page.fix}`;

/** The page of every refusal and every finding: why it happens, what a person does. */
export function codePages(): string {
  return `${[
    '# Refusals and findings',
    "This page is made from `src/errors/`; don't edit it. A refusal is thrown as a `CoalitionError` with the code; a finding stands in `findings` or `warnings` of a result.",
    '## Refusals',
    ...pagesOf('Codes').map(section),
    '## Findings',
    ...pagesOf('Findings').map(section),
  ].join('\n\n')}\n`;
}
