import type { TableName } from '../../../src/claims/batch.js';
import { type CodeSet, codeSets } from '../../../src/claims/code-sets.js';
import { type NormaliserOptions } from '../../../src/claims/normalise/compile-normaliser.js';
import type { Agreements } from '../../../src/claims/rules/agreements.js';
import { fromTuva } from '../../../src/claims/tuva/index.js';
import { type ControlTotals } from '../../../src/claims/validate/control-totals.js';
import type { DeliveryDetail, DeliveryReport, TableReport, UnbatchedReport } from '../../../src/claims/validate/delivery-report.js';
import { type DeliverySnapshot } from '../../../src/claims/validate/drift.js';
import { type HeadcountOptions } from '../../../src/claims/validate/headcount.js';
import type { RuleOutcome } from '../../../src/claims/validate/outcome.js';
import { type ProfileName, type RuleProfile } from '../../../src/claims/validate/profile.js';
import { type Delivery, type ValidateOptions, validateDelivery } from '../../../src/claims/validate/validate-delivery.js';
import { validateInParts } from '../../../src/claims/validate/validate-parts.js';
import { type Waiver } from '../../../src/claims/validate/waiver.js';
import { calculations } from '../../../src/claims/verdict/calculation.js';
import type { FitForPurpose } from '../../../src/claims/verdict/fitness.js';
import type { Finding } from '../../../src/errors/finding.js';
import { type Operation, operation } from '../operation.js';

/** A row as it came: texts (numbers only for line numbers, versions, days of supply) by snake_case field; money is text; absent is null. */
export type GivenRow = Readonly<Record<string, unknown>>;

/** A delivery and how it is judged. */
export interface DeliveryGiven {
  readonly medical?: readonly GivenRow[];
  readonly pharmacy?: readonly GivenRow[];
  readonly eligibility?: readonly GivenRow[];
  readonly nonClaims?: readonly GivenRow[];
  /** How the rows are laid out: by our field names (default), or by Tuva's input layer, whose wide columns are folded first. */
  readonly layout?: 'canonical' | 'tuva';
  /** The employer of rows of the layout `tuva`. Default `coalition-member`. */
  readonly employer?: string;
  /** `default`, `tuvaStrict`, `synthetic`, or a whole profile. */
  readonly profile?: ProfileName | RuleProfile;
  /** What was known: a date or a month. */
  readonly asOf?: string;
  /** Payments are complete through this day. */
  readonly paidThrough?: string;
  readonly waivers?: readonly Waiver[];
  readonly codeSets?: readonly CodeSet[];
  readonly controlTotals?: ControlTotals;
  /** What `snapshot` of the last delivery's report said. */
  readonly previous?: DeliverySnapshot;
  /** Employees that were billed, for ELG-10. */
  readonly headcount?: HeadcountOptions;
  /** First and last month that calculations are about; verdicts count member months of these only. Default: all coverage. */
  readonly months?: readonly [string, string];
  /** Contract periods and rebate guarantees by quarter, for NCP-1 and NCP-2. */
  readonly agreements?: Agreements;
  /** `refuse` blocks cost per employee at the first dependant without a holder (ELG-4). Default `countOnce`. */
  readonly orphanContracts?: 'countOnce' | 'exclude' | 'refuse';
  readonly declared?: 'identified' | 'deidentified';
  /** How dates are written, by table. */
  readonly dates?: { readonly [T in TableName]?: Omit<NormaliserOptions, 'table'> };
  /** Rows listed for each rule and table. Default 1,000. */
  readonly rowsListed?: number;
}

interface DeliveryResult {
  readonly profile: string;
  readonly tables: Readonly<Record<TableName, TableReport>>;
  readonly findings: readonly Finding[];
  readonly rules: readonly RuleOutcome[];
  readonly detail: DeliveryDetail;
  /** The verdict on each calculation: pmpm, pepm, lagTriangle, trendSplit, coeEpisode, rx, largeClaims, stopLoss, outcomesContract, costShare, publish. */
  readonly fitness: Readonly<Record<string, FitForPurpose>>;
  readonly snapshot: DeliverySnapshot;
}

function deliveryOf(given: DeliveryGiven): readonly [delivery: Delivery, o: ValidateOptions] {
  const { layout, employer, codeSets: sets, medical, pharmacy, eligibility, nonClaims, ...o } = given;
  const employerId = employer ?? 'coalition-member';
  const read = (table: 'medical' | 'pharmacy' | 'eligibility', rows: readonly GivenRow[] | undefined): readonly unknown[] =>
    layout === 'tuva' ? fromTuva(table, textRows(rows), { employerId }).records : (rows ?? []);
  return [
    {
      medical: read('medical', medical),
      pharmacy: read('pharmacy', pharmacy),
      eligibility: read('eligibility', eligibility),
      nonClaims: nonClaims ?? [],
    },
    { ...o, ...(sets === undefined ? {} : { codeSets: codeSets(sets) }) },
  ];
}

/** Judges a delivery that is at hand. */
export function reportOf(given: DeliveryGiven): DeliveryReport {
  return validateDelivery(...deliveryOf(given));
}

interface PartsGiven extends DeliveryGiven {
  /** Parts in which persons are judged, 1 to 2^20; or `sortedBy`. */
  readonly partitions?: number;
  /** The rows of one person stand together. */
  readonly sortedBy?: 'person_id';
}

async function validatedInParts({ partitions, sortedBy, ...given }: PartsGiven): Promise<DeliveryResult> {
  const [{ medical, pharmacy, eligibility, nonClaims }, o] = deliveryOf(given);
  const sources = {
    medical: () => medical ?? [],
    pharmacy: () => pharmacy ?? [],
    eligibility: () => eligibility ?? [],
    nonClaims: () => nonClaims ?? [],
  };
  return resultOf(await validateInParts(sources, sortedBy === undefined ? { ...o, partitions: partitions ?? 0 } : { ...o, sortedBy }));
}

function resultOf({ profile, tables, findings, rules, detail, fitness, snapshot }: UnbatchedReport): DeliveryResult {
  return { profile, tables, findings, rules, detail, fitness: Object.fromEntries(calculations.map(({ id }) => [id, fitness.for(id)])), snapshot };
}

function textRows(rows: readonly GivenRow[] | undefined): readonly Readonly<Record<string, string>>[] {
  return (rows ?? []).map((row) =>
    Object.fromEntries(Object.entries(row).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []))),
  );
}

/** Operations that judge whole deliveries. `row` of a finding is the 1-based data row. */
export const operations: readonly Operation[] = [
  operation<DeliveryGiven, DeliveryResult>(
    'claims.validateDelivery',
    'Judges a delivery. `findings` lists for each rule and table first the rule with exact `rows` and `cents`, then its rows. `fitness` has one verdict for each calculation.',
    (given) => resultOf(reportOf(given)),
  ),
  operation<PartsGiven, DeliveryResult>(
    'claims.validateInParts',
    'Judges a delivery part by part, claims never held whole; the same result as `claims.validateDelivery`. Give `partitions` or `sortedBy`.',
    validatedInParts,
  ),
];
