/** Names under which decimal text is an amount, a date or a label and stays text; everywhere else it is a rate, a share or a count. */
const TEXT: ReadonlySet<string> = new Set([
  'amount',
  'asOf',
  'cumulative',
  'expected',
  'exposure',
  'group',
  'incremental',
  'incurred',
  'paid',
  'person',
  'poolingCharge',
  'qualifiedDirectCosts',
  'source',
  'text',
]);

const DECIMAL = /^-?\d+(?:\.\d+)?$/;

/**
 * What a case gives as the library takes it. A case writes absent values as null and rates and shares as decimal text; the library leaves
 * the former out, and its statistics take plain numbers.
 *
 * @param given - The case's `given`, or a part of it. Nulls in lists stay: they are unknown cells.
 */
export function libraryGiven<T>(given: T): T {
  const read = (value: unknown, name: string): unknown => {
    if (typeof value === 'string') return DECIMAL.test(value) && !TEXT.has(name) ? Number(value) : value;
    if (Array.isArray(value)) return value.map((each) => read(each, name));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .filter(([, inner]) => inner !== null)
        .map(([key, inner]) => [key, read(inner, key)]),
    );
  };
  return read(given, '') as T;
}
