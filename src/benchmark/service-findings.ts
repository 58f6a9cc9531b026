import { benchmarkFindings } from '../errors/benchmark.js';
import type { Finding } from '../errors/finding.js';
import { centsOf } from '../money/cents.js';
import { Decimal } from '../money/decimal.js';
import { type Usd, usd } from '../money/usd.js';

/** One claim line with what members and plan paid. */
export interface ServiceLine {
  readonly code: string;
  /** Unit: US dollars. */
  readonly memberShare: Usd;
  /** Unit: US dollars. */
  readonly planPaid: Usd;
  /** Whether the plan is marked as HSA-qualified. */
  readonly hsaQualified: boolean;
  /** Whether the member's deductible had been met when it was adjudicated. */
  readonly deductibleMet: boolean;
}

/**
 * Finds cost sharing on preventive services, and first-dollar cover that may cost members their HSA contributions.
 *
 * Limits: it answers on the sets that the user supplies and on no others; none ship. Citations (PHS Act 2713; 26 USC 223(c)(2)(C); IRS Notice
 * 2019-45) are unverified. Not legal advice.
 *
 * @unit US dollars, claim lines
 * @source spec of the benchmark area, 3.12
 * @testedBy test/benchmark/plan-value.test.ts
 * @param o - Lines, the ACA-preventive set, the HSA-preventive set; a set that is absent isn't judged.
 * @returns Findings with lines and cents; empty when nothing was found or no set was given.
 * @example
 * const line = { code: 'G0008', memberShare: usd('25'), planPaid: usd('0'), hsaQualified: false, deductibleMet: false };
 * preventiveLeak({ lines: [line], preventive: new Set(['G0008']) })[0]?.cents; // => 2500
 */
export function preventiveLeak(o: {
  readonly lines: readonly ServiceLine[];
  readonly preventive?: ReadonlySet<string>;
  readonly hsaPreventive?: ReadonlySet<string>;
}): readonly Finding[] {
  const { preventive, hsaPreventive } = o;
  const shared = preventive === undefined ? [] : o.lines.filter((line) => preventive.has(line.code) && line.memberShare.gt(0));
  const first =
    hsaPreventive === undefined
      ? []
      : o.lines.filter((line) => line.hsaQualified && !line.deductibleMet && line.planPaid.gt(0) && !hsaPreventive.has(line.code));
  return [
    ...finding('benchmark/preventive-cost-share', shared, (line) => line.memberShare, 'Members paid for services of the preventive set.'),
    ...finding(
      'benchmark/hsa-first-dollar',
      first,
      (line) => line.planPaid,
      'An HSA-qualified plan paid before the deductible outside the preventive set.',
    ),
  ];
}

function finding(code: string, lines: readonly ServiceLine[], amount: (line: ServiceLine) => Usd, message: string): readonly Finding[] {
  if (lines.length === 0) return [];
  const total = usd(lines.reduce((sum, line) => sum.plus(amount(line)), new Decimal(0)));
  return [
    {
      code,
      severity: 'warn',
      fix: benchmarkFindings[code]?.fix ?? '',
      message: `${message} ${lines.length} lines, ${total.toFixed(2)} dollars.`,
      rows: lines.length,
      cents: centsOf(total, 'half-even'),
    },
  ];
}
