import type { Finding } from '../../errors/finding.js';
import { Decimal } from '../../money/decimal.js';
import { toCents } from '../../money/to-cents.js';
import { times, type Usd, type UsdInput, usd } from '../../money/usd.js';
import { at, versionOf } from '../../reference/dated.js';
import type { Explanation } from '../../reference/explanation.js';
import { hdhpMinimums } from '../../reference/health-tax.js';
import type { IsoDate } from '../../time/iso-date.js';
import { volume } from './waterfall-rules.js';

/** A cost-share waiver as the plan document words it. */
export interface HsaDesign {
  /** A day of the plan year. */
  readonly date: IsoDate;
  readonly waiver: {
    /** True: the waiver begins only after the member has paid the statutory minimum deductible. */
    readonly appliesAfterDeductible: boolean;
    /** Cost share waived for one case. Unit: US dollars. */
    readonly perCase: UsdInput;
  };
  /** Members in a high-deductible plan with a health savings account. Unit: members. */
  readonly hdhpMembers: number;
  /** Their cases at the center. Unit: cases. */
  readonly hdhpCases: number;
  /** The plan's own deductible, when it is to be compared with the minimum. Unit: US dollars. */
  readonly deductible?: { readonly self: UsdInput; readonly family: UsdInput };
}

/** Whether the design endangers health savings accounts. */
export interface HsaCheck extends Explanation {
  readonly summary: string;
  readonly verdict: 'passes' | 'at-risk' | 'not-concerned';
  /** Unit: members who may lose the right to contribute. */
  readonly members: number;
  /** Cost share waived below the deductible at most. Unit: US dollars. */
  readonly dollars: Usd;
  /** Unit: US dollars. */
  readonly minimum: { readonly self: Usd; readonly family: Usd };
  readonly findings: readonly Finding[];
}

/**
 * Checks whether waiving cost share at a center would cost members of a high-deductible plan their health savings account.
 *
 * Limits: a first-dollar waiver below the statutory minimum deductible is the trap; preventive care and other exceptions
 * aren't known here. Not tax advice.
 *
 * @source IRS minimum deductibles by year (2022 on unverified)
 * @testedBy coe/tax-rules.test.ts
 * @param design - The waiver, the members and a day of the plan year.
 * @returns The verdict with the number of members and dollars.
 * @throws {@link CoalitionError} `reference/out-of-range` outside 2018 to 2026, `coe/volume-invalid`.
 * @example
 * checkHsa({ date: '2025-06-01', waiver: { appliesAfterDeductible: false, perCase: '1500' }, hdhpMembers: 800, hdhpCases: 6 }).verdict; // => 'at-risk'
 */
export function checkHsa(design: HsaDesign): HsaCheck {
  const row = at(hdhpMinimums, design.date);
  const [members, cases] = [volume('hdhpMembers', design.hdhpMembers).toNumber(), volume('hdhpCases', design.hdhpCases)];
  const [perCase, self, family] = [usd(design.waiver.perCase), usd(row.value.self), usd(row.value.family)];
  const below = perCase.lt(self) ? perCase : self;
  const atRisk = members > 0 && !design.waiver.appliesAfterDeductible && perCase.gt(0);
  const verdict = members === 0 ? 'not-concerned' : atRisk ? 'at-risk' : 'passes';
  const dollars = atRisk ? times(below, cases) : usd('0');
  const findings: Finding[] = [];
  if (atRisk) {
    findings.push({
      code: 'coe/hsa-at-risk',
      severity: 'error',
      rows: members,
      message: `A first-dollar waiver puts the health savings accounts of ${members} members at risk; up to $${toCents(dollars, 'half-up')} of cost share is waived below the deductible.`,
      fix: 'Let the waiver begin after the statutory minimum deductible.',
    });
  }
  const own = design.deductible;
  if (own !== undefined && (new Decimal(usd(own.self)).lt(self) || new Decimal(usd(own.family)).lt(family))) {
    findings.push({
      code: 'coe/hdhp-deductible-low',
      severity: 'error',
      message: `The plan's deductible is below the minimum of $${self.toFixed()} (self) and $${family.toFixed()} (family).`,
      fix: 'It is no high-deductible plan in that year.',
    });
  }
  return {
    summary:
      verdict === 'at-risk'
        ? `The waiver endangers ${members} health savings accounts. Not tax advice.`
        : verdict === 'passes'
          ? 'The waiver begins after the minimum deductible and passes. Not tax advice.'
          : 'Nobody has a health savings account.',
    verdict,
    members: atRisk ? members : 0,
    dollars,
    minimum: { self, family },
    findings,
    steps: [
      { id: 'minimum', label: 'statutory minimum deductible, self', value: self.toFixed(), unit: 'USD', source: row.citation },
      { id: 'dollars', label: 'waived below it at most', formula: 'cases x min(waived, minimum)', value: dollars.toFixed(), unit: 'USD' },
    ],
    assumptions: [],
    warnings: [
      { code: 'coe/not-tax-advice', severity: 'info', message: 'A dated rule was applied; its source is marked.', fix: 'Ask a tax adviser.' },
    ],
    tables: [versionOf(hdhpMinimums)],
  };
}
