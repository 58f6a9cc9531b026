import { CoalitionError } from '../../errors/coalition-error.js';
import { isDecimalText } from '../fields/money-text.js';
import { ruleCatalogue } from '../rules/catalogue.js';
import type { RuleProfile, SourceOverrides } from './profile.js';

/** Rules that compare totals: they have no rows of one sender. */
const TOTALS: readonly string[] = ['STR-4', 'STR-5', 'ELG-10'];
/** Rules of the catalogue that judge months and years as a whole. */
const WHOLE: ReadonlySet<string> = /* @__PURE__ */ new Set([...TOTALS, 'XREF-2', 'XREF-3']);
const SEVERITIES: ReadonlySet<string> = /* @__PURE__ */ new Set(['block', 'error', 'warn', 'info']);

/**
 * Lists the ids that waivers and profiles may name.
 *
 * @returns Ids of the catalogue, and of the three rules that compare totals.
 */
export function knownRules(): ReadonlySet<string> {
  return new Set([...ruleCatalogue.map(({ id }) => id), ...TOTALS]);
}

/**
 * Refuses a profile that would be ignored in part: an unknown rule, a tolerance or severity that is none, or a change for one sender
 * of a rule that judges the whole.
 *
 * @param profile - A profile, perhaps read from JSON.
 * @throws {@link CoalitionError} `claims/unknown-rule`, `claims/bad-profile`.
 */
export function checkProfile(profile: RuleProfile): void {
  const known = knownRules();
  checkOverrides(profile, { path: 'profile', known });
  for (const [source, overrides] of Object.entries(profile.sources)) {
    const path = `profile.sources.${source}`;
    checkOverrides(overrides, { path, known });
    for (const code of [...(overrides.off ?? []), ...Object.keys({ ...overrides.tolerance, ...overrides.severity })]) {
      if (WHOLE.has(code))
        throw badProfile(path, code, `${code} judges the delivery as a whole, so it can't differ for one sender. Change it for the whole profile.`);
    }
  }
}

function checkOverrides(given: SourceOverrides, o: { readonly path: string; readonly known: ReadonlySet<string> }): void {
  for (const code of [...(given.off ?? []), ...Object.keys({ ...given.tolerance, ...given.severity })]) {
    if (!o.known.has(code))
      throw new CoalitionError(
        'claims/unknown-rule',
        `${o.path} names the rule "${code}", which the catalogue doesn't have. Use an id such as MED-23.`,
        { code },
      );
  }
  for (const [code, tolerance] of Object.entries(given.tolerance ?? {})) {
    if (typeof tolerance !== 'string' || !isDecimalText(tolerance, 1, 9) || tolerance.startsWith('-') || Number(tolerance) > 1)
      throw badProfile(
        `${o.path}.tolerance.${code}`,
        String(tolerance),
        `is "${tolerance}". Give a share from 0 to 1 as decimal text such as "0.012".`,
      );
  }
  for (const [code, severity] of Object.entries(given.severity ?? {})) {
    if (!SEVERITIES.has(severity)) throw badProfile(`${o.path}.severity.${code}`, severity, `is "${severity}". Use block, error, warn or info.`);
  }
}

function badProfile(path: string, value: string, problem: string): CoalitionError<'claims/bad-profile'> {
  return new CoalitionError('claims/bad-profile', `${path}: ${problem}`, { path, value });
}
