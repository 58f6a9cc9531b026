import type { CostBasis } from '../money/cost-basis.js';

/** The parts of a basis in which two rates can differ. */
export type GapField = Exclude<keyof CostBasis, 'period'>;

/** One difference between two bases, and what closes it. */
export interface BasisGap {
  readonly field: GapField;
  readonly left: string;
  readonly right: string;
  /** Whether an assumption can close it. */
  readonly bridgeable: boolean;
  /** Inputs of a bridge, by the names of {@link BridgeAssumptions}; empty when nothing closes it. */
  readonly inputs: readonly string[];
}

/** Whether two rates may be compared. */
export type Comparability =
  | { readonly kind: 'direct' }
  | {
      readonly kind: 'bridgeable';
      readonly gaps: readonly BasisGap[] /** Every input that a bridge needs, each once. */;
      readonly inputs: readonly string[];
    }
  | { readonly kind: 'incomparable'; readonly gaps: readonly BasisGap[] };

const FIELDS: readonly GapField[] = [
  'measure',
  'per',
  'scope',
  'rebates',
  'nonClaims',
  'admin',
  'stopLoss',
  'dating',
  'completion',
  'population',
  'largeClaims',
  'exposureRule',
];

/**
 * Says whether two bases are the same thing, could be bridged with named assumptions, or are not comparable at all.
 *
 * Limits: the period alone (month or year) is no difference; `unknown` on either side is a gap, never a match. Complete and
 * completed claims count as alike, and a survey's counting rule or completion is not held against it.
 *
 * @source spec of the benchmark area, 3.1
 * @testedBy test/benchmark/compare.test.ts: table of presets, symmetry
 * @param a - One basis.
 * @param b - The other.
 * @returns `direct`, `bridgeable` with gaps and inputs, or `incomparable` with gaps. Symmetric.
 * @example
 * comparability(basisPresets.hcci, basisPresets.hcci).kind; // => 'direct'
 * comparability(basisPresets.hcci, basisPresets.nhePrivate).kind; // => 'incomparable'
 */
export function comparability(a: CostBasis, b: CostBasis): Comparability {
  const gaps = FIELDS.flatMap((field) => gapOf(field, a, b));
  if (gaps.length === 0) return { kind: 'direct' };
  if (gaps.some((gap) => !gap.bridgeable)) return { kind: 'incomparable', gaps };
  return { kind: 'bridgeable', gaps, inputs: [...new Set(gaps.flatMap((gap) => gap.inputs))].sort() };
}

function gap(field: GapField, left: string, right: string, inputs: readonly string[] | null): BasisGap {
  return { field, left, right, bridgeable: inputs !== null, inputs: inputs ?? [] };
}

function gapOf(field: GapField, a: CostBasis, b: CostBasis): readonly BasisGap[] {
  switch (field) {
    case 'measure':
      return a.measure === b.measure ? [] : [gap(field, a.measure, b.measure, measureInputs(a.measure, b.measure))];
    case 'per':
      return a.per === b.per ? [] : [gap(field, a.per, b.per, perInputs(a.per, b.per))];
    case 'scope':
      return scopeGaps(a, b);
    case 'rebates':
      return known(field, a.rebates, b.rebates, ['rebates']);
    case 'nonClaims':
      return known(field, a.nonClaims, b.nonClaims, ['nonClaims']);
    case 'admin':
      return known(field, a.admin, b.admin, ['admin']);
    case 'stopLoss':
      return known(field, a.stopLoss, b.stopLoss, ['stopLossNet']);
    case 'dating':
      return datingGaps(a, b);
    case 'completion':
      return completionGaps(a, b);
    case 'population':
      return populationGaps(a, b);
    case 'largeClaims':
      return largeClaimGaps(a, b);
    case 'exposureRule':
      return a.exposureRule === b.exposureRule || a.exposureRule === 'survey' || b.exposureRule === 'survey'
        ? []
        : [gap(field, a.exposureRule, b.exposureRule, ['exposureRatio'])];
  }
}

function known(field: GapField, left: string, right: string, inputs: readonly string[]): readonly BasisGap[] {
  return left === right && left !== 'unknown' ? [] : [gap(field, left, right, inputs)];
}

const LADDER = ['billed', 'allowed', 'planPaid', 'planCost', 'premium', 'employerNet', 'memberShare', 'tme'];

function measureInputs(a: string, b: string): readonly string[] | null {
  const pair = [a, b].sort((x, y) => LADDER.indexOf(x) - LADDER.indexOf(y)).join(' ');
  switch (pair) {
    case 'billed allowed':
      return ['discount'];
    case 'allowed planPaid':
    case 'planPaid memberShare':
    case 'allowed memberShare':
    case 'allowed planCost':
    case 'allowed premium':
    case 'planCost tme':
    case 'premium tme':
    case 'planPaid tme':
      return ['memberShare'];
    case 'planPaid planCost':
    case 'planPaid premium':
    case 'allowed tme':
      return [];
    case 'planCost premium':
      return ['premiumLoad'];
    case 'planCost employerNet':
    case 'premium employerNet':
    case 'planPaid employerNet':
      return ['employeeContributions'];
    case 'allowed employerNet':
      return ['employeeContributions', 'memberShare'];
    default:
      return null;
  }
}

function perInputs(a: string, b: string): readonly string[] {
  const inputs = new Set<string>();
  if (a === 'member' || b === 'member') inputs.add('membersPerEmployee');
  if (a.startsWith('contract:') || b.startsWith('contract:')) inputs.add('tierMix');
  return [...inputs];
}

function scopeGaps(a: CostBasis, b: CostBasis): readonly BasisGap[] {
  const lines = (['medical', 'rx', 'dental', 'vision'] as const).filter((line) => a.scope[line] !== b.scope[line]);
  if (lines.length === 0) return [];
  const words = (basis: CostBasis): string => lines.map((line) => `${line} ${basis.scope[line] ? 'in' : 'out'}`).join(', ');
  return [
    gap(
      'scope',
      words(a),
      words(b),
      lines.map((line) => `${line}Cost`),
    ),
  ];
}

function datingGaps(a: CostBasis, b: CostBasis): readonly BasisGap[] {
  if (a.dating === b.dating) return [];
  const pair = [a.dating, b.dating];
  if (pair.includes('survey') && !pair.includes('paid')) return [];
  return [gap('dating', a.dating, b.dating, null)];
}

function completionGaps(a: CostBasis, b: CostBasis): readonly BasisGap[] {
  const immature = [a.completion, b.completion].filter((each) => each === 'immature').length;
  return immature === 0 ? [] : [gap('completion', a.completion, b.completion, ['completion'])];
}

function populationGaps(a: CostBasis, b: CostBasis): readonly BasisGap[] {
  if (a.population === b.population) return [];
  const close = new Set(['activeUnder65', 'under65']);
  const bridgeable = close.has(a.population) && close.has(b.population);
  return [gap('population', a.population, b.population, bridgeable ? ['populationFactor'] : null)];
}

function largeClaimGaps(a: CostBasis, b: CostBasis): readonly BasisGap[] {
  const words = (basis: CostBasis): string =>
    basis.largeClaims.kind === 'raw' ? 'raw' : `pooled at ${basis.largeClaims.point}, charge ${basis.largeClaims.charge}`;
  if (words(a) === words(b)) return [];
  // A pooled rate with its charge added estimates the same mean as a raw one: only its noise is smaller.
  const sameMean = (basis: CostBasis): boolean => basis.largeClaims.kind === 'raw' || basis.largeClaims.charge === 'added';
  if (sameMean(a) && sameMean(b)) return [];
  return [gap('largeClaims', words(a), words(b), a.largeClaims.kind !== b.largeClaims.kind ? ['poolingCharge'] : null)];
}
