import type { Finding } from '../../errors/finding.js';
import type { Contract } from '../contract.js';
import { contractFinding } from '../contract-finding.js';
import { isDecimalText } from '../decimal-text.js';
import { type Expr, OPERATIONS, operandsOf } from '../expression.js';

/** How deep expressions may nest. Unit: nodes. */
export const DEEPEST = 100;

function textsOf(expr: Expr): readonly (string | undefined)[] {
  switch (expr.op) {
    case 'literal':
      return [expr.value];
    case 'step':
      return [expr.domain.from, expr.domain.to, ...expr.tiers.flatMap((tier) => [tier.from, tier.to, tier.value])];
    case 'marginal':
      return expr.bands.flatMap((band) => [band.from, band.to, band.share]);
    case 'bandInterpolate':
      return expr.bands.flatMap((band) => [band.lo, band.hi, band.atLo, band.atHi]);
    case 'linearThrough':
      return expr.points.flatMap((point) => [point.x, point.y]);
    default:
      return [];
  }
}

function malformed(path: string, message: string): Finding {
  return contractFinding({
    code: 'contracts/document-malformed',
    path,
    message,
    fix: 'Correct it; the guide "Write a contract as data" shows the form.',
  });
}

function lintNode(expr: Expr, path: string, depth: number): readonly Finding[] {
  if (depth > DEEPEST)
    return [
      contractFinding({
        code: 'contracts/document-too-large',
        path,
        message: `The expression is deeper than ${DEEPEST} nodes.`,
        fix: 'Name parts of it as terms.',
      }),
    ];
  if (!OPERATIONS.includes(expr.op))
    return [
      contractFinding({
        code: 'contracts/unknown-term',
        path,
        message: `There is no operation "${String(expr.op)}".`,
        fix: `Use one of ${OPERATIONS.join(', ')}.`,
      }),
    ];
  const findings: Finding[] = [];
  const bad = textsOf(expr).find((text) => text !== undefined && (typeof text !== 'string' || !isDecimalText(text)));
  if (bad !== undefined) findings.push(malformed(path, `"${String(bad)}" is no plain decimal text.`));
  if (expr.op === 'round' && expr.to !== 'cent' && expr.to !== 'dollar' && !/^\d{1,2}$/.test(expr.to))
    findings.push(malformed(path, `"${expr.to}" is no rounding: cent, dollar or a number of decimals.`));
  if (expr.op === 'allocate' && !/^\d{1,2}$/.test(expr.scale)) findings.push(malformed(path, `"${expr.scale}" is no number of decimals.`));
  const slots = operandsOf(expr);
  if (slots.length === 0 && expr.op !== 'literal' && expr.op !== 'metric' && expr.op !== 'parameter' && expr.op !== 'ref')
    findings.push(malformed(path, `"${expr.op}" has no operands.`));
  for (const { slot, expr: each } of slots) findings.push(...lintNode(each, `${path}.${slot}`, depth + 1));
  return findings;
}

/** Whether the document has the form that everything after relies on: known operations, plain decimals, bounded depth. */
export function lintForm(contract: Contract): readonly Finding[] {
  const findings: Finding[] = [];
  for (const term of contract.terms) findings.push(...lintNode(term.expr, term.id, 1));
  for (const [id, spec] of Object.entries(contract.metrics)) {
    const bad = [spec.min, spec.max, spec.neutral, spec.minDenominator].find(
      (text) => text !== undefined && (typeof text !== 'string' || !isDecimalText(text)),
    );
    if (bad !== undefined) findings.push(malformed(`metrics.${id}`, `"${String(bad)}" is no plain decimal text.`));
    if (spec.onMissing === 'neutral' && spec.neutral === undefined)
      findings.push(malformed(`metrics.${id}`, 'The policy "neutral" needs its value.'));
  }
  for (const [id, spec] of Object.entries(contract.parameters ?? {})) {
    for (const row of spec.rows) {
      const bad = [row.value, ...Object.values(row.values ?? {})].find(
        (text) => text !== undefined && (typeof text !== 'string' || !isDecimalText(text)),
      );
      if (bad !== undefined) findings.push(malformed(`parameters.${id}`, `"${String(bad)}" is no plain decimal text.`));
      if ((row.value === undefined) === (row.values === undefined))
        findings.push(malformed(`parameters.${id}`, 'A row has either a value or values by key.'));
    }
  }
  if (contract.settle.length === 0) findings.push(malformed('settle', 'Nothing is settled.'));
  return findings;
}
