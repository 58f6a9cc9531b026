import type { TableName } from '../../src/claims/batch.js';
import type { FieldSpec } from '../../src/claims/fields/field-spec.js';
import { fieldsOf } from '../../src/claims/fields/tables.js';
import type { RecordOf } from '../../src/claims/records.js';
import type { RandomStream } from '../../src/stats/random.js';
import { isoFromDay } from '../../src/time/iso-date.js';

/** Texts of each code's form, invented for tests. */
const CODE_EXAMPLES: Readonly<Record<string, readonly string[]>> = {
  place_of_service_code: ['11', '02', '21'],
  bill_type_code: ['111', '13I', '131'],
  revenue_center_code: ['0001', '0450', '0120'],
  drg_code: ['001', '470'],
  hcpcs_code: ['A0425', 'G0378', '00012'],
  modifiers: ['RT', '25', '01'],
  unit_type: ['UN', 'MJ'],
  diagnosis_codes: ['E119', 'I10', 'M1711'],
  diagnosis_poa: ['Y', 'N', '1'],
  admitting_diagnosis_code: ['R079'],
  procedure_codes: ['0SR9019', '02703ZZ'],
  admit_type_code: ['1', '3'],
  admit_source_code: ['1', 'D'],
  discharge_disposition_code: ['01', '20'],
  ndc_unit: ['ML', 'UN'],
  daw_code: ['0', '9'],
  pharmacy_ncpdp_id: ['0123456'],
  state: ['DE', 'NY'],
};

function codeOf(field: FieldSpec, random: RandomStream): string {
  const examples = CODE_EXAMPLES[field.name];
  if (examples !== undefined) return examples[random.below(examples.length)] ?? '';
  const digits = /^\/\^\\d\{(\d+)\}\$\/$/.exec(String(field.pattern));
  const length = Number(digits?.[1]);
  if (!(length > 0)) throw new Error(`No example of ${field.name}.`);
  return String(random.below(1_000_000)).padStart(length, '0').slice(-length);
}

function valueOf(field: FieldSpec, random: RandomStream): unknown {
  switch (field.kind) {
    case 'id':
      return random.below(4) === 0 ? `00${random.below(50)}é` : `${field.name.slice(0, 2)}-${random.below(5000)}`;
    case 'text':
      return ['north', 'Süd & west', '0001', '1E5', 'TRUE', 'a, "b"'][random.below(6)];
    case 'code':
      return codeOf(field, random);
    case 'enum':
      return field.values?.[random.below(field.values.length)];
    case 'date':
      return isoFromDay(16_000 + random.below(4000));
    case 'money':
      return `${random.below(8) === 0 ? '-' : ''}${random.below(100_000)}.${String(random.below(100)).padStart(2, '0')}`;
    case 'quantity': {
      const decimals = random.below(4);
      const text = decimals === 0 ? '' : `.${random.below(10 ** decimals)}${1 + random.below(9)}`;
      return `${random.below(8) === 0 ? '-' : ''}${1 + random.below(900)}${text}`;
    }
    case 'integer':
      return (field.min ?? 0) + random.below(Math.min(90, (field.max ?? 1000) - (field.min ?? 0)));
    case 'flag':
      return random.below(2) === 1;
    case 'codes':
      return Array.from({ length: random.below(4) }, () => (random.below(5) === 0 ? null : codeOf(field, random)));
    case 'dates':
      return Array.from({ length: random.below(3) }, () => (random.below(4) === 0 ? null : isoFromDay(17_000 + random.below(900))));
    case 'texts':
      return Array.from({ length: random.below(3) }, () => `CO-${random.below(60)}`);
  }
}

/** A canonical record with random values; amounts have two decimals and quantities no trailing zeros, so that it survives a batch. */
export function canonicalRow<T extends TableName>(table: T, random: RandomStream): RecordOf<T> {
  const row: Record<string, unknown> = {};
  for (const field of fieldsOf(table)) {
    row[field.name] = field.presence === 'optional' && random.below(3) === 0 ? null : valueOf(field, random);
  }
  return row as unknown as RecordOf<T>;
}
