import { Decimal } from '../../money/decimal.js';
import { roundDecimal } from '../../money/rounding.js';
import type { PublishedCell, PublishedDimension, PublishedMeasure, PublishedPart } from './publishable-table.js';
import type { Dimension, MeasureSpec, TableInput } from './table-input.js';
import { invalid } from './table-refusals.js';
import type { TableSystem } from './table-system.js';

/** Prints every table of a system with one mark for each withheld cell. */
export function printParts(system: TableSystem, withheld: ReadonlySet<number>): PublishedPart[] {
  return system.tables.map((table, part) => ({
    id: table.id,
    title: table.title ?? table.id,
    period: table.period ?? null,
    dimensions: table.dimensions.map(printDimension),
    measures: table.measures.map((measure) => printMeasure(measure, table)),
    cells: (system.layout[part] ?? []).map((place) => printCell(place, { system, table, withheld: withheld.has(place.cell) })),
  }));
}

function printDimension(dimension: Dimension): PublishedDimension {
  const total = dimension.total ?? 'total';
  return {
    name: dimension.name,
    label: dimension.label ?? dimension.name,
    total,
    members: dimension.members,
    categories: [
      { code: total, label: 'Total', parent: null },
      ...dimension.categories.map((category) => ({ code: category.code, label: category.label ?? category.code, parent: category.parent ?? total })),
    ],
  };
}

function printMeasure(measure: MeasureSpec, table: TableInput): PublishedMeasure {
  const named = { id: measure.id, label: measure.label ?? measure.id };
  if (measure.kind === 'persons') return { ...named, kind: 'persons', unit: 'persons', quotient: null };
  if (measure.kind === 'sum') return { ...named, kind: 'sum', unit: measure.unit, quotient: null };
  const known = (id: string): string => {
    if (!table.measures.some((each) => each.id === id && each.kind !== 'ratio'))
      throw invalid(`the quotient "${measure.id}" names "${id}", which is no measure that adds up`);
    return id;
  };
  const denominator = 'measure' in measure.denominator ? known(measure.denominator.measure) : null;
  const value = 'value' in measure.denominator ? decimalText(measure.denominator.value) : null;
  if (!Number.isInteger(measure.decimals) || measure.decimals < 0 || measure.decimals > 12)
    throw invalid('decimals must be a whole number from 0 to 12');
  return {
    ...named,
    kind: 'ratio',
    unit: measure.unit,
    quotient: { numerator: known(measure.numerator), denominator, value, times: decimalText(measure.times ?? '1'), decimals: measure.decimals },
  };
}

function decimalText(text: string): string {
  if (!/^-?\d+(\.\d+)?$/.test(text)) throw invalid(`"${text}" is no plain decimal text`);
  return text;
}

function printCell(
  place: { readonly key: readonly string[]; readonly cell: number },
  o: { readonly system: TableSystem; readonly table: TableInput; readonly withheld: boolean },
): PublishedCell {
  const truth = new Map<string, number>();
  o.system.measures.forEach((measure, m) => truth.set(measure.id, o.system.cells[place.cell]?.values[m] ?? 0));
  const values: Record<string, string | null> = {};
  for (const measure of o.table.measures) {
    values[measure.id] = o.withheld ? null : measure.kind === 'ratio' ? quotient(measure, truth) : String(truth.get(measure.id) ?? 0);
  }
  return { key: place.key, withheld: o.withheld, values };
}

function quotient(measure: MeasureSpec & { readonly kind: 'ratio' }, truth: ReadonlyMap<string, number>): string | null {
  const below = 'measure' in measure.denominator ? new Decimal(truth.get(measure.denominator.measure) ?? 0) : new Decimal(measure.denominator.value);
  if (below.isZero()) return null;
  const exact = new Decimal(truth.get(measure.numerator) ?? 0).times(measure.times ?? '1').div(below);
  return roundDecimal(exact, { places: measure.decimals, mode: 'half-up' }).toFixed(measure.decimals);
}
