import { describe, expect, test, vi } from 'vitest';
import { drgKind } from '../../../src/claims/categories/drg-numbers.js';
import { serviceCategories } from '../../../src/claims/categories/service-categories.js';
import { rollUps, serviceLeaves } from '../../../src/claims/categories/service-leaf.js';
import { validateDelivery } from '../../../src/claims/validate/validate-delivery.js';
import { sharedData } from '../../kit/shared-data.js';
import { batch } from '../ledger/kit.js';
import { readCsvFile } from '../read-csv.js';
import { fill, line, type Row, stay } from '../rules/kit.js';
import { tuvaRows } from '../tuva-rows.js';

// Whole deliveries are judged many times; a busy machine needs longer than the usual limit.
vi.setConfig({ testTimeout: 60_000 });

const leaves = (...rows: readonly Row[]): readonly string[] => {
  const found = serviceCategories(batch(rows));
  return rows.map((_, row) => found.leaf(row));
};
const visit = (change: Row): Row =>
  stay({
    claim_id: `v${JSON.stringify(change).length}${String(change['revenue_center_code'] ?? '')}${String(change['bill_type_code'] ?? '')}`,
    bill_type_code: '131',
    drg_code: null,
    revenue_center_code: '0250',
    ...change,
  });

describe('a line gets one category', () => {
  test('by type of bill and DRG where it is a stay', () => {
    const at = (bill: string, drg: string | null): string | undefined => leaves(stay({ bill_type_code: bill, drg_code: drg }))[0];
    expect([
      at('111', '470'),
      at('121', '292'),
      at('111', '807'),
      at('111', '795'),
      at('111', '885'),
      at('111', null),
      at('211', null),
      at('181', '470'),
      at('811', null),
      at('82Z', null),
    ]).toEqual([
      'inpatient.surgical',
      'inpatient.medical',
      'inpatient.maternity',
      'inpatient.newborn',
      'inpatient.rehab_psych_other',
      'inpatient.rehab_psych_other',
      'inpatient.snf',
      'inpatient.rehab_psych_other',
      'ancillary.hospice',
      'ancillary.hospice',
    ]);
  });
  test('and an emergency room on an admitted claim stays inpatient', () => {
    expect(leaves(stay(), stay({ claim_line_number: 2, revenue_center_code: '0450' }))).toEqual(['inpatient.surgical', 'inpatient.surgical']);
  });
  test('by revenue codes of the whole claim where it is a visit', () => {
    const of = (revenue: string): string | undefined =>
      leaves(visit({}), visit({ claim_id: 'x', revenue_center_code: revenue }), visit({ claim_id: 'x', claim_line_number: 2 }))[2];
    expect([of('0450'), of('0981'), of('0456'), of('0762'), of('0490'), of('0821'), of('0881'), of('0300')]).toEqual([
      'outpatient.ed',
      'outpatient.ed',
      'professional.urgent_care',
      'outpatient.observation',
      'outpatient.asc_surgery',
      'outpatient.dialysis',
      'outpatient.dialysis',
      'outpatient.other',
    ]);
    expect(
      leaves(
        visit({ bill_type_code: '721' }),
        visit({ bill_type_code: '329' }),
        visit({ revenue_center_code: '0540' }),
        visit({ hcpcs_code: 'G0378', claim_id: 'o' }),
      ),
    ).toEqual(['outpatient.dialysis', 'ancillary.home_health', 'ancillary.ambulance', 'outpatient.observation']);
  });
  test('by place of service and public codes where it is professional', () => {
    const at = (place: string | null, code = 'G0101'): string | undefined => leaves(line({ place_of_service_code: place, hcpcs_code: code }))[0];
    expect(['11', '02', '10', '20', '22', '23', '24', '31', '12', '13', '65', '41', '81'].map((place) => at(place))).toEqual([
      'professional.office',
      'professional.telehealth',
      'professional.telehealth',
      'professional.urgent_care',
      'professional.facility_based',
      'outpatient.ed',
      'outpatient.asc_surgery',
      'inpatient.snf',
      'ancillary.home_health',
      'professional.home',
      'outpatient.dialysis',
      'ancillary.ambulance',
      'professional.other',
    ]);
    expect([at('11', 'A0425'), at('11', 'A0436'), at('11', 'A0437'), at('11', 'E0100'), at('22', 'G0379'), at(null)]).toEqual([
      'ancillary.ambulance',
      'ancillary.ambulance',
      'professional.office',
      'ancillary.dme',
      'outpatient.observation',
      'unclassified',
    ]);
  });
  test('and dental and undetermined claims are unclassified, never dropped', () => {
    expect(leaves(line({ claim_type: 'dental' }), line({ claim_id: 'u', claim_type: 'undetermined', place_of_service_code: null }))).toEqual([
      'unclassified',
      'unclassified',
    ]);
  });
  test('with the fact that decided, and a finer one only by a map of the user', () => {
    const rows = batch([line({ hcpcs_code: 'X0001' }), line({ claim_line_number: 2, hcpcs_code: 'constr' })]);
    const found = serviceCategories(rows, { levelTwo: { id: 'own', version: '1', licence: 'own', codes: { X0001: 'therapy' } } });
    expect([found.fact(0), found.levelTwo(0), found.levelTwo(1), serviceCategories(rows).levelTwo(0)]).toEqual([
      'place of service 11',
      'therapy',
      null,
      null,
    ]);
  });
  test('of pharmacy claims is pharmacy', () => {
    expect(serviceCategories(validateDelivery({ pharmacy: [fill()] }).batches.pharmacy).cents).toEqual({ pharmacy: 4000 });
  });
});

const list = sharedData('claims/codelists/ms_drg.csv.gz');
test.runIf(list !== null)('numbers of DRGs say surgical where the CMS list does, for every number in force', () => {
  const wrong = readCsvFile(list ?? '').filter(({ ms_drg_code, medical_surgical }) => {
    const kind = drgKind(ms_drg_code ?? '');
    if (medical_surgical === '' || kind === 'maternity' || kind === 'newborn' || kind === 'rehab_psych_other') return false;
    return (kind === 'surgical') !== (medical_surgical === 'P' || medical_surgical === 'Surgical');
  });
  expect(wrong).toEqual([]);
});

test('every roll-up has a group for every leaf', () => {
  expect(rollUps.map(({ id, group }) => [id, new Set(serviceLeaves.map((leaf) => group[leaf])).size])).toEqual([
    ['tuva', 6],
    ['hcci', 5],
    ['states', 6],
  ]);
  expect(rollUps.flatMap(({ group }) => serviceLeaves.filter((leaf) => group[leaf] === ''))).toEqual([]);
});

const tuva = tuvaRows();
test.runIf(tuva !== null)('the dollars of the Tuva seed tie over the leaves', () => {
  const { medical } = validateDelivery(tuva ?? {}).batches;
  const { cents, rows } = serviceCategories(medical);
  expect(Object.values(cents).reduce((sum, each) => sum + each, 0)).toBe(16_381_897);
  expect(Object.values(rows).reduce((sum, each) => sum + each, 0)).toBe(medical.rowCount);
});
