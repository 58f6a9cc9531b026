import type { Finding } from '../../errors/finding.js';
import { Decimal } from '../../money/decimal.js';
import { contractFinding } from '../contract-finding.js';
import type { BandInterpolateExpr, LinearThroughExpr, MarginalExpr, StepExpr } from '../expression.js';
import { compareCuts, endOf, intervalText, type Stretch, startOf, stretches } from './cuts.js';

const warn = { severity: 'warn' } as const;

/** Joins neighbouring stretches so that each fault is reported once, with its exact ends. */
function joined(parts: readonly Stretch[]): readonly string[] {
  const out: { from: Stretch['from']; to: Stretch['to'] }[] = [];
  for (const part of parts) {
    const last = out[out.length - 1];
    if (last !== undefined && compareCuts(last.to, part.from) === 0) last.to = part.to;
    else out.push({ from: part.from, to: part.to });
  }
  return out.map(({ from, to }) => intervalText(from, to));
}

/** Whether values go up somewhere and down somewhere else. */
function turns(values: readonly Decimal[]): boolean {
  const signs = values.slice(1).map((value, i) => value.cmp(values[i] ?? value));
  return signs.some((sign) => sign > 0) && signs.some((sign) => sign < 0);
}

/** Faults of a step table: gaps, overlaps, order, tiers that can't be reached, jumps that nobody declared. */
export function lintStep(expr: StepExpr, path: string): readonly Finding[] {
  const findings: Finding[] = [];
  const parts = stretches(expr.domain, expr.tiers);
  for (const gap of joined(parts.filter((part) => part.covers === 0))) {
    findings.push(
      contractFinding({
        code: 'TIER_GAP',
        path,
        severity: expr.gap === 'declared' ? 'warn' : 'block',
        message: `No tier covers ${gap}.`,
        fix: 'Correct the ends of the tiers, or narrow the domain.',
      }),
    );
  }
  const overlaps = parts.filter((part) => part.covers > 1);
  for (const overlap of joined(overlaps)) {
    findings.push(
      contractFinding({
        code: 'TIER_OVERLAP',
        path,
        severity: expr.precedence === 'first' ? 'warn' : 'block',
        message: `More than one tier covers ${overlap}.`,
        fix: 'Correct the ends, or say with precedence "first" that the earlier tier wins.',
      }),
    );
  }
  const reached = new Set(parts.map((part) => part.first));
  expr.tiers.forEach((tier, i) => {
    if (!reached.has(i)) {
      findings.push(
        contractFinding({
          ...warn,
          code: 'UNREACHABLE_BAND',
          path: `${path}.tiers[${i}]`,
          message: `Tier ${i + 1}, ${intervalText(startOf(tier), endOf(tier))}, can never be reached.`,
          fix: 'Remove it or correct its ends.',
        }),
      );
    }
  });
  const unordered = expr.tiers.findIndex((tier, i) => i > 0 && compareCuts(startOf(expr.tiers[i - 1] ?? tier), startOf(tier)) > 0);
  if (unordered > 0)
    findings.push(
      contractFinding({
        code: 'UNORDERED_TIERS',
        path: `${path}.tiers[${unordered}]`,
        message: `Tier ${unordered + 1} starts below the one before it.`,
        fix: 'Sort the tiers by their lower end.',
      }),
    );
  const values = expr.tiers.map((tier) => new Decimal(tier.value));
  if (turns(values))
    findings.push(
      contractFinding({
        ...warn,
        code: 'NON_MONOTONE',
        path,
        message: 'The values go up and down from tier to tier.',
        fix: 'Look for a tier out of place; whoever does better should not get less.',
      }),
    );
  const jumps = new Set(expr.tiers.map((tier) => new Decimal(tier.value).toFixed())).size > 1;
  if (jumps && expr.cliff !== 'declared') {
    findings.push(
      contractFinding({
        ...warn,
        code: 'UNDECLARED_CLIFF',
        path,
        message: 'The value jumps from tier to tier.',
        fix: "Say that it is meant with cliff: 'declared', or use marginal bands or a line.",
      }),
    );
  }
  return findings;
}

/** Faults of marginal bands: order, holes and overlaps between them, a first band above zero, bands that are empty. */
export function lintMarginal(expr: MarginalExpr, path: string): readonly Finding[] {
  const { bands } = expr;
  const unordered = bands.findIndex((band, i) => i > 0 && new Decimal(bands[i - 1]?.from ?? '0').gt(band.from));
  if (unordered > 0)
    return [
      contractFinding({
        code: 'UNORDERED_TIERS',
        path: `${path}.bands[${unordered}]`,
        message: `Band ${unordered + 1} starts below the one before it.`,
        fix: 'Sort the bands by their lower end.',
      }),
    ];
  const findings: Finding[] = [];
  bands.forEach((band, i) => {
    const at = `${path}.bands[${i}]`;
    const before = bands[i - 1];
    if (band.to !== undefined && new Decimal(band.to).lte(band.from)) {
      findings.push(
        contractFinding({
          ...warn,
          code: 'UNREACHABLE_BAND',
          path: at,
          message: `Band ${i + 1} is empty: it ends at ${band.to}, where it starts.`,
          fix: 'Remove it or correct its ends.',
        }),
      );
    }
    if (i === 0 ? !new Decimal(band.from).isZero() : before?.to === undefined || !new Decimal(before.to).eq(band.from)) {
      findings.push(
        contractFinding({
          code: 'DISCONTINUOUS_BAND',
          path: at,
          message:
            i === 0
              ? `The first band starts at ${band.from}, not at 0.`
              : `Band ${i + 1} starts at ${band.from}; the one before it ends at ${before?.to ?? 'no end'}.`,
          fix: 'Let each band start where the one before it ends.',
        }),
      );
    }
  });
  return findings;
}

/** Faults of a table of whole numbers: numbers that no band or two bands cover, bands out of order. */
export function lintInterpolation(expr: BandInterpolateExpr, path: string): readonly Finding[] {
  const findings: Finding[] = [];
  expr.bands.forEach((band, i) => {
    const before = expr.bands[i - 1];
    if (before === undefined) return;
    const at = `${path}.bands[${i}]`;
    const due = before.hi === undefined ? null : new Decimal(before.hi).plus(1);
    if (new Decimal(before.lo).gt(band.lo))
      findings.push(
        contractFinding({
          code: 'UNORDERED_TIERS',
          path: at,
          message: `Band ${i + 1} starts below the one before it.`,
          fix: 'Sort the bands by their lower end.',
        }),
      );
    else if (due === null || due.gt(band.lo))
      findings.push(
        contractFinding({
          code: 'TIER_OVERLAP',
          path: at,
          message: `Band ${i + 1} starts at ${band.lo}, inside the one before it.`,
          fix: 'Correct the ends.',
        }),
      );
    else if (due.lt(band.lo))
      findings.push(
        contractFinding({
          code: 'TIER_GAP',
          path: at,
          message: `No band covers [${due.toFixed()}, ${new Decimal(band.lo).minus(1).toFixed()}].`,
          fix: 'Correct the ends.',
        }),
      );
  });
  return findings;
}

/** Faults of a line through points: order, two values at one place. */
export function lintLine(expr: LinearThroughExpr, path: string): readonly Finding[] {
  const findings: Finding[] = [];
  if (turns(expr.points.map((point) => new Decimal(point.y))))
    findings.push(
      contractFinding({
        ...warn,
        code: 'NON_MONOTONE',
        path,
        message: 'The line goes up and down.',
        fix: 'Look for a point out of place; whoever does better should not get less.',
      }),
    );
  expr.points.forEach((point, i) => {
    const before = expr.points[i - 1];
    if (before === undefined) return;
    const order = new Decimal(before.x).cmp(point.x);
    const at = `${path}.points[${i}]`;
    if (order > 0)
      findings.push(
        contractFinding({
          code: 'UNORDERED_TIERS',
          path: at,
          message: `Point ${i + 1} lies left of the one before it.`,
          fix: 'Sort the points by x.',
        }),
      );
    if (order === 0 && !new Decimal(before.y).eq(point.y))
      findings.push(
        contractFinding({
          code: 'DISCONTINUOUS_BAND',
          path: at,
          message: `Two values are given at ${point.x}.`,
          fix: 'Keep one, or use a step table with a declared cliff.',
        }),
      );
  });
  return findings;
}
