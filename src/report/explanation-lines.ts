import type { Citation } from '../reference/citation.js';
import type { Explanation } from '../reference/explanation.js';

const sourceText = (source: Citation | string): string =>
  typeof source === 'string' ? source : `${source.publisher}, ${source.title}, ${source.locator} (${source.status})`;

/**
 * Words an explanation as plain lines: steps, assumptions, warnings, tables.
 *
 * @param explanation - What a result says about itself.
 * @returns One line for each thing to know, in that order.
 * @example
 * explanationLines({ steps: [{ id: 'a', label: 'Paid', value: '10', unit: 'USD' }], assumptions: [], warnings: [], tables: [] }); // => ['Paid = 10 USD']
 */
export function explanationLines(explanation: Explanation): readonly string[] {
  return [
    ...explanation.steps.map((step) => {
      const formula = step.formula === undefined ? '' : ` [${step.formula}]`;
      const value = step.value === undefined ? '' : ` = ${step.value}${step.unit === undefined ? '' : ` ${step.unit}`}`;
      return `${step.label}${formula}${value}${step.source === undefined ? '' : `; source: ${sourceText(step.source)}`}`;
    }),
    ...explanation.assumptions.map((each) => `Assumed: ${each.id} = ${each.value} (${each.evidence}; ${sourceText(each.source)})`),
    ...explanation.warnings.map((each) => `Mind (${each.code}): ${each.message} ${each.fix}`.trim()),
    ...explanation.tables.map((each) => `Table: ${each.id}, version ${each.version}`),
  ];
}
