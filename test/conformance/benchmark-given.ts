import {
  benchmarkCells,
  type CellExposure,
  type CellOptions,
  type CostBasis,
  type CostRate,
  type CostRateInput,
  costRate,
  type RatioRows,
} from '../../src/benchmark/index.js';
import type { CodedColumn } from '../../src/claims/batch.js';
import { batchOf } from '../../src/claims/batch-from-records.js';
import { fieldsOf } from '../../src/claims/fields/tables.js';
import type { MedicalClaimLine } from '../../src/claims/medical-claim-line.js';
import type { PharmacyClaim } from '../../src/claims/pharmacy-claim.js';
import { coverageIndex } from '../../src/exposure/coverage-index.js';
import { type CoverageSpan } from '../../src/exposure/span-store.js';
import { basisPresets } from '../../src/reference/basis-presets.js';
import { type Operation, operation } from './operation.js';
import { type GivenFields, readGiven } from './read-given.js';

/** A basis in full, or the name of a published series' basis such as `hcci` or `kffSingle`, with fields replaced. */
export type BasisGiven = CostBasis | ({ readonly preset: keyof typeof basisPresets } & Partial<CostBasis>) | keyof typeof basisPresets;

export function basisOf(given: BasisGiven): CostBasis {
  if (typeof given === 'string') return basisPresets[given];
  if (!('preset' in given)) return given;
  const { preset, ...rest } = given;
  return { ...basisPresets[preset], ...rest };
}

/** A rate as JSON. */
export interface RateGiven extends Omit<CostRateInput<CostBasis>, 'basis'> {
  readonly basis: BasisGiven;
}

export const TEXT: readonly string[] = [
  'point',
  'exposureRule',
  'source',
  'id',
  'name',
  'asOf',
  'vintage',
  'employer_id',
  'person_id',
  'plan',
  'code',
  'category',
  'unit',
];
export const RATE: GivenFields = { exact: ['amount', 'numerator', 'exposure', 'lifeYears'], text: TEXT };

export function rateOf(given: RateGiven): CostRate {
  const { basis, ...rest } = given;
  return costRate({ ...readGiven(rest, RATE), basis: basisOf(basis) });
}

export interface CellsGiven extends Omit<CellOptions, 'coverage' | 'basis'> {
  readonly basis: BasisGiven;
  /** Coverage spans in snake_case; absent with `placement: 'trusted'`. */
  readonly spans?: readonly CoverageSpan[];
  /** Claim lines in snake_case; absent fields are null. */
  readonly medical?: readonly Partial<MedicalClaimLine>[];
  readonly pharmacy?: readonly Partial<PharmacyClaim>[];
  /** Short lines instead of whole records: dims by name, `person_id`, `date`, amounts as decimal text. */
  readonly lines?: readonly ShortLine[];
  readonly exposure?: readonly CellExposure[];
}

/** A claim line with only what cells read. */
export interface ShortLine {
  readonly person_id: string;
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly keys: Readonly<Record<string, string | null>>;
  /** Decimal text by field: `allowed_amount`, `paid_amount`, `charge_amount`, `deductible_amount` ... */
  readonly amounts: Readonly<Record<string, string | null>>;
}

export function column(lines: readonly ShortLine[], name: string): CodedColumn {
  const words = [...new Set(lines.map((line) => line.keys[name] ?? ''))];
  const validity = new Uint8Array((lines.length + 7) >> 3);
  lines.forEach((line, row) => {
    if ((line.keys[name] ?? null) !== null) validity[row >> 3] = (validity[row >> 3] ?? 0) | (1 << (row & 7));
  });
  return { ids: Uint32Array.from(lines, (line) => words.indexOf(line.keys[name] ?? '')), dictionary: { values: words }, validity };
}

/** A record with every field: absent ones are null, required ones filled with invented values. */
export function whole<T>(table: 'medical' | 'pharmacy', row: object): T {
  const blank = fieldsOf(table).map((field) => [
    field.name,
    field.presence === 'optional'
      ? null
      : (field.fallback ?? field.values?.[0] ?? (field.kind === 'integer' ? 1 : field.kind === 'money' ? '0.00' : 'x')),
  ]);
  const made: unknown = { ...Object.fromEntries(blank), ...row };
  return made as T;
}

export function shortRecord(line: ShortLine, i: number): MedicalClaimLine {
  return whole('medical', {
    ...line.amounts,
    claim_id: `c${i}`,
    person_id: line.person_id,
    claim_start_date: line.date,
    claim_end_date: line.date,
    row_number: i + 1,
  });
}

export function cellsOf(given: CellsGiven): ReturnType<typeof benchmarkCells> {
  const { spans, medical, pharmacy, lines, exposure, basis, ...options } = given;
  const cells = benchmarkCells({
    ...readGiven(options, { text: TEXT }),
    basis: basisOf(basis),
    ...(spans === undefined ? {} : { coverage: coverageIndex(spans) }),
  });
  if (medical !== undefined)
    cells.add(
      batchOf(
        { table: 'medical' },
        medical.map((row) => whole<MedicalClaimLine>('medical', row)),
      ),
    );
  if (pharmacy !== undefined)
    cells.add(
      batchOf(
        { table: 'pharmacy' },
        pharmacy.map((row) => whole<PharmacyClaim>('pharmacy', row)),
      ),
    );
  if (lines !== undefined && lines.length > 0) {
    const names = [...new Set(lines.flatMap((line) => Object.keys(line.keys)))];
    cells.add({
      batch: batchOf({ table: 'medical' }, lines.map(shortRecord)),
      columns: Object.fromEntries(names.map((name) => [name, column(lines, name)])),
    });
  }
  for (const each of exposure ?? []) cells.add(each);
  return cells;
}

/** Amounts and shares that are exact decimals. */
export const MONEY: GivenFields = {
  exact: [
    'amount',
    'own',
    'complement',
    'paid',
    'nonClaims',
    'admin',
    'stopLossPremium',
    'stopLossRecoveries',
    'rebates',
    'subrogation',
    'employeeContributions',
    'premiumEarned',
    'memberShare',
    'factor',
    'signed',
    'averageDeductible',
    'exposure',
    'planPaid',
    'allowed',
    'deductible',
    'outOfPocketMaximum',
    'coinsurance',
    'copay',
    'share',
    'contributions',
    'largestShare',
  ],
  text: TEXT,
};
export const PLAN: GivenFields = {
  exact: [
    ...(MONEY.exact ?? []),
    'low',
    'mid',
    'high',
    'elasticity',
    'from',
    'to',
    'memberMonths',
    'employeeMonths',
    'savingPerEngaged',
    'atRisk',
    'completeness',
    'weight',
    'score',
    'maximum',
  ],
  text: TEXT,
  nullable: ['score'],
};
export const POOL: GivenFields = { exact: ['dollars', 'months', 'point', 'charge', 'annualMean'], text: ['prorate'], nullable: ['point', 'cvRaw'] };

export const COVERAGE: GivenFields = {
  exact: [
    'premium',
    'low',
    'mid',
    'high',
    'administration',
    'network',
    'stopLossPremium',
    'coalitionDues',
    'peoService',
    'brokerCompensation',
    'employerTaxes',
    'expectedRecoveries',
    'rebates',
    'employeeShare',
    'expectedCostSharing',
    'costWithout',
    'fees',
    'oneTime',
  ],
  text: TEXT,
  nullable: ['met'],
};

/** A statistic in doubles: decimal text counts as a number, null as absent. */
export function plain<Given, Result>(name: string, does: string, run: (given: Given) => Result): Operation {
  return operation<Given, Result>(name, does, (given) => run(readGiven(given, { text: TEXT })));
}

export interface WithNulls {
  /** One row a unit, one column a period; null is a cell without experience. */
  readonly ratios: RatioRows;
  readonly weights: readonly (readonly (number | null)[])[];
}
