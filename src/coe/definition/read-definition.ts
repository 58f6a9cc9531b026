import { CoalitionError } from '../../errors/coalition-error.js';
import type { Citation } from '../../reference/citation.js';
import type { CodeRule, ComplicationRule, EpisodeDefinition, GroupRule, Trigger } from './episode-definition.js';

/** A refusal of a definition, with the path of the part that is wrong. */
export function invalidDefinition(path: string, rule: string): CoalitionError<'coe/definition-invalid'> {
  return new CoalitionError('coe/definition-invalid', `The episode definition is wrong at ${path}: ${rule}. Correct that part.`, { path, rule });
}

type Json = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function object(value: unknown, path: string): Json {
  if (!isObject(value)) throw invalidDefinition(path, 'an object is needed');
  return value;
}

function text(value: unknown, path: string): string {
  if (typeof value !== 'string' || value.trim() === '') throw invalidDefinition(path, 'a text is needed');
  return value;
}

function textOrNull(value: unknown, path: string): string | null {
  return value === null ? null : text(value, path);
}

function count(value: unknown, path: string, max: number = 3660): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > max)
    throw invalidDefinition(path, `a whole number from 0 to ${max} is needed`);
  return value;
}

function oneOf<T extends string | number>(value: unknown, path: string, allowed: readonly T[]): T {
  const found = allowed.find((each) => each === value);
  if (found === undefined) throw invalidDefinition(path, `one of ${allowed.join(', ')} is needed`);
  return found;
}

function list<T>(value: unknown, path: string, read: (entry: unknown, path: string) => T): readonly T[] {
  if (!Array.isArray(value)) throw invalidDefinition(path, 'a list is needed');
  return value.map((entry: unknown, i) => read(entry, `${path}[${i}]`));
}

/** Reads one code rule from JSON. */
export function readCodeRule(value: unknown, path: string): CodeRule {
  const o = object(value, path);
  const validity = o['validity'] === undefined ? undefined : object(o['validity'], `${path}.validity`);
  return {
    system: oneOf(o['system'], `${path}.system`, ['MS-DRG', 'ICD-10-PCS', 'ICD-10-CM', 'HCPCS-II', 'LICENSED'] as const),
    codes: list(o['codes'], `${path}.codes`, text),
    ...(o['position'] === undefined ? {} : { position: oneOf(o['position'], `${path}.position`, ['any', 'principal'] as const) }),
    ...(validity === undefined
      ? {}
      : { validity: { from: text(validity['from'], `${path}.validity.from`), to: textOrNull(validity['to'], `${path}.validity.to`) } }),
    ...(o['licenceAck'] === undefined ? {} : { licenceAck: text(o['licenceAck'], `${path}.licenceAck`) }),
  };
}

function trigger(value: unknown, path: string): Trigger {
  const o = object(value, path);
  return {
    id: text(o['id'], `${path}.id`),
    setting: oneOf(o['setting'], `${path}.setting`, ['inpatient', 'outpatient'] as const),
    allOf: list(o['allOf'], `${path}.allOf`, readCodeRule),
    ...(o['noneOf'] === undefined ? {} : { noneOf: list(o['noneOf'], `${path}.noneOf`, readCodeRule) }),
  };
}

function groupRule(value: unknown, path: string): GroupRule {
  const o = object(value, path);
  const id = text(o['id'], `${path}.id`);
  const rule = (part: string): CodeRule => readCodeRule(o[part], `${path}.${part}`);
  const kind = oneOf(o['kind'], `${path}.kind`, [
    'service-only',
    'service-diagnosis-pair',
    'service-procedure-pair',
    'principal-diagnosis-only',
  ] as const);
  switch (kind) {
    case 'service-only':
      return { kind, id, service: rule('service') };
    case 'service-diagnosis-pair':
      return { kind, id, service: rule('service'), diagnosis: rule('diagnosis') };
    case 'service-procedure-pair':
      return { kind, id, service: rule('service'), procedure: rule('procedure') };
    case 'principal-diagnosis-only':
      return { kind, id, diagnosis: rule('diagnosis') };
  }
}

function complication(value: unknown, path: string): ComplicationRule {
  const o = object(value, path);
  return {
    id: text(o['id'], `${path}.id`),
    codes: list(o['codes'], `${path}.codes`, readCodeRule),
    withinDays: count(o['withinDays'], `${path}.withinDays`),
  };
}

function citation(value: unknown, path: string): Citation {
  const o = object(value, path);
  return {
    publisher: text(o['publisher'], `${path}.publisher`),
    title: text(o['title'], `${path}.title`),
    locator: text(o['locator'], `${path}.locator`),
    url: textOrNull(o['url'], `${path}.url`),
    retrieved: text(o['retrieved'], `${path}.retrieved`),
    lastVerified: textOrNull(o['lastVerified'], `${path}.lastVerified`),
    status: oneOf(o['status'], `${path}.status`, ['primary', 'derived', 'secondary', 'unverified'] as const),
    licence: text(o['licence'], `${path}.licence`),
  };
}

/**
 * Reads an episode definition from JSON and checks its form, part by part.
 *
 * Limits: form only; {@link checkDefinition} judges the codes.
 *
 * @testedBy coe/definition.test.ts: round trip, each part missing or misspelt
 * @param json - What was parsed.
 * @returns The definition; unknown keys are left out.
 * @throws {@link CoalitionError} `coe/definition-invalid` with the path of the first wrong part.
 * @example
 * readDefinition(JSON.parse(JSON.stringify(jointReplacement()))).id; // => 'coe-joint'
 */
export function readDefinition(json: unknown): EpisodeDefinition {
  const o = object(json, '$');
  const [anchor, window, enrolment] = [object(o['anchor'], 'anchor'), object(o['window'], 'window'), object(o['enrolment'], 'enrolment')];
  const outlier = o['outlier'] === undefined ? undefined : object(o['outlier'], 'outlier');
  if (o['prorateStays'] !== undefined && typeof o['prorateStays'] !== 'boolean') throw invalidDefinition('prorateStays', 'true or false is needed');
  return {
    id: text(o['id'], 'id'),
    version: text(o['version'], 'version'),
    family: text(o['family'], 'family'),
    title: text(o['title'], 'title'),
    source: list(o['source'], 'source', citation),
    triggers: list(o['triggers'], 'triggers', trigger),
    anchor: {
      mergeTransferDays: oneOf(anchor['mergeTransferDays'], 'anchor.mergeTransferDays', [0, 1] as const),
      outpatientToInpatientDays: count(anchor['outpatientToInpatientDays'], 'anchor.outpatientToInpatientDays', 30),
      facility: oneOf(anchor['facility'], 'anchor.facility', ['first', 'procedure'] as const),
    },
    window: {
      preDays: count(window['preDays'], 'window.preDays'),
      postDays: count(window['postDays'], 'window.postDays'),
      from: oneOf(window['from'], 'window.from', ['discharge', 'admission', 'trigger'] as const),
      dayOne: oneOf(window['dayOne'], 'window.dayOne', ['anchor-date', 'day-after'] as const),
    },
    cleanPeriodDays: count(o['cleanPeriodDays'], 'cleanPeriodDays'),
    conflict: oneOf(o['conflict'], 'conflict', ['cancel-earlier', 'keep-first', 'split'] as const),
    include: o['include'] === 'all' ? 'all' : list(o['include'], 'include', groupRule),
    exclude: list(o['exclude'], 'exclude', groupRule),
    complications: list(o['complications'], 'complications', complication),
    plannedReadmissions: list(o['plannedReadmissions'], 'plannedReadmissions', readCodeRule),
    readmissionDays: o['readmissionDays'] === null ? null : count(o['readmissionDays'], 'readmissionDays'),
    proration: oneOf(o['proration'], 'proration', ['none', 'per-diem'] as const),
    ...(typeof o['prorateStays'] === 'boolean' ? { prorateStays: o['prorateStays'] } : {}),
    ...(outlier === undefined
      ? {}
      : {
          outlier: {
            quantileType: oneOf(outlier['quantileType'], 'outlier.quantileType', [1, 2, 3, 4, 5, 6, 7, 8, 9] as const),
            upper: text(outlier['upper'], 'outlier.upper'),
            lower: textOrNull(outlier['lower'], 'outlier.lower'),
          },
        }),
    enrolment: {
      preMonths: count(enrolment['preMonths'], 'enrolment.preMonths', 60),
      postMonths: count(enrolment['postMonths'], 'enrolment.postMonths', 60),
      maxGapDays: count(enrolment['maxGapDays'], 'enrolment.maxGapDays', 366),
    },
    death: oneOf(o['death'], 'death', ['keep', 'drop'] as const),
  };
}
