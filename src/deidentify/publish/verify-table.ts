import { cellName, printedSystem } from './printed-system.js';
import type { CustodyCell, CustodyRecord, PublishableTableData } from './publishable-table.js';
import { truthOf, truthProblems } from './verify-custody.js';
import { proofProblems } from './verify-proofs.js';
import { publicProblems } from './verify-public.js';

/** What checking a certificate came to. */
export interface Verification {
  readonly ok: boolean;
  /** `public`: what everybody can check; `full`: with the custodian's record. */
  readonly depth: 'public' | 'full';
  /** What is wrong, each kind once; never a figure. */
  readonly problems: readonly string[];
  /** Withheld cells. Unit: cells. */
  readonly withheld: number;
  /** Requirements that were checked by their witnesses. Unit: requirements. */
  readonly requirements: number;
}

/**
 * Checks a published table: does its certificate hold?
 *
 * It is a second opinion: it shares no function with what protects tables, works every rule and requirement out again, and
 * checks witnesses by addition alone. Without the custody record it checks what any reader can: fingerprint, marks, sums,
 * single unknowns, counts below the threshold.
 *
 * @testedBy deidentify/publish/verify-table.test.ts: 20 hand-tampered certificates; import test
 * @param table - The table as handed out.
 * @param custody - The custodian's record; without it the check is public only.
 * @returns Whether it holds, and what is wrong.
 * @example
 * const columns = [{ code: 'a' }, { code: 'b' }];
 * const flat = { id: 't', dimensions: [{ name: 'd', members: 'partition', categories: columns }], measures: [{ kind: 'persons', id: 'n' }], cells: [{ key: ['a'], persons: 20, contributions: new Map() }, { key: ['b'], persons: 30, contributions: new Map() }] } as const;
 * const counts = { ...defaultDisclosureRules, minEmployers: 1, maxShare: '1', minAgeMonths: 0 };
 * const made = protectTable(flat, counts, { asOf: '2025-06-30' });
 * verifyTable(made.table, made.custody).ok; // => true
 */
export function verifyTable(table: PublishableTableData, custody?: CustodyRecord): Verification {
  const system = printedSystem(table.parts);
  const problems = publicProblems(table, system);
  const withheld = system.cells.filter((cell) => cell.withheld).length;
  if (custody === undefined) return { ok: problems.length === 0, depth: 'public', problems: [...new Set(problems)], withheld, requirements: 0 };
  if (custody.kind !== 'custody' || custody.version !== 1) problems.push('the form of the custody record is unknown');
  if (custody.contentHash !== table.certificate.contentHash) problems.push('the custody record belongs to another table');
  const dimensions = new Map(table.parts.map((part) => [part.id, part.dimensions]));
  const nameOf = (cell: CustodyCell): string => cellName(dimensions.get(cell.part) ?? [], cell.key);
  const truth = truthOf({ custody, system, nameOf });
  problems.push(...truth.problems);
  if (truth.problems.length === 0) {
    problems.push(...truthProblems({ table, custody, system, truth: truth.cells }));
    problems.push(...proofProblems({ table, custody, system, truth: truth.cells, nameOf }));
  }
  return { ok: problems.length === 0, depth: 'full', problems: [...new Set(problems)], withheld, requirements: custody.proofs.length };
}
