import { type HhsHccPerson, type HhsHccScore, type HhsHccTables, loadHhsHcc, scoreHhsHcc } from '../../../src/benchmark/hhs-hcc/index.js';
import {
  type Adjudicated,
  adjudicate,
  type ContributorGuard,
  type ContributorGuardInput,
  type CoverageComparison,
  type CoverageInput,
  compareCoverageOptions,
  contributorGuard,
  costWithMembership,
  evaluateMembership,
  evaluateSavingsClaim,
  evaluateServiceChange,
  type LeverCategory,
  type MembershipInput,
  type MembershipVerdict,
  type NormalisedScores,
  normaliseScores,
  type PlanDesign,
  type PlanMember,
  type PlanValue,
  planValue,
  preventiveLeak,
  type SavingsClaimInput,
  type SavingsVerdict,
  type ScoredMember,
  type ServiceChange,
  type ServiceChangeInput,
  type ServiceLine,
  type SetTerms,
  savingsCeiling,
  useMultiplier,
  type VendorInput,
  type VendorScorecard,
  vendorScorecardInputs,
} from '../../../src/benchmark/index.js';
import type { Finding } from '../../../src/errors/finding.js';
import type { Decimal } from '../../../src/money/decimal.js';
import type { Usd } from '../../../src/money/usd.js';
import { COVERAGE, MONEY, PLAN, plain, TEXT } from '../benchmark-given.js';
import { type Operation, operation } from '../operation.js';
import { readGiven } from '../read-given.js';

export const operations: readonly Operation[] = [
  operation<ContributorGuardInput, ContributorGuard>('benchmark.contributorGuard', 'Whether a distribution over employers may be shown.', (given) =>
    contributorGuard(readGiven(given, { exact: ['contributions', 'largestShare'] })),
  ),
  plain<{ readonly categories: readonly LeverCategory[] }, number>(
    'benchmark.savingsCeiling',
    'The most that levers can save together.',
    ({ categories }) => savingsCeiling(categories),
  ),
  operation<SavingsClaimInput, SavingsVerdict>('benchmark.evaluateSavingsClaim', "Judges a vendor's savings claim.", (given) => {
    const { comparison, ...rest } = given;
    const o = readGiven(rest, { text: TEXT });
    return evaluateSavingsClaim(
      comparison === undefined || comparison === null ? o : { ...o, comparison: readGiven(comparison, { exact: ['ratio'] }) },
    );
  }),
  operation<{ readonly planPaid: Usd; readonly allowed: Usd } | { readonly design: PlanDesign; readonly members: readonly PlanMember[] }, PlanValue>(
    'benchmark.planValue',
    'Actuarial value, empirical or simulated.',
    (given) => planValue(readGiven(given, MONEY)),
  ),
  operation<{ readonly design: PlanDesign; readonly members: readonly PlanMember[]; readonly setTerms?: SetTerms }, Adjudicated>(
    'benchmark.adjudicate',
    "Members' years through a plan's terms; copays by category are decimal text.",
    (given) => {
      const { copays } = given.design;
      const read = readGiven(given, MONEY);
      return adjudicate(
        copays === undefined ? read : { ...read, design: { ...read.design, copays: readGiven(copays, { exact: Object.keys(copays) }) } },
      );
    },
  ),
  operation<ServiceChangeInput, ServiceChange>('benchmark.evaluateServiceChange', 'Cost of changed cost sharing on a set of services.', (given) =>
    evaluateServiceChange(readGiven(given, PLAN)),
  ),
  operation<{ readonly kind: 'arc' | 'semiArc'; readonly elasticity: Decimal; readonly from: Decimal; readonly to: Decimal }, Decimal>(
    'benchmark.useMultiplier',
    'How much more is used when the price share changes.',
    (given) => useMultiplier(readGiven(given, { exact: ['elasticity', 'from', 'to'] })),
  ),
  operation<
    { readonly lines: readonly ServiceLine[]; readonly preventive?: readonly string[]; readonly hsaPreventive?: readonly string[] },
    readonly Finding[]
  >(
    'benchmark.preventiveLeak',
    'Cost sharing on preventive services, and first-dollar cover, on given sets.',
    ({ lines, preventive, hsaPreventive }) =>
      preventiveLeak({
        lines: readGiven(lines, { exact: ['memberShare', 'planPaid'], text: ['code'] }),
        ...(preventive === undefined ? {} : { preventive: new Set(preventive) }),
        ...(hsaPreventive === undefined ? {} : { hsaPreventive: new Set(hsaPreventive) }),
      }),
  ),
  operation<VendorInput, VendorScorecard>('benchmark.vendorScorecardInputs', 'A vendor on one basis; a missing score makes a range.', (given) =>
    vendorScorecardInputs(readGiven(given, PLAN)),
  ),
  plain<
    { readonly scores: readonly ScoredMember[]; readonly reference: readonly ScoredMember[]; readonly exclude?: readonly string[] },
    NormalisedScores
  >('benchmark.normaliseScores', 'Scores on the scale where the reference is 1.', normaliseScores),
  operation<CoverageInput, CoverageComparison>(
    'benchmark.compareCoverageOptions',
    'Every way to cover employees on one basis; amounts per employee and year are decimal text.',
    (given) => compareCoverageOptions(readGiven(given, COVERAGE)),
  ),
  operation<MembershipInput, MembershipVerdict>('benchmark.evaluateMembership', 'Whether to join the coalition, and what must be true.', (given) =>
    evaluateMembership(readGiven(given, COVERAGE)),
  ),
  operation<MembershipInput, Usd>('benchmark.costWithMembership', "Cost with the coalition's levers and fees, mid.", (given) =>
    costWithMembership(readGiven(given, COVERAGE)),
  ),
  operation<{ readonly tables: HhsHccTables; readonly person: HhsHccPerson }, HhsHccScore>(
    'benchmark.scoreHhsHcc',
    "One person's HHS-HCC score on tables that are given with it.",
    ({ tables, person }) => scoreHhsHcc(loadHhsHcc(tables), person),
  ),
];
