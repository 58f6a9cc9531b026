import { CoalitionError } from '../errors/coalition-error.js';
import type { Warning } from '../errors/finding.js';
import { usdFromCents } from '../money/cents.js';
import type { CostBasis } from '../money/cost-basis.js';
import { Decimal } from '../money/decimal.js';
import { type Usd, usd } from '../money/usd.js';
import type { Explanation } from '../reference/explanation.js';
import { UNITS_PER_MONTH } from '../time/exposure-rule.js';
import { badInput, warning } from './bad-input.js';
import type { Cell, CellMeasure } from './cell.js';
import type { CostRate } from './cost-rate.js';

/** Which figure of a cell a rate is made of. */
export interface RateOptions {
  /** Default: `allowed` when the cell has it, else `planPaid`. */
  readonly measure?: CellMeasure;
}

function measureOf(cell: Cell, o: RateOptions): CellMeasure {
  const measure = o.measure ?? (cell.cents.allowed === undefined ? 'planPaid' : 'allowed');
  if (cell.cents[measure] === undefined) throw badInput('measure', measure, `one of the cell's measures: ${Object.keys(cell.cents).join(', ')}`);
  return measure;
}

function monthsOf(units: number): Decimal {
  return new Decimal(units).div(UNITS_PER_MONTH);
}

function keysInWords(cell: Cell): string {
  const keys = Object.entries(cell.keys).map(([name, value]) => `${name} ${value ?? '(null)'}`);
  return keys.length === 0 ? 'all' : keys.join(', ');
}

function zeroExposure(cell: Cell, measure: CellMeasure, whose: string): CoalitionError<'benchmark/zero-exposure'> {
  const cents = cell.cents[measure] ?? 0;
  return new CoalitionError(
    'benchmark/zero-exposure',
    `${usdFromCents(cents).toFixed(2)} dollars of ${measure} (${keysInWords(cell)}) stand against no ${whose} months. Add the exposure of these keys and months.`,
    { cents },
  );
}

function rateOf(cell: Cell, o: { measure: CellMeasure; per: 'member' | 'employee'; units: number }): CostRate {
  const numerator = usdFromCents(cell.cents[o.measure] ?? 0);
  const exposure = monthsOf(o.units);
  const amount = usd(numerator.div(exposure));
  const basis: CostBasis = { ...cell.basis, measure: o.measure, per: o.per, period: 'month' };
  const unit = o.per === 'member' ? 'member months' : 'employee months';
  return {
    basis,
    amount,
    numerator,
    exposure,
    lifeYears: monthsOf(cell.memberUnits).div(12),
    interval: null,
    ledger: [],
    steps: [
      {
        id: 'dollars',
        label: `${o.measure}, ${keysInWords(cell)}, ${cell.months[0]} to ${cell.months[1]}`,
        value: numerator.toFixed(),
        unit: 'US dollars',
      },
      { id: 'exposure', label: `${unit} counted by ${cell.basis.exposureRule}`, value: exposure.toFixed(), unit },
      { id: 'rate', label: 'rate', formula: 'dollars / exposure', value: amount.toFixed(), unit: `US dollars per ${o.per} and month` },
    ],
    assumptions: [],
    warnings: cell.warnings,
    tables: [],
  };
}

/**
 * What a cell's care costs per member and month.
 *
 * @formula dollars / member months
 * @unit US dollars per member and month
 * @testedBy test/benchmark/cells.test.ts: Tuva's four leaks
 * @param cell - Costs with exposure.
 * @param o - Which measure.
 * @returns The rate with its basis.
 * @throws {@link CoalitionError} `benchmark/zero-exposure` with the dollars, `benchmark/bad-input`.
 * @example
 * const cell = { keys: {}, cents: { allowed: 120000 }, lines: 3, memberUnits: 4 * 377580, employeeUnits: 2 * 377580, members: null, months: ['2025-01', '2025-01'], basis: basisPresets.hcci, warnings: [] } as const;
 * pmpm(cell).amount.toFixed(2); // => '300.00'
 */
export function pmpm(cell: Cell, o: RateOptions = {}): CostRate {
  const measure = measureOf(cell, o);
  if (cell.memberUnits === 0) throw zeroExposure(cell, measure, 'member');
  return rateOf(cell, { measure, per: 'member', units: cell.memberUnits });
}

/**
 * What a cell's care costs per employee and month.
 *
 * Limits: where there are members and no employees (dependants of nobody) there is no such rate: `null`; {@link costProfile} says so in a warning.
 *
 * @formula dollars / employee months
 * @unit US dollars per employee and month
 * @testedBy test/benchmark/cells.test.ts
 * @param cell - Costs with exposure.
 * @param o - Which measure.
 * @returns The rate with its basis, or `null` without employee months.
 * @throws {@link CoalitionError} `benchmark/zero-exposure` when there are no member months either.
 * @example
 * const cell = { keys: {}, cents: { allowed: 120000 }, lines: 3, memberUnits: 4 * 377580, employeeUnits: 2 * 377580, members: null, months: ['2025-01', '2025-01'], basis: basisPresets.hcci, warnings: [] } as const;
 * pepm(cell)?.amount.toFixed(2); // => '600.00'
 */
export function pepm(cell: Cell, o: RateOptions = {}): CostRate | null {
  const measure = measureOf(cell, o);
  if (cell.memberUnits === 0 && cell.employeeUnits === 0) throw zeroExposure(cell, measure, 'employee');
  return cell.employeeUnits === 0 ? null : rateOf(cell, { measure, per: 'employee', units: cell.employeeUnits });
}

/**
 * How many services (claim lines) 1,000 members use in a year.
 *
 * @formula lines x 12,000 / member months
 * @unit services per 1,000 members and year
 * @testedBy test/benchmark/cells.test.ts
 * @param cell - Lines with exposure.
 * @returns The frequency.
 * @throws {@link CoalitionError} `benchmark/zero-exposure`.
 * @example
 * per1000({ keys: {}, cents: { allowed: 0 }, lines: 3, memberUnits: 12 * 377580, employeeUnits: 0, members: null, months: ['2025-01', '2025-12'], basis: basisPresets.hcci, warnings: [] }).toFixed(); // => '3000'
 */
export function per1000(cell: Cell): Decimal {
  if (cell.memberUnits === 0) throw zeroExposure(cell, measureOf(cell, {}), 'member');
  return new Decimal(cell.lines).times(12_000).times(UNITS_PER_MONTH).div(cell.memberUnits);
}

/**
 * What one service (claim line) costs on average.
 *
 * @formula dollars / lines
 * @unit US dollars per service
 * @testedBy test/benchmark/cells.test.ts: PMPM = services per 1,000 x cost per service / 12,000
 * @param cell - Costs with lines.
 * @param o - Which measure.
 * @returns The unit cost, or `null` without a line.
 * @throws {@link CoalitionError} `benchmark/bad-input`.
 * @example
 * unitCost({ keys: {}, cents: { allowed: 30000 }, lines: 3, memberUnits: 0, employeeUnits: 0, members: null, months: ['2025-01', '2025-12'], basis: basisPresets.hcci, warnings: [] })?.toFixed(2); // => '100.00'
 */
export function unitCost(cell: Cell, o: RateOptions = {}): Usd | null {
  const measure = measureOf(cell, o);
  return cell.lines === 0 ? null : usd(new Decimal(cell.cents[measure] ?? 0).div(100).div(cell.lines));
}

/** Members per employee, and the rates of one cell side by side. */
export interface CostProfile extends Explanation {
  readonly pmpm: CostRate;
  /** `null` without employee months. */
  readonly pepm: CostRate | null;
  /** Unit: services per 1,000 members and year. */
  readonly per1000: Decimal;
  /** Unit: US dollars per service. */
  readonly unitCost: Usd | null;
  /** Member months / employee months; `null` without employee months. Unit: members per employee. */
  readonly membersPerEmployee: Decimal | null;
}

/**
 * The rates of one cell side by side, with what drives the difference between per member and per employee.
 *
 * @formula PEPM = PMPM x members per employee; PMPM = services per 1,000 x cost per service / 12,000
 * @unit US dollars per member or employee and month
 * @testedBy test/benchmark/cells.test.ts
 * @param cell - Costs with exposure.
 * @param o - Which measure.
 * @returns All rates; a missing one is `null` with a warning `exposure/no-employees`.
 * @throws {@link CoalitionError} `benchmark/zero-exposure`, `benchmark/bad-input`.
 * @example
 * const cell = { keys: {}, cents: { allowed: 120000 }, lines: 3, memberUnits: 4 * 377580, employeeUnits: 0, members: null, months: ['2025-01', '2025-01'], basis: basisPresets.hcci, warnings: [] } as const;
 * costProfile(cell).warnings[0]?.code; // => 'exposure/no-employees'
 */
export function costProfile(cell: Cell, o: RateOptions = {}): CostProfile {
  const member = pmpm(cell, o);
  const employee = pepm(cell, o);
  const ratio = cell.employeeUnits === 0 ? null : new Decimal(cell.memberUnits).div(cell.employeeUnits);
  const noEmployees: readonly Warning[] =
    employee === null
      ? [
          warning(
            'exposure/no-employees',
            `${monthsOf(cell.memberUnits).toFixed()} member months have no employee month (${keysInWords(cell)}), so there is no PEPM.`,
            { fix: 'Look for dependants without their employee, and choose how orphan contracts count.' },
          ),
        ]
      : [];
  return {
    pmpm: member,
    pepm: employee,
    per1000: per1000(cell),
    unitCost: unitCost(cell, o),
    membersPerEmployee: ratio,
    steps: [
      ...member.steps,
      ...(ratio === null ? [] : [{ id: 'membersPerEmployee', label: 'members per employee', value: ratio.toFixed(), unit: 'members' }]),
    ],
    assumptions: [],
    warnings: [...member.warnings, ...noEmployees],
    tables: [],
  };
}

/**
 * Turns a rate into another period or another person, where that needs no guess.
 *
 * Limits: between member and employee the group's own members per employee is needed; everything else is {@link bridge}.
 *
 * @formula month to year x 12; member to employee x members per employee
 * @unit US dollars per `per` and `period`
 * @testedBy test/benchmark/cells.test.ts
 * @param rate - Any rate.
 * @param o - `period`, `per`, and `membersPerEmployee` where `per` changes.
 * @returns The converted rate; interval and exposure go with it.
 * @throws {@link CoalitionError} `benchmark/bad-input`, `benchmark/bridge-input-missing`.
 * @example
 * convertRate(costRate({ basis: basisPresets.hcci, amount: '6000' }), { period: 'month' }).amount.toFixed(2); // => '500.00'
 */
export function convertRate(
  rate: CostRate,
  o: { readonly period?: 'month' | 'year'; readonly per?: 'member' | 'employee'; readonly membersPerEmployee?: Decimal | string },
): CostRate {
  const period = o.period ?? rate.basis.period;
  const months = period === rate.basis.period ? new Decimal(1) : period === 'year' ? new Decimal(12) : new Decimal(1).div(12);
  const per = o.per ?? rate.basis.per;
  const people = o.per === undefined || o.per === rate.basis.per ? new Decimal(1) : peopleFactor(rate.basis, o.per, o.membersPerEmployee);
  const basis: CostBasis = { ...rate.basis, period, per };
  const amount =
    period === 'month' && rate.basis.period === 'year' ? usd(rate.amount.times(people).div(12)) : usd(rate.amount.times(months).times(people));
  const factor = amount.eq(rate.amount) ? new Decimal(1) : months.times(people);
  return {
    ...rate,
    basis,
    amount,
    exposure: rate.exposure.div(factor),
    interval: scaledInterval(rate.interval, factor, amount),
    steps: [
      ...rate.steps,
      {
        id: 'convert',
        label: `to per ${per} and ${period}`,
        formula: 'x 12 months, x members per employee',
        value: amount.toFixed(),
        unit: `US dollars per ${per} and ${period}`,
      },
    ],
  };
}

function peopleFactor(from: CostBasis, to: 'member' | 'employee', given: Decimal | string | undefined): Decimal {
  if (from.per !== 'member' && from.per !== 'employee')
    throw badInput('per', from.per, 'a rate per member or employee; contracts need bridge() with a tier mix');
  if (given === undefined) {
    throw new CoalitionError(
      'benchmark/bridge-input-missing',
      `A rate per ${from.per} becomes one per ${to} by the group's own members per employee. Give membersPerEmployee.`,
      { inputs: ['membersPerEmployee'] },
    );
  }
  const ratio = new Decimal(given);
  if (!ratio.gt(0)) throw badInput('membersPerEmployee', ratio.toFixed(), 'a number above 0');
  return to === 'employee' ? ratio : new Decimal(1).div(ratio);
}

/** The same interval in other units. */
export function scaledInterval(interval: CostRate['interval'], factor: Decimal, point: Usd): CostRate['interval'] {
  if (interval?.kind !== 'interval') return interval;
  const scale = factor.toNumber();
  return {
    ...interval,
    point,
    low: interval.low === null ? null : usd(interval.low.times(factor)),
    high: interval.high === null ? null : usd(interval.high.times(factor)),
    raw: { low: interval.raw.low === null ? null : interval.raw.low * scale, high: interval.raw.high === null ? null : interval.raw.high * scale },
  };
}
