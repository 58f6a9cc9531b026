import type { FitForPurpose } from 'coalition-kit/claims';
import { centsToText, toCents, type Usd } from 'coalition-kit/money';
import { formatDollars, formatNumber, type ReportColumn, type ReportSection, type ReportTable } from 'coalition-kit/report';
import type { Step } from '../step.js';

const left = (label: string): ReportColumn => ({ label, align: 'left' });
const right = (label: string): ReportColumn => ({ label, align: 'right' });

/** A table whose labels that start with `>` are aligned right. */
export function table(caption: string, labels: readonly string[], rows: readonly (readonly string[])[]): ReportTable {
  return { kind: 'table', caption, columns: labels.map((label) => (label.startsWith('>') ? right(label.slice(1)) : left(label))), rows };
}

/** Prints dollars and cents. */
export function dollars(amount: Usd): string {
  return formatDollars(toCents(amount, 'half-up'));
}

/** Prints whole cents as dollars. */
export function centsAsDollars(cents: number): string {
  return formatDollars(centsToText(cents));
}

/** Prints a whole number. */
export function count(value: number): string {
  return formatNumber(String(value));
}

/** Heading, status and reasons of a step; its blocks only when there is a value. */
export function section<T>(heading: string, step: Step<T>, blocks: (value: T) => ReportSection['blocks']): ReportSection {
  return { heading, status: step.status, because: step.because.slice(0, 8), blocks: step.value === null ? [] : blocks(step.value) };
}

/** The verdicts, one row for each calculation. */
export function verdicts(all: readonly FitForPurpose[]): ReportTable {
  const word = { ready: 'ready', usableWithCaveats: 'usable with caveats', blocked: 'blocked' } as const;
  return table(
    'What this delivery is fit for',
    ['Calculation', 'Verdict', 'In a sentence'],
    all.map(({ calculation, status, sentence }) => [calculation, word[status], sentence]),
  );
}
