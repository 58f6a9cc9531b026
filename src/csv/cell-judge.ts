import type { TableName } from '../claims/batch.js';
import { checkSink, compileChecker } from '../claims/fields/compile-checker.js';
import type { FieldSpec } from '../claims/fields/field-spec.js';
import { compileNormaliser } from '../claims/normalise/compile-normaliser.js';
import type { DateForm } from '../claims/normalise/date.js';
import type { RepairKind } from '../claims/normalise/repair.js';
import { RepairCounts } from '../claims/normalise/repair-counts.js';

/** What one raw cell becomes, decided once for each distinct text. */
export interface CellOutcome {
  /** False: the row goes to the schema. */
  readonly certain: boolean;
  /** Canonical value or null; meaningful when certain. */
  readonly value: unknown;
  readonly repairs: readonly RepairKind[];
}

/** Decides cells of one field; an element where the field is a list. */
export type CellJudge = (raw: string | null) => CellOutcome;

const UNCERTAIN: CellOutcome = { certain: false, value: null, repairs: [] };

/**
 * Builds the judge of one field from the very normaliser and checker that whole rows go through, so the two can't differ.
 *
 * @param o - The table, the field and how the source writes dates.
 * @returns The judge.
 */
export function cellJudge(o: { readonly table: TableName; readonly field: FieldSpec; readonly dates: DateForm }): CellJudge {
  const { table, field, dates } = o;
  const { name } = field;
  const list = field.kind === 'codes' || field.kind === 'dates' || field.kind === 'texts';
  const normalise = compileNormaliser({ table, dates });
  const check = compileChecker([field]);
  const sink = checkSink();
  return (raw) => {
    const counts = new RepairCounts();
    const { row } = normalise({ [name]: list ? [raw, 'KEEP'] : raw }, counts);
    let value = row[name];
    if (list) value = Array.isArray(value) && (value[0] === null || typeof value[0] === 'string') ? value[0] : null;
    if (check({ [name]: list && value !== null ? [value] : value }, sink) > 0) return UNCERTAIN;
    const checked = list ? value : sink.record[name];
    const repairs = counts.list().flatMap(({ field: of, kind, values }) => (of === name ? Array.from({ length: values }, () => kind) : []));
    return { certain: true, value: checked, repairs };
  };
}
