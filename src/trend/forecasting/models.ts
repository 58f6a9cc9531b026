import { unreachable } from '../../errors/unreachable.js';
import { invalidInput } from '../triangle-spec.js';
import { etsAadA } from './ets.js';
import { fillGaps } from './fill-gaps.js';
import { type HoltWintersWeights, holtWinters } from './holt-winters.js';
import { drift, type Forecasts, logLinear, naive, rolling12, seasonalNaive } from './simple-models.js';
import { stlHolt } from './stl-holt.js';
import { isSeasonal, theta } from './theta.js';

/**
 * How a series is carried on. `combine` is the mean on logarithms of rolling12 damped by half, STL with damped Holt, Theta and damped
 * exponential smoothing.
 */
export type ForecastModel =
  | { readonly kind: 'naive' }
  | { readonly kind: 'seasonalNaive' }
  | { readonly kind: 'drift' }
  | { readonly kind: 'rolling12' /** Share of the growth carried on each year. Default 0.5. Unit: share. */; readonly damping?: number }
  | { readonly kind: 'logLinear' }
  | { readonly kind: 'holtWinters' /** Default: of least squared error. */; readonly weights?: HoltWintersWeights }
  | { readonly kind: 'ets' }
  | { readonly kind: 'stl' }
  | { readonly kind: 'theta' }
  | { readonly kind: 'combine' };

/** The names under which models may be asked for with their defaults. */
export type ForecastModelName = ForecastModel['kind'];

/** A model from its name or itself. */
export function modelOf(model: ForecastModel | ForecastModelName): ForecastModel {
  return typeof model === 'string' ? { kind: model } : model;
}

/** The members of the combination. */
export const MEMBERS: readonly ForecastModel[] = [{ kind: 'rolling12', damping: 0.5 }, { kind: 'stl' }, { kind: 'theta' }, { kind: 'ets' }];

/** Forecasts of a model and the members that could not be fitted. */
export interface ModelForecasts {
  /** Above zero; null when the model can't be fitted. Unit: as the values. */
  readonly values: Forecasts;
  readonly dropped: readonly string[];
}

/** Whether a model carries a season of this series on; `combine` does through its other members. */
export function carriesSeason(model: ForecastModel, y: readonly number[]): boolean {
  return model.kind !== 'naive' && model.kind !== 'drift' && (model.kind !== 'theta' || isSeasonal(y));
}

/**
 * Runs a model on positive values.
 *
 * @param model - The model.
 * @param known - Values by month; null is missing and is filled from these months alone, except that exponential smoothing skips it.
 * @param horizon - Unit: months.
 */
export function runModel(model: ForecastModel, known: readonly (number | null)[], horizon: number): ModelForecasts {
  const y = fillGaps(known);
  const logs = (): readonly number[] => y.map(Math.log);
  const exp = (forecasts: Forecasts): Forecasts => forecasts?.map(Math.exp) ?? null;
  const one = (values: Forecasts): ModelForecasts => ({
    values: values !== null && values.every((value) => Number.isFinite(value) && value > 0) ? values : null,
    dropped: [],
  });
  switch (model.kind) {
    case 'naive':
      return one(naive(y, horizon));
    case 'seasonalNaive':
      return one(seasonalNaive(y, horizon));
    case 'drift':
      return one(drift(y, horizon));
    case 'rolling12': {
      const damping = model.damping ?? 0.5;
      if (!(damping >= 0 && damping <= 1)) throw invalidInput('damping', damping, 'Give a share from 0 to 1.');
      return one(rolling12(y, horizon, damping));
    }
    case 'logLinear':
      return one(exp(logLinear(logs(), horizon)));
    case 'holtWinters':
      return one(holtWinters(y, { horizon, ...(model.weights === undefined ? {} : { weights: model.weights }) })?.forecasts ?? null);
    case 'ets':
      return one(
        exp(
          etsAadA(
            logs(),
            horizon,
            known.map((value) => value === null),
          ),
        ),
      );
    case 'stl':
      return one(exp(stlHolt(logs(), horizon)));
    case 'theta':
      return one(theta(y, horizon));
    case 'combine':
      return combined(known, horizon);
    default:
      return unreachable(model);
  }
}

function combined(known: readonly (number | null)[], horizon: number): ModelForecasts {
  const runs = MEMBERS.map((member) => ({ member, values: runModel(member, known, horizon).values }));
  const fitted = runs.flatMap(({ values }) => (values === null ? [] : [values]));
  const dropped = runs.flatMap(({ member, values }) => (values === null ? [member.kind] : []));
  if (fitted.length === 0) return { values: null, dropped };
  return {
    values: Array.from({ length: horizon }, (_, h) => Math.exp(fitted.reduce((sum, values) => sum + Math.log(values[h] ?? 1), 0) / fitted.length)),
    dropped,
  };
}
