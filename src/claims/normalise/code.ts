import { type Repaired, type RepairKind, unchanged } from './repair.js';

/** A normaliser of codes: text without white space at its ends in, canonical text out where there is a way. */
export type CodeNormaliser = (text: string) => Repaired;

function padded(digits: number): CodeNormaliser {
  return (text) => (text.length < digits && /^\d+$/.test(text) ? { value: text.padStart(digits, '0'), repairs: ['zero-padded'] } : unchanged(text));
}

/** Revenue code to four digits: `1` is 0001. */
export const revenueCode: CodeNormaliser = /* @__PURE__ */ padded(4);

/** Place of service to two digits. */
export const placeOfService: CodeNormaliser = /* @__PURE__ */ padded(2);

/** Discharge status to two digits. */
export const dischargeDisposition: CodeNormaliser = /* @__PURE__ */ padded(2);

/** Diagnosis related group to three digits. */
export const drgCode: CodeNormaliser = /* @__PURE__ */ padded(3);

/** Type of bill: the leading 0 of a four-character code goes. */
export const billType: CodeNormaliser = (text) => {
  const upper = upperCase(text);
  const value = upper.value ?? '';
  return value.length === 4 && value.startsWith('0') ? { value: value.slice(1), repairs: [...upper.repairs, 'leading-zero-removed'] } : upper;
};

/** Code in capitals. */
export const upperCase: CodeNormaliser = (text) => {
  const value = text.toUpperCase();
  return value === text ? unchanged(text) : { value, repairs: ['case'] };
};

/** Diagnosis or procedure code of ICD: in capitals, without its dot. */
export const icdCode: CodeNormaliser = (text) => {
  const upper = upperCase(text);
  const value = upper.value ?? '';
  const dot = value.indexOf('.');
  if (dot < 1 || dot !== value.lastIndexOf('.')) return upper;
  return { value: value.slice(0, dot) + value.slice(dot + 1), repairs: [...upper.repairs, 'dot-removed'] };
};

/** Drug code to eleven digits, only where hyphens show the layout; ten digits without hyphens are ambiguous and stay. */
export const ndcCode: CodeNormaliser = (text) => {
  const match = /^(\d{4,5})-(\d{3,4})-(\d{1,2})$/.exec(text);
  if (match === null) return unchanged(text);
  const parts = [match[1] ?? '', match[2] ?? '', match[3] ?? ''];
  const digits = parts.join('').length;
  if (digits !== 10 && digits !== 11) return unchanged(text);
  const value = (parts[0] ?? '').padStart(5, '0') + (parts[1] ?? '').padStart(4, '0') + (parts[2] ?? '').padStart(2, '0');
  const repairs: readonly RepairKind[] = digits === 10 ? ['hyphens-removed', 'zero-padded'] : ['hyphens-removed'];
  return { value, repairs };
};

/** Provider number that a spreadsheet turned into a float: `1104867175.0`. */
export const npi: CodeNormaliser = (text) => (/^\d{10}\.0+$/.test(text) ? { value: text.slice(0, 10), repairs: ['float-text'] } : unchanged(text));

/** ZIP code of five digits; the four after a hyphen go. A lost leading zero isn't guessed. */
export const zipCode: CodeNormaliser = (text) =>
  /^\d{5}-?\d{4}$/.test(text) ? { value: text.slice(0, 5), repairs: ['zip-plus-4'] } : unchanged(text);

const BY_FIELD: ReadonlyMap<string, CodeNormaliser> = /* @__PURE__ */ new Map([
  ['revenue_center_code', revenueCode],
  ['place_of_service_code', placeOfService],
  ['drg_code', drgCode],
  ['bill_type_code', billType],
  ['hcpcs_code', upperCase],
  ['modifiers', upperCase],
  ['unit_type', upperCase],
  ['ndc_unit', upperCase],
  ['diagnosis_codes', icdCode],
  ['diagnosis_poa', upperCase],
  ['admitting_diagnosis_code', icdCode],
  ['procedure_codes', icdCode],
  ['admit_type_code', upperCase],
  ['admit_source_code', upperCase],
  ['discharge_disposition_code', dischargeDisposition],
  ['ndc_code', ndcCode],
  ['rendering_npi', npi],
  ['billing_npi', npi],
  ['facility_npi', npi],
  ['referring_npi', npi],
  ['payee_npi', npi],
  ['dispensing_provider_npi', npi],
  ['prescribing_provider_npi', npi],
  ['state', upperCase],
  ['zip_code', zipCode],
]);

/**
 * Finds the normaliser of a code field by the field's name; a code without one is left alone.
 *
 * @param field - Name of a field.
 * @returns Its normaliser.
 * @example
 * codeNormaliserOf('revenue_center_code')('450'); // => { value: '0450', repairs: ['zero-padded'] }
 * codeNormaliserOf('diagnosis_codes')('e11.9'); // => { value: 'E119', repairs: ['case', 'dot-removed'] }
 */
export function codeNormaliserOf(field: string): CodeNormaliser {
  return BY_FIELD.get(field) ?? unchanged;
}
