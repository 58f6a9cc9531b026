import type { Cents } from '../../money/cents.js';
import { isInpatientBill } from '../claim-date.js';
import { centsReader, type WordReader, wordReader } from '../columns.js';
import type { ClaimRows } from '../ledger/chains.js';
import { tableData } from '../rules/delivery-data.js';
import { drgKind } from './drg-numbers.js';
import { type ServiceLeaf, serviceLeaves } from './service-leaf.js';

/** Finer categories by procedure code, which the user brings: procedure code lists aren't ours to ship. */
export interface LevelTwoMap {
  readonly id: string;
  readonly version: string;
  readonly licence: string;
  /** Category of a procedure code. */
  readonly codes: Readonly<Record<string, string>>;
}

/** Which leaf each row belongs to, and why. */
export interface ServiceCategories {
  /** Index into {@link serviceLeaves}, by row. */
  readonly leafOf: Uint8Array;
  /** Index into `facts`, by row. */
  readonly factOf: Uint16Array;
  /** The facts that decided, such as `bill type 11, DRG surgical`. */
  readonly facts: readonly string[];
  /** Paid by leaf; it adds up to the batch's paid amount. Unit: US cents. */
  readonly cents: Readonly<Partial<Record<ServiceLeaf, Cents>>>;
  /** Rows by leaf. Unit: rows. */
  readonly rows: Readonly<Partial<Record<ServiceLeaf, number>>>;
  leaf(row: number): ServiceLeaf;
  fact(row: number): string;
  /** Category of the user's own map; `null` without map or code. */
  levelTwo(row: number): string | null;
}

type Decision = readonly [leaf: ServiceLeaf, fact: string];

interface ClaimFacts {
  readonly bill: string;
  readonly drg: string | null;
  readonly institutional: boolean;
  /** Revenue codes of the claim. */
  readonly revenue: ReadonlySet<string>;
  readonly codes: ReadonlySet<string>;
}

const AMBULANCE_CODES = /^A04(?:2[5-9]|3[0-6])$/;
const DIALYSIS_REVENUE = /^0(?:8[2-5]|88)\d$/;
const ED_REVENUE: ReadonlySet<string> = /* @__PURE__ */ new Set(['0450', '0451', '0452', '0459', '0981']);

function any(values: ReadonlySet<string>, test: (value: string) => boolean): boolean {
  for (const value of values) if (test(value)) return true;
  return false;
}

/** The stay of a claim, by its type of bill and DRG; `null` when it is no stay. */
function stayOf(facts: ClaimFacts): Decision | null {
  const prefix = facts.bill.slice(0, 2);
  if (prefix === '81' || prefix === '82') return ['ancillary.hospice', `bill type ${prefix}`];
  if (prefix === '21' || prefix === '22') return ['inpatient.snf', `bill type ${prefix}`];
  if (!isInpatientBill(facts.bill)) return null;
  const kind = facts.drg === null ? null : drgKind(facts.drg);
  if (kind === 'maternity' || kind === 'newborn') return [`inpatient.${kind}`, `bill type ${prefix}, DRG ${kind}`];
  if (prefix !== '11' && prefix !== '12') return ['inpatient.rehab_psych_other', `bill type ${prefix}`];
  return kind === null
    ? ['inpatient.rehab_psych_other', `bill type ${prefix} without DRG`]
    : [`inpatient.${kind}`, `bill type ${prefix}, DRG ${kind}`];
}

/** What a whole outpatient claim is, by its revenue and service codes. */
function visitOf(facts: ClaimFacts): Decision {
  const prefix = facts.bill.slice(0, 2);
  const { revenue, codes } = facts;
  if (prefix === '72') return ['outpatient.dialysis', 'bill type 72'];
  if (any(revenue, (code) => DIALYSIS_REVENUE.test(code))) return ['outpatient.dialysis', 'revenue code of dialysis'];
  if (prefix === '32' || prefix === '33' || prefix === '34') return ['ancillary.home_health', `bill type ${prefix}`];
  if (revenue.has('0490') || revenue.has('0499')) return ['outpatient.asc_surgery', 'revenue code 049x'];
  if (any(revenue, (code) => ED_REVENUE.has(code))) return ['outpatient.ed', 'revenue code of the emergency room'];
  if (revenue.has('0456')) return ['professional.urgent_care', 'revenue code 0456'];
  if (revenue.has('0762')) return ['outpatient.observation', 'revenue code 0762'];
  if (codes.has('G0378') || codes.has('G0379')) return ['outpatient.observation', 'code of observation'];
  if (prefix !== '') return ['outpatient.other', `bill type ${prefix}`];
  return revenue.size > 0
    ? ['outpatient.other', 'revenue code without type of bill']
    : ['unclassified', 'institutional without type of bill or revenue code'];
}

const BY_PLACE: Readonly<Record<string, ServiceLeaf>> = {
  '02': 'professional.telehealth',
  '10': 'professional.telehealth',
  '11': 'professional.office',
  '12': 'ancillary.home_health',
  '13': 'professional.home',
  '14': 'professional.home',
  '16': 'professional.home',
  '17': 'professional.office',
  '19': 'professional.facility_based',
  '20': 'professional.urgent_care',
  '21': 'professional.facility_based',
  '22': 'professional.facility_based',
  '23': 'outpatient.ed',
  '24': 'outpatient.asc_surgery',
  '26': 'professional.facility_based',
  '31': 'inpatient.snf',
  '32': 'inpatient.snf',
  '34': 'ancillary.hospice',
  '41': 'ancillary.ambulance',
  '42': 'ancillary.ambulance',
  '49': 'professional.office',
  '50': 'professional.office',
  '51': 'professional.facility_based',
  '52': 'professional.facility_based',
  '55': 'professional.facility_based',
  '56': 'professional.facility_based',
  '61': 'professional.facility_based',
  '65': 'outpatient.dialysis',
  '71': 'professional.office',
  '72': 'professional.office',
};

function professionalOf(place: string | null, code: string | null): Decision {
  if (code !== null && AMBULANCE_CODES.test(code)) return ['ancillary.ambulance', 'code of ambulance'];
  if (code === 'G0378' || code === 'G0379') return ['outpatient.observation', 'code of observation'];
  if (code !== null && /^[EKL]\d{4}$/.test(code)) return ['ancillary.dme', `code ${code.charAt(0)} of equipment`];
  if (place === null) return ['unclassified', 'professional without place of service'];
  return [BY_PLACE[place] ?? 'professional.other', `place of service ${place}`];
}

/**
 * Puts every line into one category of service, with the fact that decided.
 *
 * Level 1 needs no licensed table: type of bill, ranges of revenue codes, place of service, MS-DRG numbers and HCPCS codes that are
 * no CPT. Institutional facts come first and speak for the whole claim, so that an emergency room on an admitted claim stays
 * inpatient. Surgery, radiology, laboratory and therapy (level 2) need a map of the user's.
 *
 * @unit US cents paid by leaf
 * @source spec of the claims area, 3.10; CMS place-of-service and MS-DRG numbers
 * @testedBy claims/categories: each leaf by its fact; totals tie; every MS-DRG number
 * @param batch - Medical or pharmacy rows.
 * @param o - `levelTwo`: the user's own map of procedure codes.
 * @returns Leaf and fact of each row, with sums.
 * @example
 * serviceCategories(batchOf({ table: 'medical' }, [])).cents; // => {}
 */
export function serviceCategories(batch: ClaimRows, o: { readonly levelTwo?: LevelTwoMap } = {}): ServiceCategories {
  const rows = batch.rowCount;
  const leafOf = new Uint8Array(rows);
  const factOf = new Uint16Array(rows);
  const facts: string[] = [];
  const ids = new Map<string, number>();
  const set = (row: number, [leaf, fact]: Decision): void => {
    const key = `${leaf}|${fact}`;
    let id = ids.get(key);
    if (id === undefined) {
      id = facts.length;
      facts.push(fact);
      ids.set(key, id);
    }
    leafOf[row] = serviceLeaves.indexOf(leaf);
    factOf[row] = id;
  };
  const code = wordReader(batch, 'hcpcs_code');
  if (batch.table === 'pharmacy') for (let row = 0; row < rows; row += 1) set(row, ['pharmacy', 'a pharmacy claim']);
  else decideMedical(batch, { set, code });
  const paid = centsReader(batch, 'paid_amount');
  const sums: Partial<Record<ServiceLeaf, number>> = {};
  const counts: Partial<Record<ServiceLeaf, number>> = {};
  const leaf = (row: number): ServiceLeaf => serviceLeaves[leafOf[row] ?? 0] ?? 'unclassified';
  for (let row = 0; row < rows; row += 1) {
    const name = leaf(row);
    sums[name] = (sums[name] ?? 0) + paid.at(row);
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return {
    leafOf,
    factOf,
    facts,
    cents: sums,
    rows: counts,
    leaf,
    fact: (row) => facts[factOf[row] ?? 0] ?? '',
    levelTwo: (row) => {
      const text = code.at(row);
      return text === null || o.levelTwo === undefined || !Object.hasOwn(o.levelTwo.codes, text) ? null : (o.levelTwo.codes[text] ?? null);
    },
  };
}

function decideMedical(batch: ClaimRows, o: { readonly set: (row: number, decision: Decision) => void; readonly code: WordReader }): void {
  const data = tableData(batch);
  const read = (name: string): WordReader => wordReader(batch, name);
  const [type, bill, revenue, place, drg, system] = [
    read('claim_type'),
    read('bill_type_code'),
    read('revenue_center_code'),
    read('place_of_service_code'),
    read('drg_code'),
    read('drg_code_type'),
  ];
  const { code } = o;
  const { starts, rows: members, count } = data.claims;
  for (let claim = 0; claim < count; claim += 1) {
    const rows = members.subarray(starts[claim], starts[claim + 1]);
    const first = (reader: WordReader): string | null => {
      const row = rows.find((each) => reader.has(each));
      return row === undefined ? null : reader.at(row);
    };
    const values = (reader: WordReader): ReadonlySet<string> => new Set(Array.from(rows, (row) => reader.at(row) ?? ''));
    const kind = first(type);
    if (kind === 'dental') {
      for (const row of rows) o.set(row, ['unclassified', 'a dental claim']);
      continue;
    }
    const billed = first(bill);
    const institutional = kind === 'institutional' || (kind === 'undetermined' && billed !== null);
    if (!institutional) {
      for (const row of rows)
        o.set(
          row,
          kind === 'undetermined' && !place.has(row) ? ['unclassified', 'a claim of undetermined type'] : professionalOf(place.at(row), code.at(row)),
        );
      continue;
    }
    const revenues = new Set(values(revenue));
    revenues.delete('');
    const facts: ClaimFacts = {
      bill: billed ?? '',
      drg: (first(system) ?? 'ms-drg') === 'ms-drg' ? first(drg) : null,
      institutional,
      revenue: revenues,
      codes: values(code),
    };
    const stay = stayOf(facts);
    if (stay !== null) {
      for (const row of rows) o.set(row, stay);
      continue;
    }
    const visit = visitOf(facts);
    for (const row of rows) {
      const text = code.at(row);
      if (revenue.at(row) === '0540') o.set(row, ['ancillary.ambulance', 'revenue code 0540']);
      else if (text !== null && AMBULANCE_CODES.test(text)) o.set(row, ['ancillary.ambulance', 'code of ambulance']);
      else o.set(row, visit);
    }
  }
}
