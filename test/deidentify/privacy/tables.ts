import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { PrivacyRow } from '../../../src/deidentify/privacy/member-table.js';
import { type Hierarchy, hierarchyFromLines } from '../../../src/deidentify/privacy/value-tree.js';
import { sharedData } from '../../kit/shared-data.js';

/** Splits one line; quotes may hold the separator. */
function cells(line: string, separator: string): string[] {
  return Array.from(line.matchAll(new RegExp(`(?:^|${separator})(?:"([^"]*)"|([^${separator}]*))`, 'g')), (match) => match[1] ?? match[2] ?? '');
}

/** Rows of a delimited file beside the repository, or null. */
export function rowsOf(name: string, separator: string): PrivacyRow[] | null {
  const path = sharedData(name);
  if (path === null) return null;
  const bytes = readFileSync(path);
  const text = name.endsWith('.gz') ? gunzipSync(bytes).toString('utf8') : bytes.toString('utf8');
  const [header = '', ...lines] = text.trim().split(/\r?\n/);
  const names = cells(header, separator);
  return lines.map((line) => Object.fromEntries(cells(line, separator).map((value, i) => [names[i] ?? '', value])));
}

/** A hierarchy file of ARX: value first, without header. */
export function arxHierarchy(name: string, file: string): Hierarchy | null {
  const path = sharedData(`deidentify/arx/${file}`);
  if (path === null) return null;
  return hierarchyFromLines(
    name,
    readFileSync(path, 'utf8')
      .trim()
      .split(/\r?\n/)
      .map((line) => line.split(';')),
  );
}
