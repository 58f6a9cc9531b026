import type { ClaimBatch } from '../batch.js';
import { serviceCategories } from '../categories/service-categories.js';
import type { ServiceLeaf } from '../categories/service-leaf.js';
import { wordReader } from '../columns.js';

/**
 * Where spending is reported. Brokers' descriptions name hospital, primary care, specialty care, other medical costs and prescription
 * drugs, here by medical and by pharmacy benefit; the last two are ours, for what the claims can't say.
 */
export const RXDC_CATEGORIES = [
  'hospital',
  'primaryCare',
  'specialtyCare',
  'otherMedical',
  'medicalBenefitDrugs',
  'pharmacyBenefitDrugs',
  'professionalUnsplit',
  'unclassified',
] as const;

/** One category of spending. */
export type RxdcCategory = (typeof RXDC_CATEGORIES)[number];

/** Who gives primary care. Specialties are the user's to bring: a claim's own specialty is often missing or wrong. */
export interface PrimaryCareMap {
  /** Taxonomy codes of primary care. */
  readonly taxonomies?: readonly string[];
  /** Provider numbers of primary care; they go before the taxonomy. */
  readonly npis?: readonly string[];
}

/** HCPCS codes of drugs that are administered. */
const DRUG_CODE = /^J\d{4}$/;

/** Facilities that are no hospital. */
const NO_HOSPITAL: ReadonlySet<ServiceLeaf> = new Set(['inpatient.snf', 'outpatient.dialysis', 'outpatient.asc_surgery']);

/**
 * Puts every medical line into a category of spending.
 *
 * A drug is one by its NDC or its HCPCS J code, unless it belongs to a hospital stay. Institutional lines are hospital, except those of
 * nursing facilities, dialysis and surgery centres; equipment, ambulance, home health and hospice are other medical costs. Professional
 * lines are split by the given providers; without them they stand apart.
 *
 * Limits: the rules are ours, by the names of the categories only; the instructions of CMS say more and weren't read (unverified).
 *
 * @source imacorp.com, RxDC Reporting, 2026 (names of the categories, secondary); service categories of this library
 * @testedBy claims/adapters/rxdc.test.ts: each category by its fact
 * @param batch - Medical lines.
 * @param primaryCare - Who gives primary care; null when nobody said.
 * @returns The category of each row.
 * @example
 * rxdcCategories(batchOf({ table: 'medical' }, []), null); // => []
 */
export function rxdcCategories(batch: ClaimBatch<'medical'>, primaryCare: PrimaryCareMap | null): readonly RxdcCategory[] {
  const leaves = serviceCategories(batch);
  const read = (name: string): ReturnType<typeof wordReader> => wordReader(batch, name);
  const [type, code, ndc, taxonomy, npi] = [
    read('claim_type'),
    read('hcpcs_code'),
    read('ndc_code'),
    read('rendering_taxonomy'),
    read('rendering_npi'),
  ];
  const taxonomies = new Set(primaryCare?.taxonomies ?? []);
  const npis = new Set(primaryCare?.npis ?? []);
  const professional = (row: number): RxdcCategory => {
    if (primaryCare === null) return 'professionalUnsplit';
    return npis.has(npi.at(row) ?? '') || taxonomies.has(taxonomy.at(row) ?? '') ? 'primaryCare' : 'specialtyCare';
  };
  return Array.from({ length: batch.rowCount }, (_, row): RxdcCategory => {
    const leaf = leaves.leaf(row);
    if (leaf === 'unclassified') return 'unclassified';
    const institutional = type.at(row) !== 'professional';
    const stay = institutional && leaf.startsWith('inpatient.');
    if (!stay && (ndc.has(row) || DRUG_CODE.test(code.at(row) ?? ''))) return 'medicalBenefitDrugs';
    if (leaf.startsWith('ancillary.')) return 'otherMedical';
    if (!institutional) return professional(row);
    if (NO_HOSPITAL.has(leaf)) return 'otherMedical';
    return leaf.startsWith('professional.') ? professional(row) : 'hospital';
  });
}
