import type { Finding } from '../errors/finding.js';
import { type Contract, measurementOf, type Term } from './contract.js';
import { contractFinding } from './contract-finding.js';
import { type InferredUnit, inferUnits } from './infer-units.js';
import { lintCurve } from './lint/curve.js';
import { lintDates } from './lint/dates.js';
import { lintForm } from './lint/form.js';
import { lintNames } from './lint/names.js';
import { lintDeadParameters, lintNodes, lintRounding } from './lint/nodes.js';
import { termOrder, termsOn } from './term-order.js';

/** A contract read once: the order of its terms, the units of its nodes, and what is wrong with it. */
export interface ContractAnalysis {
  readonly order: readonly Term[];
  readonly units: ReadonlyMap<string, InferredUnit>;
  readonly findings: readonly Finding[];
}

/** Reads a contract once; never throws. */
export function analyseContract(contract: Contract): ContractAnalysis {
  const form = lintForm(contract);
  if (form.length > 0) return { order: [], units: new Map(), findings: form };
  const terms = termsOn(contract, measurementOf(contract).to);
  const { order, cyclic } = termOrder(terms);
  const units = inferUnits(contract, order);
  const cycle =
    cyclic.length === 0
      ? []
      : [
          contractFinding({
            code: 'CYCLE',
            path: cyclic[0] ?? '',
            message: `Terms need one another in a circle: ${cyclic.join(' -> ')}.`,
            fix: 'Break the circle.',
          }),
        ];
  return {
    order,
    units: units.units,
    findings: [
      ...lintNames(contract),
      ...cycle,
      ...units.findings,
      ...lintNodes(contract),
      ...lintDates(contract),
      ...lintDeadParameters(contract),
      ...lintRounding(contract),
    ],
  };
}

/**
 * Checks a contract before anyone signs it: gaps, overlaps and cliffs of its tables, units and currencies, names, dates, rounding.
 *
 * Limits: it reads the document, not the law or the parties' minds. It never throws. That no line goes up and down (`NON_MONOTONE`) is
 * looked for over the range of each metric that says which way is better, at three places of the others: what it reports is there,
 * what it doesn't report may still be.
 *
 * @testedBy contracts/lint.test.ts: each code has a contract that triggers exactly it
 * @param contract - The contract.
 * @returns Findings with path and remedy; severity `block` where money could change or a settlement stop.
 * @example
 * lintContract(exampleContract()); // => []
 */
export function lintContract(contract: Contract): readonly Finding[] {
  const { order, findings } = analyseContract(contract);
  const judged = findings.some((finding) => finding.severity === 'block' || finding.code === 'NON_MONOTONE');
  return judged ? findings : [...findings, ...lintCurve(contract, order)];
}
