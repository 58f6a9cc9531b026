import type { FieldSpec } from './field-spec.js';

/** Every field of NonClaimsPayment, once: schema, checker, batches and de-identification are made from this table. */
export const nonClaimsPaymentFields: readonly FieldSpec[] = [
  { name: 'data_source', kind: 'text', presence: 'required', role: 'lineage' },
  { name: 'file_name', kind: 'text', presence: 'optional', role: 'lineage' },
  { name: 'file_date', kind: 'date', presence: 'optional', role: 'lineage' },
  { name: 'row_number', kind: 'integer', presence: 'optional', role: 'lineage', min: 1 },
  { name: 'payment_id', kind: 'id', presence: 'required', role: 'claim' },
  { name: 'employer_id', kind: 'id', presence: 'required', role: 'employer' },
  { name: 'payer', kind: 'text', presence: 'optional', role: 'other' },
  { name: 'payee_npi', kind: 'code', presence: 'optional', role: 'provider', pattern: /^\d{10}$/ },
  { name: 'payee_tin', kind: 'text', presence: 'optional', role: 'provider' },
  { name: 'category', kind: 'enum', presence: 'required', role: 'other', values: ['capitation', 'admin_fee', 'pbm_fee', 'network_access_fee', 'care_management', 'incentive', 'shared_savings', 'recovery', 'subrogation', 'rx_rebate', 'stop_loss_premium', 'stop_loss_reimbursement', 'bundle_settlement', 'other'] },
  { name: 'basis', kind: 'enum', presence: 'optional', role: 'other', values: ['pepm', 'pmpm', 'per_claim', 'percent_of_savings', 'flat'] },
  { name: 'rate', kind: 'quantity', presence: 'optional', role: 'amount' },
  { name: 'units', kind: 'quantity', presence: 'optional', role: 'amount' },
  { name: 'amount', kind: 'money', presence: 'required', role: 'amount' },
  { name: 'service_period_start', kind: 'date', presence: 'required', role: 'date' },
  { name: 'service_period_end', kind: 'date', presence: 'required', role: 'date' },
  { name: 'paid_date', kind: 'date', presence: 'optional', role: 'date' },
  { name: 'person_id', kind: 'id', presence: 'optional', role: 'person' },
  { name: 'plan_id', kind: 'id', presence: 'optional', role: 'other' },
  { name: 'ndc_code', kind: 'code', presence: 'optional', role: 'code', pattern: /^\d{11}$/ },
  { name: 'allocation_rule', kind: 'text', presence: 'optional', role: 'other' },
  { name: 'estimated_flag', kind: 'flag', presence: 'optional', role: 'other' },
];
