import { parseArgs } from 'node:util';

/** What the demo was asked to do. */
export interface DemoOptions {
  /** Real files; absent when the bundled synthetic coalition is used. */
  readonly files: FileOptions | null;
  /** Rules that were waived by the caller, with the reason. */
  readonly waivers: readonly { readonly code: string; readonly why: string }[];
  /** A contract as JSON; the bundled one when absent. */
  readonly contract: string | null;
  /** `NAME|ROLE|STATEMENT` of the person who answers for the Safe Harbor extract. */
  readonly attest: string | null;
  /** Where the HTML files go. */
  readonly out: string;
  /** Seed of the synthetic coalition. */
  readonly seed: number;
}

/** Real files and how to read them. */
export interface FileOptions {
  readonly medical: string | null;
  readonly pharmacy: string | null;
  readonly eligibility: string | null;
  readonly nonClaims: string | null;
  /** JSON file with a column map for each table. */
  readonly map: string | null;
  /** The column that names the employer, or one employer for all rows. */
  readonly employer: { readonly column: string } | { readonly name: string } | null;
  readonly asOf: string | null;
  readonly paidThrough: string | null;
}

const USAGE = `npm run demo -- [--medical F --pharmacy F --eligibility F] [--non-claims F] [--map M.json] [--contract C.json]
  [--employer-column COL | --employer NAME] [--waive RULE=REASON]... [--as-of DATE] [--paid-through DATE]
  [--attest 'NAME|ROLE|STATEMENT'] [--out FOLDER] [--seed N]

Without files the bundled synthetic coalition is used. Files may be packed with gzip; their columns have our names (or Tuva's),
or the map says how they become ours.`;

/** The arguments asked for something that doesn't exist: say how it is used. */
export class UsageError extends Error {}

function waiverOf(text: string): { readonly code: string; readonly why: string } {
  const at = text.indexOf('=');
  if (at < 1 || at === text.length - 1) throw new UsageError(`--waive ${text} has no reason. Write --waive MED-23=why.\n\n${USAGE}`);
  return { code: text.slice(0, at), why: text.slice(at + 1) };
}

const OPTIONS = {
  medical: { type: 'string' },
  pharmacy: { type: 'string' },
  eligibility: { type: 'string' },
  'non-claims': { type: 'string' },
  map: { type: 'string' },
  contract: { type: 'string' },
  'employer-column': { type: 'string' },
  employer: { type: 'string' },
  waive: { type: 'string', multiple: true },
  'as-of': { type: 'string' },
  'paid-through': { type: 'string' },
  attest: { type: 'string' },
  out: { type: 'string' },
  seed: { type: 'string' },
  help: { type: 'boolean' },
} as const;

type Parsed = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values'];

function parsed(args: readonly string[]): Parsed {
  try {
    return parseArgs({ args: [...args], options: OPTIONS }).values;
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  }
}

/** Reads the command line. */
export function readOptions(args: readonly string[]): DemoOptions {
  const values = parsed(args);
  if (values.help === true) throw new UsageError(USAGE);
  const { medical, pharmacy, eligibility, 'non-claims': nonClaims, 'employer-column': column, employer: name } = values;
  const files: FileOptions = {
    medical: medical ?? null,
    pharmacy: pharmacy ?? null,
    eligibility: eligibility ?? null,
    nonClaims: nonClaims ?? null,
    map: values.map ?? null,
    employer: column !== undefined ? { column } : name !== undefined ? { name } : null,
    asOf: values['as-of'] ?? null,
    paidThrough: values['paid-through'] ?? null,
  };
  const real = [medical, pharmacy, eligibility, nonClaims].some((each) => each !== undefined);
  return {
    files: real ? files : null,
    waivers: (values.waive ?? []).map(waiverOf),
    contract: values.contract ?? null,
    attest: values.attest ?? null,
    out: values.out ?? 'coalition-year',
    seed: Number(values.seed ?? 1),
  };
}
