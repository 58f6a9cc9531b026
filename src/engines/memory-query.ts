import type { CellOptions } from '../benchmark/cell-spec.js';
import type { CellExposure, CellLines } from '../benchmark/cells-input.js';
import type { MemberScope } from '../claims/aggregate.js';
import type { ClaimBatch, EligibilityBatch } from '../claims/batch.js';
import type { EpisodeSpec } from '../coe/episodes/episode-spec.js';
import type { ExposureOptions } from '../exposure/exposure-options.js';
import type { MemberYearsOptions, PersonYearUnits } from '../exposure/member-years.js';
import type { TriangleSpec } from '../trend/triangle-spec.js';

/** Over which members the batches are; default all. */
interface Scoped {
  readonly scope?: MemberScope;
}

/** Cost by keys and months. */
export interface CellsQuery extends Scoped {
  readonly kind: 'cells';
  readonly options: CellOptions;
  /** Coverage by month, as the exposure area counts it; without it cells have dollars and no rates. */
  readonly exposure?: CellExposure;
}

/** Incurred by paid. */
export interface TriangleQuery extends Scoped {
  readonly kind: 'triangle';
  readonly spec: TriangleSpec;
}

/** Member and employee months. */
export interface ExposureQuery extends Scoped {
  readonly kind: 'exposure';
  readonly options: ExposureOptions;
}

/** Cost by person and plan year. */
export interface MemberYearsQuery extends Scoped {
  readonly kind: 'memberYears';
  readonly options: MemberYearsOptions;
  /** Coverage by person and year. */
  readonly personYears?: readonly PersonYearUnits[];
}

/** Episodes of care. */
export interface EpisodesQuery extends Scoped {
  readonly kind: 'episodes';
  readonly spec: EpisodeSpec;
}

/** What an engine is asked for: always one aggregate, never lines. */
export type EngineQuery = CellsQuery | TriangleQuery | ExposureQuery | MemberYearsQuery | EpisodesQuery;

/** The batches that each query reads. */
export interface QueryBatches {
  readonly cells: CellLines;
  readonly triangle: ClaimBatch<'medical'> | ClaimBatch<'pharmacy'>;
  readonly exposure: EligibilityBatch;
  readonly memberYears: ClaimBatch<'medical'> | ClaimBatch<'pharmacy'>;
  readonly episodes: ClaimBatch<'medical'> | EligibilityBatch;
}
