import type { Finding } from '../../errors/finding.js';
import { compareCodePoints } from '../../money/allocate.js';
import { type DayNumber, isoFromDay } from '../../time/iso-date.js';
import { type Anchor, anchorsOf, outpatientClaims, settleConflicts } from './anchors.js';
import { assignLines, type Owned } from './assign-lines.js';
import type { CompiledDefinition } from './compile-definitions.js';
import { type CoverageRow, isCovered, isSecondary, personOn } from './coverage.js';
import type { Episode, EpisodeRejection, LineRole, RejectionReason } from './episode.js';
import { addMoney, type EpisodeLine, type EpisodeMoney, NO_MONEY } from './episode-line.js';
import { netLines } from './net-lines.js';
import { complicationsOf, laterStays, readmissionOf } from './outcomes.js';
import { lastStatus, type Stay, staysOf } from './stays.js';

/** One member's rows. */
export interface MemberInput {
  readonly personId: string;
  readonly lines: readonly EpisodeLine[];
  readonly coverage: readonly CoverageRow[];
}

/** What holds for every member. */
export interface MemberOptions {
  readonly definitions: readonly CompiledDefinition[];
  readonly paidThrough: DayNumber;
  readonly runOutDays: number;
  readonly enrolment: 'required' | 'ignored';
}

/** What became of one member's lines. */
export interface MemberEpisodes {
  readonly episodes: readonly Episode[];
  readonly rejections: readonly EpisodeRejection[];
  readonly input: EpisodeMoney;
  /** What replaced versions of claims had said; not in the input. */
  readonly replaced: { readonly rows: number; readonly money: EpisodeMoney };
  readonly findings: readonly Finding[];
}

function surgeonOf(owned: readonly Owned[]): string | null {
  const by = new Map<string, { allowed: number; lines: number }>();
  for (const { line, assigned } of owned) {
    if (line.institutional || line.rendering === null || (assigned.role !== 'during' && assigned.role !== 'anchor')) continue;
    const known = by.get(line.rendering) ?? { allowed: 0, lines: 0 };
    by.set(line.rendering, { allowed: known.allowed + assigned.money.allowed, lines: known.lines + 1 });
  }
  const ranked = [...by].sort(([a, x], [b, y]) => y.allowed - x.allowed || y.lines - x.lines || compareCodePoints(a, b));
  return ranked[0]?.[0] ?? null;
}

function facilityOf(anchor: Anchor, owned: readonly Owned[]): string | null {
  const { stays } = anchor.chain ?? { stays: [] };
  if (anchor.compiled.definition.anchor.facility === 'procedure' && anchor.stay !== null) return anchor.stay.facility;
  if (stays.length > 0) return stays[0]?.facility ?? null;
  const own = owned
    .filter(({ assigned }) => assigned.role === 'anchor')
    .sort((a, b) => Number(b.line.institutional) - Number(a.line.institutional) || compareCodePoints(a.line.facility ?? '', b.line.facility ?? ''));
  return own[0]?.line.facility ?? null;
}

function firstText(owned: readonly Owned[], pick: (line: EpisodeLine) => string | null): string | null {
  const texts = owned.flatMap(({ line, assigned }) => (assigned.role === 'anchor' ? (pick(line) ?? []) : []));
  return texts.sort(compareCodePoints)[0] ?? null;
}

/** Why an anchor is no episode, looked for in a stated order; `null` when it is one. */
function rejection(
  anchor: Anchor,
  owned: readonly Owned[],
  member: MemberInput,
  o: MemberOptions & { readonly died: DayNumber | null },
): RejectionReason | null {
  const own = owned.filter(({ assigned }) => assigned.role === 'anchor');
  const money = own.reduce((sum, { assigned }) => addMoney(sum, assigned.money), NO_MONEY);
  if (own.some(({ line }) => line.capitated) && money.allowed === 0) return 'capitated';
  if (isSecondary(member.coverage, anchor.admission) ?? money.cobPaid > money.planPaid) return 'secondary-payer';
  const died = o.died !== null && o.died >= anchor.start && o.died <= anchor.windowTo;
  if (died && anchor.compiled.definition.death === 'drop') return 'death';
  if (o.enrolment === 'required' && !isCovered(anchor, member.coverage, { paidThrough: o.paidThrough, died: o.died })) return 'lost-enrolment';
  return null;
}

function deathOf(member: MemberInput, stays: readonly Stay[]): DayNumber | null {
  const known = member.coverage.flatMap((row) => row.death ?? []);
  const billed = stays.filter((stay) => lastStatus(stay.lines) === '20').map((stay) => stay.discharge);
  const days = known.length > 0 ? known : billed;
  return days.length === 0 ? null : Math.min(...days);
}

function sumOf(owned: readonly Owned[]): EpisodeMoney {
  return owned.reduce((sum, { assigned }) => addMoney(sum, assigned.money), NO_MONEY);
}

function episodeOf(
  anchor: Anchor,
  owned: readonly Owned[],
  o: { readonly member: MemberInput; readonly stays: readonly Stay[]; readonly options: MemberOptions; readonly died: DayNumber | null },
): Episode {
  const { member, stays, options } = o;
  const { definition, hash } = anchor.compiled;
  const byRole: Record<LineRole, number> = { anchor: 0, during: 0, before: 0, readmission: 0, after: 0 };
  for (const { assigned } of owned) byRole[assigned.role] += assigned.money.allowed;
  const back = readmissionOf(anchor, stays);
  return {
    kind: 'episode',
    definition: definition.id,
    definitionHash: hash,
    family: definition.family,
    personId: member.personId,
    employerId: firstText(owned, (line) => line.employer),
    setting: anchor.setting,
    trigger: anchor.trigger,
    drg: anchor.stay?.facts.drgs.toSorted(compareCodePoints)[0] ?? null,
    start: isoFromDay(anchor.start),
    admission: isoFromDay(anchor.admission),
    discharge: isoFromDay(anchor.discharge),
    window: { from: isoFromDay(anchor.windowFrom), to: isoFromDay(anchor.windowTo) },
    stays: anchor.chain?.stays.length ?? 0,
    facility: facilityOf(anchor, owned),
    surgeon: surgeonOf(owned),
    bundleId: firstText(owned, (line) => line.bundleId),
    ...personOn(member.coverage, anchor.admission),
    money: sumOf(owned),
    allowedByRole: byRole,
    readmission: back === null ? null : { date: isoFromDay(back.day), allowed: back.allowed },
    complications: complicationsOf(anchor, stays),
    died: o.died !== null && o.died >= anchor.start && o.died <= anchor.windowTo,
    complete: anchor.windowTo + options.runOutDays <= options.paidThrough,
    lines: owned.map(({ assigned }) => assigned),
  };
}

/**
 * Builds the episodes of one member: nets the lines, joins stays, finds anchors, settles conflicts, assigns lines, judges.
 *
 * @formula cost O(L log L) in the member's lines L
 * @param member - The member's rows, in any order.
 * @param options - Definitions and dates.
 * @returns Episodes, rejections, the member's dollars and what was found.
 */
export function memberEpisodes(member: MemberInput, options: MemberOptions): MemberEpisodes {
  const findings: Finding[] = [];
  const { lines, replaced } = netLines(member.lines);
  const input = lines.reduce<EpisodeMoney>((sum, line) => addMoney(sum, line), NO_MONEY);
  const negative = lines.filter((line) => line.allowed < 0);
  if (negative.length > 0) {
    findings.push({
      code: 'coe/negative-allowed',
      severity: 'warn',
      table: 'medical',
      field: 'allowed_amount',
      rows: negative.length,
      cents: negative.reduce((sum, line) => sum + line.allowed, 0),
      message: 'Lines have a negative allowed amount after all corrections.',
      fix: 'Load the months of the originals.',
    });
  }
  const stays = staysOf(lines, findings);
  const outpatient = outpatientClaims(lines);
  const died = deathOf(member, stays);
  const families = [...new Set(options.definitions.map((each) => each.definition.family))];
  const episodes: Episode[] = [];
  const rejections: EpisodeRejection[] = [];
  for (const family of families) {
    const candidates = options.definitions
      .filter((each) => each.definition.family === family)
      .flatMap((compiled) => anchorsOf(compiled, stays, outpatient))
      .sort((a, b) => a.start - b.start || a.discharge - b.discharge);
    const { kept, lost } = settleConflicts(candidates);
    const owned = assignLines(kept, lines, (anchor) => laterStays(anchor, stays));
    const refuse = (anchor: Anchor, reason: RejectionReason, mine: readonly Owned[]): void => {
      const { definition, hash } = anchor.compiled;
      rejections.push({
        kind: 'rejection',
        definition: definition.id,
        definitionHash: hash,
        family,
        personId: member.personId,
        employerId: firstText(mine, (line) => line.employer),
        admission: isoFromDay(anchor.admission),
        reason,
        money: sumOf(mine),
        lines: mine.length,
      });
    };
    for (const { anchor, reason } of lost) refuse(anchor, reason, []);
    for (const anchor of kept) {
      const mine = owned.get(anchor) ?? [];
      const reason = rejection(anchor, mine, member, { ...options, died });
      if (reason === null) episodes.push(episodeOf(anchor, mine, { member, stays, options, died }));
      else refuse(anchor, reason, mine);
    }
  }
  return { episodes, rejections, input, replaced, findings };
}
