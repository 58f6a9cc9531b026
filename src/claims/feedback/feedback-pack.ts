import type { Finding, RowRef, Severity } from '../../errors/finding.js';
import { compareCodePoints } from '../../money/allocate.js';
import { type Cents, centsToText } from '../../money/cents.js';
import type { TableName } from '../batch.js';
import type { UnbatchedReport } from '../validate/delivery-report.js';
import { questionOf } from './questions.js';

/** What a pack is about. */
export interface FeedbackOptions {
  /** The sender, as `data_source` names it. */
  readonly payer: string;
  /** Row references for each group. Unit: rows. Default 20. */
  readonly rowsListed?: number;
  /** Least severity that is asked about. Default `warn`. */
  readonly from?: Severity;
}

/** Findings of one cause. */
export interface FeedbackGroup {
  readonly code: string;
  readonly table: TableName;
  readonly field: string | null;
  readonly observedClass: string | null;
  readonly severity: Severity;
  /** Unit: rows. */
  readonly rows: number;
  /** Unit: US cents. */
  readonly cents: Cents;
  /** Where the first of them stand: file and row, no value. */
  readonly where: readonly RowRef[];
  /** What to ask the sender. */
  readonly question: string;
}

/** What goes back to one sender: positions, counts, dollars and questions; no names, no free text, no value of a row. */
export interface FeedbackPack {
  readonly payer: string;
  readonly profile: string;
  /** Worst first, then by dollars and rows. */
  readonly groups: readonly FeedbackGroup[];
  /** What differs from the last delivery (STR-5). */
  readonly drift: readonly {
    readonly table: TableName;
    readonly field: string | null;
    readonly what: string /** Unit: rows. */;
    readonly rows: number;
  }[];
  /** The questions as text, numbered. */
  readonly text: string;
}

const RANK: Readonly<Record<Severity, number>> = { block: 3, error: 2, warn: 1, info: 0 };

/**
 * Groups what was found in one sender's rows by cause, with the question that can be sent back.
 *
 * It returns data to its own source, so it isn't a release; still it holds no value of any row.
 *
 * @unit rows and US cents
 * @testedBy claims/feedback: deterministic, by sender, holds no value of a row
 * @param report - What {@link validateDelivery} returned.
 * @param o - Which sender.
 * @returns The pack; without groups when nothing is to be asked.
 * @example
 * feedbackPack(validateDelivery({}), { payer: 'tpa-7' }).groups; // => []
 */
export function feedbackPack(report: UnbatchedReport, o: FeedbackOptions): FeedbackPack {
  const least = RANK[o.from ?? 'warn'];
  const groups: FeedbackGroup[] = [];
  const drift: FeedbackPack['drift'][number][] = [];
  for (const outcome of report.rules) {
    for (const each of outcome.classes) {
      if (outcome.code === 'STR-5') {
        if (each.rows > 0) drift.push({ table: outcome.table, field: each.field, what: each.observedClass ?? '', rows: each.rows });
        continue;
      }
      if (RANK[each.severity] < least) continue;
      const own = each.sources.find(({ dataSource }) => dataSource === o.payer);
      const about = own ?? (each.sources.length === 0 ? { rows: each.rows, cents: each.cents } : null);
      if (about === null) continue;
      const { field, observedClass, severity } = each;
      const head = { code: outcome.code, table: outcome.table, field, observedClass, severity, rows: about.rows, cents: about.cents };
      groups.push({
        ...head,
        where: rowsOf(report.findings, { head, payer: o.payer, limit: o.rowsListed ?? 20 }),
        question: questionOf({ ...head, what: outcome.what }),
      });
    }
  }
  groups.sort(
    (a, b) =>
      RANK[b.severity] - RANK[a.severity] ||
      Math.abs(b.cents) - Math.abs(a.cents) ||
      b.rows - a.rows ||
      compareCodePoints(
        `${a.code}|${a.table}|${a.field ?? ''}|${a.observedClass ?? ''}`,
        `${b.code}|${b.table}|${b.field ?? ''}|${b.observedClass ?? ''}`,
      ),
  );
  return { payer: o.payer, profile: report.profile, groups, drift, text: textOf(o.payer, groups, drift) };
}

function rowsOf(
  findings: readonly Finding[],
  o: { readonly head: Pick<FeedbackGroup, 'code' | 'table' | 'field' | 'observedClass'>; readonly payer: string; readonly limit: number },
): readonly RowRef[] {
  const { head } = o;
  const own = findings.filter(
    ({ code, table, row, field, observedClass }) =>
      code === head.code &&
      table === head.table &&
      row?.dataSource === o.payer &&
      (field ?? null) === head.field &&
      (observedClass ?? null) === head.observedClass,
  );
  return own.slice(0, o.limit).flatMap(({ row }) => (row === undefined ? [] : [row]));
}

function place({ fileName, row }: RowRef): string {
  return fileName === undefined ? String(row) : `${fileName}:${row}`;
}

function textOf(payer: string, groups: readonly FeedbackGroup[], drift: FeedbackPack['drift']): string {
  const lines = [`Questions about the delivery of ${payer}`];
  groups.forEach(({ code, table, rows, cents, question, where }, at) => {
    const money = cents === 0 ? '' : `, $${centsToText(Math.abs(cents))}`;
    const rest = rows > where.length ? ' and more' : '';
    const rowsText = where.length === 0 ? '' : ` Rows: ${where.map(place).join(', ')}${rest}.`;
    lines.push(`${at + 1}. [${code}, ${table}, ${rows} rows${money}] ${question}${rowsText}`);
  });
  for (const { table, field, what } of drift) lines.push(`- Since the last delivery, ${field ?? 'the table'} of ${table}: ${what}. What changed?`);
  return lines.join('\n');
}
