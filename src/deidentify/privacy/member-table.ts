import { CoalitionError } from '../../errors/coalition-error.js';

/** A row as privacy models read it: text, numbers, or null where missing. */
export type PrivacyRow = Readonly<Record<string, string | number | null>>;

/** One column, as places in its list of values. */
export interface EncodedColumn {
  readonly name: string;
  /** Place of each member's value. */
  readonly codes: Int32Array;
  /** Values in code-point order, `null` (missing) last. */
  readonly values: readonly (string | null)[];
}

/** One record for each member, as columns. */
export interface MemberTable {
  /** Unit: members. */
  readonly members: number;
  readonly columns: readonly EncodedColumn[];
}

/** How rows become members. */
export interface MemberTableOptions {
  /** Columns to read. */
  readonly columns: readonly string[];
  /** Column with the member's id. Absent: each row is one member. */
  readonly member?: string;
  /** What to do when a member's rows disagree. Default `'refuse'`. */
  readonly memberConflict?: 'refuse' | 'ownCategory' | 'latest';
}

/** What stands for the values of a member whose rows disagree. */
export const CONFLICT = '(conflict)';

/**
 * Collapses rows to one record for each member: a person with thirty claim lines counts once.
 *
 * @testedBy deidentify/privacy/classes.test.ts: ATK-03
 * @param rows - Rows of any grain.
 * @param o - Columns, member id, conflicts.
 * @returns The table of members.
 * @throws {@link CoalitionError} `deidentify/unit-not-member` when rows of one member disagree, or a row names none.
 * @example
 * memberTable([{ id: 'A', sex: 'f' }, { id: 'A', sex: 'f' }, { id: 'B', sex: 'm' }], { columns: ['sex'], member: 'id' }).members; // => 2
 */
export function memberTable(rows: Iterable<PrivacyRow>, o: MemberTableOptions): MemberTable {
  const dictionaries = o.columns.map(() => new Map<string | null, number>());
  const codes: number[][] = o.columns.map(() => []);
  const places = new Map<string, number>();
  let members = 0;
  for (const row of rows) {
    let at = members;
    if (o.member !== undefined) {
      const id = row[o.member];
      if (id === null || id === undefined || String(id).trim() === '') throw notMember('a row names no member');
      const known = places.get(String(id));
      if (known === undefined) places.set(String(id), members);
      at = known ?? members;
    }
    o.columns.forEach((column, c) => {
      const value = row[column];
      const text = value === null || value === undefined ? null : String(value);
      const list = codes[c];
      if (list === undefined) return;
      const code = codeIn(dictionaries[c], text);
      if (at === members) list.push(code);
      else if (list[at] !== code) list[at] = settled(o, { column, code, dictionary: dictionaries[c] });
    });
    if (at === members) members += 1;
  }
  return { members, columns: o.columns.map((name, c) => sorted(name, { codes: codes[c] ?? [], dictionary: dictionaries[c] ?? new Map() })) };
}

function codeIn(dictionary: Map<string | null, number> | undefined, value: string | null): number {
  const known = dictionary?.get(value);
  if (known !== undefined) return known;
  const code = dictionary?.size ?? 0;
  dictionary?.set(value, code);
  return code;
}

function settled(
  o: MemberTableOptions,
  at: { readonly column: string; readonly code: number; readonly dictionary: Map<string | null, number> | undefined },
): number {
  switch (o.memberConflict ?? 'refuse') {
    case 'latest':
      return at.code;
    case 'ownCategory':
      return codeIn(at.dictionary, CONFLICT);
    case 'refuse':
      throw notMember(`rows of one member disagree about "${at.column}"`);
  }
}

function notMember(what: string): CoalitionError<'deidentify/unit-not-member'> {
  return new CoalitionError(
    'deidentify/unit-not-member',
    `Privacy is counted by member, and ${what}. Give one record for each member, or say what a conflict means by \`memberConflict\`.`,
    { what },
  );
}

/** Renumbers codes by the order of their values, so that nothing depends on the order of rows. */
function sorted(name: string, o: { readonly codes: readonly number[]; readonly dictionary: ReadonlyMap<string | null, number> }): EncodedColumn {
  const values = [...o.dictionary.keys()].sort((a, b) => (a === b ? 0 : a === null ? 1 : b === null ? -1 : a < b ? -1 : 1));
  const rank = new Int32Array(values.length);
  values.forEach((value, i) => {
    rank[o.dictionary.get(value) ?? 0] = i;
  });
  return { name, codes: Int32Array.from(o.codes, (code) => rank[code] ?? 0), values };
}

/** The columns of a table by name, in the order asked for. */
export function columnsOf(table: MemberTable, names: readonly string[]): EncodedColumn[] {
  return names.map((name) => {
    const column = table.columns.find((each) => each.name === name);
    if (column === undefined)
      throw new CoalitionError('deidentify/unknown-field', `The table has no column "${name}". Name one of its columns.`, { fields: [name] });
    return column;
  });
}
