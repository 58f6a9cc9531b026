import { Decimal } from 'coalition-kit';
import { adjust, benchmarkCells, type Cell, type CellBasis, type CellsResult, type Comparison, compareRates, completionAdjustment, type CostRate, costRate, dispersionFor, groupCells, pepm, pmpm } from 'coalition-kit/benchmark';
import type { AcceptedBatches } from 'coalition-kit/claims';
import { coverageIndex } from 'coalition-kit/exposure';
import type { LedgerFactor } from 'coalition-kit/reference';
import { usd } from 'coalition-kit/money';
import type { Coverage } from './count-coverage.js';
import type { Frame } from './frame.js';
import type { Netted } from './net-claims.js';

/** One employer's year: what it costs, per member and per employee, and whether that differs from the others. */
export interface EmployerCost {
  readonly employer: string;
  readonly pmpm: CostRate;
  /** Null where nobody is an employee. */
  readonly pepm: CostRate | null;
  /** Completed cost per member against all other employers together; null for a coalition of one. */
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
  return { factor: of(medical.factor), low: of(medical.low), high: of(medical.high), source: 'medical claims completed by their triangle; pharmacy complete when filled' };
}

function centsOf(cells: readonly Cell[]): number {
  return cells.reduce((sum, { cents }) => sum + (cents.allowed ?? 0), 0);
}

/** Costs of the reported year by employer, completed, each against all the others. */
export function costByEmployer(o: { readonly medical: Netted; readonly pharmacy: Netted; readonly eligibility: AcceptedBatches['eligibility']; readonly coverage: Coverage; readonly frame: Frame; readonly completion: LedgerFactor | null }): Costs {
  const lookup = coverageIndex(o.eligibility);
  const cells = benchmarkCells({ months: [o.frame.year[0], o.frame.year[1]], basis: BASIS, coverage: lookup, measures: ['allowed', 'planPaid'] });
  const inYear = o.coverage.result.cells.filter(({ month }) => month >= o.frame.year[0] && month <= o.frame.year[1]);
  const always = benchmarkCells({ months: [o.frame.history[0], o.frame.history[1]], basis: BASIS, coverage: lookup, measures: ['allowed', 'planPaid'] });
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
  const own = groupCells(result, { by: ['employer_id'] }).filter(({ memberUnits }) => memberUnits > 0);
  const employers = own.map((cell): EmployerCost => {
    const rate = completed(pmpm(cell));
    const employee = pepm(cell);
    return { employer: cell.keys['employer_id'] ?? '(no employer)', pmpm: rate, pepm: employee === null ? null : completed(employee), peers: completion === null ? null : againstOthers(rate, cell, { whole, completed }) };
  });
  const employee = pepm(whole);
  return { cells: result, all: { pmpm: completed(pmpm(whole)), pepm: employee === null ? null : completed(employee) }, employers, completion, history: pmpm(everything) };
}

function againstOthers(subject: CostRate, cell: Cell, o: { readonly whole: Cell; readonly completed: (rate: CostRate) => CostRate }): Comparison | null {
  const units = o.whole.memberUnits - cell.memberUnits;
  if (units <= 0) return null;
  const others: Cell = { ...o.whole, memberUnits: units, employeeUnits: o.whole.employeeUnits - cell.employeeUnits, cents: { allowed: (o.whole.cents.allowed ?? 0) - (cell.cents.allowed ?? 0) }, keys: { employer_id: 'all others' } };
  const benchmark = o.completed(pmpm(others));
  const { cv } = dispersionFor({ point: null, annualMean: usd(subject.amount.times(12)) });
  return compareRates({ subject, benchmark: costRate({ basis: benchmark.basis, numerator: benchmark.numerator.toFixed(), exposure: benchmark.exposure, lifeYears: benchmark.lifeYears ?? '0' }), cv, complementName: 'all other employers' });
}
