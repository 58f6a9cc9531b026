import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import type { CoverageSpan } from '../../src/exposure/span-store.js';
import { benchEligibility } from '../../src/synthetic/bench/bench-tables.js';

/** The months over which every variant counts: 24. */
export const EXPOSURE_MONTHS = ['2024-01', '2025-12'] as const;

/** The bench file of so many coverage spans, made once; the same seed gives the same bytes. */
export function spansCsv(lines: number): string {
  mkdirSync('.bench', { recursive: true });
  const path = `.bench/spans-${lines}.csv`;
  if (existsSync(path)) return path;
  const handle = openSync(`${path}.part`, 'w');
  let left = lines + 1;
  for (const chunk of benchEligibility({ seed: 1, members: lines }).chunks) {
    const rows = chunk.split(/(?<=\n)/).slice(0, left);
    left -= rows.length;
    writeSync(handle, rows.join(''));
    if (left === 0) break;
  }
  closeSync(handle);
  renameSync(`${path}.part`, path);
  return path;
}

const RELATIONS = ['self', 'spouse', 'child'] as const;

/** The spans as rows, each text as a reader of files gives it. */
export function spanRows(lines: number): readonly CoverageSpan[] {
  const rows = readFileSync(spansCsv(lines), 'utf8').trimEnd().split('\n').slice(1);
  return rows.map((row) => {
    const [person = '', member = '', subscriber = '', relation, employer = '', payer = '', plan = '', , from = '', to = ''] = row.split(',');
    return {
      person_id: person,
      member_id: member,
      subscriber_id: subscriber,
      subscriber_relation: RELATIONS.find((each) => each === relation) ?? 'unknown',
      employer_id: employer,
      payer,
      plan,
      benefit_type: 'medical',
      enrollment_start_date: from,
      enrollment_end_date: to === '' ? null : to,
    };
  });
}

/** Counts as text in which equal results are equal. */
export function exposureText(cells: Iterable<readonly [month: string, employer: string, members: number, employees: number]>): string {
  return Array.from(cells, (cell) => cell.join(' '))
    .sort()
    .join('\n');
}

/** How many spans a variant counts in a second of one core, which other work on the machine disturbs less than a clock. */
export function spansASecond(lines: number, used: NodeJS.CpuUsage): number {
  return Math.round((lines * 1e6) / (used.user + used.system));
}
