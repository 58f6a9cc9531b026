import type { TableName } from '../../../src/claims/batch.js';
import type { DeliveryReport } from '../../../src/claims/validate/delivery-report.js';
import type { RuleOutcome } from '../../../src/claims/validate/outcome.js';
import { type Delivery, type ValidateOptions, validateDelivery } from '../../../src/claims/validate/validate-delivery.js';

export type Row = Readonly<Record<string, unknown>>;

/** A professional line that breaks no rule. */
export function line(change: Row = {}): Row {
  return {
    data_source: 'tpa',
    claim_id: 'c1',
    claim_line_number: 1,
    claim_version: 0,
    claim_record_type: 'original',
    claim_status: 'paid',
    claim_type: 'professional',
    person_id: 'p1',
    member_id: 'm1',
    subscriber_id: 's1',
    employer_id: 'e1',
    payer: 'tpa',
    plan: 'ppo',
    claim_start_date: '2024-03-05',
    claim_end_date: '2024-03-05',
    claim_line_start_date: '2024-03-05',
    claim_line_end_date: '2024-03-05',
    paid_date: '2024-04-01',
    place_of_service_code: '11',
    hcpcs_code: 'G0101',
    service_unit_quantity: '1',
    diagnosis_codes: ['E119'],
    diagnosis_code_type: 'icd-10-cm',
    billing_npi: '1234567893',
    charge_amount: '150.00',
    allowed_amount: '100.00',
    copayment_amount: '20.00',
    paid_amount: '80.00',
    ...change,
  };
}

/** A line of an acute stay that breaks no rule. */
export function stay(change: Row = {}): Row {
  return line({
    claim_id: 'h1',
    claim_type: 'institutional',
    place_of_service_code: null,
    bill_type_code: '111',
    revenue_center_code: '0120',
    drg_code: '470',
    drg_code_type: 'ms-drg',
    hcpcs_code: null,
    claim_start_date: '2024-03-05',
    claim_end_date: '2024-03-08',
    admission_date: '2024-03-05',
    discharge_date: '2024-03-08',
    diagnosis_codes: ['M1711'],
    diagnosis_poa: ['Y'],
    ...change,
  });
}

/** A fill that breaks no rule. */
export function fill(change: Row = {}): Row {
  return {
    data_source: 'pbm',
    claim_id: 'r1',
    claim_line_number: 1,
    claim_version: 0,
    claim_record_type: 'original',
    claim_status: 'paid',
    person_id: 'p1',
    member_id: 'm1',
    employer_id: 'e1',
    payer: 'tpa',
    plan: 'ppo',
    dispensing_date: '2024-03-05',
    paid_date: '2024-03-20',
    ndc_code: '00002751001',
    quantity: '30',
    days_supply: 30,
    fill_number: 0,
    prescription_number: 'x1',
    ingredient_cost_amount: '48.00',
    dispensing_fee_amount: '2.00',
    allowed_amount: '50.00',
    copayment_amount: '10.00',
    paid_amount: '40.00',
    charge_amount: '60.00',
    ...change,
  };
}

/** Coverage of a contract holder that breaks no rule. */
export function span(change: Row = {}): Row {
  return {
    data_source: 'tpa',
    person_id: 'p1',
    member_id: 'm1',
    subscriber_id: 's1',
    subscriber_relation: 'self',
    employer_id: 'e1',
    payer: 'tpa',
    plan: 'ppo',
    coverage_tier: 'EMP',
    enrollment_start_date: '2024-01-01',
    enrollment_end_date: '2024-12-31',
    birth_date: '1980-05-01',
    gender: 'female',
    state: 'DE',
    ...change,
  };
}

export function report(delivery: Delivery, o: ValidateOptions = {}): DeliveryReport {
  return validateDelivery(delivery, o);
}

/** What one rule found in one table; null where it didn't run. */
export function outcome(code: string, delivery: Delivery, o: ValidateOptions & { readonly table?: TableName } = {}): RuleOutcome | null {
  const { table, ...rest } = o;
  return report(delivery, rest).rules.find((each) => each.code === code && (table === undefined || each.table === table)) ?? null;
}

/** How many rows one rule found. */
export function rowsOf(code: string, delivery: Delivery, o: ValidateOptions & { readonly table?: TableName } = {}): number {
  return outcome(code, delivery, o)?.rows ?? 0;
}

/** `count` claims, each made from its number. */
export function many(count: number, make: (at: number) => Row): readonly Row[] {
  return Array.from({ length: count }, (_, at) => make(at));
}
