import type { JsonValue } from '../../errors/json.js';
import { CHRONIC_CONDITION_VERSION, chronicConditionText } from '../../reference/chronic-conditions.js';
import { COST_DRIVER_VERSION, costDriverText } from '../../reference/cost-drivers.js';
import type { TableVersion } from '../../reference/dated.js';
import { invalid } from '../performance/provider-rows.js';

/** Names with the beginnings of ICD-10-CM codes that belong to them; `=` before a code means that code alone. */
export interface CodeTable {
  readonly id: string;
  readonly version: string;
  readonly entries: readonly { readonly name: string; readonly codes: readonly string[] }[];
}

function parsed(id: string, version: string, text: string): CodeTable {
  const entries = text.split(';').map((entry) => {
    const [name = '', codes = ''] = entry.split(':');
    return { name: name.trim(), codes: codes.trim().split(/\s+/) };
  });
  return { id, version, entries };
}

/**
 * The 44 chronic conditions that ship, from AHRQ's public lists.
 *
 * Limits: see `reference/chronic-conditions.ts`; a table of your own in the same shape replaces it.
 *
 * @source AHRQ CCSR v2022.1, chronic indicator v2021.1 (beta)
 * @testedBy coe/conditions.test.ts
 * @returns The table.
 * @example
 * chronicConditions().entries.length; // => 44
 */
export function chronicConditions(): CodeTable {
  return parsed('chronic-conditions', CHRONIC_CONDITION_VERSION, chronicConditionText);
}

/**
 * The cost drivers that ship: each ICD-10-CM code has one, by AHRQ's default category.
 *
 * @source AHRQ CCSR v2022.1
 * @testedBy coe/conditions.test.ts
 * @returns The table.
 * @example
 * codeMatcher(costDriverTable())('E1165').names; // => ['END003']
 */
export function costDriverTable(): CodeTable {
  return parsed('cost-drivers', COST_DRIVER_VERSION, costDriverText);
}

/** How a code was found. */
export interface CodeMatch {
  /** In order of the table; several for conditions, at most one for drivers. */
  readonly names: readonly string[];
  readonly how: 'exact' | 'prefix' | 'unknown';
}

/**
 * Makes a look-up of ICD-10-CM codes: a code that stands alone wins, else the longest beginning.
 *
 * A code has one cost driver, but may tell of several conditions (diabetes with kidney disease): those ask for `every`.
 *
 * @param table - A code table.
 * @param o - `every`: all names with any fitting beginning, not only the longest. Default false.
 * @returns From a code to its names.
 * @throws {@link CoalitionError} `coe/invalid-input` for a table without codes.
 * @example
 * codeMatcher({ id: 't', version: '1', entries: [{ name: 'a', codes: ['E1'] }, { name: 'b', codes: ['E11'] }] })('E119'); // => { names: ['b'], how: 'prefix' }
 */
export function codeMatcher(table: CodeTable, o: { readonly every?: boolean } = {}): (code: string) => CodeMatch {
  const [alone, starts] = [new Map<string, string[]>(), new Map<string, string[]>()];
  let longest = 0;
  for (const { name, codes } of table.entries) {
    for (const code of codes) {
      const exact = code.startsWith('=');
      const plain = (exact ? code.slice(1) : code).replaceAll('.', '').toUpperCase();
      if (plain === '') throw invalid(`table.${name}`, 'an empty code', 'codes or their beginnings are needed');
      const map = exact ? alone : starts;
      map.set(plain, [...(map.get(plain) ?? []), name]);
      longest = Math.max(longest, plain.length);
    }
  }
  if (longest === 0) throw invalid('table', 'empty', 'codes are needed');
  const known = new Map<string, CodeMatch>();
  const find = (code: string): CodeMatch => {
    const exact = alone.get(code);
    if (exact !== undefined) return { names: exact, how: 'exact' };
    const found: string[] = [];
    let how: CodeMatch['how'] = 'unknown';
    for (let length = Math.min(longest, code.length); length > 0; length -= 1) {
      const names = starts.get(code.slice(0, length));
      if (names === undefined) continue;
      found.push(...names.filter((name) => !found.includes(name)));
      how = how === 'unknown' ? (length === code.length ? 'exact' : 'prefix') : how;
      if (o.every !== true) break;
    }
    return { names: found, how };
  };
  return (text) => {
    const code = text.replaceAll('.', '').toUpperCase();
    const hit = known.get(code) ?? find(code);
    known.set(code, hit);
    return hit;
  };
}

/** A code table as JSON. */
export function tableJson(table: CodeTable): JsonValue {
  return { id: table.id, version: table.version, entries: table.entries.map(({ name, codes }) => [name, [...codes]]) };
}

/** Reads a code table back. */
export function readTable(json: unknown): CodeTable {
  const o: Readonly<Record<string, unknown>> = typeof json === 'object' && json !== null ? Object.fromEntries(Object.entries(json)) : {};
  const [id, version, entries] = [o['id'], o['version'], o['entries']];
  if (typeof id !== 'string' || typeof version !== 'string' || !Array.isArray(entries))
    throw invalid('table', 'malformed', 'id, version and entries are needed');
  return {
    id,
    version,
    entries: entries.map((entry: unknown) => {
      const pair: readonly unknown[] = Array.isArray(entry) ? entry : [];
      const [name, codes] = [pair[0], pair[1]];
      if (typeof name !== 'string' || !Array.isArray(codes)) throw invalid('table.entries', 'malformed', 'a name and its codes are needed');
      return { name, codes: codes.map(String) };
    }),
  };
}

/** Name and version of a table, for results. */
export function tableVersion(table: CodeTable): TableVersion {
  return { id: table.id, version: table.version };
}
