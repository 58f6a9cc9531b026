import { type ClaimBatch, isValid } from '../../claims/batch.js';
import { codeAt } from '../../claims/batch-records.js';
import type { EligibilitySpan } from '../../claims/eligibility-span.js';
import { dayNumber } from '../../time/iso-date.js';
import { type CoverageRow, NO_END } from './coverage.js';

/** Reads the medical coverage of a batch, person by person; other benefits are passed over. */
export function readCoverage(batch: ClaimBatch<'eligibility'>, keep: (personId: string, row: CoverageRow) => void): void {
  const day = (name: string): ((row: number) => number | null) => {
    const column = batch.days[name];
    return (row) => (column === undefined || !isValid(column.validity, row) ? null : (column.values[row] ?? null));
  };
  const code = (name: string): ((row: number) => string | null) => {
    const column = batch.codes[name];
    return (row) => (column === undefined ? null : codeAt(column, row));
  };
  const [from, to, birth, death] = [day('enrollment_start_date'), day('enrollment_end_date'), day('birth_date'), day('death_date')];
  const [person, benefit, gender] = [code('person_id'), code('benefit_type'), code('gender')];
  const primary = batch.flags['is_primary'];
  for (let row = 0; row < batch.rowCount; row += 1) {
    const [id, start] = [person(row), from(row)];
    if (id === null || start === null || benefit(row) !== 'medical') continue;
    keep(id, { from: start, to: to(row) ?? NO_END, primary: primary?.[row] ?? 2, birth: birth(row), death: death(row), gender: gender(row) });
  }
}

/** Reads one span of coverage; `null` for other benefits than medical. */
export function coverageOfRecord(span: EligibilitySpan): CoverageRow | null {
  if (span.benefit_type !== 'medical') return null;
  const day = (text: string | null): number | null => (text === null ? null : dayNumber(text));
  return {
    from: dayNumber(span.enrollment_start_date),
    to: day(span.enrollment_end_date) ?? NO_END,
    primary: span.is_primary === null ? 2 : span.is_primary ? 1 : 0,
    birth: day(span.birth_date),
    death: day(span.death_date),
    gender: span.gender,
  };
}
