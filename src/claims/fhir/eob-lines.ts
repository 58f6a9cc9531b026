import type { Finding } from '../../errors/finding.js';
import { centsFromText } from '../../money/cents.js';
import { plus, type Usd, usd } from '../../money/usd.js';
import { type EobSlot, readCategory } from './eob-categories.js';
import { at, codingsOf, decimalOf, listOf, textOf } from './json-access.js';

/** The amounts of an item or header, by what they are. Decimal text. Unit: US dollars. */
export type EobAmounts = Readonly<Partial<Record<EobSlot, string>>>;

/** An amount whose category nobody knows; it is kept here and never dropped. */
export interface UnknownAmount {
  readonly path: string;
  readonly codes: readonly string[];
  /** Decimal text. Unit: US dollars. */
  readonly amount: string;
}

/** What adjudications say. */
export interface ReadAmounts {
  readonly amounts: EobAmounts;
  readonly unknown: readonly UnknownAmount[];
  readonly reasons: readonly string[];
  readonly findings: readonly Finding[];
}

/** Reads the adjudications of one item, or the totals of a header. */
export function readAmounts(adjudications: unknown, path: string, row: number): ReadAmounts {
  const sums = new Map<EobSlot, Usd>();
  const weak = new Set<EobSlot>();
  const seen = new Map<string, string[]>();
  const unknown: UnknownAmount[] = [];
  const reasons: string[] = [];
  const findings: Finding[] = [];
  listOf(adjudications).forEach((adjudication, index) => {
    const here = `${path}[${index}]`;
    const reason = codingsOf(at(adjudication, 'reason'))[0]?.code;
    if (reason !== undefined) reasons.push(reason);
    const money = at(at(adjudication, 'amount'), 'value');
    if (money === undefined) return;
    const text = decimalOf(money);
    if (text === null) {
      findings.push({
        code: 'fhir/invalid-amount',
        severity: 'error',
        row: { row },
        path: here,
        message: 'An amount is no decimal number with at most four decimals; it is left out.',
        fix: 'Ask the payer to send amounts as decimal numbers.',
      });
      return;
    }
    const { slot, byVariable, category, codes } = readCategory(at(adjudication, 'category'));
    const same = seen.get(category) ?? [];
    same.push(text);
    seen.set(category, same);
    if (slot === null) {
      unknown.push({ path: here, codes, amount: text });
      findings.push({
        code: 'fhir/unknown-category',
        severity: 'warn',
        row: { row },
        path: here,
        observedClass: codes.join(' '),
        cents: centsFromText(text, 'half-even'),
        message: 'The category of an amount is not known here; the amount is listed and not used.',
        fix: 'Say what the category means, so that it can be added to the table.',
      });
      return;
    }
    const sum = sums.get(slot);
    if (sum === undefined || (byVariable && weak.has(slot))) {
      sums.set(slot, usd(text));
      if (byVariable) weak.delete(slot);
      else weak.add(slot);
    } else if (byVariable) sums.set(slot, plus(sum, usd(text)));
    // A category that the table of variables doesn't split can't be added up: the first one counts, and the finding lists both.
  });
  for (const [category, amounts] of seen) {
    if (amounts.length < 2) continue;
    findings.push({
      code: 'FHIR-1',
      severity: 'warn',
      row: { row },
      path,
      observedClass: category,
      expected: amounts.join(', '),
      rows: amounts.length,
      message: `The category ${category} stands ${amounts.length} times on one item (${amounts.join(', ')}); the names of the variables decide which is which.`,
      fix: 'Check the amounts of the record against the list.',
    });
  }
  const amounts: Partial<Record<EobSlot, string>> = {};
  for (const [slot, sum] of sums) amounts[slot] = sum.toFixed();
  return { amounts, unknown, reasons, findings };
}

/** Sums one kind of amount over lines; null when no line has it. */
export function sumOver(lines: readonly EobAmounts[], slot: EobSlot): Usd | null {
  let sum: Usd | null = null;
  for (const line of lines) {
    const text = line[slot];
    if (text !== undefined) sum = sum === null ? usd(text) : plus(sum, usd(text));
  }
  return sum;
}

/** The decimal text of a quantity. */
export function quantityOf(value: unknown): string | null {
  return decimalOf(at(value, 'value'));
}

/** The code of a code system whose name holds a word. */
export function codeOf(concept: unknown, systems: readonly string[]): string | null {
  const codings = codingsOf(concept);
  for (const word of systems) {
    const found = codings.find(({ system }) => system.toLowerCase().includes(word));
    if (found !== undefined) return found.code;
  }
  return null;
}

/** The number that an identifier or reference holds. */
export function identifierOf(value: unknown): string | null {
  return textOf(at(at(value, 'identifier'), 'value')) ?? textOf(at(value, 'reference'))?.replace(/^.*\//, '') ?? null;
}
