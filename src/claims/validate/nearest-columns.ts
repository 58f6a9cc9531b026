/**
 * Finds the columns whose names come nearest to a field's, by shared words and by edits.
 *
 * @param field - The field that is missing.
 * @param columns - Columns that were delivered and are no field.
 * @returns At most three, nearest first.
 * @example
 * nearestColumns('paid_amount', ['PAID_AMT', 'colour', 'amount_paid']); // => ['amount_paid', 'PAID_AMT']
 */
export function nearestColumns(field: string, columns: readonly string[]): readonly string[] {
  return columns
    .map((column) => ({ column, score: likeness(field, column.toLowerCase()) }))
    .filter(({ score }) => score >= 0.5)
    .sort((a, b) => b.score - a.score || (a.column < b.column ? -1 : 1))
    .slice(0, 3)
    .map(({ column }) => column);
}

function likeness(field: string, column: string): number {
  if (column.length > 100) return 0;
  const [left, right] = [words(field), words(column)];
  const shared = left.filter((word) =>
    right.some((other) => word === other || (word.length > 3 && other.length > 2 && (word.startsWith(other) || other.startsWith(word.slice(0, 3))))),
  ).length;
  const byWords = (2 * shared) / (left.length + right.length);
  const byEdits = 1 - edits(field, column) / Math.max(field.length, column.length);
  return Math.max(byWords, byEdits);
}

function words(name: string): readonly string[] {
  return name.split(/[^a-z0-9]+/).filter((word) => word !== '');
}

function edits(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      next.push(Math.min((next[j - 1] ?? 0) + 1, (row[j] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
