import type { MedicalClaimLine } from '../../claims/medical-claim-line.js';
import { CoalitionError } from '../../errors/coalition-error.js';
import { usdFromCents } from '../../money/cents.js';
import type { Usd } from '../../money/usd.js';
import { compileRule, ruleMatches } from '../definition/code-rule.js';
import type { CodeRule, EpisodeDefinition } from '../definition/episode-definition.js';
import { anchorsOf, claimKey, outpatientClaims } from './anchors.js';
import { compileDefinitions } from './compile-definitions.js';
import type { EpisodeLine } from './episode-line.js';
import { lineOfRecord } from './line-of-record.js';
import { netLines } from './net-lines.js';
import { isStayLine, staysOf } from './stays.js';

/** How coverage of triggers is measured. */
export interface TriggerCoverageOptions {
  readonly definition: EpisodeDefinition;
  /** Codes that are surgery beside the usual signs (place of service 24, bill type 83x, operations in a stay). */
  readonly surgery?: readonly CodeRule[];
  /** Refuses an empty outpatient slot while there is outpatient surgery. Default true. */
  readonly strictTriggers?: boolean;
}

/** Surgical cases and dollars, and those among them that triggers see. */
export interface SeenSurgery {
  /** Unit: stays or claims. */
  readonly cases: number;
  /** Unit: US dollars allowed. */
  readonly allowed: Usd;
  readonly seenCases: number;
  readonly seenAllowed: Usd;
}

/** How much of surgery the triggers of a definition see. */
export interface TriggerCoverage {
  readonly summary: string;
  readonly inpatient: SeenSurgery;
  readonly outpatient: SeenSurgery;
  /** Share of surgical dollars that are outpatient; `null` without any. Unit: share, 0 to 1. */
  readonly outpatientShare: number | null;
  readonly outpatientSlotEmpty: boolean;
}

interface Count {
  cases: number;
  cents: number;
  seen: number;
  seenCents: number;
}

function report(count: Count): SeenSurgery {
  return { cases: count.cases, allowed: usdFromCents(count.cents), seenCases: count.seen, seenAllowed: usdFromCents(count.seenCents) };
}

/**
 * Tells how much of surgery the triggers of a definition see, by setting: most commercial joints are outpatient now.
 *
 * Limits: it counts all surgery that it can recognise without licensed codes, not only the family's; `surgery` adds codes.
 *
 * @unit US dollars allowed
 * @source spec coe E15
 * @testedBy coe/trigger-coverage.test.ts
 * @param lines - Medical lines in any order.
 * @param o - The definition, more codes, strictness.
 * @returns Cases and dollars, seen and unseen.
 * @throws {@link CoalitionError} `coe/trigger-codes-missing` in strict mode, `coe/definition-invalid`.
 * @example
 * triggerCoverage([], { definition: jointReplacement() }).outpatientShare; // => null
 */
export function triggerCoverage(lines: Iterable<MedicalClaimLine>, o: TriggerCoverageOptions): TriggerCoverage {
  const [compiled] = compileDefinitions([o.definition]);
  const extra = (o.surgery ?? []).map(compileRule);
  const [inpatient, outpatient]: readonly [Count, Count] = [
    { cases: 0, cents: 0, seen: 0, seenCents: 0 },
    { cases: 0, cents: 0, seen: 0, seenCents: 0 },
  ];
  const people = new Map<string, EpisodeLine[]>();
  for (const record of lines) {
    if (record.is_final_action === false) continue;
    people.set(record.person_id, [...(people.get(record.person_id) ?? []), lineOfRecord(record)]);
  }
  const add = (count: Count, cents: number, seen: boolean): void => {
    count.cases += 1;
    count.cents += cents;
    if (seen) {
      count.seen += 1;
      count.seenCents += cents;
    }
  };
  for (const rows of people.values()) {
    const net = netLines(rows).lines;
    const stays = staysOf(net, []);
    const claims = outpatientClaims(net);
    const seen = new Set(compiled === undefined ? [] : anchorsOf(compiled, stays, claims).flatMap((anchor) => [...anchor.claims]));
    for (const stay of stays) {
      const operated =
        stay.acute &&
        (stay.facts.procedures.some((code) => code.startsWith('0')) ||
          extra.some((rule) => ruleMatches(rule, stay.facts)) ||
          stay.lines.some((line) => seen.has(claimKey(line))));
      if (operated)
        add(
          inpatient,
          stay.lines.reduce((sum, line) => sum + line.allowed, 0),
          stay.lines.some((line) => seen.has(claimKey(line))),
        );
    }
    for (const claim of claims) {
      const own = net.filter((line) => !isStayLine(line) && claimKey(line) === claim.key);
      const operated =
        own.some((line) => line.placeOfService === '24' || (line.billType ?? '').startsWith('83')) ||
        extra.some((rule) => ruleMatches(rule, claim.facts)) ||
        seen.has(claim.key);
      if (operated)
        add(
          outpatient,
          own.reduce((sum, line) => sum + line.allowed, 0),
          seen.has(claim.key),
        );
    }
  }
  const total = inpatient.cents + outpatient.cents;
  const outpatientShare = total === 0 ? null : outpatient.cents / total;
  const outpatientSlotEmpty = !o.definition.triggers.some(
    (trigger) => trigger.setting === 'outpatient' && trigger.allOf.every((rule) => rule.codes.length > 0),
  );
  if ((o.strictTriggers ?? true) && outpatientSlotEmpty && outpatient.cents > 0) {
    const share = ((outpatientShare ?? 0) * 100).toFixed(1);
    throw new CoalitionError(
      'coe/trigger-codes-missing',
      `The outpatient slot of ${o.definition.id} is empty, while ${share} % of surgical dollars are outpatient. Load licensed codes, or say strictTriggers: false.`,
      { definition: o.definition.id, share },
    );
  }
  const [all, caught] = [inpatient.cases + outpatient.cases, inpatient.seen + outpatient.seen];
  return {
    summary: `The triggers see ${caught} of ${all} surgical cases${outpatientSlotEmpty ? '; their outpatient slot is empty' : ''}.`,
    inpatient: report(inpatient),
    outpatient: report(outpatient),
    outpatientShare,
    outpatientSlotEmpty,
  };
}
