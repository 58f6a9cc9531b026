import type { Finding } from '../../errors/finding.js';
import type { DisclosureRules } from '../../reference/disclosure-rules.js';
import { moveDate } from '../../time/calendar.js';
import { dayNumber, type IsoDate, isoFromDay } from '../../time/iso-date.js';
import { checkRules } from './check-rules.js';
import { contentHash } from './content-hash.js';
import { custodyOf, publicIntervals } from './custody.js';
import { primaryStatus } from './primary-rules.js';
import { printParts } from './print-parts.js';
import { blockSuppressed, insiderFinding, statusFinding } from './protect-findings.js';
import type { CellStatus, CustodyRecord, PublishableTable, PublishableTableData } from './publishable-table.js';
import { type ReleaseLedger, releaseRefused } from './release-ledger.js';
import { type Suppression, suppress } from './suppress.js';
import type { LinkedTables, TableInput } from './table-input.js';
import { invalid, TABLE_CELL_CAP } from './table-refusals.js';
import { type TableSystem, tableSystem } from './table-system.js';

/** What {@link protectTable} needs beside table and rules. */
export interface ProtectOptions {
  /** The day as of which the figures must be old enough. */
  readonly asOf: IsoDate;
  /** What was released before; the release is checked against it and refused where both together give something away. */
  readonly ledger?: ReleaseLedger;
  /** The last release of the same table: what it withheld is withheld first, so that patterns stay the same. */
  readonly previous?: PublishableTableData;
  /** Most cells taken on, margins included. Default 5,000. Unit: cells. */
  readonly limits?: { readonly cells?: number };
  /** Set it to use a withdrawn rule set without a warning. Default false. */
  readonly acknowledgeStatus?: boolean;
}

/** A table that may leave, what only the custodian keeps, and what was found. */
export interface ProtectedTable {
  readonly table: PublishableTable;
  readonly custody: CustodyRecord;
  readonly findings: readonly Finding[];
}

/**
 * Makes a table that can be handed out: which cells must be withheld so that nobody, no member employer included, can work
 * out what the rules protect?
 *
 * It withholds cells that break a rule themselves, then as few others as it finds so that no sum or difference gives them
 * away, and proves the pattern by whole tables that every attacker must think possible. What can't be proved is withheld
 * as a whole, never published uncertified.
 *
 * Limits: it protects against outsiders, single employers and coalitions up to `rules.collusion`, who know their own data
 * and everything printed; not against what they know from elsewhere. Figures over the same lines in another release are
 * covered only by linking the tables or by the ledger. Not legal advice.
 *
 * @source spec of statistical disclosure control by cell suppression: Hundepool et al., Statistical Disclosure Control (2012), ch. 4
 * @testedBy deidentify/publish/*.test.ts: exact-recovery trap, K = 3 linked tables, random tables against brute force, 20 forged certificates
 * @param input - One table, or tables that share cells.
 * @param rules - Thresholds, such as {@link defaultDisclosureRules}.
 * @param options - Day, ledger, previous release, caps.
 * @returns Table, custody record and findings. A `block` finding means that everything is withheld.
 * @throws {@link CoalitionError} `deidentify/table-invalid`, `deidentify/table-too-large`, `deidentify/hierarchy-not-a-tree`,
 *   `deidentify/unit-not-member`, `deidentify/release-refused`, `deidentify/linked-tables-separately`.
 * @example
 * const even = new Map(['E1', 'E2', 'E3', 'E4', 'E5'].map((employer) => [employer, 100_00]));
 * const protectedTable = protectTable(
 *   {
 *     id: 'paid', dimensions: [{ name: 'setting', members: 'overlapping', categories: [{ code: 'inpatient' }, { code: 'office' }] }],
 *     measures: [{ kind: 'sum', id: 'paid', unit: 'cents' }],
 *     cells: [
 *       { key: ['inpatient'], persons: 40, contributions: even },
 *       { key: ['office'], persons: 60, contributions: even },
 *       { key: ['total'], persons: 80, contributions: new Map() },
 *     ],
 *     period: { from: '2024-01-01', to: '2024-12-31' },
 *   },
 *   defaultDisclosureRules,
 *   { asOf: '2025-06-30' },
 * );
 * protectedTable.table.parts[0]?.cells.map((cell) => cell.values['paid']); // => ['100000', '50000', '50000']
 */
export function protectTable(input: TableInput | LinkedTables, rules: DisclosureRules, options: ProtectOptions): ProtectedTable {
  checkRules(rules);
  dayNumber(options.asOf);
  const system = tableSystem(input, options.limits?.cells ?? TABLE_CELL_CAP);
  const findings: Finding[] = [...system.findings, ...statusFinding(rules, options), ...insiderFinding(system, rules)];
  const young = system.tables.some((table) => tooYoung(table, { rules, asOf: options.asOf }));
  const blocked = findings.some((finding) => finding.severity === 'block');

  const primary = system.cells.map((cell): CellStatus => {
    if (young) return 'primary:age';
    return primaryStatus(cell, { rules, measures: system.measures }) ?? (cell.sensitive ? 'primary:declared' : 'published');
  });
  const pattern: Suppression =
    young || blocked
      ? { status: primary, withheld: new Set(system.cells.map((cell) => cell.index)), proofs: [], everything: true }
      : suppress({ system, rules, primary, previous: previouslyWithheld(system, options.previous) });
  const allWithheld = young ? 'age' : blocked ? 'findings' : pattern.everything ? 'unproved' : null;
  if (allWithheld === 'unproved') findings.push(blockSuppressed(system));

  const parts = printParts(system, pattern.withheld);
  const { intervals, proofs } = pattern.everything ? { intervals: [], proofs: [] } : publicIntervals(system, pattern.withheld);
  const certificate = { rules, asOf: options.asOf, lowerBound: system.lowerBound, collusion: rules.collusion, intervals };
  const hash = contentHash(parts, certificate);
  const custody = custodyOf({ system, pattern, hash, allWithheld, intervals: proofs });
  const table = certifiedTable({ kind: 'publishableTable', version: 1, parts, certificate: { ...certificate, contentHash: hash } });
  if (options.ledger !== undefined) {
    const verdict = options.ledger.check({ table, custody });
    if (!verdict.ok) throw releaseRefused(verdict);
    findings.push(...verdict.findings);
  }
  return { table, custody, findings };
}

/** The brand's constructor for tables made here; `parsePublishableTable` is the one for stored tables. */
function certifiedTable(data: PublishableTableData): PublishableTable {
  return data as PublishableTable;
}

/** Whether fewer full months than the rule wants lie between the period's end and the day. */
function tooYoung(table: TableInput, o: { readonly rules: DisclosureRules; readonly asOf: IsoDate }): boolean {
  if (o.rules.minAgeMonths === 0) return false;
  if (table.period === undefined) throw invalid(`the rules ask for figures ${o.rules.minAgeMonths} months old, and "${table.id}" states no period`);
  // Months are full from the day after the period's end: an end on 30 November is three months old on 28 February.
  const start = isoFromDay(dayNumber(table.period.to) + 1);
  return dayNumber(o.asOf) + 1 < dayNumber(moveDate({ date: start, by: o.rules.minAgeMonths, unit: 'month' }));
}

/** System cells that the previous release withheld, by name of part and key. */
function previouslyWithheld(system: TableSystem, previous: PublishableTableData | undefined): Set<number> {
  const names = new Set<string>();
  for (const part of previous?.parts ?? []) for (const cell of part.cells) if (cell.withheld) names.add(JSON.stringify([part.id, cell.key]));
  const found = new Set<number>();
  system.tables.forEach((table, part) => {
    for (const place of system.layout[part] ?? []) if (names.has(JSON.stringify([table.id, place.key]))) found.add(place.cell);
  });
  return found;
}
