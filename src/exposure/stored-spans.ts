import type { JsonValue } from '../errors/json.js';
import { compareCodePoints } from '../money/allocate.js';
import { exposureRule } from '../time/exposure-rule.js';
import { corrupt, listIn, objectIn, textIn, wholeIn } from './exposure-json.js';
import type { Allocate, Dedupe, ExposureSpec, OrphanContracts } from './exposure-options.js';
import { exposureSpec } from './exposure-options.js';
import { SpanStore } from './span-store.js';

const KIND = 'exposure/months';

/**
 * Writes the rows of a store so that equal content has equal bytes: texts in code-point order, rows as numbers in order.
 *
 * @param store - The rows.
 * @returns JSON: `texts`, `rows` (places of texts from 1, 0 for null; then first and last day), `counts`.
 */
export function storedSpans(store: SpanStore): JsonValue {
  const used = new Set<number>();
  for (const column of store.texts) for (let row = 0; row < store.length; row += 1) if (column.at(row) !== 0) used.add(column.at(row));
  const texts = [...used].map((id) => ({ id, text: store.pool.textOf(id) ?? '' })).sort((a, b) => compareCodePoints(a.text, b.text));
  const places = new Map(texts.map(({ id }, i) => [id, i + 1]));
  const rows = Array.from({ length: store.length }, (_, row) => [
    ...store.texts.map((column) => places.get(column.at(row)) ?? 0),
    store.from.at(row),
    store.to.at(row),
  ]);
  rows.sort(compareRows);
  return { texts: texts.map(({ text }) => text), rows, counts: { ...store.counts } };
}

function compareRows(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < a.length; i += 1) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/**
 * Reads rows back that {@link storedSpans} wrote.
 *
 * @param spec - The specification as stored.
 * @param content - The rows as stored.
 * @returns The store.
 * @throws {@link CoalitionError} `aggregate/corrupt`.
 */
export function readSpans(spec: JsonValue, content: JsonValue): SpanStore {
  const store = new SpanStore(readSpec(spec));
  const fields = objectIn(content, KIND);
  const ids = [0, ...listIn(fields['texts'], KIND).map((text) => store.pool.idOf(textIn(text, KIND)))];
  for (const row of listIn(fields['rows'], KIND)) {
    const numbers = listIn(row, KIND).map((value) => wholeIn(value, KIND));
    if (numbers.length !== store.texts.length + 2) throw corrupt(KIND, 'has a row of another width');
    store.texts.forEach((column, i) => {
      const id = ids[numbers[i] ?? -1];
      if (id === undefined) throw corrupt(KIND, 'names a text that it lacks');
      column.push(id);
    });
    store.from.push(numbers[numbers.length - 2] ?? 0);
    store.to.push(numbers[numbers.length - 1] ?? 0);
  }
  const counts = objectIn(fields['counts'], KIND);
  store.counts.rows = wholeIn(counts['rows'], KIND);
  store.counts.void = wholeIn(counts['void'], KIND);
  store.counts.otherBenefit = wholeIn(counts['otherBenefit'], KIND);
  store.counts.ageUnknown = wholeIn(counts['ageUnknown'], KIND);
  store.counts.ageFromYear = wholeIn(counts['ageFromYear'], KIND);
  return store;
}

function oneOf<T extends string>(json: JsonValue | undefined, values: readonly T[]): T {
  const found = values.find((value) => value === json);
  if (found === undefined) throw corrupt(KIND, 'has an unknown setting');
  return found;
}

function readSpec(json: JsonValue): ExposureSpec {
  const fields = objectIn(json, KIND);
  const texts = (name: string): readonly string[] => listIn(fields[name], KIND).map((text) => textIn(text, KIND));
  const months = texts('months');
  return exposureSpec({
    months: [months[0] ?? '', months[1] ?? ''],
    rule: exposureRule(textIn(fields['rule'], KIND)),
    dedupe: oneOf<Dedupe>(fields['dedupe'], ['person', 'coverage']),
    allocate: oneOf<Allocate>(fields['allocate'], ['mostDays', 'first', 'last']),
    orphanContracts: oneOf<OrphanContracts>(fields['orphanContracts'], ['countOnce', 'exclude', 'refuse']),
    employeeStatus: texts('employeeStatus'),
    benefits: texts('benefits'),
    dims: texts('dims'),
    bridgeDays: wholeIn(fields['bridgeDays'], KIND),
    ageAsOf: textIn(fields['ageAsOf'], KIND),
    ageBands: listIn(fields['ageBands'], KIND).map((age) => wholeIn(age, KIND)),
  });
}
