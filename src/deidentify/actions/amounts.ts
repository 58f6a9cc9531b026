import { CoalitionError } from '../../errors/coalition-error.js';
import { Decimal } from '../../money/decimal.js';
import { roundDecimal } from '../../money/rounding.js';
import type { Action } from './action.js';

const PLAIN = /^-?\d+(\.\d+)?$/;
const isAmount = (value: unknown): boolean => typeof value === 'string' && PLAIN.test(value);

function positive(text: string, action: string): Decimal {
  if (!PLAIN.test(text) || !new Decimal(text).gt(0)) {
    throw new CoalitionError('deidentify/action-invalid', `${action} needs decimal text above 0, not "${text}". Write it like '100'.`, {
      action,
      reason: 'step',
    });
  }
  return new Decimal(text);
}

/**
 * Rounds an amount to a multiple of a step, half away from zero.
 *
 * @param step - Decimal text such as `'100'`. Unit: as the field.
 * @returns The action.
 * @throws {@link CoalitionError} `deidentify/action-invalid`.
 * @example
 * roundTo('100').options; // => { step: '100' }
 */
export function roundTo(step: string): Action<string, string, 'roundTo', false> {
  const by = positive(step, 'roundTo');
  return {
    kind: 'roundTo',
    derived: false,
    options: { step },
    start: () => ({
      apply: (value) => (PLAIN.test(value) ? roundDecimal(new Decimal(value).div(by), { places: 0, mode: 'half-up' }).times(by).toFixed() : null),
    }),
    form: isAmount,
  };
}

/**
 * Shows amounts above a limit as the limit itself, so that one extreme claim can't be told by its size.
 *
 * @param limit - Decimal text. Unit: as the field.
 * @returns The action.
 * @throws {@link CoalitionError} `deidentify/action-invalid`.
 * @example
 * topCode('100000').options; // => { limit: '100000' }
 */
export function topCode(limit: string): Action<string, string, 'topCode', false> {
  const most = positive(limit, 'topCode');
  return {
    kind: 'topCode',
    derived: false,
    options: { limit },
    start: () => ({ apply: (value) => (PLAIN.test(value) ? Decimal.min(most, value).toFixed() : null) }),
    form: isAmount,
  };
}

/**
 * Replaces an amount by the band that it lies in: `0-99.99` is written `0 to under 100`.
 *
 * @param bounds - Rising decimal texts; each begins a band, and below the first and from the last on are bands too.
 * @returns The action.
 * @throws {@link CoalitionError} `deidentify/action-invalid`.
 * @example
 * band(['0', '100', '1000']).options; // => { bounds: '0,100,1000' }
 */
export function band(bounds: readonly string[]): Action<string, string, 'band', false> {
  const edges = bounds.map((text) => new Decimal(PLAIN.test(text) ? text : 'NaN'));
  if (edges.length === 0 || edges.some((edge, i) => edge.isNaN() || (i > 0 && !edge.gt(edges[i - 1] ?? edge)))) {
    throw new CoalitionError('deidentify/action-invalid', 'A band needs rising decimal texts as bounds, such as ["0", "100"].', {
      action: 'band',
      reason: 'bounds',
    });
  }
  const names = [
    `under ${bounds[0] ?? ''}`,
    ...bounds.map((low, i) => (i + 1 < bounds.length ? `${low} to under ${bounds[i + 1] ?? ''}` : `${low} and more`)),
  ];
  return {
    kind: 'band',
    derived: false,
    options: { bounds: bounds.join(',') },
    start: () => ({ apply: (value) => (PLAIN.test(value) ? (names[edges.filter((edge) => edge.lte(value)).length] ?? null) : null) }),
    form: (value) => typeof value === 'string' && names.includes(value),
  };
}
