import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';

/** A case asked for a data file that isn't there: it is skipped, and the skip is counted. */
export class DataFileMissing extends Error {}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);

function csvRecords(text: string, delimiter: string): readonly Readonly<Record<string, string>>[] {
  const rows: string[][] = [[]];
  let field = '';
  let quoted = false;
  for (let i = 0; i < text.length; i += 1) {
    const c = text[i] ?? '';
    if (quoted) {
      if (c !== '"') field += c;
      else if (text[i + 1] === '"') {
        field += '"';
        i += 1;
      } else quoted = false;
    } else if (c === '"' && field === '') quoted = true;
    else if (c === delimiter || c === '\n') {
      rows.at(-1)?.push(field.replace(/\r$/, ''));
      field = '';
      if (c === '\n') rows.push([]);
    } else field += c;
  }
  if (field !== '') rows.at(-1)?.push(field);
  const [header = [], ...body] = rows.filter((row) => row.length > 0);
  const names = header.map((name) => name.replace(/^\ufeff/, ''));
  return body.map((row) => Object.fromEntries(names.map((name, i) => [name, row[i] ?? ''])));
}

function load(reference: Readonly<Record<string, unknown>>, root: string): unknown {
  const name = String(reference['$file']);
  const path = resolve(root, name);
  if (!existsSync(path)) throw new DataFileMissing(name);
  const bytes = name.endsWith('.gz') ? gunzipSync(readFileSync(path)) : readFileSync(path);
  const text = bytes.toString('utf8');
  const plain = name.replace(/\.gz$/, '');
  if (plain.endsWith('.json')) return JSON.parse(text);
  if (!plain.endsWith('.csv') || reference['$as'] === 'text') return text;
  const [first = ''] = text.split('\n', 1);
  const delimiter = first.includes(',') ? ',' : first.includes('|') ? '|' : ';';
  const rows = csvRecords(text, delimiter);
  const where = reference['$where'];
  if (!isRecord(where)) return rows;
  const found = rows.filter((row) => Object.entries(where).every(([field, value]) => row[field] === String(value)));
  return reference['$all'] === true ? found : (found[0] ?? null);
}

/**
 * Replaces every `{ "$file": name }` of a case by the file's content: JSON as it is, CSV as rows of text. `$where` keeps the
 * first row with those values (all such rows with `"$all": true`), `"$as": "text"` gives the text.
 */
export function withDataFiles(value: unknown, root: string): unknown {
  if (Array.isArray(value)) return value.map((each) => withDataFiles(each, root));
  if (!isRecord(value)) return value;
  if (typeof value['$file'] === 'string') return load(value, root);
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, withDataFiles(each, root)]));
}
