import type { ClaimDatePolicy } from '../claims/claim-date.js';
import { CoalitionError } from '../errors/coalition-error.js';
import type { CostBasis } from '../money/cost-basis.js';
import { exposureRule } from '../time/exposure-rule.js';
import type { CellBasis, CellMeasure } from './cell.js';
import type { CellSpec } from './cell-spec.js';

type Values<T extends string> = readonly T[];

const REBATES: Values<CostBasis['rebates']> = ['gross', 'net', 'unknown'];
const IN_OUT: Values<CostBasis['admin']> = ['in', 'out', 'unknown'];
const STOP_LOSS: Values<CostBasis['stopLoss']> = ['none', 'premiumIn', 'netOfRecoveries', 'unknown'];
const DATING: Values<CostBasis['dating']> = ['incurred', 'paid', 'survey'];
const COMPLETION: Values<CostBasis['completion']> = ['complete', 'completed', 'immature', 'notApplicable'];
const POPULATION: Values<CostBasis['population']> = ['activeUnder65', 'under65', 'earlyRetiree', 'medicare', 'all'];
const MEASURES: Values<CellMeasure> = ['billed', 'allowed', 'planPaid', 'memberShare'];
const CLAIM_DATES: Values<ClaimDatePolicy> = ['default', 'lineStart', 'claimStart', 'admission', 'through', 'perDay'];

function bad(path: string): CoalitionError<'aggregate/corrupt'> {
  return new CoalitionError('aggregate/corrupt', `The stored cells have no readable ${path}. Get them again from where they were made.`, {
    kind: 'benchmark/cells',
  });
}

function object(value: unknown, path: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw bad(path);
  return Object.fromEntries(Object.entries(value));
}

function oneOf<T extends string>(value: unknown, values: Values<T>, path: string): T {
  const found = values.find((each) => each === value);
  if (found === undefined) throw bad(path);
  return found;
}

function texts(value: unknown, path: string): readonly string[] {
  if (!Array.isArray(value)) throw bad(path);
  return value.map((each: unknown) => text(each, path));
}

function text(value: unknown, path: string): string {
  if (typeof value !== 'string') throw bad(path);
  return value;
}

function flag(value: unknown, path: string): boolean {
  if (typeof value !== 'boolean') throw bad(path);
  return value;
}

/** Reads the part of a basis that cells know. */
function readBasis(value: unknown): CellBasis {
  const basis = object(value, 'basis');
  const scope = object(basis['scope'], 'basis.scope');
  const large = object(basis['largeClaims'], 'basis.largeClaims');
  const rule = text(basis['exposureRule'], 'basis.exposureRule');
  return {
    scope: {
      medical: flag(scope['medical'], 'basis.scope'),
      rx: flag(scope['rx'], 'basis.scope'),
      dental: flag(scope['dental'], 'basis.scope'),
      vision: flag(scope['vision'], 'basis.scope'),
    },
    rebates: oneOf(basis['rebates'], REBATES, 'basis.rebates'),
    nonClaims: oneOf(basis['nonClaims'], IN_OUT, 'basis.nonClaims'),
    admin: oneOf(basis['admin'], IN_OUT, 'basis.admin'),
    stopLoss: oneOf(basis['stopLoss'], STOP_LOSS, 'basis.stopLoss'),
    dating: oneOf(basis['dating'], DATING, 'basis.dating'),
    completion: oneOf(basis['completion'], COMPLETION, 'basis.completion'),
    population: oneOf(basis['population'], POPULATION, 'basis.population'),
    largeClaims:
      large['kind'] === 'raw'
        ? { kind: 'raw' }
        : {
            kind: oneOf(large['kind'], ['pooled'], 'basis.largeClaims'),
            point: text(large['point'], 'basis.largeClaims'),
            charge: oneOf(large['charge'], ['added', 'notAdded'], 'basis.largeClaims'),
          },
    exposureRule: rule === 'survey' ? rule : exposureRule(rule),
  };
}

/** Reads the specification of stored cells. */
export function readCellSpec(value: unknown): CellSpec {
  const spec = object(value, 'spec');
  const [first = '', last = ''] = texts(spec['months'], 'months');
  return {
    dims: texts(spec['dims'], 'dims'),
    measures: texts(spec['measures'], 'measures').map((measure) => oneOf(measure, MEASURES, 'measures')),
    months: [first, last],
    claimDate: oneOf(spec['claimDate'], CLAIM_DATES, 'claimDate'),
    placement: oneOf(spec['placement'], ['byCoverage', 'trusted'], 'placement'),
    exposureDims: texts(spec['exposureDims'], 'exposureDims'),
    persons: oneOf(spec['persons'], ['exact', 'none'], 'persons'),
    coordination: oneOf(spec['coordination'], ['separate', 'keep'], 'coordination'),
    population: oneOf(spec['population'], ['byEmployer', 'one'], 'population'),
    basis: readBasis(spec['basis']),
    paidThrough: spec['paidThrough'] === null ? null : text(spec['paidThrough'], 'paidThrough'),
  };
}
