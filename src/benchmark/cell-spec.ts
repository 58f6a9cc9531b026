import type { ClaimDatePolicy } from '../claims/claim-date.js';
import type { JsonValue } from '../errors/json.js';
import type { CoverageOfPerson } from '../exposure/place.js';
import { exposureRule } from '../time/exposure-rule.js';
import { dayNumber, type IsoDate } from '../time/iso-date.js';
import { type MonthSpan, monthIndex } from '../time/month.js';
import { badInput } from './bad-input.js';
import type { CellBasis, CellMeasure } from './cell.js';

/** Whose coverage on which days; what lines are placed beside. `coverageIndex` of the exposure area makes one. */
export type CoverageLookup = CoverageOfPerson;

/** What cells are keyed by and what they add up. */
export interface CellSpec {
  /** Columns of claim lines, or columns passed beside a batch. `employer_id` must be among them unless the population is one. */
  readonly dims: readonly string[];
  readonly measures: readonly CellMeasure[];
  /** First and last month, both included; a line outside is `outOfPeriod`. */
  readonly months: MonthSpan;
  readonly claimDate: ClaimDatePolicy;
  /** `byCoverage`: lines are placed beside enrolment. `trusted`: they were joined before and all count as matched. */
  readonly placement: 'byCoverage' | 'trusted';
  /** Dimensions that exposure is known by, a subset of `dims`. */
  readonly exposureDims: readonly string[];
  /** Whether distinct persons are counted, exactly; they merge only over disjoint members. */
  readonly persons: 'exact' | 'none';
  /** Whether lines that another insurer paid first count (`keep`) or are placed apart (`separate`). */
  readonly coordination: 'separate' | 'keep';
  /** `one`: the whole population is one employer's, so that no dimension says whose it is. */
  readonly population: 'byEmployer' | 'one';
  readonly basis: CellBasis;
  /** Last day whose payments are complete in the data; `null` when not known. */
  readonly paidThrough: IsoDate | null;
}

/** What {@link benchmarkCells} needs; everything that isn't here has a default that the result prints. */
export interface CellOptions {
  readonly months: MonthSpan;
  readonly basis: CellBasis;
  /** Default `['employer_id']`. */
  readonly dims?: readonly string[];
  /** Default `['allowed', 'planPaid']`. */
  readonly measures?: readonly CellMeasure[];
  /** Default `default`: inpatient by admission, other lines by their start. */
  readonly claimDate?: ClaimDatePolicy;
  /** Without it, `placement` must be `trusted`. */
  readonly coverage?: CoverageLookup;
  /** Default `byCoverage`. */
  readonly placement?: 'byCoverage' | 'trusted';
  /** Default: `employer_id` and `plan` where they are dimensions. */
  readonly exposureDims?: readonly string[];
  /** Default `none`. */
  readonly persons?: 'exact' | 'none';
  /** Default `separate` for the population `activeUnder65`, else `keep`. */
  readonly coordination?: 'separate' | 'keep';
  /** Default `byEmployer`. */
  readonly population?: 'byEmployer' | 'one';
  /** Default `null`. */
  readonly paidThrough?: IsoDate | null;
}

const MEASURES: readonly CellMeasure[] = ['billed', 'allowed', 'planPaid', 'memberShare'];

/** Columns that make up a measure, on medical and on pharmacy rows alike. */
export const MEASURE_COLUMNS: Readonly<Record<CellMeasure, readonly string[]>> = {
  billed: ['charge_amount'],
  allowed: ['allowed_amount'],
  planPaid: ['paid_amount'],
  memberShare: ['deductible_amount', 'coinsurance_amount', 'copayment_amount'],
};

/**
 * Checks options and fills in the defaults.
 *
 * @param o - The options.
 * @returns The specification, frozen and canonical.
 * @throws CoalitionError `benchmark/bad-input`, `benchmark/immature`, `time/not-a-month`.
 */
export function cellSpec(o: CellOptions): CellSpec {
  const dims = o.dims ?? ['employer_id'];
  const population = o.population ?? 'byEmployer';
  if (new Set(dims).size !== dims.length || dims.some((dim) => dim === 'month' || dim === ''))
    throw badInput('dims', dims.join(', '), 'different columns, without month');
  if (population === 'byEmployer' && !dims.includes('employer_id')) {
    throw badInput('dims', dims.join(', '), "employer_id among the dimensions, or population: 'one' when all lines are one employer's");
  }
  if (dims.length > 8) throw badInput('dims', `${dims.length} columns`, 'at most 8');
  const [first, last] = [monthIndex(o.months[0]), monthIndex(o.months[1])];
  if (last < first || last - first > 600) throw badInput('months', o.months.join(' to '), 'the earlier month first, and at most 50 years');
  const measures = MEASURES.filter((measure) => (o.measures ?? ['allowed', 'planPaid']).includes(measure));
  if (measures.length === 0) throw badInput('measures', (o.measures ?? []).join(', '), `at least one of ${MEASURES.join(', ')}`);
  const exposureDims = o.exposureDims ?? dims.filter((dim) => dim === 'employer_id' || dim === 'plan');
  const stranger = exposureDims.find((dim) => !dims.includes(dim));
  if (stranger !== undefined) throw badInput('exposureDims', stranger, `a subset of the dimensions ${dims.join(', ')}`);
  if (o.basis.exposureRule !== 'survey') exposureRule(o.basis.exposureRule);
  if (o.paidThrough !== undefined && o.paidThrough !== null) dayNumber(o.paidThrough);
  return Object.freeze({
    dims: [...dims],
    measures,
    months: [o.months[0], o.months[1]],
    claimDate: o.claimDate ?? 'default',
    placement: o.placement ?? 'byCoverage',
    exposureDims: dims.filter((dim) => exposureDims.includes(dim)),
    persons: o.persons ?? 'none',
    coordination: o.coordination ?? (o.basis.population === 'activeUnder65' ? 'separate' : 'keep'),
    population,
    basis: cellBasis(o.basis),
    paidThrough: o.paidThrough ?? null,
  } satisfies CellSpec);
}

/** The fields that cells know, without those that a rate decides. */
function cellBasis(basis: CellBasis): CellBasis {
  const { scope, rebates, nonClaims, admin, stopLoss, dating, completion, population, largeClaims, exposureRule: rule } = basis;
  return {
    scope: { medical: scope.medical, rx: scope.rx, dental: scope.dental, vision: scope.vision },
    rebates,
    nonClaims,
    admin,
    stopLoss,
    dating,
    completion,
    population,
    largeClaims,
    exposureRule: rule,
  };
}

/** The specification as JSON. */
export function cellSpecJson(spec: CellSpec): { readonly [key: string]: JsonValue } {
  return { ...spec, basis: { ...spec.basis, scope: { ...spec.basis.scope }, largeClaims: { ...spec.basis.largeClaims } } };
}
