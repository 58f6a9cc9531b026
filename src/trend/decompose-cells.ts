import { Decimal } from '../money/decimal.js';
import { invalidInput } from './triangle-spec.js';

/** Use, mix and cost of one category in one period. */
export interface CostCell {
  readonly category: string;
  /** Services, days, scripts. Decimal text; a category without use and cost counts as absent. Unit: the category's. */
  readonly units: string;
  /** Mix per unit, such as a case-mix index. Decimal text. Default `1`. Unit: none. */
  readonly severity?: string;
  /** Decimal text. Unit: US dollars. */
  readonly allowed: string;
}

/** Any product of named factors. */
export interface FactorCell {
  readonly category: string;
  /** Decimal text by name; their product is the category's value. */
  readonly factors: Readonly<Record<string, string>>;
}

/** One period of a decomposition. */
export interface DecomposePeriod {
  /** Member or employee months, decimal text; needed for {@link CostCell}. Unit: member or employee months. */
  readonly exposure?: string;
  readonly cells: readonly (CostCell | FactorCell)[];
}

/** A category as factors. */
export interface FactoredCell {
  readonly category: string;
  readonly names: readonly string[];
  readonly factors: readonly Decimal[];
  readonly value: Decimal;
}

/** Reads decimal text. */
export function decimalOf(field: string, text: string): Decimal {
  if (typeof text !== 'string' || !/^-?\d+(\.\d+)?$/.test(text)) throw invalidInput(field, text, "Write it as plain decimal text like '1200.50'.");
  return new Decimal(text);
}

/** Turns a period's cells into named factors whose product is the cost per exposure; a category without use and cost is not there. */
export function factored(period: DecomposePeriod): readonly FactoredCell[] {
  const seen = new Set<string>();
  return period.cells.flatMap((cell) => {
    if (seen.has(cell.category)) throw invalidInput('category', cell.category, 'Give each category once for a period.');
    seen.add(cell.category);
    if ('factors' in cell) {
      const names = Object.keys(cell.factors);
      const factors = names.map((name) => decimalOf(`${cell.category}.${name}`, cell.factors[name] ?? ''));
      return [{ category: cell.category, names, factors, value: factors.reduce((product, factor) => product.times(factor), new Decimal(1)) }];
    }
    const exposure = decimalOf('exposure', period.exposure ?? '');
    const [units, severity, allowed] = [
      decimalOf('units', cell.units),
      decimalOf('severity', cell.severity ?? '1'),
      decimalOf('allowed', cell.allowed),
    ];
    if (!exposure.gt(0)) throw invalidInput('exposure', exposure.toFixed(), 'Give member or employee months above 0.');
    if (units.isZero() && allowed.isZero()) return [];
    if (!units.gt(0) || !severity.gt(0))
      throw invalidInput(cell.category, `${units.toFixed()} units`, 'Cost without use has no price; put it into a category with use.');
    return [
      {
        category: cell.category,
        names: ['utilization', 'severity', 'unitPrice'],
        factors: [units.div(exposure), severity, allowed.div(units.times(severity))],
        value: allowed.div(exposure),
      },
    ];
  });
}
