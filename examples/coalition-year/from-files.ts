import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Finding } from 'coalition-kit';
import { applyColumnMap, type ColumnMap, defineColumnMap, type SourceRow } from 'coalition-kit/claims/column-map';
import { fromTuva } from 'coalition-kit/claims/tuva';
import { detectDelimiter } from 'coalition-kit/csv';
import { csvFileRows, fileBytes } from 'coalition-kit/csv/node';
import type { Delivered } from './delivery.js';
import { type FileOptions, UsageError } from './options.js';

type Table = 'medical' | 'pharmacy' | 'eligibility' | 'nonClaims';

interface Read {
  readonly rows: readonly object[];
  readonly findings: readonly Finding[];
}

const NONE: Read = { rows: [], findings: [] };

/** One map for each table, by the table's name, as the file of `--map` holds them. */
function mapsOf(path: string | null): Readonly<Record<string, unknown>> {
  if (path === null) return {};
  const parsed: unknown = JSON.parse(readFileSync(path, 'utf8'));
  if (typeof parsed !== 'object' || parsed === null)
    throw new UsageError(`${path} holds no maps. Write { "medical": { ... }, "eligibility": { ... } }.`);
  return Object.fromEntries(Object.entries(parsed));
}

const isMap = (value: unknown): value is ColumnMap => typeof value === 'object' && value !== null && 'to' in value && 'columns' in value;

async function headerOf(path: string): Promise<string> {
  for await (const chunk of fileBytes(path)) return new TextDecoder().decode(chunk).split(/\r?\n/, 1)[0] ?? '';
  return '';
}

/** Reads the rows of a file as text, with progress for long ones. */
async function sourceRows(path: string, employer: FileOptions['employer']): Promise<readonly SourceRow[]> {
  const [best] = detectDelimiter(await headerOf(path));
  const rows: SourceRow[] = [];
  for await (const { row } of csvFileRows(path, { delimiter: best?.delimiter ?? ',' })) {
    const own = employer === null ? null : 'name' in employer ? employer.name : (row[employer.column] ?? '');
    rows.push(own === null ? row : { ...row, employer_id: own });
    if (rows.length % 250_000 === 0) process.stderr.write(`  ${basename(path)}: ${rows.length.toLocaleString('en-US')} rows\n`);
  }
  return rows;
}

const isTuva = (table: Table, first: SourceRow | undefined): table is 'medical' | 'pharmacy' | 'eligibility' =>
  first !== undefined &&
  table !== 'nonClaims' &&
  'data_source' in first &&
  'person_id' in first &&
  !('claim_record_type' in first) &&
  !('benefit_type' in first);

async function tableOf(
  table: Table,
  path: string | null,
  o: { readonly files: FileOptions; readonly maps: Readonly<Record<string, unknown>> },
): Promise<Read> {
  if (path === null) return NONE;
  const rows = await sourceRows(path, o.files.employer);
  const fileName = basename(path);
  const map = o.maps[table];
  if (map !== undefined) {
    if (!isMap(map)) throw new UsageError(`The map of ${table} has no "to" and "columns".`);
    const { records, findings } = applyColumnMap(defineColumnMap(map), rows, { dataSource: 'files', fileName });
    return { rows: records, findings };
  }
  if (isTuva(table, rows[0])) {
    const { records, findings } = fromTuva(table, rows, {
      fileName,
      ...(o.files.employer !== null && 'name' in o.files.employer ? { employerId: o.files.employer.name } : {}),
    });
    return { rows: records, findings };
  }
  return { rows: rows.map((row, i) => ({ data_source: 'files', file_name: fileName, row_number: i + 1, ...row })), findings: [] };
}

/** Reads real files: through the maps of `--map`, as Tuva's input layer when the columns are its, or as our own names. */
export async function filesDelivery(files: FileOptions): Promise<Delivered> {
  const o = { files, maps: mapsOf(files.map) };
  const medical = await tableOf('medical', files.medical, o);
  const pharmacy = await tableOf('pharmacy', files.pharmacy, o);
  const eligibility = await tableOf('eligibility', files.eligibility, o);
  const nonClaims = await tableOf('nonClaims', files.nonClaims, o);
  const named = [files.medical, files.pharmacy, files.eligibility, files.nonClaims].flatMap((path) => (path === null ? [] : [basename(path)]));
  return {
    source: `files: ${named.join(', ')}`,
    rows: { medical: medical.rows, pharmacy: pharmacy.rows, eligibility: eligibility.rows, nonClaims: nonClaims.rows },
    findings: [medical, pharmacy, eligibility, nonClaims].flatMap((each) => each.findings),
    asOf: files.asOf,
    paidThrough: files.paidThrough,
    months: null,
    truth: null,
  };
}
