import { compareCodePoints } from '../../money/allocate.js';
import type { DayNumber } from '../../time/iso-date.js';
import { type CodedFacts, ruleMatches } from '../definition/code-rule.js';
import type { CompiledDefinition, CompiledTrigger } from './compile-definitions.js';
import { episodeWindow } from './episode-window.js';
import type { NetLine } from './net-lines.js';
import { chainsOf, factsOf, isStayLine, type Stay, type StayChain } from './stays.js';

/** Where an episode may begin. Dates in days since 1970-01-01. */
export interface Anchor {
  readonly compiled: CompiledDefinition;
  readonly trigger: string;
  readonly setting: 'inpatient' | 'outpatient';
  /** Admission, or the day of the outpatient operation when that came first. */
  readonly start: DayNumber;
  readonly admission: DayNumber;
  readonly discharge: DayNumber;
  readonly chain: StayChain | null;
  /** The stay on which the trigger fired. */
  readonly stay: Stay | null;
  /** Lines of the anchor's own claims. */
  readonly claims: ReadonlySet<string>;
  readonly windowFrom: DayNumber;
  readonly windowTo: DayNumber;
}

/** One key for all lines of a claim. */
export function claimKey(line: NetLine): string {
  return `${line.source}\u0000${line.root}`;
}

function fires(trigger: CompiledTrigger, facts: CodedFacts): boolean {
  return trigger.allOf.every((rule) => ruleMatches(rule, facts)) && !trigger.noneOf.some((rule) => ruleMatches(rule, facts));
}

interface OutpatientClaim {
  readonly day: DayNumber;
  readonly key: string;
  readonly facts: CodedFacts;
}

/** Claims outside stays, one by one. */
export function outpatientClaims(lines: readonly NetLine[]): readonly OutpatientClaim[] {
  const claims = new Map<string, NetLine[]>();
  for (const line of lines) {
    if (isStayLine(line) || line.void || line.denied) continue;
    const claim = claims.get(claimKey(line));
    if (claim === undefined) claims.set(claimKey(line), [line]);
    else claim.push(line);
  }
  return [...claims].map(([key, group]) => {
    const day = Math.min(...group.map((line) => line.start));
    return { key, day, facts: factsOf(group, day, []) };
  });
}

function anchorOf(o: Omit<Anchor, 'windowFrom' | 'windowTo'>): Anchor {
  const { from, to } = episodeWindow(o.compiled.definition, { start: o.start, admission: o.admission, discharge: o.discharge });
  return { ...o, windowFrom: from, windowTo: to };
}

function chainClaims(chain: StayChain): Set<string> {
  return new Set(chain.stays.flatMap((stay) => stay.lines.map(claimKey)));
}

/** All candidates of one definition, one for each stay chain and each outpatient day, in order of time. */
export function anchorsOf(compiled: CompiledDefinition, stays: readonly Stay[], outpatient: readonly OutpatientClaim[]): readonly Anchor[] {
  const { mergeTransferDays, outpatientToInpatientDays } = compiled.definition.anchor;
  const chains = chainsOf(stays, mergeTransferDays);
  const byChain = new Map<StayChain, Anchor>();
  for (const chain of chains) {
    for (const trigger of compiled.triggers) {
      const stay = trigger.setting === 'inpatient' ? chain.stays.find((each) => fires(trigger, each.facts)) : undefined;
      if (stay === undefined || byChain.has(chain)) continue;
      const { admission, discharge } = chain;
      byChain.set(
        chain,
        anchorOf({
          compiled,
          trigger: trigger.id,
          setting: 'inpatient',
          start: admission,
          admission,
          discharge,
          chain,
          stay,
          claims: chainClaims(chain),
        }),
      );
    }
  }
  const byDay = new Map<DayNumber, Anchor>();
  for (const claim of [...outpatient].sort((a, b) => a.day - b.day || compareCodePoints(a.key, b.key))) {
    const trigger = compiled.triggers.find((each) => each.setting === 'outpatient' && fires(each, claim.facts));
    if (trigger === undefined) continue;
    const chain = chains.find((each) => each.admission <= claim.day + outpatientToInpatientDays && claim.day <= each.discharge);
    const known = chain === undefined ? byDay.get(claim.day) : byChain.get(chain);
    const claims = new Set([...(known?.claims ?? (chain === undefined ? [] : chainClaims(chain))), claim.key]);
    const start = Math.min(claim.day, known?.start ?? chain?.admission ?? claim.day);
    const base = known ?? {
      compiled,
      trigger: trigger.id,
      admission: chain?.admission ?? claim.day,
      discharge: chain?.discharge ?? claim.day,
      stay: chain?.stays[0] ?? null,
    };
    const anchor = anchorOf({ ...base, setting: chain === undefined ? 'outpatient' : 'inpatient', start, chain: chain ?? null, claims });
    if (chain === undefined) byDay.set(claim.day, anchor);
    else byChain.set(chain, anchor);
  }
  return [...byChain.values(), ...byDay.values()].sort((a, b) => a.start - b.start || a.discharge - b.discharge);
}

/** Anchors that stand and those that gave way, within one family. */
export interface SettledAnchors {
  readonly kept: readonly Anchor[];
  readonly lost: readonly { readonly anchor: Anchor; readonly reason: 'conflict-later' | 'conflict-earlier' }[];
}

/**
 * Settles anchors of one family that stand too close: within the window or the clean period of the one before.
 *
 * Two definitions of one family that see the same event never both keep it: the one given first does.
 */
export function settleConflicts(candidates: readonly Anchor[]): SettledAnchors {
  const kept: Anchor[] = [];
  const lost: { anchor: Anchor; reason: 'conflict-later' | 'conflict-earlier' }[] = [];
  for (const anchor of candidates) {
    const before = kept.at(-1);
    if (before === undefined || anchor.start > before.windowTo + before.compiled.definition.cleanPeriodDays) {
      kept.push(anchor);
      continue;
    }
    const same = anchor.start <= before.discharge && anchor.discharge >= before.start;
    const policy = same ? 'keep-first' : before.compiled.definition.conflict;
    if (policy === 'keep-first') lost.push({ anchor, reason: 'conflict-later' });
    else {
      if (policy === 'cancel-earlier') {
        kept.pop();
        lost.push({ anchor: before, reason: 'conflict-earlier' });
      }
      kept.push(anchor);
    }
  }
  return { kept, lost };
}
