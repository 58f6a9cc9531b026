import type { JsonValue } from '../../errors/json.js';
import { dayNumber, type IsoDate } from '../../time/iso-date.js';
import { asJson } from '../definition/definition-hash.js';
import type { EpisodeDefinition } from '../definition/episode-definition.js';
import { invalidDefinition, readDefinition } from '../definition/read-definition.js';
import { type CompiledDefinition, compileDefinitions } from './compile-definitions.js';
import type { MemberOptions } from './member-episodes.js';

/** What episodes are built by. */
export interface EpisodeSpec {
  readonly definitions: readonly EpisodeDefinition[];
  /** Last day whose payments are complete in the data. */
  readonly paidThrough: IsoDate;
  /** Days after a window's end until its payments are counted as complete. Unit: days. */
  readonly runOutDays: number;
  /** Whether the person must have been covered; `ignored` leaves a warning in the result. Default `required`. */
  readonly enrolment?: 'required' | 'ignored';
}

/** A specification made ready. */
export interface CompiledSpec extends MemberOptions {
  readonly json: JsonValue;
  readonly definitions: readonly CompiledDefinition[];
}

/** Checks a specification and makes it ready. */
export function compileSpec(spec: EpisodeSpec): CompiledSpec {
  const { runOutDays, enrolment = 'required' } = spec;
  if (!Number.isInteger(runOutDays) || runOutDays < 0) throw invalidDefinition('runOutDays', 'a whole number of days of at least 0 is needed');
  const paidThrough = dayNumber(spec.paidThrough);
  return {
    json: { definitions: spec.definitions.map(asJson), paidThrough: spec.paidThrough, runOutDays, enrolment },
    definitions: compileDefinitions(spec.definitions),
    paidThrough,
    runOutDays,
    enrolment,
  };
}

/** Reads a specification back from JSON. */
export function readSpec(json: JsonValue): EpisodeSpec {
  const o: Readonly<Record<string, unknown>> = typeof json === 'object' && json !== null ? Object.fromEntries(Object.entries(json)) : {};
  const { definitions, paidThrough, runOutDays, enrolment } = {
    definitions: o['definitions'],
    paidThrough: o['paidThrough'],
    runOutDays: o['runOutDays'],
    enrolment: o['enrolment'],
  };
  if (!Array.isArray(definitions) || typeof paidThrough !== 'string' || typeof runOutDays !== 'number')
    throw invalidDefinition('spec', 'definitions, paidThrough and runOutDays are needed');
  return { definitions: definitions.map(readDefinition), paidThrough, runOutDays, enrolment: enrolment === 'ignored' ? 'ignored' : 'required' };
}
