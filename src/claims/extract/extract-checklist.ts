import type { Warning } from '../../errors/finding.js';
import { type ClaimBatch, isValid } from '../batch.js';
import { wordReader } from '../columns.js';

/** One kind of element that an extract of claims should carry. */
export interface ExtractElement {
  readonly id: 'financial' | 'provider' | 'serviceCode';
  readonly label: string;
  /** `masked`: filled, and with one value or placeholders only. */
  readonly status: 'present' | 'missing' | 'masked';
  readonly fields: readonly {
    readonly field: string;
    readonly status: 'present' | 'missing' | 'masked';
    /** Rows in which it is filled. Unit: rows. */
    readonly filled: number;
  }[];
}

/** What an extract carries. A data check, not legal advice. */
export interface ExtractChecklist {
  readonly elements: readonly ExtractElement[];
  /** Unit: rows. */
  readonly rows: number;
  readonly warnings: readonly Warning[];
}

const ELEMENTS: readonly { readonly id: ExtractElement['id']; readonly label: string; readonly fields: readonly string[] }[] = [
  {
    id: 'financial',
    label: 'financial: what was charged, allowed, paid and shared',
    fields: ['charge_amount', 'allowed_amount', 'paid_amount', 'deductible_amount', 'coinsurance_amount', 'copayment_amount'],
  },
  { id: 'provider', label: 'provider: who rendered and billed', fields: ['rendering_npi', 'billing_npi', 'facility_npi', 'billing_tin'] },
  {
    id: 'serviceCode',
    label: 'service codes: what was done and why',
    fields: ['hcpcs_code', 'revenue_center_code', 'drg_code', 'diagnosis_codes', 'procedure_codes'],
  },
];

/** Text of one sign repeated, or a word for something hidden. */
const PLACEHOLDER = /^(?:(.)\1+|MASKED|REDACTED|HIDDEN|SUPPRESSED|CONFIDENTIAL)$/i;
/** Filled rows below which one value is no mask. Unit: rows. */
const ROWS_NEEDED = 10;

/**
 * Checks whether an extract carries the financial, provider and service-code elements that plans ask administrators for.
 *
 * Limits: it is a data check, not legal advice. The text of ERISA section 724 was read in secondary sources (tri-agency FAQ part 69,
 * 2025-01-14): unverified. An element counts as present when one of its fields is filled and not masked.
 *
 * @unit rows
 * @source ERISA s.724 as quoted in secondary sources; unverified
 * @testedBy claims/non-claims/non-claims.test.ts: present, missing, masked
 * @param batch - Medical claim lines.
 * @returns One result for each element.
 * @example
 * extractChecklist(batchOf({ table: 'medical' }, [])).elements[0]?.status; // => 'missing'
 */
export function extractChecklist(batch: ClaimBatch<'medical'>): ExtractChecklist {
  const elements = ELEMENTS.map(({ id, label, fields }): ExtractElement => {
    const each = fields.map((field) => fieldOf(batch, field));
    const status = each.some((field) => field.status === 'present')
      ? 'present'
      : each.some((field) => field.status === 'masked')
        ? 'masked'
        : 'missing';
    return { id, label, status, fields: each };
  });
  return {
    elements,
    rows: batch.rowCount,
    warnings: [
      {
        code: 'claims/unverified-source',
        severity: 'info',
        path: 'ERISA s.724',
        fix: 'Ask counsel; this is a data check, not legal advice.',
        message: 'The statute was read in secondary sources only.',
      },
    ],
  };
}

function fieldOf(batch: ClaimBatch<'medical'>, field: string): ExtractElement['fields'][number] {
  const column = batch.cents[field] ?? batch.codes[field] ?? batch.lists[field];
  let filled = 0;
  for (let row = 0; row < batch.rowCount; row += 1) if (column !== undefined && isValid(column.validity, row)) filled += 1;
  if (filled === 0) return { field, status: 'missing', filled };
  return { field, status: isMasked(batch, { field, filled }) ? 'masked' : 'present', filled };
}

function isMasked(batch: ClaimBatch<'medical'>, o: { readonly field: string; readonly filled: number }): boolean {
  const money = batch.cents[o.field];
  if (money !== undefined) {
    const values = new Set<number>();
    for (let row = 0; row < batch.rowCount && values.size < 2; row += 1) if (isValid(money.validity, row)) values.add(money.values[row] ?? 0);
    return o.filled >= ROWS_NEEDED && values.size === 1;
  }
  const words = new Set<string>();
  const list = batch.lists[o.field];
  if (list === undefined) {
    const reader = wordReader(batch, o.field);
    for (let row = 0; row < batch.rowCount; row += 1) if (reader.has(row)) words.add(reader.at(row) ?? '');
  } else for (const id of list.ids) if (id !== list.gap) words.add(list.dictionary.values[id] ?? '');
  return [...words].every((word) => PLACEHOLDER.test(word));
}
