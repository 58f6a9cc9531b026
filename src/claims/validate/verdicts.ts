import type { Warning } from '../../errors/finding.js';
import type { TableName } from '../batch.js';
import type { StyleInference } from '../ledger/style.js';
import { calculations } from '../verdict/calculation.js';
import { type Fitness, fitnessOf } from '../verdict/fitness.js';
import type { DeliveryDetail } from './delivery-report.js';
import type { RuleOutcome } from './outcome.js';
import type { TableTotals } from './table-totals.js';
import type { ValidateOptions } from './validate-delivery.js';
import { waiverHolds } from './waiver.js';

/**
 * Makes the verdicts of a delivery.
 *
 * @param given - Outcomes of the rules, totals of the tables and what else verdicts weigh.
 * @returns Verdicts by calculation.
 */
export function verdictsOf(given: {
  readonly o: ValidateOptions;
  readonly outcomes: readonly RuleOutcome[];
  readonly totals: Readonly<Record<TableName, TableTotals>>;
  readonly detail: DeliveryDetail;
  readonly degraded: readonly { readonly rule: string; readonly table: TableName; readonly codeSet: string }[];
  readonly monthsOf: (code: string) => number | null;
  readonly monthsBeforeClaims: number | null;
}): Fitness {
  const { o, outcomes, totals, detail, degraded, monthsOf, monthsBeforeClaims } = given;
  const by = <V>(of: (table: TableName) => V): Readonly<Record<TableName, V>> => ({
    medical: of('medical'),
    pharmacy: of('pharmacy'),
    eligibility: of('eligibility'),
    nonClaims: of('nonClaims'),
  });
  const doubtful = (
    table: TableName,
    styles: readonly StyleInference[],
  ): readonly { readonly table: TableName; readonly dataSource: string; readonly adjusted: number }[] =>
    styles.flatMap(({ dataSource, confidence, adjusted }) => (confidence !== null && confidence < 0.95 ? [{ table, dataSource, adjusted }] : []));
  return fitnessOf({
    rules: outcomes,
    calculations: [...(o.calculations ?? []), ...calculations],
    waivers: o.waivers ?? [],
    asOf: o.asOf,
    rows: by((table) => totals[table].inputRows),
    accepted: by((table) => totals[table].acceptedRows),
    paidCents: by((table) => totals[table].paidJudged),
    filled: (table, anyOf) => totals[table].filled(anyOf),
    memberMonths: detail.memberMonths,
    memberMonthsOf: monthsOf,
    memberMonthsBeforeClaims: monthsBeforeClaims,
    degraded,
    declared: o.declared ?? 'identified',
    refuseOrphans: o.orphanContracts === 'refuse',
    doubtfulStyles: [...doubtful('medical', detail.styles.medical), ...doubtful('pharmacy', detail.styles.pharmacy)],
  });
}

/**
 * Prints every waiver in the warnings of the report.
 *
 * @param o - How the delivery is judged.
 * @returns One warning for each waiver.
 */
export function waiverWarnings(o: ValidateOptions): readonly Warning[] {
  return (o.waivers ?? []).map((waiver) =>
    waiverHolds(waiver, o.asOf)
      ? {
          code: 'claims/waived',
          severity: 'warn',
          path: waiver.code,
          fix: waiver.why,
          message: `${waiver.code} was waived by ${waiver.who}: ${waiver.why}`,
        }
      : {
          code: 'claims/waiver-expired',
          severity: 'warn',
          path: waiver.code,
          fix: 'Renew the waiver or solve the problem.',
          message: `The waiver of ${waiver.code} ended on ${waiver.until ?? ''} and was ignored.`,
        },
  );
}
