import type { DayNumber } from '../../time/iso-date.js';
import { ruleMatches } from '../definition/code-rule.js';
import { normaliseDrg } from '../definition/normalise-drg.js';
import { type Anchor, claimKey } from './anchors.js';
import type { CompiledGroup } from './compile-definitions.js';
import type { AssignedLine, LineRole } from './episode.js';
import { moneyOf } from './episode-line.js';
import type { NetLine } from './net-lines.js';
import { prorateMoney } from './prorate.js';
import { factsOf, isStayLine } from './stays.js';

/** A line with the anchor that owns it. */
export interface Owned {
  readonly line: NetLine;
  readonly assigned: AssignedLine;
}

interface Fit {
  readonly inside: number;
  readonly days: number;
}

const WHOLE: Fit = { inside: 1, days: 1 };

/** How much of a line lies in an anchor's window; `null` when nothing does. */
function fitOf(anchor: Anchor, line: NetLine): Fit | null {
  const { definition } = anchor.compiled;
  const drgPaid = isStayLine(line) && line.drg !== null;
  if (definition.proration === 'none' || line.end === line.start || (drgPaid && definition.prorateStays !== true)) {
    return anchor.windowFrom <= line.start && line.start <= anchor.windowTo ? WHOLE : null;
  }
  const inside = Math.min(line.end, anchor.windowTo) - Math.max(line.start, anchor.windowFrom) + 1;
  return inside > 0 ? { inside, days: line.end - line.start + 1 } : null;
}

function groupMatches(group: CompiledGroup, line: NetLine): boolean {
  const drg = normaliseDrg(line.drg).code;
  const facts = factsOf([line], line.discharge ?? line.start, drg === null ? [] : [drg]);
  return group.parts.every((rule) => ruleMatches(rule, facts));
}

/** Why a line belongs to an episode whose window it meets; `null` when it doesn't. Exclude wins. */
function reasonOf(anchor: Anchor, line: NetLine): string | null {
  const { include, exclude } = anchor.compiled;
  if (exclude.some((group) => groupMatches(group, line))) return null;
  if (anchor.claims.has(claimKey(line))) return 'anchor';
  if (include === 'all') return 'window';
  return include.find((group) => groupMatches(group, line))?.id ?? null;
}

function roleOf(
  anchor: Anchor,
  line: NetLine,
  readmissions: readonly { readonly from: DayNumber; readonly to: DayNumber; readonly claims: ReadonlySet<string> }[],
): LineRole {
  const key = claimKey(line);
  if (anchor.claims.has(key)) return 'anchor';
  if (readmissions.some((stay) => stay.claims.has(key))) return 'readmission';
  if (line.start < anchor.start) return 'before';
  return line.start <= anchor.discharge ? 'during' : 'after';
}

/**
 * Gives a line to at most one anchor of a family: to the one whose own claim it is, else to the latest that began on or before
 * it, else to the next one whose days before it meets.
 */
function ownerOf(anchors: readonly Anchor[], line: NetLine): { readonly anchor: Anchor; readonly fit: Fit } | null {
  const key = claimKey(line);
  const own = anchors.find((anchor) => anchor.claims.has(key));
  if (own !== undefined) return { anchor: own, fit: WHOLE };
  let next: { anchor: Anchor; fit: Fit } | null = null;
  for (let i = anchors.length - 1; i >= 0; i -= 1) {
    const anchor = anchors[i];
    const fit = anchor === undefined ? null : fitOf(anchor, line);
    if (anchor === undefined || fit === null) continue;
    if (anchor.start <= line.start) return { anchor, fit };
    next = { anchor, fit };
  }
  return next;
}

/** Acute stays after an anchor's discharge that its window meets. */
export interface LaterStay {
  readonly from: DayNumber;
  readonly to: DayNumber;
  readonly claims: ReadonlySet<string>;
}

/**
 * Assigns a member's lines to the anchors of one family.
 *
 * @param anchors - In order of start.
 * @param lines - The member's netted lines.
 * @param laterStays - Of each anchor.
 * @returns Of each anchor, its lines.
 */
export function assignLines(
  anchors: readonly Anchor[],
  lines: readonly NetLine[],
  laterStays: (anchor: Anchor) => readonly LaterStay[],
): ReadonlyMap<Anchor, readonly Owned[]> {
  const owned = new Map<Anchor, Owned[]>(anchors.map((anchor) => [anchor, []]));
  if (anchors.length === 0) return owned;
  const stays = new Map(anchors.map((anchor) => [anchor, laterStays(anchor)]));
  for (const line of lines) {
    if (line.denied || line.void) continue;
    const owner = ownerOf(anchors, line);
    const reason = owner === null ? null : reasonOf(owner.anchor, line);
    if (owner === null || reason === null) continue;
    const { anchor, fit } = owner;
    const money = fit.inside === fit.days ? moneyOf(line) : prorateMoney(line, fit.inside, fit.days);
    const role = roleOf(anchor, line, stays.get(anchor) ?? []);
    owned.get(anchor)?.push({
      line,
      assigned: { dataSource: line.source, claimId: line.root, lineNumber: line.lineNumber, role, days: [fit.inside, fit.days], reason, money },
    });
  }
  return owned;
}
