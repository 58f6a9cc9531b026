import { csvFindings } from '../errors/csv.js';
import type { Finding, RowRef, Severity } from '../errors/finding.js';

const SEVERITIES: Readonly<Record<string, Severity>> = /* @__PURE__ */ Object.freeze({
  'csv/bom': 'info',
  'csv/bom-inside': 'warn',
  'csv/quote-in-unquoted': 'warn',
  'csv/stray-cr': 'warn',
  'csv/blank-line': 'info',
  'csv/no-final-newline': 'info',
  'csv/eof-mark': 'info',
  'csv/repeated-header': 'info',
  'csv/salvaged': 'warn',
});

/** Findings listed of each code; beyond it only the count grows. Unit: findings. */
export const FINDINGS_LISTED: number = 1000;

/** Collects findings in file order, some of each code, and counts all. */
export class FindingsLog {
  readonly findings: Finding[] = [];
  readonly counts: Map<string, number> = new Map();

  /** Adds a finding of the reader itself; its words come from the catalogue. */
  add(code: string, row: RowRef, more: { readonly observedClass?: string; readonly expected?: string; readonly field?: string } = {}): void {
    if (!this.#counted(code)) return;
    const page = csvFindings[code];
    this.findings.push({ code, severity: SEVERITIES[code] ?? 'error', row, ...more, message: page?.cause ?? code, fix: page?.fix ?? '' });
  }

  /** Adds a finding that somebody else worded. */
  list(finding: Finding): void {
    if (this.#counted(finding.code)) this.findings.push(finding);
  }

  #counted(code: string): boolean {
    const count = (this.counts.get(code) ?? 0) + 1;
    this.counts.set(code, count);
    return count <= FINDINGS_LISTED;
  }
}
