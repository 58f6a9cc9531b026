import { ruleCatalogue } from '../../src/claims/rules/catalogue.js';
import { controlRule, driftRule, headcountRule } from '../../src/claims/validate/comparison-rules.js';
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

interface RulePage {
  readonly id: string;
  readonly table?: string;
  readonly severity: string;
  readonly tolerance: string;
  readonly what: string;
  readonly fix: string;
}

/** `MED-2` before `MED-10`. */
const byId = (a: string, b: string): number => a.localeCompare(b, 'en', { numeric: true });

/** Every rule of claims data by its id; a rule of several tables stands once for each. */
export function rulePages(): ReadonlyMap<string, readonly RulePage[]> {
  const rules: readonly RulePage[] = [...ruleCatalogue, controlRule, headcountRule, driftRule];
  const ids = [...new Set(rules.map(({ id }) => id))].sort(byId);
  return new Map(ids.map((id) => [id, rules.filter((rule) => rule.id === id)]));
}

/** The code of every page. */
export function pagedCodes(): ReadonlySet<string> {
  return new Set([...pagesOf('Codes'), ...pagesOf('Findings')].map(([code]) => code).concat(...rulePages().keys()));
}

const tolerated = (share: string): string =>
  Number(share) === 0 ? 'no row may break it' : `up to ${Number((Number(share) * 100).toFixed(6))} % of the rows it applies to`;

const textOf = (rule: RulePage): string =>
  `${rule.what}\n\n*Severity:* ${rule.severity}. *Tolerance:* ${tolerated(rule.tolerance)}.\n\n*What to do:* ${rule.fix}`;

/** Tables whose rules say the same share one text. */
function ruleSection(id: string, rules: readonly RulePage[]): string {
  const texts = [...new Set(rules.map(textOf))];
  const parts = texts.map((text) => {
    const tables = rules.filter((rule) => textOf(rule) === text).flatMap(({ table }) => table ?? []);
    return tables.length === 0 ? text : `*Table:* ${tables.join(', ')}. ${text}`;
  });
  return `### ${id}\n\n${parts.join('\n\n')}`;
}

/** The page of every refusal and every finding: why it happens, what a person does. */
export function codePages(): string {
  return `${[
    '# Refusals and findings',
    "This page is made from `src/errors/` and the catalogue of claims rules; don't edit it. A refusal is thrown as a `CoalitionError` with the code; a finding stands in `findings` or `warnings` of a result.",
    '## Refusals',
    ...pagesOf('Codes').map(section),
    '## Findings',
    ...pagesOf('Findings').map(section),
    '## Claims rules',
    'What is checked in a delivery of claims. A rule that more rows break than it tolerates counts in the verdict; below that its rows are only listed.',
    ...[...rulePages()].map(([id, rules]) => ruleSection(id, rules)),
  ].join('\n\n')}\n`;
}
