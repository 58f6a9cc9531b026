import type { Finding } from '../../errors/finding.js';
import { type Contract, measurementOf } from '../contract.js';
import { contractFinding } from '../contract-finding.js';

const LAST = '9999-12-31';
const FIRST = '0000-01-01';

interface Days {
  readonly from?: string;
  readonly to?: string;
}

function overlap(left: Days, right: Days): boolean {
  return (left.from ?? FIRST) <= (right.to ?? LAST) && (right.from ?? FIRST) <= (left.to ?? LAST);
}

function outside(path: string, message: string): Finding {
  return contractFinding({ code: 'DATE_OUTSIDE_TERM', path, message, fix: 'Correct the date, or the term of the contract.' });
}

/** Dates outside the term, overlapping parameter rows, two terms or lines for one amount. */
export function lintDates(contract: Contract): readonly Finding[] {
  const findings: Finding[] = [];
  const { effective } = contract;
  const measured = measurementOf(contract);
  if (measured.from < effective.from || measured.to > effective.to) {
    findings.push(
      outside('calendar.measurement', `${measured.from} to ${measured.to} is measured, the contract runs from ${effective.from} to ${effective.to}.`),
    );
  }
  for (const day of contract.calendar?.interim ?? []) {
    if (day < effective.from) findings.push(outside('calendar.interim', `The interim settlement of ${day} lies before the contract.`));
  }
  for (const [id, spec] of Object.entries(contract.parameters ?? {})) {
    const path = `parameters.${id}`;
    spec.rows.forEach((row, i) => {
      if (!overlap(row, effective))
        findings.push(outside(`${path}.rows[${i}]`, `The row of ${row.from} to ${row.to ?? 'open'} never holds while the contract runs.`));
      const other = spec.rows.findIndex((each, j) => j < i && overlap(each, row));
      if (other >= 0)
        findings.push(
          contractFinding({
            code: 'OVERLAPPING_PERIODS',
            path: `${path}.rows[${i}]`,
            message: `Rows ${other + 1} and ${i + 1} hold on the same day.`,
            fix: 'End one row the day before the next begins.',
          }),
        );
    });
    const anyInside = spec.rows.some((row) => overlap(row, effective));
    if (anyInside && !spec.rows.some((row) => overlap(row, { from: measured.to, to: measured.to }))) {
      findings.push(outside(path, `No row holds on ${measured.to}, the last day that is measured.`));
    }
  }
  const byId = new Map<string, Days[]>();
  for (const term of contract.terms) {
    if (!overlap(term, effective)) findings.push(outside(term.id, `The term "${term.id}" never holds while the contract runs.`));
    const before = byId.get(term.id) ?? [];
    if (contract.precedence === undefined && before.some((each) => overlap(each, term))) {
      findings.push(
        contractFinding({
          code: 'CONTRADICTORY_TERMS',
          path: term.id,
          message: `Two terms "${term.id}" hold on the same day, and nothing says which wins.`,
          fix: 'Give them dates that do not overlap, or state precedence.',
        }),
      );
    }
    before.push(term);
    byId.set(term.id, before);
  }
  const lines = new Set<string>();
  for (const line of contract.settle) {
    if (lines.has(line.id))
      findings.push(
        contractFinding({
          code: 'CONTRADICTORY_TERMS',
          path: `settle.${line.id}`,
          message: `Two lines are called "${line.id}".`,
          fix: 'Give each line its own id.',
        }),
      );
    lines.add(line.id);
  }
  return findings;
}
