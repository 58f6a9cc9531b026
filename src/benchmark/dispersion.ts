import { CoalitionError } from '../errors/coalition-error.js';
import type { Warning } from '../errors/finding.js';
import type { Usd } from '../money/usd.js';
import type { Citation } from '../reference/citation.js';
import { winsorisedMoments } from '../stats/winsorised-moments.js';
import { badInput, warning } from './bad-input.js';
import { defaultSeverityModel, type SeverityModel, severityMoments } from './severity-model.js';

/** How much one life-year's cost varies, measured on somebody's data. */
export interface DispersionRecord {
  /** Not pooled; `null` when not published. Unit: ratio. */
  readonly cvRaw: number | null;
  /** By pooling point. Unit: US dollars a year; ratio. */
  readonly cvByPoint: readonly { readonly point: string; readonly cv: number }[];
  readonly source: Citation | string;
}

/** The coefficient of variation that goes with a pooling point. */
export interface Dispersion {
  /** Unit: ratio. */
  readonly cv: number;
  /** `null`: not pooled. Unit: US dollars a year. */
  readonly point: Usd | null;
  readonly from: 'record' | 'sample' | 'model';
  readonly source: Citation | string;
  readonly warnings: readonly Warning[];
}

/** Fewest member-years from which a coefficient of variation may be taken. Unit: member-years. */
export const FEWEST_FOR_DISPERSION = 5000;

/** What {@link dispersionFor} needs; the first that fits is used, in this order: record, sample, model. */
export interface DispersionInput {
  /** `null`: not pooled. Unit: US dollars a year. */
  readonly point: Usd | null;
  /** Mean cost of the population; the model is scaled to it. Unit: US dollars a year. */
  readonly annualMean?: Usd;
  readonly record?: DispersionRecord;
  /** Member-years of a population at least {@link FEWEST_FOR_DISPERSION} strong. Unit: US dollars a year. */
  readonly sample?: readonly number[];
  /** Default: the default model when neither a record nor a sample is given, else none. */
  readonly model?: SeverityModel;
}

/**
 * Finds the variation of one life-year's cost that belongs to a pooling point.
 *
 * Limits: a CV of another point is never used: raw and pooled differ by half.
 *
 * @unit ratio
 * @source spec of the benchmark area, 3.7
 * @testedBy test/benchmark/severity.test.ts
 * @param o - The point and what is known.
 * @returns The dispersion and where it comes from.
 * @throws {@link CoalitionError} `benchmark/no-dispersion-for-point`.
 * @example
 * dispersionFor({ point: usd('100000'), annualMean: usd('7200'), model: defaultSeverityModel }).cv.toFixed(6); // => '2.257384'
 */
export function dispersionFor(o: DispersionInput): Dispersion {
  const { point, record, sample } = o;
  const model = o.model ?? (record === undefined && sample === undefined ? defaultSeverityModel : undefined);
  const recorded = record === undefined ? null : point === null ? record.cvRaw : (record.cvByPoint.find((row) => point.eq(row.point))?.cv ?? null);
  if (record !== undefined && recorded !== null) return { cv: recorded, point, from: 'record', source: record.source, warnings: [] };
  if (sample !== undefined && sample.length >= FEWEST_FOR_DISPERSION) {
    const moments = winsorisedMoments({ values: sample, ...(point === null ? {} : { cap: point.toNumber() }) });
    if (moments.cv === null) throw badInput('sample', 'all zero', 'member-years with cost');
    return { cv: moments.cv, point, from: 'sample', source: `${sample.length} member-years`, warnings: [] };
  }
  if (model !== undefined) {
    const { cv } = severityMoments({
      model,
      point: point === null ? null : point.toNumber(),
      ...(o.annualMean === undefined ? {} : { annualMean: o.annualMean.toNumber() }),
    });
    const byDefault = model.id === defaultSeverityModel.id;
    const warnings = byDefault
      ? [warning('benchmark/default-dispersion', 'The variation of cost comes from the default severity model, which is for all ages.')]
      : [];
    return { cv, point, from: 'model', source: `severity model ${model.id}`, warnings };
  }
  const wanted = point === null ? 'no pooling' : `a pooling point of ${point.toFixed()}`;
  throw new CoalitionError(
    'benchmark/no-dispersion-for-point',
    `No coefficient of variation belongs to ${wanted}. Give the record of this point, at least ${FEWEST_FOR_DISPERSION} member-years, or a severity model.`,
    { point: point === null ? 'none' : point.toFixed() },
  );
}

/**
 * The smallest tabulated pooling point at which a group's average is as steady as wanted.
 *
 * @formula the first point, ascending, with CV / sqrt(life-years) <= target
 * @unit US dollars a member-year
 * @testedBy test/benchmark/severity.test.ts
 * @param o - `points`: dispersions by pooling point; `lifeYears`; `targetCv`: the relative standard error that is wanted.
 * @returns The point, or `null` when no point is enough.
 * @throws {@link CoalitionError} `benchmark/bad-input`.
 * @example
 * const points = [{ point: usd('50000'), cv: 2 }, { point: usd('100000'), cv: 2.4 }];
 * poolingPointForTargetCv({ points, lifeYears: 100, targetCv: 0.2 })?.toFixed(); // => '50000'
 */
export function poolingPointForTargetCv(o: {
  readonly points: readonly { readonly point: Usd; readonly cv: number }[];
  readonly lifeYears: number;
  readonly targetCv: number;
}): Usd | null {
  if (!(o.lifeYears > 0)) throw badInput('lifeYears', o.lifeYears, 'life-years above 0');
  if (!(o.targetCv > 0)) throw badInput('targetCv', o.targetCv, 'a relative standard error above 0');
  const ascending = [...o.points].sort((a, b) => a.point.cmp(b.point));
  return ascending.find((row) => row.cv / Math.sqrt(o.lifeYears) <= o.targetCv)?.point ?? null;
}
