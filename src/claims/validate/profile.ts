import type { Severity } from '../../errors/finding.js';

/** What differs for the rows of one sender. Rules that judge a table as a whole can't be changed for one sender. */
export interface SourceOverrides {
  /** Rules that don't run on its rows. */
  readonly off?: readonly string[];
  /** Unit: share of applicable rows, decimal text. */
  readonly tolerance?: Readonly<Record<string, string>>;
  /**
   * How grave its broken rows are. Below the catalogue's severity they no longer block and become a caveat; raised to `block` they
   * stop every calculation that the rule would only put a caveat on. Grades below the rule's own stay where they are or go lower.
   */
  readonly severity?: Readonly<Record<string, Severity>>;
}

/** Which rules run, and how strictly. A profile is data; copy one and change it. */
export interface RuleProfile {
  readonly id: string;
  /** Rules that don't run. */
  readonly off: readonly string[];
  /** Tolerances that differ from the catalogue's. Unit: share of applicable rows, decimal text. */
  readonly tolerance: Readonly<Record<string, string>>;
  /** Severities that differ from the catalogue's, for every sender. {@link SourceOverrides} says what a change does. */
  readonly severity: Readonly<Record<string, Severity>>;
  /** How MED-16 adds up. */
  readonly allowedIdentity: {
    /** Whether an empty allowed or paid amount counts as 0 instead of making the line not evaluable. */
    readonly emptyIsZero: boolean;
    /** Unit: US cents. */
    readonly absoluteCents: number;
    /** Unit: basis points of the allowed amount. */
    readonly relativeBasisPoints: number;
    /** `full` has every component of the spec; `costShareOnly` has coinsurance, copay and deductible. */
    readonly components: 'full' | 'costShareOnly';
  };
  /** Changes for the rows of one sender, by `data_source`; they go before the profile's own. */
  readonly sources: Readonly<Record<string, SourceOverrides>>;
}

/** The profile for commercial and administrative feeds. */
export const defaultProfile: RuleProfile = /* @__PURE__ */ Object.freeze({
  id: 'default',
  off: [],
  tolerance: {},
  severity: {},
  allowedIdentity: { emptyIsZero: false, absoluteCents: 2, relativeBasisPoints: 50, components: 'full' as const },
  sources: {},
});

/** As the tests of the Tuva project judge amounts: empty is 0, nothing is tolerated. */
export const tuvaStrictProfile: RuleProfile = /* @__PURE__ */ Object.freeze({
  ...defaultProfile,
  id: 'tuvaStrict',
  allowedIdentity: { emptyIsZero: true, absoluteCents: 0, relativeBasisPoints: 0, components: 'costShareOnly' as const },
});

/** For synthetic public files, whose provider numbers are invented. */
export const syntheticProfile: RuleProfile = /* @__PURE__ */ Object.freeze({ ...defaultProfile, id: 'synthetic', off: ['MED-12'] });

/** Name of a shipped profile. */
export type ProfileName = 'default' | 'tuvaStrict' | 'synthetic';

/**
 * Finds a shipped profile by its name; a profile of one's own passes through.
 *
 * @param profile - A name or a profile. Default `default`.
 * @returns The profile.
 * @example
 * profileOf('synthetic').off; // => ['MED-12']
 */
export function profileOf(profile: ProfileName | RuleProfile = 'default'): RuleProfile {
  if (typeof profile !== 'string') return profile;
  switch (profile) {
    case 'default':
      return defaultProfile;
    case 'tuvaStrict':
      return tuvaStrictProfile;
    case 'synthetic':
      return syntheticProfile;
  }
}
