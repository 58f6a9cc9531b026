import { CoalitionError } from '../errors/coalition-error.js';
import type { IsoDate } from '../time/iso-date.js';
import type { Citation } from './citation.js';

/** From when on a figure about few people or few employers must not leave as it is. Thresholds only; `protectTable` applies them. */
export interface DisclosureRules {
  /** Name of the set, printed with every table. */
  readonly id: string;
  /** Distinct members from which a count may be shown; 1 to one less is withheld. Unit: persons. */
  readonly minPersons: number;
  /** Employers with a contribution from which a cell may be shown. Unit: employers. 1 switches the rule off. */
  readonly minEmployers: number;
  /** Largest share of a cell that one employer may have, as decimal text; equal passes, `'1'` switches the rule off. Unit: share, 0 to 1. */
  readonly maxShare: string;
  /** Full months between the period's end and `asOf`. Unit: months. 0 switches the rule off. */
  readonly minAgeMonths: number;
  /** p of the p% rule: nobody may estimate another's contribution closer than this. Unit: percent, decimal text. */
  readonly protectionPercent: string;
  /** The (n, k) rule: the `top` largest may have at most `share` of a cell. `null`: not used. Unit of share: 0 to 1, decimal text. */
  readonly topShare: { readonly top: number; readonly share: string } | null;
  /** Up to how many employers may pool what they know. Unit: employers. */
  readonly collusion: number;
  /** Least width of what an outsider can say about a withheld count. Unit: persons. */
  readonly countWidth: number;
  /** Whether an empty cell is itself sensitive. */
  readonly zerosDisclosive: boolean;
}

/** A set of thresholds with who said so, and whether they still say it. */
export interface DisclosureRuleSet {
  readonly id: string;
  readonly rules: DisclosureRules;
  /** `withdrawn` sets warn unless the caller acknowledges it; `unverified` sets can't be used. */
  readonly status: 'inForce' | 'withdrawn' | 'unverified';
  readonly statusDate: IsoDate | null;
  readonly from: IsoDate;
  readonly to: IsoDate | null;
  readonly citation: Citation;
  readonly note: string;
}

/**
 * The thresholds that are used unless the caller names others: 11 persons as in US public releases, 5 employers,
 * none above a quarter, 3 full months old, 10 % protection against one curious employer.
 *
 * @source CMS cell size suppression policy (ResDAC, 26 January 2024): no count of 1 to 10, also not by calculation
 */
export const defaultDisclosureRules: DisclosureRules = /* @__PURE__ */ Object.freeze({
  id: 'default',
  minPersons: 11,
  minEmployers: 5,
  maxShare: '0.25',
  minAgeMonths: 3,
  protectionPercent: '10',
  topShare: null,
  collusion: 1,
  countWidth: 11,
  zerosDisclosive: false,
});

/**
 * The thresholds of Statement 6 of the 1996 health care antitrust statements: five participants, none above 25 %,
 * older than three months. Five with none above a quarter imply that two of them together can't come closer than 100 %.
 *
 * Limits: the statements are withdrawn; this is a voluntary floor, and no legal advice.
 *
 * @source DOJ and FTC, Statements of Antitrust Enforcement Policy in Health Care, Statement 6, August 1996
 */
export const statement6Rules: DisclosureRules = /* @__PURE__ */ Object.freeze({
  id: 'statement6_1996',
  minPersons: 11,
  minEmployers: 5,
  maxShare: '0.25',
  minAgeMonths: 3,
  protectionPercent: '100',
  topShare: null,
  collusion: 2,
  countWidth: 11,
  zerosDisclosive: false,
});

/** Every rule set that ships, with source and status. */
export const disclosureRuleSets: readonly DisclosureRuleSet[] = /* @__PURE__ */ Object.freeze([
  {
    id: 'default',
    rules: defaultDisclosureRules,
    status: 'inForce',
    statusDate: '2024-01-26',
    from: '2024-01-26',
    to: null,
    citation: {
      publisher: 'Research Data Assistance Center (ResDAC) for CMS',
      title: 'CMS cell size suppression policy',
      locator: 'no cell of 1 to 10; no percentage or other figure from which such a cell can be derived',
      url: null,
      retrieved: '2026-11-24',
      lastVerified: null,
      status: 'secondary',
      licence: 'US government work, facts only',
    },
    note: 'Counts by the CMS policy; employer thresholds as in Statement 6; protection of 10 % is our choice. Not legal advice.',
  },
  {
    id: 'statement6_1996',
    rules: statement6Rules,
    status: 'withdrawn',
    statusDate: '2023-02-03',
    from: '1996-08-01',
    to: '2023-02-02',
    citation: {
      publisher: 'US Department of Justice and Federal Trade Commission',
      title: 'Statements of Antitrust Enforcement Policy in Health Care',
      locator: 'Statement 6',
      url: null,
      retrieved: '2026-11-24',
      lastVerified: null,
      status: 'secondary',
      licence: 'US government work, facts only',
    },
    note: 'Withdrawn by DOJ on 3 February 2023 and by FTC in summer 2023 (day unverified). A voluntary floor. Needs a third party as manager of the data. Not legal advice.',
  },
] as const);

/**
 * Finds a disclosure rule set by its id.
 *
 * @param id - Such as `'default'` or `'statement6_1996'`.
 * @returns The set with its status and source.
 * @throws {@link CoalitionError} `deidentify/rule-set-unknown`.
 * @example
 * disclosureRuleSet('statement6_1996').status; // => 'withdrawn'
 */
export function disclosureRuleSet(id: string): DisclosureRuleSet {
  const found = disclosureRuleSets.find((set) => set.id === id);
  if (found === undefined) {
    throw new CoalitionError(
      'deidentify/rule-set-unknown',
      `There is no disclosure rule set "${id}". Use one of: ${disclosureRuleSets.map((set) => set.id).join(', ')}.`,
      { id },
    );
  }
  return found;
}
