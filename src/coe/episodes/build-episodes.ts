import type { EligibilitySpan } from '../../claims/eligibility-span.js';
import type { MedicalClaimLine } from '../../claims/medical-claim-line.js';
import { CoalitionError } from '../../errors/coalition-error.js';
import type { CoverageRow } from './coverage.js';
import type { Episode, EpisodeRejection } from './episode.js';
import type { EpisodeLine } from './episode-line.js';
import { compileSpec, type EpisodeSpec } from './episode-spec.js';
import { lineOfRecord } from './line-of-record.js';
import { memberEpisodes } from './member-episodes.js';
import { coverageOfRecord } from './read-coverage.js';

/** How {@link buildEpisodes} builds. */
export interface BuildOptions extends EpisodeSpec {
  /** The coverage of a person; without it enrolment can't be checked. */
  readonly enrolmentOf?: (personId: string) => Iterable<EligibilitySpan>;
}

/**
 * Builds episodes from a stream that is sorted by person, one member in memory at a time.
 *
 * Limits: within a member the order doesn't matter; rows that a final view set aside are passed over.
 *
 * @testedBy coe/build-episodes.test.ts: equal to the aggregate; unsorted input
 * @param lines - Medical lines, all of a person together.
 * @param o - Definitions, dates and coverage.
 * @returns Episodes and rejections, member by member.
 * @throws {@link CoalitionError} `coe/unsorted-input` with the row, `coe/definition-invalid`.
 * @example
 * Array.from(buildEpisodes([], { definitions: [jointReplacement()], paidThrough: '2026-06-30', runOutDays: 90 })); // => []
 */
export function* buildEpisodes(lines: Iterable<MedicalClaimLine>, o: BuildOptions): Generator<Episode | EpisodeRejection> {
  const spec = compileSpec(o.enrolmentOf === undefined ? { ...o, enrolment: 'ignored' } : o);
  const seen = new Set<string>();
  let current: string | null = null;
  let held: EpisodeLine[] = [];
  let row = 0;
  const build = function* (personId: string): Generator<Episode | EpisodeRejection> {
    const coverage: CoverageRow[] = [...(o.enrolmentOf?.(personId) ?? [])].flatMap((span) => coverageOfRecord(span) ?? []);
    const { episodes, rejections } = memberEpisodes({ personId, lines: held, coverage }, spec);
    yield* episodes;
    yield* rejections;
  };
  for (const line of lines) {
    row += 1;
    if (line.person_id !== current) {
      if (seen.has(line.person_id)) {
        throw new CoalitionError(
          'coe/unsorted-input',
          `A member comes back at row ${row}. Sort the lines by person, or use EpisodeAggregate, which takes them in any order.`,
          { row },
        );
      }
      seen.add(line.person_id);
      if (current !== null) yield* build(current);
      current = line.person_id;
      held = [];
    }
    if (line.is_final_action !== false) held.push(lineOfRecord(line));
  }
  if (current !== null) yield* build(current);
}
