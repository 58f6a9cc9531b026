import { CoalitionError } from '../errors/coalition-error.js';
import { unreachable } from '../errors/unreachable.js';
import type { Usd } from '../money/usd.js';
import { limitedExpectedValue } from '../stats/limited-expected-value.js';
import { badInput } from './bad-input.js';
import { type SeverityModel, severityMoments } from './severity-model.js';

/** A published table of expected excess per member-year by pooling point. */
export interface Continuance {
  readonly kind: 'continuance';
  readonly id: string;
  /** At least two points, ascending. Unit: US dollars a year, both. */
  readonly points: readonly { readonly point: number; readonly excess: number }[];
}

/** Member-years of one's own. */
export interface SampleOfMemberYears {
  readonly kind: 'sample';
  /** Unit: US dollars a year, one for each member. */
  readonly dollars: readonly number[];
}

/** A severity model, scaled to a population. */
export interface ModelledSeverity {
  readonly kind: 'model';
  readonly model: SeverityModel;
  /** Default: the model's own mean. Unit: US dollars a year. */
  readonly annualMean?: number;
}

/** What {@link expectedExcess} needs. */
export interface ExpectedExcessInput {
  /** Pooling point. Unit: US dollars a member-year. */
  readonly point: Usd;
  readonly from: Continuance | SampleOfMemberYears | ModelledSeverity;
}

/**
 * What pooling at a point is expected to cost: the charge that replaces what was pooled away.
 *
 * Limits: a continuance table is linear in the excess between its points and refused outside them.
 *
 * @formula E[(X - d)+] / 12
 * @unit US dollars per member and month
 * @source spec of the benchmark area, 3.4
 * @testedBy test/benchmark/severity.test.ts: closed form 5.5
 * @param o - The point and where the distribution comes from.
 * @returns The expected excess, a double.
 * @throws {@link CoalitionError} `benchmark/outside-table`, `benchmark/bad-input`.
 * @example
 * expectedExcess({ point: usd('100000'), from: { kind: 'model', model: defaultSeverityModel } }).toFixed(4); // => '23.5874'
 */
export function expectedExcess(o: ExpectedExcessInput): number {
  const point = o.point.toNumber();
  if (!(point > 0)) throw badInput('point', o.point.toFixed(), 'a pooling point above 0');
  switch (o.from.kind) {
    case 'continuance':
      return fromTable(point, o.from) / 12;
    case 'sample':
      return (
        limitedExpectedValue({ severity: { kind: 'empirical', values: o.from.dollars.map((each) => Math.max(0, each)) }, limit: point }).excess / 12
      );
    case 'model':
      return severityMoments({ ...o.from, point }).excess / 12;
    default:
      return unreachable(o.from);
  }
}

function fromTable(point: number, table: Continuance): number {
  const rows = table.points;
  const at = rows.findIndex((row) => row.point >= point);
  const [before, after] = [rows[at - 1], rows[at]];
  if (after !== undefined && after.point === point) return after.excess;
  if (before === undefined || after === undefined) {
    throw new CoalitionError(
      'benchmark/outside-table',
      `The pooling point ${point} lies outside the table "${table.id}" (${rows[0]?.point ?? 'empty'} to ${rows[rows.length - 1]?.point ?? 'empty'}). Use a point inside it.`,
      { table: table.id, value: String(point) },
    );
  }
  return before.excess + ((point - before.point) / (after.point - before.point)) * (after.excess - before.excess);
}
