import { Decimal } from '../money/decimal.js';
import type { Contract, ParameterRow } from './contract.js';
import { contractFinding } from './contract-finding.js';
import { blocked, known, type Outcome } from './outcome.js';

/** A parameter's value on a day, with the row it stands in. */
export interface ParameterReading {
  readonly outcome: Outcome<Decimal>;
  readonly row: ParameterRow | null;
}

/** Reads a dated parameter; a day that no row covers is refused, never extrapolated. */
export function parameterOn(
  contract: Contract,
  id: string,
  o: { readonly day: string; readonly keys: Readonly<Record<string, string>> | null },
): ParameterReading {
  const parameters = contract.parameters ?? {};
  const spec = Object.hasOwn(parameters, id) ? parameters[id] : undefined;
  const path = `parameters.${id}`;
  if (spec === undefined) {
    return {
      outcome: blocked(
        contractFinding({ code: 'UNKNOWN_REF', path, message: `There is no parameter "${id}".`, fix: 'Declare it under parameters.' }),
      ),
      row: null,
    };
  }
  const row = spec.rows.find((each) => each.from <= o.day && (each.to === undefined || o.day <= each.to));
  if (row === undefined) {
    return {
      outcome: blocked(
        contractFinding({
          code: 'DATE_OUTSIDE_TERM',
          path,
          message: `The parameter "${id}" has no row for ${o.day}.`,
          fix: 'Add a row that covers the day; parameters are never extrapolated.',
        }),
      ),
      row: null,
    };
  }
  const key = spec.over === undefined ? undefined : o.keys?.[spec.over];
  const text =
    spec.over === undefined
      ? row.value
      : key !== undefined && row.values !== undefined && Object.hasOwn(row.values, key)
        ? row.values[key]
        : undefined;
  if (text === undefined) {
    return {
      outcome: blocked(
        contractFinding({
          code: 'MISSING_METRIC',
          path,
          message: `The parameter "${id}" has no value${key === undefined ? '' : ` for "${key}"`}.`,
          fix: 'Add the value to its row.',
        }),
      ),
      row,
    };
  }
  return { outcome: known(new Decimal(text)), row };
}
