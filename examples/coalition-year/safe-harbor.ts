import type { Finding } from 'coalition-kit';
import { type AcceptedBatches, type ClaimBatch, claimDateDays, type RecordOf, recordAt, rowsOf } from 'coalition-kit/claims';
import { writeCsv } from 'coalition-kit/csv';
import {
  type ActualKnowledgeAttestation,
  codeBook,
  type DeidentifyContext,
  deidentify,
  identifiedRecords,
  type RandomSource,
  safeHarborEligibility,
  safeHarborMedical,
  safeHarborPharmacy,
  zip3Vintages,
} from 'coalition-kit/deidentify';
import { asOfDay, firstDayOfMonth, type Month, monthIndex } from 'coalition-kit/time';
import type { Frame } from './frame.js';

/** Rows that may leave under Safe Harbor, as CSV by table. */
export interface Extract {
  readonly files: readonly { readonly name: string; readonly rows: number; readonly text: string }[];
  readonly findings: readonly Finding[];
}

function csvOf(rows: readonly object[]): string {
  const [first] = rows;
  if (first === undefined) return '';
  const columns = Object.keys(first);
  const flat = rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, value]) => [name, Array.isArray(value) ? value.join('|') : value])),
  );
  return Array.from(writeCsv(flat, { columns, guardFormulas: true })).join('');
}

/** Rows whose care was given in the months of a span. */
function careIn<T extends 'medical' | 'pharmacy'>(
  batch: ClaimBatch<T>,
  dates: Int32Array,
  [from, to]: readonly [Month, Month],
): readonly RecordOf<T>[] {
  const [first, last] = [firstDayOfMonth(monthIndex(from)), asOfDay(to)];
  return Array.from(dates.keys()).flatMap((row) => ((dates[row] ?? 0) >= first && (dates[row] ?? 0) <= last ? [recordAt(batch, row)] : []));
}

/** Makes the extract of the reported year that lies beside the member-facing page. It has no months, so nothing is computed from it. */
export function safeHarborExtract(o: {
  readonly batches: AcceptedBatches;
  readonly frame: Frame;
  readonly random: RandomSource;
  readonly attestation: ActualKnowledgeAttestation;
}): Extract {
  const { medical, pharmacy } = o.batches;
  const context: DeidentifyContext = {
    fileEnd: o.frame.asOf,
    asOf: o.frame.asOf,
    random: o.random,
    zip3: zip3Vintages(),
    codeBook: codeBook(),
    attestation: o.attestation,
  };
  const results = [
    { name: 'eligibility', ...deidentify(identifiedRecords('eligibility', rowsOf(o.batches.eligibility)), safeHarborEligibility, context) },
    {
      name: 'medical',
      ...deidentify(identifiedRecords('medical', careIn(medical, claimDateDays(medical, 'default'), o.frame.year)), safeHarborMedical, context),
    },
    {
      name: 'pharmacy',
      ...deidentify(identifiedRecords('pharmacy', careIn(pharmacy, claimDateDays(pharmacy, 'default'), o.frame.year)), safeHarborPharmacy, context),
    },
  ];
  return {
    files: results.map(({ name, rows }) => ({ name: `safe-harbor-${name}.csv`, rows: rows.length, text: csvOf(rows) })),
    findings: results.flatMap(({ findings }) => findings),
  };
}
