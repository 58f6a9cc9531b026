import { type TuvaRows, toTuva } from '../../claims/tuva/to-tuva.js';
import type { Coalition } from '../coalition.js';

/** A coalition as Tuva's input layer, with side tables for what Tuva has no column for. */
export interface TuvaCoalition {
  readonly medical: TuvaRows;
  readonly pharmacy: TuvaRows;
  readonly eligibility: TuvaRows;
}

/**
 * Writes a coalition as rows of Tuva's input layer; nothing is lost, because what Tuva has no column for stands in side tables.
 *
 * @testedBy synthetic/write.test.ts: reading it back gives the same records
 * @param coalition - A coalition.
 * @returns Rows of text by table.
 * @example
 * writeTuva({ medical: [], pharmacy: [], eligibility: [] }).pharmacy.columns.length; // => 25
 */
export function writeTuva(coalition: Pick<Coalition, 'medical' | 'pharmacy' | 'eligibility'>): TuvaCoalition {
  return {
    medical: toTuva('medical', coalition.medical),
    pharmacy: toTuva('pharmacy', coalition.pharmacy),
    eligibility: toTuva('eligibility', coalition.eligibility),
  };
}
