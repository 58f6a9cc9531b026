import type { AdjustmentStyle } from '../claims/ledger/style.js';
import type { Cents } from '../money/cents.js';
import type { IsoDate } from '../time/iso-date.js';
import type { Month } from '../time/month.js';
import type { SyntheticJoint } from './joints.js';

/** Which claims a figure is about. */
export type ClaimTable = 'medical' | 'pharmacy';

/** What happened in one month of one employer, counted day by day while the coalition was made. */
export interface TruthExposure {
  readonly employer: string;
  readonly month: Month;
  /** Persons covered on at least one day, the first day, the last day, the 15th, and at least half of the days. Unit: persons. */
  readonly anyDay: number;
  readonly firstDay: number;
  readonly lastDay: number;
  readonly fifteenth: number;
  readonly majority: number;
  /** Covered person-days. Unit: days. */
  readonly personDays: number;
  /** Contracts whose employee is covered on at least one day. Unit: contracts. */
  readonly employeesAnyDay: number;
  /** Contracts whose employee is covered on the first day. Unit: contracts. */
  readonly employeesFirstDay: number;
}

/** Dollars by the month in which care happened. */
export interface TruthMonth {
  readonly employer: string;
  readonly table: ClaimTable;
  readonly month: Month;
  /** After every correction that will ever come. Unit: US cents. */
  readonly ultimateAllowed: Cents;
  /** After every correction that will ever come. Unit: US cents. */
  readonly ultimatePaid: Cents;
  /** What the delivery knows. Unit: US cents. */
  readonly knownAllowed: Cents;
  /** What the delivery knows. Unit: US cents. */
  readonly knownPaid: Cents;
}

/** The final state of one claim line in the delivery. */
export interface TruthLine {
  readonly table: ClaimTable;
  readonly dataSource: string;
  readonly claimId: string;
  readonly line: number;
  /** Unit: US cents. */
  readonly allowed: Cents;
  /** Unit: US cents. */
  readonly paid: Cents;
}

/** One correction and what it corrects. */
export interface TruthLink {
  readonly table: ClaimTable;
  readonly fromClaimId: string;
  readonly fromVersion: number;
  readonly toClaimId: string;
  readonly reason: AdjustmentStyle | 'pharmacyReversal' | 'pharmacyRebill';
}

/** The final state of one person's year, over medical and pharmacy claims. */
export interface TruthPersonYear {
  readonly personId: string;
  readonly employer: string;
  /** Unit: calendar year. */
  readonly year: number;
  /** What the delivery knows. Unit: US cents. */
  readonly knownPaid: Cents;
}

/** What a delivery holds, to compare with a trailer. */
export interface TruthControl {
  readonly table: ClaimTable;
  /** Unit: rows. */
  readonly rows: number;
  /** Unit: US cents. */
  readonly charge: Cents;
  /** Unit: US cents. */
  readonly allowed: Cents;
  /** Unit: US cents. */
  readonly paid: Cents;
  /** By month of payment. Unit: US cents. */
  readonly paidByPaidMonth: Readonly<Record<Month, Cents>>;
}

/** All that is known about a synthetic coalition because it was made. */
export interface CoalitionTruth {
  /** Last day whose payments the delivery knows. */
  readonly paidThrough: IsoDate;
  readonly exposure: readonly TruthExposure[];
  readonly months: readonly TruthMonth[];
  readonly finalLines: readonly TruthLine[];
  readonly links: readonly TruthLink[];
  readonly control: readonly TruthControl[];
  readonly joints: readonly SyntheticJoint[];
  /** Persons with a year of 1,000 dollars or more, by year. */
  readonly personYears: readonly TruthPersonYear[];
  /** By data source. */
  readonly styles: Readonly<Record<string, AdjustmentStyle>>;
}
