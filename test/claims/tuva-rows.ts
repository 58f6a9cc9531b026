import { sharedData } from '../kit/shared-data.js';
import { readCsvFile } from './read-csv.js';

type Row = Readonly<Record<string, unknown>>;

const list = (row: Readonly<Record<string, string>>, prefix: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, at) => row[`${prefix}${at + 1}`] ?? '');

/** The Tuva seed as rows of our names; null where the files aren't there. */
export function tuvaRows(): { readonly medical: readonly Row[]; readonly pharmacy: readonly Row[]; readonly eligibility: readonly Row[] } | null {
  const [medical, pharmacy, eligibility] = ['medical_claim', 'pharmacy_claim', 'eligibility'].map((name) =>
    sharedData(`claims/tuva-seed/${name}.csv`),
  );
  if (medical == null || pharmacy == null || eligibility == null) return null;
  return {
    medical: readCsvFile(medical).map((row) => ({
      ...row,
      claim_record_type: 'original',
      employer_id: 'coalition-member',
      modifiers: list(row, 'hcpcs_modifier_', 5),
      diagnosis_codes: list(row, 'diagnosis_code_', 25),
      diagnosis_poa: list(row, 'diagnosis_poa_', 25),
      procedure_codes: list(row, 'procedure_code_', 25),
      procedure_dates: list(row, 'procedure_date_', 25),
    })),
    pharmacy: readCsvFile(pharmacy).map((row) => ({ ...row, claim_record_type: 'original', employer_id: 'coalition-member' })),
    eligibility: readCsvFile(eligibility).map((row) => ({ ...row, employer_id: 'coalition-member' })),
  };
}
