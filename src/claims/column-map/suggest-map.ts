import type { TableName } from '../batch.js';
import { checkSink, compileChecker } from '../fields/compile-checker.js';
import type { FieldSpec } from '../fields/field-spec.js';
import { fieldsOf } from '../fields/tables.js';
import { compileNormaliser } from '../normalise/compile-normaliser.js';
import type { DateForm } from '../normalise/date.js';
import { RepairCounts } from '../normalise/repair-counts.js';
import type { SourceRow } from './apply-column-map.js';
import { type SchemaName, tableOf } from './column-map.js';
import { isListField } from './define-column-map.js';

/** A source column that may be the one of a field, and why. */
export interface MapCandidate {
  readonly source: string;
  /** From 0 to 1; a ranking, not a probability. */
  readonly score: number;
  /** What speaks for it, in words; never a value. */
  readonly reasons: readonly string[];
  /** Rows that hold something. Unit: rows. */
  readonly filled: number;
  /** Of these, rows whose value fits the field. Unit: rows. */
  readonly fits: number;
  /** How the dates seem to be written, for a date. */
  readonly dates?: DateForm;
}

/** The candidates of one field. */
export interface MapSuggestion {
  readonly field: string;
  readonly required: boolean;
  /** Best first, at most three. */
  readonly candidates: readonly MapCandidate[];
}

const FORMS: readonly DateForm[] = ['YYYY-MM-DD', 'YYYYMMDD', 'MM/DD/YYYY', 'DD-Mon-YYYY', 'timestamp'];

/** Words that extracts use for ours, abbreviations written out. */
const WORDS: Readonly<Record<string, string>> = {
  mbr: 'member',
  mem: 'member',
  memb: 'member',
  pt: 'person',
  patient: 'person',
  bene: 'person',
  sub: 'subscriber',
  subs: 'subscriber',
  ins: 'subscriber',
  clm: 'claim',
  ln: 'line',
  nbr: 'number',
  num: 'number',
  no: 'number',
  seq: 'number',
  amt: 'amount',
  dt: 'date',
  dte: 'date',
  dos: 'service',
  svc: 'service',
  srvc: 'service',
  frm: 'start',
  from: 'start',
  begin: 'start',
  eff: 'start',
  effective: 'start',
  thru: 'end',
  through: 'end',
  to: 'end',
  term: 'end',
  pd: 'paid',
  pay: 'paid',
  pmt: 'paid',
  payment: 'paid',
  net: 'paid',
  alw: 'allowed',
  allow: 'allowed',
  alwd: 'allowed',
  chg: 'charge',
  chrg: 'charge',
  billed: 'charge',
  bill: 'charge',
  ded: 'deductible',
  deduct: 'deductible',
  coins: 'coinsurance',
  copay: 'copayment',
  cob: 'cob',
  dx: 'diagnosis',
  diag: 'diagnosis',
  icd: 'diagnosis',
  proc: 'procedure',
  px: 'procedure',
  cpt: 'hcpcs',
  pos: 'place',
  rev: 'revenue',
  cd: 'code',
  prov: 'provider',
  rend: 'rendering',
  dob: 'birth',
  birthdate: 'birth',
  sex: 'gender',
  emp: 'employer',
  grp: 'group',
  rel: 'relation',
  relationship: 'relation',
  adm: 'admission',
  admit: 'admission',
  disch: 'discharge',
  dsch: 'discharge',
  fill: 'dispensing',
  filled: 'dispensing',
  qty: 'quantity',
  units: 'quantity',
  unit: 'quantity',
  rx: 'prescription',
  zip: 'zip',
  postal: 'zip',
  mod: 'modifiers',
  modifier: 'modifiers',
  carrier: 'payer',
  recd: 'received',
};

function wordsOf(name: string): ReadonlySet<string> {
  const parts = name
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((part) => part !== '');
  return new Set(parts.map((part) => (Object.hasOwn(WORDS, part) ? (WORDS[part] ?? part) : part)));
}

/** Words shared, of all words of both names. */
function likeness(field: string, source: string): number {
  if (field === source.toLowerCase()) return 1;
  const [own, other] = [wordsOf(field), wordsOf(source)];
  const shared = [...own].filter((word) => other.has(word)).length;
  return shared / (own.size + other.size - shared);
}

type Fits = (texts: readonly string[]) => { readonly fits: number; readonly dates?: DateForm };

function fitsOf(table: TableName, field: FieldSpec): Fits {
  const list = isListField(field);
  const check = compileChecker([field]);
  const sink = checkSink();
  const count = (texts: readonly string[], dates: DateForm): number => {
    const normalise = compileNormaliser({ table, dates });
    return texts.filter((text) => {
      const value = normalise({ [field.name]: list ? [text] : text }, new RepairCounts()).row[field.name];
      return value !== null && check({ [field.name]: value }, sink) === 0;
    }).length;
  };
  if (field.kind !== 'date') return (texts) => ({ fits: count(texts, 'YYYY-MM-DD') });
  return (texts) => {
    const ranked = FORMS.map((dates) => ({ fits: count(texts, dates), dates })).sort((a, b) => b.fits - a.fits);
    return ranked[0] ?? { fits: 0 };
  };
}

/** Rows of the sample that are looked at. Unit: rows. */
const LOOKED_AT = 200;

/**
 * Ranks, for every field of a record, the source columns that may hold it: by name, by format and by value set.
 *
 * A person decides; nothing is mapped silently. No value of the sample appears in the result.
 *
 * @testedBy claims/adapters/column-map.test.ts
 * @param sample - Rows of the source; the first 200 are looked at.
 * @param o - Which record to map to.
 * @returns Fields with at least one candidate.
 * @example
 * const sample = [{ MBR_ID: 'A1', PD_AMT: '12.50', FROM_DT: '20240131' }];
 * const found = suggestMap(sample, { to: 'medicalClaimLine' });
 * found.find(({ field }) => field === 'paid_amount')?.candidates.map(({ source }) => source)[0]; // => 'PD_AMT'
 * found.find(({ field }) => field === 'claim_start_date')?.candidates[0]?.dates; // => 'YYYYMMDD'
 */
export function suggestMap(sample: Iterable<SourceRow>, o: { readonly to: SchemaName }): readonly MapSuggestion[] {
  const table = tableOf(o.to);
  const rows: SourceRow[] = [];
  for (const row of sample) {
    rows.push(row);
    if (rows.length === LOOKED_AT) break;
  }
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const texts = new Map(names.map((name) => [name, rows.flatMap((row) => ((row[name] ?? '').trim() === '' ? [] : [row[name] ?? '']))]));
  return fieldsOf(table).flatMap((field): readonly MapSuggestion[] => {
    if (field.role === 'lineage') return [];
    const fitsBy = fitsOf(table, field);
    const candidates = names.flatMap((source): readonly MapCandidate[] => {
      const alike = likeness(field.name, source);
      if (alike < 0.3) return [];
      const filled = texts.get(source) ?? [];
      const { fits, dates } = fitsBy(filled);
      const share = filled.length === 0 ? 0 : fits / filled.length;
      const reasons = [alike === 1 ? 'same name' : `name ${Math.round(alike * 100)} % alike`];
      if (filled.length > 0)
        reasons.push(
          `${fits} of ${filled.length} values fit ${field.kind === 'enum' ? 'its value set' : 'its format'}${dates === undefined || fits === 0 ? '' : ` as ${dates}`}`,
        );
      else reasons.push('empty in the sample');
      return [
        {
          source,
          score: Math.round((0.6 * alike + 0.4 * share) * 100) / 100,
          reasons,
          filled: filled.length,
          fits,
          ...(dates === undefined || fits === 0 ? {} : { dates }),
        },
      ];
    });
    if (candidates.length === 0) return [];
    candidates.sort((a, b) => b.score - a.score || (a.source < b.source ? -1 : 1));
    return [{ field: field.name, required: field.presence === 'required', candidates: candidates.slice(0, 3) }];
  });
}
