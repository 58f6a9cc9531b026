import type { CellLines } from '../../src/benchmark/cells-input.js';
import type { ClaimBatch, CodedColumn } from '../../src/claims/batch.js';
import { batchOf } from '../../src/claims/batch-from-records.js';
import { fieldsOf } from '../../src/claims/fields/tables.js';
import type { MedicalClaimLine } from '../../src/claims/medical-claim-line.js';

/** A claim line as a test tells it. */
export interface Told {
  readonly person: string;
  readonly day: string;
  readonly employer?: string | null;
  readonly plan?: string | null;
  readonly category?: string | null;
  readonly paid: string;
  readonly allowed?: string | null;
  readonly cob?: string;
}

function blank(): Record<string, unknown> {
  return Object.fromEntries(
    fieldsOf('medical').map((field) => [
      field.name,
      field.presence === 'optional' ? null : (field.values?.[0] ?? (field.kind === 'integer' ? 1 : 'x')),
    ]),
  );
}

/** Medical records of told lines. */
export function medicalRecords(lines: readonly Told[]): readonly MedicalClaimLine[] {
  return lines.map((line, i) => {
    const record = {
      ...blank(),
      claim_id: `c${i}`,
      claim_line_number: 1,
      claim_version: 1,
      person_id: line.person,
      employer_id: 'e1',
      plan: 'ppo',
      claim_start_date: line.day,
      claim_end_date: line.day,
      file_date: '2025-01-01',
      row_number: i + 1,
      paid_amount: line.paid,
      allowed_amount: line.allowed === undefined ? line.paid : line.allowed,
      cob_paid_amount: line.cob ?? null,
    };
    return record as unknown as MedicalClaimLine;
  });
}

function column(lines: readonly Told[], valueOf: (line: Told) => string | null): CodedColumn {
  const words = [...new Set(lines.map((line) => valueOf(line) ?? ''))];
  const validity = new Uint8Array((lines.length + 7) >> 3);
  lines.forEach((line, row) => {
    if (valueOf(line) !== null) validity[row >> 3] = (validity[row >> 3] ?? 0) | (1 << (row & 7));
  });
  return { ids: Uint8Array.from(lines, (line) => words.indexOf(valueOf(line) ?? '')), dictionary: { values: words }, validity };
}

/** Told lines as a batch, with employer, plan and service category as columns beside it, where they may be null. */
export function told(lines: readonly Told[]): CellLines {
  const batch: ClaimBatch<'medical'> = batchOf({ table: 'medical' }, medicalRecords(lines));
  return {
    batch,
    columns: {
      employer_id: column(lines, (line) => (line.employer === undefined ? 'e1' : line.employer)),
      plan: column(lines, (line) => (line.plan === undefined ? 'ppo' : line.plan)),
      service_category: column(lines, (line) => line.category ?? null),
    },
  };
}
