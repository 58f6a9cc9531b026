import type { AcceptedBatches } from 'coalition-kit/claims';
import { rowsOf } from 'coalition-kit/claims';
import { writeCsv } from 'coalition-kit/csv';
import { type ActualKnowledgeAttestation, codeBook, type DeidentifyContext, deidentify, identifiedRecords, type RandomSource, safeHarborEligibility, safeHarborMedical, safeHarborPharmacy, zip3Vintages } from 'coalition-kit/deidentify';
import type { Finding } from 'coalition-kit';
import type { Frame } from './frame.js';

/** Rows that may leave under Safe Harbor, as CSV by table. */
export interface Extract {
  readonly files: readonly { readonly name: string; readonly rows: number; readonly text: string }[];
  readonly findings: readonly Finding[];
}

function csvOf(rows: readonly object[]): string {
  const [first] = rows;
  if (first === undefined) return '';
  const cell = (value: unknown): string => (value === null || value === undefined ? '' : Array.isArray(value) ? value.join('|') : String(value));
  return Array.from(writeCsv(rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, cell(value)]))), { columns: Object.keys(first), guardFormulas: true })).join('');
}

/** Makes the extract that lies beside the member-facing page. It has no months, so nothing is computed from it. */
export function safeHarborExtract(o: { readonly batches: AcceptedBatches; readonly frame: Frame; readonly random: RandomSource; readonly attestation: ActualKnowledgeAttestation }): Extract {
  const context: DeidentifyContext = { fileEnd: o.frame.asOf, asOf: o.frame.asOf, random: o.random, zip3: zip3Vintages(), codeBook: codeBook(), attestation: o.attestation };
  const results = [
    { name: 'eligibility', ...deidentify(identifiedRecords('eligibility', rowsOf(o.batches.eligibility)), safeHarborEligibility, context) },
    { name: 'medical', ...deidentify(identifiedRecords('medical', rowsOf(o.batches.medical)), safeHarborMedical, context) },
    { name: 'pharmacy', ...deidentify(identifiedRecords('pharmacy', rowsOf(o.batches.pharmacy)), safeHarborPharmacy, context) },
  ];
  return {
    files: results.map(({ name, rows }) => ({ name: `safe-harbor-${name}.csv`, rows: rows.length, text: csvOf(rows) })),
    findings: results.flatMap(({ findings }) => findings),
  };
}
