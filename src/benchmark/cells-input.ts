import type { ClaimBatch, CodedColumn } from '../claims/batch.js';
import type { ExposureRule, ExposureUnits } from '../time/exposure-rule.js';
import type { Month } from '../time/month.js';

/** Claim lines: a batch, or a batch with further columns that cells may be keyed by, such as a service category. */
export type CellLines =
  | ClaimBatch<'medical'>
  | ClaimBatch<'pharmacy'>
  | {
      readonly batch: ClaimBatch<'medical'> | ClaimBatch<'pharmacy'> /** By name; one id a row. */;
      readonly columns: Readonly<Record<string, CodedColumn>>;
    };

/** Exposure by month, as the exposure area counts it. */
export interface CellExposure {
  readonly rule: ExposureRule;
  readonly cells: readonly {
    readonly month: Month;
    readonly keys: Readonly<Record<string, string | null>>;
    readonly memberUnits: ExposureUnits;
    readonly employeeUnits: ExposureUnits;
  }[];
}

/** What cells take in. */
export type CellsInput = CellLines | CellExposure;
