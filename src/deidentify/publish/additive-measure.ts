import type { MeasureSpec } from './table-input.js';
import { invalid } from './table-refusals.js';

/** A measure whose cells add up. */
export interface AdditiveMeasure {
  readonly id: string;
  readonly kind: 'persons' | 'sum';
}

/** The measures that add up, in their order. */
export function additive(measures: readonly MeasureSpec[]): AdditiveMeasure[] {
  const found: AdditiveMeasure[] = [];
  for (const measure of measures) if (measure.kind !== 'ratio') found.push({ id: measure.id, kind: measure.kind });
  if (found.length === 0) throw invalid('it shows no measure that adds up');
  if (new Set(measures.map((m) => m.id)).size !== measures.length) throw invalid('two measures have the same id');
  if (found.filter((m) => m.kind === 'persons').length > 1) throw invalid('persons are a measure twice');
  return found;
}
