import type { DayNumber } from '../time/iso-date.js';
import type { SyntheticPerson } from './households.js';
import type { CareKind } from './lags.js';

/** Money of one line before it is written as a record. Unit: US cents, each field. */
export interface LineMoney {
  readonly charge: number;
  readonly allowed: number;
  readonly deductible: number;
  readonly coinsurance: number;
  readonly copay: number;
  readonly cob: number;
  readonly paid: number;
}

/** One line of care before it is paid. */
export interface LineDraft {
  readonly service: DayNumber;
  readonly end: DayNumber;
  /** Unit: US cents. */
  readonly allowed: number;
  readonly revenueCode: string | null;
  readonly hcpcs: string | null;
  /** Unit: services. */
  readonly units: number;
}

/** How a claim is paid for. */
export type ClaimNature = 'ordinary' | 'denied' | 'capitated' | 'bundle';

/** One claim before it is paid. */
export interface ClaimDraft {
  readonly person: SyntheticPerson;
  readonly kind: CareKind;
  readonly nature: ClaimNature;
  readonly claimType: 'institutional' | 'professional';
  readonly start: DayNumber;
  readonly end: DayNumber;
  readonly inpatient: boolean;
  readonly lines: readonly LineDraft[];
  readonly diagnoses: readonly string[];
  readonly procedure: string | null;
  readonly drg: string | null;
  readonly discharge: string | null;
  readonly billType: string | null;
  readonly placeOfService: string | null;
  /** Check-digit-valid number that belongs to nobody. */
  readonly provider: string;
  readonly bundleId: string | null;
}

/**
 * A provider number that passes the check digit and belongs to nobody we know of.
 *
 * @formula ten digits; the last makes the Luhn sum of 80840 and the number a multiple of 10
 * @param serial - 0 to 99,999,999.
 * @returns Ten digits that start with 1.
 */
export function providerNumber(serial: number): string {
  const body = `1${String(serial).padStart(8, '0')}`;
  let sum = 24;
  for (let i = 0; i < 9; i += 1) {
    const digit = Number(body[i]);
    const doubled = i % 2 === 0 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return `${body}${(10 - (sum % 10)) % 10}`;
}
