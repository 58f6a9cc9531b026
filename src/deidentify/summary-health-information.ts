import { CoalitionError } from '../errors/coalition-error.js';
import { compareCodePoints } from '../money/allocate.js';
import { cents, centsFromText, centsToText } from '../money/cents.js';
import { roleOf } from './policies/policy.js';
import { checkStatement } from './statements.js';
import type { Identified } from './zones.js';

declare const summary: unique symbol;

/** What a plan sponsor asks for, and why. */
export interface SummaryRequest {
  readonly sponsor: string;
  /** Such as obtaining premium bids, or amending or ending the plan. */
  readonly purpose: string;
  /** Fields to group by; dates give their year, ZIP codes keep five digits, identifiers are refused. */
  readonly by: readonly string[];
  /** Amount fields to sum; decimal text of US dollars. */
  readonly amounts: readonly string[];
  /** Field that names the member. Default `'person_id'`. */
  readonly member?: string;
}

/** One line of the summary. */
export interface SummaryLine {
  /** Values of the grouping fields, in their order; `null` where missing. */
  readonly keys: readonly (string | null)[];
  /** Unit: rows. */
  readonly rows: number;
  /** Distinct members. Unit: persons. */
  readonly members: number;
  /** Sums by amount field. Unit: US dollars, exact decimal text. */
  readonly amounts: Readonly<Record<string, string>>;
}

/**
 * Summary health information for a plan sponsor: a table, never rows. It is neither de-identified nor a public table; it is
 * for the sponsor and purpose named.
 */
export interface SummaryHealthInformation {
  readonly [summary]: true;
  readonly sponsor: string;
  readonly purpose: string;
  readonly by: readonly string[];
  /** In code-point order of their keys. */
  readonly lines: readonly SummaryLine[];
}

/**
 * Summarises claims for a plan sponsor: expenses and kinds of claims by what may be named, with geography down to ZIP5.
 *
 * Limits: groups may be small, so it goes to the named sponsor only. For anybody else use {@link protectTable}.
 *
 * @source 45 CFR 164.504(a), summary health information
 * @testedBy deidentify/summary.test.ts
 * @param rows - Identified rows.
 * @param o - Sponsor, purpose, grouping, amounts.
 * @returns The table.
 * @throws {@link CoalitionError} `deidentify/identifier-kept` for a grouping field that identifies, `deidentify/attestation-blank`.
 * @example
 * const rows = identified([{ person_id: 'A', zip_code: '10001', paid_date: '2025-03-01', paid_amount: '10.50' }, { person_id: 'A', zip_code: '10001', paid_date: '2025-04-01', paid_amount: '2.25' }]);
 * summaryHealthInformation(rows, { sponsor: 'Acme Steel', purpose: 'premium bids for 2027', by: ['zip_code', 'paid_date'], amounts: ['paid_amount'] }).lines; // => [{ keys: ['10001', '2025'], rows: 2, members: 1, amounts: { paid_amount: '12.75' } }]
 */
export function summaryHealthInformation<S extends object>(rows: Iterable<Identified<S>>, o: SummaryRequest): SummaryHealthInformation {
  checkStatement({ sponsor: o.sponsor, purpose: o.purpose }, { dates: [] });
  const named = o.by.filter(
    (field) => ['person', 'employer', 'claim', 'lineage'].includes(roleOf(field) ?? '') || field === (o.member ?? 'person_id'),
  );
  if (named.length > 0) {
    throw new CoalitionError(
      'deidentify/identifier-kept',
      `A summary can't be grouped by ${named.join(', ')}, which identify. Group by places, years, codes or kinds of service.`,
      { fields: named },
    );
  }
  const groups = new Map<string, { keys: (string | null)[]; rows: number; members: Set<string>; cents: number[] }>();
  for (const row of rows) {
    const fields: Readonly<Record<string, unknown>> = Object.fromEntries(Object.entries(row));
    const keys = o.by.map((field) => keyOf(field, fields[field]));
    const name = JSON.stringify(keys);
    const group = groups.get(name) ?? { keys, rows: 0, members: new Set<string>(), cents: o.amounts.map(() => 0) };
    groups.set(name, group);
    group.rows += 1;
    const member = fields[o.member ?? 'person_id'];
    if (typeof member === 'string') group.members.add(member);
    o.amounts.forEach((field, i) => {
      const amount = fields[field];
      if (typeof amount === 'string') group.cents[i] = cents((group.cents[i] ?? 0) + centsFromText(amount, 'half-even'));
    });
  }
  const lines = [...groups]
    .sort(([a], [b]) => compareCodePoints(a, b))
    .map(
      ([, group]): SummaryLine => ({
        keys: group.keys,
        rows: group.rows,
        members: group.members.size,
        amounts: Object.fromEntries(o.amounts.map((field, i) => [field, centsToText(group.cents[i] ?? 0)])),
      }),
    );
  return branded({ sponsor: o.sponsor, purpose: o.purpose, by: o.by, lines });
}

function keyOf(field: string, value: unknown): string | null {
  if (value === null || value === undefined) return null;
  const text = typeof value === 'string' ? value : plainText(value);
  return roleOf(field) === 'date' ? text.slice(0, 4) : text;
}

/** Numbers and flags as text; anything else has no place in a key. */
function plainText(value: unknown): string {
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** The brand's constructor. */
function branded(made: Omit<SummaryHealthInformation, typeof summary>): SummaryHealthInformation {
  return made as SummaryHealthInformation;
}
