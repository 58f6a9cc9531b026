import type { ControlTotals } from '../claims/aggregate.js';
import { CoalitionError } from '../errors/coalition-error.js';
import type { Finding } from '../errors/finding.js';
import { type AsOf, asOfDay } from '../time/as-of.js';
import { type DayNumber, isoFromDay, weekdayOf } from '../time/iso-date.js';
import { firstDayOfMonth, lastDayOfMonth, type Month, monthIndex } from '../time/month.js';
import { asOfInvalid } from './as-of-invalid.js';
import type { BuildQuality } from './build-quality.js';
import { completePeriods, makeTriangle, type Triangle } from './triangle.js';
import { gridOf } from './triangle-grid.js';
import { chosen, invalidInput, monthsOfGrain, periodMonth, periodStart, type TriangleSpec } from './triangle-spec.js';

/** Member months of one incurred month. */
export interface ExposureMonth {
  readonly month: Month;
  /** Unit: member months. */
  readonly memberMonths: number;
}

/** How a triangle is closed. */
export interface BuildOptions {
  /** What was known: a date, or a month, which means its last day. */
  readonly asOf: AsOf;
  /** Last day whose payments are complete in the data. Default: `asOf`. */
  readonly paidThrough?: AsOf;
  /** What happens to a paid period that isn't complete. Default `drop`. */
  readonly partialDiagonal?: 'drop' | 'scaleWorkingDays';
  /** Member months by month. Without it there is no cost per member. */
  readonly exposure?: readonly ExposureMonth[];
  /** What a month without any line is. Default `error`: a missing extract is not zero cost. */
  readonly fillMissing?: 'error' | 'zero';
}

/** Cells of a builder. */
export interface BuiltCells {
  readonly spec: TriangleSpec;
  readonly cells: Float64Array;
  readonly lines: Float64Array;
  readonly control: ControlTotals;
  readonly quality: BuildQuality;
}

/** Closes cells as a triangle that knows only what was paid by a day. */
export function buildTriangle(built: BuiltCells, o: BuildOptions): Triangle {
  const { spec } = built;
  chosen('partialDiagonal', o.partialDiagonal ?? 'drop', ['drop', 'scaleWorkingDays']);
  chosen('fillMissing', o.fillMissing ?? 'error', ['error', 'zero']);
  const paidThrough = o.paidThrough ?? o.asOf;
  if (asOfDay(paidThrough) > asOfDay(o.asOf) || asOfDay(o.asOf) < firstDayOfMonth(monthIndex(spec.origin))) throw asOfInvalid(o.asOf, paidThrough);
  const end = asOfDay(paidThrough);
  let last = completePeriods(spec, isoFromDay(end));
  const partial = end > lastDayOfMonth(periodStart(spec, last + 1) - 1);
  const scaled = partial && o.partialDiagonal === 'scaleWorkingDays';
  if (scaled) last += 1;
  if (last < 0) throw asOfInvalid(o.asOf, paidThrough);
  if ((o.fillMissing ?? 'error') === 'error') refuseGaps(built, last);
  const columns = spec.maxLag + 1;
  const [cumulative, known] = [new Float64Array(spec.months * columns), new Uint8Array(spec.months * columns)];
  const factor = scaled ? workingDays(spec, last, null) / workingDays(spec, last, end) : 1;
  for (let i = 0; i < spec.months; i += 1) {
    let sum = 0;
    for (let k = 0; k < columns && i + k <= last; k += 1) {
      const cell = built.cells[i * columns + k] ?? 0;
      sum += scaled && i + k === last ? Math.round(cell * factor) : cell;
      cumulative[i * columns + k] = sum;
      known[i * columns + k] = 1;
    }
  }
  const exposure = exposureOf(spec, o.exposure);
  const findings = [
    ...built.quality.findings,
    ...exposure.findings,
    ...(partial ? [partialFinding(periodMonth(spec, scaled ? last : last + 1), scaled)] : []),
  ];
  return makeTriangle({
    spec,
    lastPaid: last,
    grid: gridOf(spec.months, columns, cumulative, known),
    exposure: exposure.memberMonths,
    control: built.control,
    findings,
  });
}

function partialFinding(month: Month, scaled: boolean): Finding {
  return {
    code: 'trend/partial-diagonal',
    severity: 'warn',
    fix: 'Wait for the whole month where you can.',
    message: scaled ? `Payments of ${month} were scaled up by working days.` : `Payments of ${month} are not complete and were left out.`,
  };
}

/** Weekdays from Monday to Friday in a paid period, up to a day. */
function workingDays(spec: TriangleSpec, period: number, until: DayNumber | null): number {
  let days = 0;
  const last = lastDayOfMonth(periodStart(spec, period + 1) - 1);
  for (let day = firstDayOfMonth(periodStart(spec, period)); day <= Math.min(until ?? last, last); day += 1) {
    if (weekdayOf(day) < 5) days += 1;
  }
  if (days === 0) throw invalidInput('paidThrough', until, "No working day has passed in the partial month; say partialDiagonal: 'drop'.");
  return days;
}

/** A month without a line on either axis (nothing is due before the first payment), between the first and the last, is a missing extract until somebody says otherwise. */
function refuseGaps({ spec, lines }: BuiltCells, last: number): void {
  const columns = spec.maxLag + 1;
  const [byRow, byPaid] = [new Float64Array(spec.months), new Float64Array(last + 1)];
  for (let i = 0; i < spec.months; i += 1) {
    for (let k = 0; k < columns && i + k <= last; k += 1) {
      const count = lines[i * columns + k] ?? 0;
      byRow[i] = (byRow[i] ?? 0) + count;
      byPaid[i + k] = (byPaid[i + k] ?? 0) + count;
    }
  }
  const gap = (counts: Float64Array, from: number, to: number): number => counts.findIndex((count, i) => i >= from && i <= to && count === 0);
  const row = gap(byRow, 0, Math.min(spec.months - 1, last - 1));
  if (row >= 0) throw missing(periodMonth(spec, row), 'incurred');
  const paid = gap(
    byPaid,
    byPaid.findIndex((count) => count > 0),
    Math.min(last, spec.months - 1),
  );
  if (paid >= 0) throw missing(periodMonth(spec, paid), 'paid');
}

function missing(period: Month, axis: 'incurred' | 'paid'): CoalitionError<'trend/missing-month'> {
  return new CoalitionError(
    'trend/missing-month',
    `No line was ${axis} in ${period}. A missing extract is not zero cost: load it, or say fillMissing: 'zero'.`,
    { period, axis },
  );
}

/** Member months by period; a period of which some months are missing says so, because its cost per member looks too high. */
function exposureOf(
  spec: TriangleSpec,
  given: BuildOptions['exposure'],
): { readonly memberMonths: readonly (number | null)[] | null; readonly findings: readonly Finding[] } {
  if (given === undefined) return { memberMonths: null, findings: [] };
  const sums: (number | null)[] = Array.from({ length: spec.months }, () => null);
  const seen = sums.map(() => new Set<Month>());
  for (const { month, memberMonths } of given) {
    if (!(Number.isFinite(memberMonths) && memberMonths >= 0))
      throw invalidInput(`exposure of ${month}`, memberMonths, 'Give member months, 0 or more.');
    const m = monthIndex(month) - periodStart(spec, 0);
    const i = Math.floor(m / (periodStart(spec, 1) - periodStart(spec, 0)));
    if (i < 0 || i >= spec.months) continue;
    sums[i] = (sums[i] ?? 0) + memberMonths;
    seen[i]?.add(month);
  }
  const step = monthsOfGrain(spec.grain);
  return {
    memberMonths: sums,
    findings: seen.flatMap(({ size }, i) => {
      if (size === 0 || size === step) return [];
      const message = `The period from ${periodMonth(spec, i)} has member months of ${size} of its ${step} months.`;
      return [{ code: 'trend/exposure-missing', severity: 'warn', fix: 'Complete the exposure.', path: `exposure[${i}]`, message }];
    }),
  };
}
