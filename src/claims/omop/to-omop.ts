import { compareCodePoints } from '../../money/allocate.js';
import { plus, type Usd, usd } from '../../money/usd.js';
import { isInpatientBill } from '../claim-date.js';
import type { DeliveredRow } from '../column-map/mapped-rows.js';

type Row = Readonly<Record<string, string>>;

/** What goes into the financial tables of the OMOP common data model. */
export interface ToOmopInput {
  readonly eligibility: readonly DeliveredRow<'eligibility'>[];
  readonly medical?: readonly DeliveredRow<'medical'>[];
  readonly pharmacy?: readonly DeliveredRow<'pharmacy'>[];
}

/** What the records themselves don't say. */
export interface ToOmopOptions {
  /** Last day of the data: a period that goes on ends there. `YYYY-MM-DD`. */
  readonly through: string;
  /** The concept that says where the costs come from. Default 0, no matching concept. */
  readonly costTypeConceptId?: number;
}

/** Rows of the two tables as text, and what finds our ids behind OMOP's numbers. */
export interface OmopRows {
  /** OMOP's number of each person. */
  readonly persons: readonly { readonly person_id: string; readonly person_source_value: string }[];
  /** Columns of `payer_plan_period`, version 5.4. */
  readonly payerPlanPeriods: readonly Row[];
  /** Columns of `cost`, version 5.4. `cost_event_id` is the 1-based place among the medical, then the pharmacy records. */
  readonly costs: readonly Row[];
  /** Costs whose day lies in no period of the person. Unit: rows. */
  readonly outsidePeriods: number;
}

/** The concept of the US dollar, as OHDSI's own mapping of Optum's claims names it (OHDSI/ETL-CDMBuilder @ 36c8bd0, man/OPTUM_EXTENDED, cost.md). */
const USD_CONCEPT = '44818668';
const NONE = '0';

const text = (value: string | null | undefined): string => value ?? '';

function sum(amounts: readonly (string | null)[]): string {
  const known = amounts.filter((amount) => amount !== null);
  return known.length === 0 ? '' : known.reduce<Usd>((total, amount) => plus(total, usd(amount)), usd('0')).toFixed();
}

interface Period {
  readonly id: string;
  readonly from: string;
  readonly to: string;
}

/**
 * Writes coverage and money as rows of OMOP's `payer_plan_period` and `cost` tables.
 *
 * The member's part is copayment, coinsurance and deductible, or the member's liability where none of the three is given; total paid is
 * the plan's part, the member's and the other payer's. A missing amount stays empty. Each cost names the period that covers its day.
 *
 * Limits: concept ids of payers, plans and codes are 0, because mapping them needs OMOP's vocabularies; source values are kept, and
 * aren't cut to the 50 characters that the tables give them. Events are rows of the records given, not of an OMOP database. The names of
 * the columns are those of the published field table; version 5.5 turns `cost` into one row for each kind of amount, which isn't written.
 *
 * @source OHDSI/CommonDataModel @ f853f6e (Apache-2.0), inst/csv/OMOP_CDMv5.4_Field_Level.csv, tables payer_plan_period and cost; the
 *   currency as in OHDSI/ETL-CDMBuilder @ 36c8bd0
 * @testedBy claims/adapters/omop.test.ts: every column of the published table; the Tuva seed's totals and its lines outside of coverage
 * @param input - Canonical records.
 * @param o - Last day of the data; type of cost.
 * @returns Rows of text.
 * @example
 * const rows = toOmop({ eligibility: [] }, { through: '2025-12-31' });
 * [rows.payerPlanPeriods, rows.costs, rows.outsidePeriods]; // => [[], [], 0]
 */
export function toOmop(input: ToOmopInput, o: ToOmopOptions): OmopRows {
  const numbers = personNumbers(input);
  const numberOf = (person: string): string => String(numbers.get(person) ?? 0);
  const periods = new Map<string, Period[]>();
  const payerPlanPeriods = input.eligibility
    .filter(({ enrollment_start_date: from, enrollment_end_date: to }) => from <= o.through && (to === null || to >= from))
    .map((span, at): Row => {
      const period = {
        id: String(at + 1),
        from: span.enrollment_start_date,
        to: span.enrollment_end_date === null || span.enrollment_end_date > o.through ? o.through : span.enrollment_end_date,
      };
      const own = periods.get(span.person_id);
      if (own === undefined) periods.set(span.person_id, [period]);
      else own.push(period);
      return {
        payer_plan_period_id: period.id,
        person_id: numberOf(span.person_id),
        payer_plan_period_start_date: period.from,
        payer_plan_period_end_date: period.to,
        payer_concept_id: NONE,
        payer_source_value: text(span.payer),
        payer_source_concept_id: NONE,
        plan_concept_id: NONE,
        plan_source_value: text(span.plan),
        plan_source_concept_id: NONE,
        sponsor_concept_id: NONE,
        sponsor_source_value: text(span.employer_id),
        sponsor_source_concept_id: NONE,
        family_source_value: text(span.subscriber_id),
        stop_reason_concept_id: NONE,
        stop_reason_source_value: '',
        stop_reason_source_concept_id: NONE,
      };
    });
  const periodOf = (person: string, day: string): string => periods.get(person)?.find(({ from, to }) => from <= day && day <= to)?.id ?? '';
  const type = String(o.costTypeConceptId ?? 0);
  const medical = (input.medical ?? []).map((line, at): Row => {
    const inpatient = line.bill_type_code !== null && isInpatientBill(line.bill_type_code);
    const day = inpatient ? (line.admission_date ?? line.claim_start_date) : (line.claim_line_start_date ?? line.claim_start_date);
    return {
      ...cost(line, { id: at + 1, event: at + 1, domain: line.hcpcs_code === null ? 'Visit' : 'Procedure', type }),
      payer_plan_period_id: periodOf(line.person_id, day),
      revenue_code_source_value: text(line.revenue_center_code),
      drg_source_value: text(line.drg_code),
    };
  });
  const pharmacy = (input.pharmacy ?? []).map(
    (claim, at): Row => ({
      ...cost(claim, { id: medical.length + at + 1, event: at + 1, domain: 'Drug', type }),
      paid_ingredient_cost: text(claim.ingredient_cost_amount),
      paid_dispensing_fee: text(claim.dispensing_fee_amount),
      payer_plan_period_id: periodOf(claim.person_id, claim.dispensing_date),
    }),
  );
  const costs = [...medical, ...pharmacy];
  return {
    persons: [...numbers].map(([person, number]) => ({ person_id: String(number), person_source_value: person })),
    payerPlanPeriods,
    costs,
    outsidePeriods: costs.filter((row) => row['payer_plan_period_id'] === '').length,
  };
}

/** Numbers from 1 in the order of the ids, so that the order of rows doesn't matter. */
function personNumbers(input: ToOmopInput): ReadonlyMap<string, number> {
  const ids = new Set([...input.eligibility, ...(input.medical ?? []), ...(input.pharmacy ?? [])].map(({ person_id: id }) => id));
  return new Map([...ids].sort(compareCodePoints).map((id, at) => [id, at + 1]));
}

interface Amounts {
  readonly charge_amount: string | null;
  readonly allowed_amount: string | null;
  readonly paid_amount: string | null;
  readonly copayment_amount: string | null;
  readonly coinsurance_amount: string | null;
  readonly deductible_amount: string | null;
  readonly cob_paid_amount: string | null;
  readonly member_liability_amount?: string | null;
}

function cost(row: Amounts, o: { readonly id: number; readonly event: number; readonly domain: string; readonly type: string }): Row {
  const shares = [row.copayment_amount, row.coinsurance_amount, row.deductible_amount];
  const patient = shares.every((share) => share === null) ? text(row.member_liability_amount) : sum(shares);
  return {
    cost_id: String(o.id),
    cost_event_id: String(o.event),
    cost_domain_id: o.domain,
    cost_type_concept_id: o.type,
    currency_concept_id: USD_CONCEPT,
    total_charge: text(row.charge_amount),
    total_cost: '',
    total_paid: sum([row.paid_amount, patient === '' ? null : patient, row.cob_paid_amount]),
    paid_by_payer: text(row.paid_amount),
    paid_by_patient: patient,
    paid_patient_copay: text(row.copayment_amount),
    paid_patient_coinsurance: text(row.coinsurance_amount),
    paid_patient_deductible: text(row.deductible_amount),
    paid_by_primary: text(row.cob_paid_amount),
    paid_ingredient_cost: '',
    paid_dispensing_fee: '',
    payer_plan_period_id: '',
    amount_allowed: text(row.allowed_amount),
    revenue_code_concept_id: NONE,
    revenue_code_source_value: '',
    drg_concept_id: NONE,
    drg_source_value: '',
  };
}
