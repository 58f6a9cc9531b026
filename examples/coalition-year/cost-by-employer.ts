import { Decimal } from 'coalition-kit';
import {
  adjust,
  benchmarkCells,
  type Cell,
  type CellBasis,
  type CellsResult,
  type Comparison,
  type CostBasis,
  type CostRate,
  compareRates,
  completionAdjustment,
  costRate,
  defaultSeverityModel,
  dispersionFor,
  expectedExcess,
  groupCells,
  pepm,
  pmpm,
  poolMemberYears,
} from 'coalition-kit/benchmark';
import type { AcceptedBatches } from 'coalition-kit/claims';
import { coverageIndex, type MemberYear, MemberYearsAggregate } from 'coalition-kit/exposure';
import { estimatedUsd, type Usd, usd, usdFromCents } from 'coalition-kit/money';
import type { LedgerFactor } from 'coalition-kit/reference';
import { UNITS_PER_MONTH } from 'coalition-kit/time';
import type { Coverage } from './count-coverage.js';
import type { Frame } from './frame.js';
import type { Netted } from './net-claims.js';

/** One employer's year: what it costs, per member and per employee, and whether that differs from the others. */
export interface EmployerCost {
  readonly employer: string;
  readonly pmpm: CostRate;
  /** Null where nobody is an employee. */
  readonly pepm: CostRate | null;
  /** Completed cost per member with member-years cut at the pooling point and the expected excess added. */
  readonly pooled: CostRate | null;
  /** The pooled cost against that of all other employers together; null for a coalition of one. */
  readonly peers: Comparison | null;
}

/** Cost by employer, and where every line went. */
export interface Costs {
  readonly cells: CellsResult;
  readonly all: { readonly pmpm: CostRate; readonly pepm: CostRate | null };
  readonly employers: readonly EmployerCost[];
  /** Completion of medical and pharmacy dollars together; null when claims could not be completed, and then nothing is compared. */
  readonly completion: LedgerFactor | null;
  /** All employers over all months of the data, as paid so far. */
  readonly history: CostRate;
}

/** What our own claims measure: allowed dollars by date of care, gross of rebates, not yet run out. */
const BASIS: CellBasis = {
  scope: { medical: true, rx: true, dental: false, vision: false },
  rebates: 'gross',
  nonClaims: 'out',
  admin: 'out',
  stopLoss: 'none',
  dating: 'incurred',
  completion: 'immature',
  population: 'under65',
  largeClaims: { kind: 'raw' },
  exposureRule: 'firstDay',
};

/** Pharmacy is paid when it is filled, so only the medical part of the dollars grows. */
function togetherFactor(medical: LedgerFactor, share: Decimal): LedgerFactor {
  const of = (factor: Decimal): Decimal => share.times(new Decimal(factor).minus(1)).plus(1);
  return {
    factor: of(medical.factor),
    low: of(medical.low),
    high: of(medical.high),
    source: 'medical claims completed by their triangle; pharmacy complete when filled',
  };
}

function centsOf(cells: readonly Cell[]): number {
  return cells.reduce((sum, { cents }) => sum + (cents.allowed ?? 0), 0);
}

/** Every member-year of the reported year, whole and exact. */
function memberYearsOf(o: {
  readonly medical: Netted;
  readonly pharmacy: Netted;
  readonly coverage: Coverage;
  readonly frame: Frame;
}): readonly MemberYear[] {
  const yearStartMonth = Number(o.frame.year[0].slice(5));
  const year = Number(o.frame.year[0].slice(0, 4));
  const years = new MemberYearsAggregate({ months: [o.frame.year[0], o.frame.year[1]], yearStartMonth });
  for (const batch of [o.medical.final.batch(), o.pharmacy.final.batch()]) years.add(batch);
  years.add(o.coverage.aggregate.personYears({ yearStartMonth }).filter((each) => each.year === year));
  return years.finish().rows.filter((each) => each.year === year);
}

/** Costs of the reported year by employer, completed, each against all the others. */
export function costByEmployer(o: {
  readonly medical: Netted;
  readonly pharmacy: Netted;
  readonly eligibility: AcceptedBatches['eligibility'];
  readonly coverage: Coverage;
  readonly frame: Frame;
  readonly completion: LedgerFactor | null;
}): Costs {
  const lookup = coverageIndex(o.eligibility);
  const cells = benchmarkCells({ months: [o.frame.year[0], o.frame.year[1]], basis: BASIS, coverage: lookup, measures: ['allowed', 'planPaid'] });
  const inYear = o.coverage.result.cells.filter(({ month }) => month >= o.frame.year[0] && month <= o.frame.year[1]);
  const always = benchmarkCells({
    months: [o.frame.history[0], o.frame.history[1]],
    basis: BASIS,
    coverage: lookup,
    measures: ['allowed', 'planPaid'],
  });
  for (const batch of [o.medical.final.batch(), o.pharmacy.final.batch()]) always.add(batch);
  always.add({ rule: o.coverage.result.rule, cells: o.coverage.result.cells });
  const [everything] = groupCells(always.finish());
  cells.add(o.medical.final.batch());
  const medicalOnly = centsOf(groupCells(cells.finish()));
  cells.add(o.pharmacy.final.batch());
  cells.add({ rule: o.coverage.result.rule, cells: inYear });
  const result = cells.finish();
  const [whole] = groupCells(result);
  if (whole === undefined || everything === undefined) throw new TypeError('cells of no dimension are one cell');
  const share = new Decimal(medicalOnly).div(Math.max(1, centsOf([whole])));
  const completion = o.completion === null ? null : togetherFactor(o.completion, share);
  const completed = (rate: CostRate): CostRate => (completion === null ? rate : adjust(rate, [completionAdjustment(completion)]));
  const annualMean = new Decimal(completed(pmpm(whole)).amount).times(12).toNumber();
  const charge = estimatedUsd(expectedExcess({ point: POINT, from: { kind: 'model', model: defaultSeverityModel, annualMean } }));
  const years = memberYearsOf(o);
  const againstOthers = (employer: string | null): Pick<EmployerCost, 'pooled' | 'peers'> => {
    if (completion === null) return { pooled: null, peers: null };
    const group = (mine: boolean): Group => ({ years: years.filter(({ employerId }) => (employerId === employer) === mine), completion, charge });
    const pooled = pooledRate(group(true));
    return { pooled, peers: pooled === null ? null : compared(pooled, group(false)) };
  };
  const own = groupCells(result, { by: ['employer_id'] }).filter(({ memberUnits }) => memberUnits > 0);
  const employers = own.map((cell): EmployerCost => {
    const rate = completed(pmpm(cell));
    const employee = pepm(cell);
    return {
      employer: cell.keys['employer_id'] ?? '(no employer)',
      pmpm: rate,
      pepm: employee === null ? null : completed(employee),
      ...againstOthers(cell.keys['employer_id'] ?? null),
    };
  });
  const employee = pepm(whole);
  return {
    cells: result,
    all: { pmpm: completed(pmpm(whole)), pepm: employee === null ? null : completed(employee) },
    employers,
    completion,
    history: pmpm(everything),
  };
}

/** Member-years are cut here: above it one person decides the year of a small group. Unit: US dollars a member-year. */
const POINT = usd('100000');

/** Member-years of one group with what completes them. */
interface Group {
  readonly years: readonly MemberYear[];
  readonly completion: LedgerFactor;
  /** Unit: US dollars per member and month. */
  readonly charge: Usd;
}

function pooledRate({ years, completion, charge }: Group): CostRate | null {
  const totals = years.map(({ allowedCents, units }) => ({ dollars: usdFromCents(allowedCents), months: new Decimal(units).div(UNITS_PER_MONTH) }));
  const months = totals.reduce((sum, each) => sum.plus(each.months), new Decimal(0));
  if (!months.gt(0)) return null;
  const { pooled } = poolMemberYears({ totals, point: POINT, prorate: 'none' });
  const numerator = new Decimal(pooled).times(completion.factor).plus(new Decimal(charge).times(months));
  const basis = {
    ...BASIS,
    measure: 'allowed',
    per: 'member',
    period: 'month',
    completion: 'completed',
    largeClaims: { kind: 'pooled', point: POINT.toFixed(), charge: 'added' },
  } as const;
  return costRate<CostBasis>({ basis, numerator: numerator.toFixed(), exposure: months.toFixed(), lifeYears: months.div(12).toFixed() });
}

function compared(subject: CostRate, others: Group): Comparison | null {
  const benchmark = pooledRate(others);
  if (benchmark === null) return null;
  const annualMean = usd(new Decimal(benchmark.amount).times(12));
  const [pooled, raw] = [dispersionFor({ point: POINT, annualMean }), dispersionFor({ point: null, annualMean })];
  return compareRates<CostBasis>({ subject, benchmark, cv: pooled.cv, rawCv: raw.cv, charge: others.charge, complementName: 'all other employers' });
}
