import { CoalitionError } from '../../errors/coalition-error.js';
import type { AsOf } from '../../time/as-of.js';
import { asOfDay, checkPaidThrough } from '../../time/as-of.js';
import { type MonthSpan, monthIndex } from '../../time/month.js';
import type { TableName } from '../batch.js';
import type { CodeSets } from '../code-sets.js';
import type { NormaliserOptions } from '../normalise/compile-normaliser.js';
import { type Agreements, checkAgreements } from '../rules/agreements.js';
import type { Calculation } from '../verdict/calculation.js';
import { checkProfile, knownRules } from './check-profile.js';
import type { ControlTotals } from './control-totals.js';
import type { DeliveryReport } from './delivery-report.js';
import type { DeliverySnapshot } from './drift.js';
import type { HeadcountOptions } from './headcount.js';
import { TableIntake } from './intake.js';
import { type ProfileName, profileOf, type RuleProfile } from './profile.js';
import { runRules } from './run-rules.js';
import { startTable } from './table-run.js';
import type { Waiver } from './waiver.js';

/** Rows of one table, as they came: objects with snake_case keys and text values. */
export type RawRows = Iterable<unknown>;

/** Rows of one table as they arrive. */
export type RawStream = RawRows | AsyncIterable<unknown>;

/** What was delivered, by table; a table that wasn't delivered is absent. */
export type Delivery<Rows = RawRows> = { readonly [T in TableName]?: Rows };

/** How a delivery is judged. */
export interface ValidateOptions {
  /** Default `default`. */
  readonly profile?: ProfileName | RuleProfile;
  /** The day of what was known. */
  readonly asOf?: AsOf;
  /** The last day whose payments are complete; at most `asOf`. */
  readonly paidThrough?: AsOf;
  /** The months that calculations are about, both included: member months of verdicts count these only. Default: all coverage. */
  readonly months?: MonthSpan;
  readonly waivers?: readonly Waiver[];
  /** Dated code lists; rules that lack theirs degrade to checks of form and say so. */
  readonly codeSets?: CodeSets;
  /** Calculations of one's own beside the shipped ones. */
  readonly calculations?: readonly Calculation[];
  /** Totals from the trailer or invoice, for STR-4. */
  readonly controlTotals?: ControlTotals;
  /** Employees that were billed, for ELG-10, and by which rule months count. */
  readonly headcount?: HeadcountOptions;
  /** Contract periods and rebate guarantees, for NCP-1 and NCP-2. */
  readonly agreements?: Agreements;
  /** What becomes of contracts with dependants and no holder, which ELG-4 finds: `refuse` blocks cost per employee. Default `countOnce`. */
  readonly orphanContracts?: 'countOnce' | 'exclude' | 'refuse';
  /** The last delivery of the same senders, for STR-5. */
  readonly previous?: DeliverySnapshot;
  /** What the sender says of the feed. Default `identified`. */
  readonly declared?: 'identified' | 'deidentified';
  /** De-identification zone that is written on the batches. Default `identified`. */
  readonly zone?: string;
  /** How dates are written, by table. Default `YYYY-MM-DD`. */
  readonly dates?: { readonly [T in TableName]?: Omit<NormaliserOptions, 'table'> };
  /** Rows listed for each rule and table; counts stay exact. Unit: rows. Default 1,000. */
  readonly rowsListed?: number;
}

interface Intakes {
  readonly medical: TableIntake<'medical'>;
  readonly pharmacy: TableIntake<'pharmacy'>;
  readonly eligibility: TableIntake<'eligibility'>;
  readonly nonClaims: TableIntake<'nonClaims'>;
}

const TABLES: readonly TableName[] = ['medical', 'pharmacy', 'eligibility', 'nonClaims'];

/**
 * Refuses options that contradict themselves or name what isn't there.
 *
 * @param o - How the delivery is judged.
 * @throws {@link CoalitionError} as {@link validateDelivery} does.
 */
export function checkValidateOptions(o: ValidateOptions): void {
  if (o.asOf !== undefined) asOfDay(o.asOf);
  if (o.asOf !== undefined && o.paidThrough !== undefined) checkPaidThrough({ asOf: o.asOf, paidThrough: o.paidThrough });
  checkProfile(profileOf(o.profile));
  checkAgreements(o.agreements ?? {});
  if (o.months !== undefined && monthIndex(o.months[1]) < monthIndex(o.months[0])) {
    throw new CoalitionError('time/backwards', `months run from ${o.months[0]} to ${o.months[1]}. Give the earlier month first.`, {
      from: o.months[0],
      to: o.months[1],
    });
  }
  const known = knownRules();
  for (const { code } of o.waivers ?? []) {
    if (!known.has(code))
      throw new CoalitionError(
        'claims/unknown-rule',
        `A waiver names the rule "${code}", which the catalogue doesn't have. Use an id such as MED-23.`,
        { code },
      );
  }
}

/**
 * Says how one table is taken in.
 *
 * @param table - Which one.
 * @param o - How the delivery is judged.
 * @returns Options of its intake.
 */
export function intakeOptions<T extends TableName>(
  table: T,
  o: ValidateOptions,
): { readonly table: T; readonly zone?: string; readonly dates?: Omit<NormaliserOptions, 'table'> } {
  const dates = o.dates?.[table];
  return { table, ...(o.zone === undefined ? {} : { zone: o.zone }), ...(dates === undefined ? {} : { dates }) };
}

function intakesOf(o: ValidateOptions): Intakes {
  checkValidateOptions(o);
  return {
    medical: new TableIntake(intakeOptions('medical', o)),
    pharmacy: new TableIntake(intakeOptions('pharmacy', o)),
    eligibility: new TableIntake(intakeOptions('eligibility', o)),
    nonClaims: new TableIntake(intakeOptions('nonClaims', o)),
  };
}

function finish(intakes: Intakes, o: ValidateOptions): DeliveryReport {
  return runRules(
    {
      medical: startTable(intakes.medical.finish()),
      pharmacy: startTable(intakes.pharmacy.finish()),
      eligibility: startTable(intakes.eligibility.finish()),
      nonClaims: startTable(intakes.nonClaims.finish()),
    },
    o,
  );
}

/**
 * Judges a delivery: rows in; canonical columns, findings, an accounting that adds up and a verdict for each calculation out.
 *
 * Rows are normalised, checked and then judged by the rule catalogue. Nothing is dropped silently: accepted + quarantined + rejected
 * rows and cents are those that came in. The result doesn't depend on the order of rows, as far as they carry their `row_number`.
 *
 * Limits: a row whose required value is missing or unreadable is rejected; an unreadable value of an optional field is left out and
 * reported; an empty paid amount is read as 0.00 where another line of the claim has one.
 *
 * @source spec of the claims area, 3.6 and 3.8
 * @testedBy claims/validate: accounting, order of rows, duplicates; claims/golden: the Tuva seed's verdicts
 * @param delivery - Raw rows by table.
 * @param o - Profile, dates of knowledge, waivers and what to compare with.
 * @returns The report with its verdicts.
 * @throws {@link CoalitionError} `claims/money-is-number`, `claims/unknown-rule`, `claims/bad-profile`, `claims/bad-agreement`, `time/not-a-date`,
 * `time/backwards`.
 * @example
 * const report = validateDelivery({ nonClaims: [{ data_source: 'tpa-7', payment_id: '1', employer_id: 'e1', category: 'admin_fee', amount: '$1,200.00', service_period_start: '2025-01-01', service_period_end: '2025-01-31' }] });
 * report.tables.nonClaims.accounting.accepted; // => { rows: 1, cents: 120000, centsUnknown: 0 }
 * report.fitness.for('pmpm').status; // => 'blocked'
 */
export function validateDelivery(delivery: Delivery, o: ValidateOptions = {}): DeliveryReport {
  const intakes = intakesOf(o);
  for (const table of TABLES) for (const row of delivery[table] ?? []) intakes[table].add(row);
  return finish(intakes, o);
}

/**
 * Judges a delivery whose rows arrive over time; the same report as {@link validateDelivery} gives for the same rows.
 *
 * Limits: rows are kept as columns until the report is made, which holds them: a million medical lines of 40 columns take less than
 * 512 MB, and each further million about 300 MB. {@link validateInParts} holds a part of them.
 *
 * @testedBy claims/validate/stream.test.ts: equal to the rows in memory; test/claims/scripts/stream-validate.ts: peak of memory
 *
 * @param delivery - Raw rows by table, in memory or streams.
 * @param o - As for {@link validateDelivery}.
 * @returns The report.
 * @throws {@link CoalitionError} as {@link validateDelivery} does.
 * @example
 * const streamed = await validateStream({ medical: [] });
 * streamed.tables.medical.accounting.input.rows; // => 0
 */
export async function validateStream(delivery: Delivery<RawStream>, o: ValidateOptions = {}): Promise<DeliveryReport> {
  const intakes = intakesOf(o);
  for (const table of TABLES) for await (const row of delivery[table] ?? []) intakes[table].add(row);
  return finish(intakes, o);
}
