import type { IsoDate } from '../time/iso-date.js';
import type { Period } from '../time/period.js';
import type { Expr, Rounding } from './expression.js';
import type { Unit } from './unit.js';

/** A party's id inside the contract. */
export type PartyId = string;

/** Who signs, and as what. */
export interface Party {
  readonly id: PartyId;
  readonly role: 'payer' | 'provider' | 'vendor' | 'carrier' | 'administrator';
  readonly name?: string;
}

/** Whom the contract is about. */
export interface Population {
  readonly id: string;
  readonly description: string;
}

/** Something that facts are told by, such as employers, months or domains. */
export interface Dimension {
  readonly id: string;
  /** The keys when they are fixed; without them the keys are those of the facts. */
  readonly keys?: readonly string[];
}

/** What happens when a metric is missing or its denominator is too small. No default: the contract must say. */
export type MissingPolicy = 'fail' | 'missed' | 'neutral' | 'reweight';

/** What a measured figure must look like. */
export interface MetricSpec {
  readonly unit: Unit;
  readonly label?: string;
  /** Dimensions by whose keys it is told. */
  readonly over?: readonly string[];
  /** Least value allowed, decimal text. Unit: `unit`. */
  readonly min?: string;
  /** Greatest value allowed, decimal text. Unit: `unit`. */
  readonly max?: string;
  readonly integer?: boolean;
  readonly better?: 'lower' | 'higher';
  /** Below it the metric counts as missing, decimal text. Unit: that of the fact's denominator. */
  readonly minDenominator?: string;
  /** `fail` blocks; `missed` is zero; `neutral` is the value stated; `reweight` drops out of a weighted average. */
  readonly onMissing: MissingPolicy;
  /** The value under `neutral`, decimal text. Unit: `unit`. */
  readonly neutral?: string;
  /** `any` for figures of base years; otherwise a fact must be of the measurement period. */
  readonly period?: 'measurement' | 'any';
  /** Whether payments must have run out before a final settlement. */
  readonly runOut?: boolean;
}

/** One row of a dated parameter: one value, or one for each key of its dimension. */
export interface ParameterRow {
  readonly from: IsoDate;
  /** Last day; open when absent. */
  readonly to?: IsoDate;
  readonly value?: string;
  readonly values?: Readonly<Record<string, string>>;
  /** The clause, exhibit or rule that says so. */
  readonly cite: string;
}

/** A figure of the contract that may change over time. */
export interface ParameterSpec {
  readonly unit: Unit;
  readonly label?: string;
  readonly over?: string;
  readonly rows: readonly ParameterRow[];
}

/** One named step of the calculation. */
export interface Term {
  readonly id: string;
  readonly label?: string;
  readonly expr: Expr;
  /** First day on which it holds; from the start of the contract when absent. */
  readonly from?: IsoDate;
  /** Last day on which it holds. */
  readonly to?: IsoDate;
  readonly clause?: string;
  /** Printed with its row, for instance an erratum of the source. */
  readonly note?: string;
}

/** One amount that is paid: a term, and which way a positive amount flows. A negative one flows the other way. */
export interface SettlementLine {
  readonly id: string;
  readonly line: string;
  readonly label?: string;
  readonly positive: { readonly from: PartyId; readonly to: PartyId };
}

/** Divides by a metric told by employer, or equally. */
export interface PooledAllocation {
  readonly policy: 'pooled';
  /** Metric id, or `equal`. */
  readonly by: string;
  readonly over?: string;
}

/** Divides by positive own savings, or by signed own savings. */
export interface OwnAllocation {
  readonly policy: 'noLoser' | 'ownExperience';
  /** Own savings of one key. Unit: US dollars. */
  readonly own: Expr;
  readonly over?: string;
}

/** Divides by own savings as far as they are credible, and by the pool's for the rest. */
export interface CredibilityAllocation {
  readonly policy: 'credibilityBlend';
  readonly own: Expr;
  /** Metric id of member months. */
  readonly memberMonths: string;
  /** Member months from which own savings count in full, decimal text. Unit: member months. */
  readonly fullCredibility: string;
  readonly over?: string;
}

/** Divides by the Shapley value of the game in which a group earns the contract's payment on its own facts. */
export interface ShapleyAllocation {
  readonly policy: 'shapley';
  readonly over?: string;
}

/** How each settlement line is divided over the employers. `over` is the dimension; `employer` when absent. */
export type AllocationPolicy = PooledAllocation | OwnAllocation | CredibilityAllocation | ShapleyAllocation;

/** When is measured, when is it complete, and when is it settled. */
export interface ContractCalendar {
  readonly measurement: Period;
  /** Months of payments after the measurement period that a final settlement needs, as text. Unit: months. */
  readonly runOutMonths?: string;
  readonly interim?: readonly IsoDate[];
  /** Days to dispute a settlement, as text. Unit: days. */
  readonly disputeDays?: string;
}

/** How far the figures of a contract were checked against their source. */
export type Verification = 'primary' | 'derived' | 'secondary' | 'unverified';

/** A contract as plain data: serialisable, hashed, versioned. Every number is decimal text. */
export interface Contract {
  readonly schemaVersion: '1';
  readonly id: string;
  readonly version: string;
  /** Hash of the contract that this one replaces, so that its settlements may be netted. */
  readonly supersedes?: string;
  readonly title?: string;
  readonly effective: Period;
  readonly currency: 'USD';
  readonly parties: readonly Party[];
  readonly populations?: readonly Population[];
  readonly dimensions?: readonly Dimension[];
  readonly metrics: Readonly<Record<string, MetricSpec>>;
  readonly parameters?: Readonly<Record<string, ParameterSpec>>;
  readonly terms: readonly Term[];
  readonly settle: readonly SettlementLine[];
  /** How settlement lines are rounded whose term doesn't end in a rounding node. */
  readonly rounding?: Rounding;
  readonly allocate?: AllocationPolicy;
  readonly calendar?: ContractCalendar;
  /** Facts about fewer persons than this are refused, decimal text. Unit: persons. */
  readonly smallCell?: { readonly minimum: string };
  /** Which of two terms with one id wins on a day on which both hold. */
  readonly precedence?: 'first' | 'last';
  readonly verification?: Verification;
  readonly source?: string;
  readonly notes?: readonly string[];
}

/** The period that is measured: the calendar's, or the whole term. */
export function measurementOf(contract: Contract): Period {
  return contract.calendar?.measurement ?? contract.effective;
}
