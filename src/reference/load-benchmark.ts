import { CoalitionError } from '../errors/coalition-error.js';
import type { CostBasis } from '../money/cost-basis.js';
import { exposureRule } from '../time/exposure-rule.js';
import { isIsoDate } from '../time/iso-date.js';
import { type BenchmarkFact, type FactSet, factSet } from './benchmark-fact.js';
import type { Citation } from './citation.js';

function invalid(path: string, wanted: string): CoalitionError<'benchmark/fact-invalid'> {
  return new CoalitionError('benchmark/fact-invalid', `The loaded benchmark has no readable ${path}. Give ${wanted}.`, { path });
}

type Fields = Readonly<Record<string, unknown>>;

function object(value: unknown, path: string): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalid(path, 'an object');
  return Object.fromEntries(Object.entries(value));
}

function text(value: unknown, path: string): string {
  if (typeof value !== 'string' || value === '') throw invalid(path, 'text');
  return value;
}

function textOrNull(value: unknown, path: string): string | null {
  return value === null ? null : text(value, path);
}

function date(value: unknown, path: string): string {
  const read = text(value, path);
  if (!isIsoDate(read)) throw invalid(path, 'a date such as 2025-10-09');
  return read;
}

function decimal(value: unknown, path: string): string {
  const read = text(value, path);
  if (!/^-?\d+(\.\d+)?$/.test(read)) throw invalid(path, 'plain decimal text');
  return read;
}

function year(value: unknown, path: string): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 1900 || value > 2200) throw invalid(path, 'a year');
  return value;
}

function oneOf<T extends string>(value: unknown, values: readonly T[], path: string): T {
  const found = values.find((each) => each === value);
  if (found === undefined) throw invalid(path, `one of ${values.join(', ')}`);
  return found;
}

function list(value: unknown, path: string): readonly unknown[] {
  if (!Array.isArray(value)) throw invalid(path, 'a list');
  return value;
}

function flag(value: unknown, path: string): boolean {
  if (typeof value !== 'boolean') throw invalid(path, 'true or false');
  return value;
}

/** A basis with no field missing. */
function basisOf(value: unknown, path: string): CostBasis {
  const basis = object(value, path);
  const scope = object(basis['scope'], `${path}.scope`);
  const large = object(basis['largeClaims'], `${path}.largeClaims`);
  const rule = text(basis['exposureRule'], `${path}.exposureRule`);
  return {
    measure: oneOf(
      basis['measure'],
      ['billed', 'allowed', 'planPaid', 'memberShare', 'tme', 'planCost', 'employerNet', 'premium'],
      `${path}.measure`,
    ),
    per: oneOf(basis['per'], ['member', 'employee', 'contract:single', 'contract:employeePlusOne', 'contract:family', 'contract:any'], `${path}.per`),
    period: oneOf(basis['period'], ['month', 'year'], `${path}.period`),
    scope: {
      medical: flag(scope['medical'], `${path}.scope.medical`),
      rx: flag(scope['rx'], `${path}.scope.rx`),
      dental: flag(scope['dental'], `${path}.scope.dental`),
      vision: flag(scope['vision'], `${path}.scope.vision`),
    },
    rebates: oneOf(basis['rebates'], ['gross', 'net', 'unknown'], `${path}.rebates`),
    nonClaims: oneOf(basis['nonClaims'], ['in', 'out', 'unknown'], `${path}.nonClaims`),
    admin: oneOf(basis['admin'], ['in', 'out', 'unknown'], `${path}.admin`),
    stopLoss: oneOf(basis['stopLoss'], ['none', 'premiumIn', 'netOfRecoveries', 'unknown'], `${path}.stopLoss`),
    dating: oneOf(basis['dating'], ['incurred', 'paid', 'survey'], `${path}.dating`),
    completion: oneOf(basis['completion'], ['complete', 'completed', 'immature', 'notApplicable'], `${path}.completion`),
    population: oneOf(basis['population'], ['activeUnder65', 'under65', 'earlyRetiree', 'medicare', 'all'], `${path}.population`),
    largeClaims:
      oneOf(large['kind'], ['raw', 'pooled'], `${path}.largeClaims.kind`) === 'raw'
        ? { kind: 'raw' }
        : {
            kind: 'pooled',
            point: decimal(large['point'], `${path}.largeClaims.point`),
            charge: oneOf(large['charge'], ['added', 'notAdded'], `${path}.largeClaims.charge`),
          },
    exposureRule: rule === 'survey' ? rule : exposureRule(rule),
  };
}

function provenanceOf(value: unknown, path: string): Citation {
  const cite = object(value, path);
  return {
    publisher: text(cite['publisher'], `${path}.publisher`),
    title: text(cite['title'], `${path}.title`),
    locator: text(cite['locator'], `${path}.locator`),
    url: textOrNull(cite['url'], `${path}.url`),
    retrieved: date(cite['retrieved'], `${path}.retrieved`),
    lastVerified: cite['lastVerified'] === null ? null : date(cite['lastVerified'], `${path}.lastVerified`),
    status: oneOf(cite['status'], ['primary', 'derived', 'secondary', 'unverified'], `${path}.status`),
    licence: text(cite['licence'], `${path}.licence`),
  };
}

function dispersionOf(value: unknown, path: string): BenchmarkFact['dispersion'] {
  if (value === null) return null;
  const found = object(value, path);
  const ratio = (each: unknown, at: string): number => {
    if (typeof each !== 'number' || !Number.isFinite(each) || each < 0) throw invalid(at, 'a ratio of at least 0');
    return each;
  };
  return {
    cvRaw: found['cvRaw'] === null ? null : ratio(found['cvRaw'], `${path}.cvRaw`),
    cvByPoint: list(found['cvByPoint'], `${path}.cvByPoint`).map((each, i) => {
      const row = object(each, `${path}.cvByPoint[${i}]`);
      return { point: decimal(row['point'], `${path}.cvByPoint[${i}].point`), cv: ratio(row['cv'], `${path}.cvByPoint[${i}].cv`) };
    }),
    source: text(found['source'], `${path}.source`),
  };
}

function factOf(value: unknown, path: string): BenchmarkFact {
  const fact = object(value, path);
  return {
    id: text(fact['id'], `${path}.id`),
    series: text(fact['series'], `${path}.series`),
    value: decimal(fact['value'], `${path}.value`),
    unit: oneOf(fact['unit'], ['US dollars a year', 'share', 'percent of Medicare', 'US dollars', 'billion US dollars'], `${path}.unit`),
    year: year(fact['year'], `${path}.year`),
    vintage: text(fact['vintage'], `${path}.vintage`),
    basis: fact['basis'] === null ? null : basisOf(fact['basis'], `${path}.basis`),
    growth: fact['growth'] === null ? null : oneOf(fact['growth'], ['beforePlanChanges', 'afterPlanChanges'] as const, `${path}.growth`),
    cut: text(fact['cut'], `${path}.cut`),
    dispersion: dispersionOf(fact['dispersion'], `${path}.dispersion`),
    provenance: provenanceOf(fact['provenance'], `${path}.provenance`),
    seriesBreaks: list(fact['seriesBreaks'], `${path}.seriesBreaks`).map((each, i) => year(each, `${path}.seriesBreaks[${i}]`)),
    supersedes: textOrNull(fact['supersedes'], `${path}.supersedes`),
    restatedBy: textOrNull(fact['restatedBy'], `${path}.restatedBy`),
    published: date(fact['published'], `${path}.published`),
    nextExpected: fact['nextExpected'] === null ? null : date(fact['nextExpected'], `${path}.nextExpected`),
    checks: list(fact['checks'], `${path}.checks`).map((each, i) => text(each, `${path}.checks[${i}]`)),
  };
}

/**
 * Loads benchmark records that the user supplies (MEPS-IC, carrier or licensed norms), checked field by field.
 *
 * Limits: no field of a basis may be missing; two records that print different values for one series, year, cut and edition are refused as a conflict.
 *
 * @source spec of the benchmark area, section 8
 * @testedBy test/benchmark/compare.test.ts
 * @param json - A list of records, as parsed JSON.
 * @returns The facts, askable.
 * @throws {@link CoalitionError} `benchmark/fact-invalid` with the path.
 * @example
 * loadBenchmark([]).facts.length; // => 0
 */
export function loadBenchmark(json: unknown): FactSet {
  const facts = list(json, '$').map((each, i) => factOf(each, `[${i}]`));
  const seen = new Map<string, BenchmarkFact>();
  facts.forEach((fact, i) => {
    const key = JSON.stringify([fact.series, fact.year, fact.cut, fact.vintage]);
    const other = seen.get(key);
    if (other !== undefined && other.value !== fact.value) {
      throw new CoalitionError(
        'benchmark/fact-invalid',
        `Two records print ${other.value} and ${fact.value} for ${fact.series} ${fact.year} (${fact.cut}, edition ${fact.vintage}). Look the figure up at its publisher.`,
        { path: `[${i}].value` },
      );
    }
    seen.set(key, fact);
  });
  return factSet(facts);
}
