import type { ControlTotals } from '../../claims/aggregate.js';
import type { Finding, Warning } from '../../errors/finding.js';
import { centsToText } from '../../money/cents.js';
import { versionOf } from '../../reference/dated.js';
import { msDrgVersions } from '../../reference/ms-drg.js';
import { isoFromDay } from '../../time/iso-date.js';
import type { Episode, EpisodeRejection, EpisodeSet, FamilyAccount } from './episode.js';
import { addMoney, type EpisodeMoney, lessMoney, NO_MONEY } from './episode-line.js';
import type { CompiledSpec } from './episode-spec.js';
import { type MemberInput, memberEpisodes } from './member-episodes.js';

/** What a finished set is made of. */
export interface FinishInput {
  readonly spec: CompiledSpec;
  /** In order of person. */
  readonly members: Iterable<MemberInput>;
  /** Lines of persons without any trigger, which were not kept. */
  readonly others: { readonly rows: number; readonly money: EpisodeMoney };
  readonly superseded: { readonly rows: number; readonly money: EpisodeMoney };
  readonly control: ControlTotals;
}

/** Adds up findings that say the same. */
export function groupFindings(findings: readonly Finding[]): readonly Finding[] {
  const groups = new Map<string, Finding>();
  for (const finding of findings) {
    const key = `${finding.code}\u0000${finding.message}`;
    const known = groups.get(key);
    if (known === undefined) groups.set(key, finding);
    else {
      const rows = (known.rows ?? 0) + (finding.rows ?? 0);
      groups.set(key, { ...known, rows, ...(known.cents === undefined ? {} : { cents: known.cents + (finding.cents ?? 0) }) });
    }
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, finding]) => finding);
}

const REJECTED: Readonly<Record<EpisodeRejection['reason'], { readonly code: string; readonly what: string }>> = {
  'conflict-later': { code: 'coe/overlapping-anchors', what: 'anchors stood too close to an earlier one, which was kept' },
  'conflict-earlier': { code: 'coe/overlapping-anchors', what: 'anchors gave way to a later one' },
  capitated: { code: 'coe/capitated', what: 'anchors were paid per head' },
  'secondary-payer': { code: 'coe/secondary-payer', what: 'anchors were first paid by somebody else' },
  death: { code: 'coe/death', what: 'episodes ended in death and were dropped' },
  'lost-enrolment': { code: 'coe/lost-enrolment', what: 'episodes lack coverage for all of their days' },
};

function resultFindings(episodes: readonly Episode[], rejections: readonly EpisodeRejection[]): readonly Finding[] {
  const found: Finding[] = rejections.map(({ reason, money }) => ({
    code: REJECTED[reason].code,
    severity: 'info',
    rows: 1,
    cents: money.allowed,
    message: `Some ${REJECTED[reason].what}.`,
    fix: 'See the page of this code.',
  }));
  for (const episode of episodes) {
    if (!episode.complete) {
      found.push({
        code: 'coe/window-incomplete',
        severity: 'info',
        rows: 1,
        cents: episode.money.allowed,
        message: 'Some episodes are not complete yet and stand in no mean.',
        fix: 'Wait for later payments.',
      });
    }
  }
  return found;
}

/** The plain sentence on top of a result. */
function sentence(episodes: readonly Episode[], rejections: readonly EpisodeRejection[]): string {
  const complete = episodes.filter((episode) => episode.complete);
  const allowed = complete.reduce((sum, episode) => sum + episode.money.allowed, 0);
  const mean = complete.length === 0 ? 'no complete episode' : `on average $${centsToText(Math.round(allowed / complete.length))} allowed each`;
  return `${episodes.length} episodes, of which ${complete.length} are complete (${mean}); ${rejections.length} anchors are counted but stand in no mean.`;
}

/** Builds the episodes of all members and accounts for every cent. */
export function finishEpisodes(o: FinishInput): EpisodeSet {
  const { spec, control } = o;
  const episodes: Episode[] = [];
  const rejections: EpisodeRejection[] = [];
  const findings: Finding[] = [];
  let input = o.others.money;
  let superseded = o.superseded;
  for (const member of o.members) {
    const built = memberEpisodes(member, spec);
    episodes.push(...built.episodes);
    rejections.push(...built.rejections);
    findings.push(...built.findings);
    input = addMoney(input, built.input);
    superseded = { rows: superseded.rows + built.replaced.rows, money: addMoney(superseded.money, built.replaced.money) };
  }
  const families = [...new Set(spec.definitions.map((each) => each.definition.family))];
  const total = (list: readonly (Episode | EpisodeRejection)[], family: string): EpisodeMoney =>
    list.reduce((sum, each) => (each.family === family ? addMoney(sum, each.money) : sum), NO_MONEY);
  const accounts = families.map((family): FamilyAccount => {
    const [inEpisodes, inRejections] = [total(episodes, family), total(rejections, family)];
    return { family, input, episodes: inEpisodes, rejections: inRejections, unassigned: lessMoney(lessMoney(input, inEpisodes), inRejections) };
  });
  const warnings: Warning[] = [];
  if (spec.enrolment === 'ignored') {
    warnings.push({
      code: 'coe/enrolment-not-checked',
      severity: 'warn',
      message: 'Coverage was not checked.',
      fix: 'Add eligibility spans and ask for enrolment.',
    });
  }
  return {
    summary: sentence(episodes, rejections),
    definitions: spec.definitions.map(({ definition, hash }) => ({
      id: definition.id,
      version: definition.version,
      family: definition.family,
      hash,
    })),
    episodes,
    rejections,
    accounts,
    findings: groupFindings([...findings, ...resultFindings(episodes, rejections)]),
    superseded,
    control,
    steps: accounts.flatMap((account) => [
      { id: `${account.family}/input`, label: 'allowed dollars of all lines', value: centsToText(account.input.allowed), unit: 'USD' },
      { id: `${account.family}/episodes`, label: 'in episodes', value: centsToText(account.episodes.allowed), unit: 'USD' },
      {
        id: `${account.family}/rejections`,
        label: 'in windows of anchors that are no episode',
        value: centsToText(account.rejections.allowed),
        unit: 'USD',
      },
      {
        id: `${account.family}/unassigned`,
        label: 'in no episode',
        formula: 'input - episodes - rejections',
        value: centsToText(account.unassigned.allowed),
        unit: 'USD',
      },
    ]),
    assumptions: [
      { id: 'paidThrough', value: isoFromDay(spec.paidThrough), evidence: 'assumed', source: 'given by the caller' },
      { id: 'runOutDays', value: String(spec.runOutDays), evidence: 'assumed', source: 'given by the caller' },
    ],
    warnings,
    tables: [versionOf(msDrgVersions)],
  };
}
