import type { Brand } from '../errors/brand.js';
import { Decimal } from '../money/decimal.js';
import { type ExposureUnits, UNITS_PER_MONTH } from '../time/exposure-rule.js';

/** Months of membership. Unit: member months. */
export type MemberMonths = Decimal & Brand<'memberMonths'>;

/** Months of contracts that count as employees. Unit: employee months. */
export type EmployeeMonths = Decimal & Brand<'employeeMonths'>;

/**
 * Turns integer units into member months, divided once, here.
 *
 * @formula units / 377,580
 * @unit member months
 * @param units - Whole units of 1/377,580 month.
 * @returns Member months, to 40 digits.
 * @example
 * memberMonths(25_200).toFixed(10); // => '0.0667408231'
 */
export function memberMonths(units: ExposureUnits): MemberMonths {
  return new Decimal(units).div(UNITS_PER_MONTH) as MemberMonths;
}

/**
 * Turns integer units into employee months, divided once, here.
 *
 * @formula units / 377,580
 * @unit employee months
 * @param units - Whole units of 1/377,580 month.
 * @returns Employee months, to 40 digits.
 * @example
 * employeeMonths(377_580).toFixed(); // => '1'
 */
export function employeeMonths(units: ExposureUnits): EmployeeMonths {
  return new Decimal(units).div(UNITS_PER_MONTH) as EmployeeMonths;
}
