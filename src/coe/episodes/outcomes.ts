import { ruleMatches } from '../definition/code-rule.js';
import { type Anchor, claimKey } from './anchors.js';
import type { LaterStay } from './assign-lines.js';
import { chainsOf, factsOf, lastStatus, type Stay, type StayChain } from './stays.js';

const DIED = '20';
const LEFT_AGAINST_ADVICE = '07';

/** Acute stays after the anchor's discharge that begin in its window. */
export function laterChains(anchor: Anchor, stays: readonly Stay[]): readonly StayChain[] {
  return chainsOf(stays, anchor.compiled.definition.anchor.mergeTransferDays).filter(
    (chain) => chain.admission > anchor.discharge && chain.admission <= anchor.windowTo && chain.admission !== anchor.chain?.admission,
  );
}

/** The same as claims, to give lines their role. */
export function laterStays(anchor: Anchor, stays: readonly Stay[]): readonly LaterStay[] {
  return laterChains(anchor, stays).map((chain) => ({
    from: chain.admission,
    to: chain.discharge,
    claims: new Set(chain.stays.flatMap((stay) => stay.lines.map(claimKey))),
  }));
}

/**
 * Finds the first unplanned readmission: transfers are part of the anchor; a person who died or left against advice isn't
 * counted; the clock runs from discharge.
 */
export function readmissionOf(anchor: Anchor, stays: readonly Stay[]): { readonly day: number; readonly allowed: number } | null {
  const { definition } = anchor.compiled;
  const disposition = lastStatus((anchor.chain?.stays ?? []).flatMap((stay) => stay.lines));
  if (disposition === DIED || disposition === LEFT_AGAINST_ADVICE) return null;
  const first = laterChains(anchor, stays).find((chain) => {
    if (definition.readmissionDays !== null && chain.admission > anchor.discharge + definition.readmissionDays) return false;
    return !chain.stays.some((stay) => anchor.compiled.planned.some((rule) => ruleMatches(rule, stay.facts)));
  });
  if (first === undefined) return null;
  const allowed = first.stays.reduce((sum, stay) => sum + stay.lines.reduce((part, line) => part + line.allowed, 0), 0);
  return { day: first.admission, allowed };
}

/** A secondary diagnosis that the bill doesn't say was present on admission. */
function arisen(stay: Stay): readonly string[] {
  return stay.lines.flatMap((line) =>
    line.diagnoses
      .filter((code, i) => code !== null && i > 0 && !['Y', 'W', '1'].includes(line.presentOnAdmission[i] ?? ''))
      .filter((code) => code !== null),
  );
}

/** Which complication rules were met, each once: in the anchor stay (not present on admission) or in a readmission in time. */
export function complicationsOf(anchor: Anchor, stays: readonly Stay[]): readonly string[] {
  const met: string[] = [];
  const later = laterChains(anchor, stays);
  for (const rule of anchor.compiled.complications) {
    const inAnchor = anchor.chain?.stays.some((stay) => {
      const diagnoses = arisen(stay);
      return rule.codes.some((code) => ruleMatches(code, { ...factsOf([], stay.discharge, []), diagnoses }));
    });
    const inReadmission = later.some(
      (chain) =>
        chain.admission - anchor.admission <= rule.withinDays && chain.stays.some((stay) => rule.codes.some((code) => ruleMatches(code, stay.facts))),
    );
    if (inAnchor === true || inReadmission) met.push(rule.id);
  }
  return met;
}
