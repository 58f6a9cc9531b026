import { isValid, type ListColumn } from '../batch.js';
import { daysReader, quantityReader, wordReader } from '../columns.js';
import type { DeliveryData } from './delivery-data.js';
import type { Rule, RuleSink } from './rule.js';

/** Last day on which ICD-9 was right: 2015-09-30. Unit: days since 1970-01-01. */
const LAST_ICD9_DAY = 16_708;
/** Most units that a line plausibly has. Unit: units of service. */
const MOST_UNITS = 1000;

const fieldsOfType: Rule = {
  id: 'MED-7',
  table: 'medical',
  severity: 'warn',
  tolerance: '0.012',
  handling: 'kept',
  what: 'A professional line has a place of service and a procedure code, an institutional one a type of bill and a revenue code.',
  inputs: ['claim_type', 'place_of_service_code', 'hcpcs_code', 'bill_type_code', 'revenue_center_code', 'drg_code'],
  fix: 'When it is systematic the mapping is wrong.',
  check: ({ medical }, sink) => {
    const { batch, rows } = medical;
    const read = (name: string): ReturnType<typeof wordReader> => wordReader(batch, name);
    const [type, place, code, bill, revenue, drg] = [
      read('claim_type'),
      read('place_of_service_code'),
      read('hcpcs_code'),
      read('bill_type_code'),
      read('revenue_center_code'),
      read('drg_code'),
    ];
    const professional = type.words.indexOf('professional');
    const institutional = type.words.indexOf('institutional');
    const miss = (row: number, field: string): void => sink.hit(row, { field, observedClass: 'empty', expected: 'a code, by the type of the claim' });
    const stray = (row: number, field: string): void =>
      sink.hit(row, { field, observedClass: 'filled', expected: 'nothing, by the type of the claim' });
    for (let row = 0; row < rows; row += 1) {
      const kind = type.id(row);
      if (kind === professional) {
        sink.applies(row);
        if (!place.has(row)) miss(row, 'place_of_service_code');
        if (!code.has(row)) miss(row, 'hcpcs_code');
        if (bill.has(row)) stray(row, 'bill_type_code');
        if (revenue.has(row)) stray(row, 'revenue_center_code');
        if (drg.has(row)) stray(row, 'drg_code');
      } else if (kind === institutional) {
        sink.applies(row);
        if (!bill.has(row)) miss(row, 'bill_type_code');
        if (!revenue.has(row)) miss(row, 'revenue_center_code');
        if (place.has(row)) stray(row, 'place_of_service_code');
      }
    }
  },
};

const drgThere: Rule = {
  id: 'MED-8',
  table: 'medical',
  severity: 'warn',
  tolerance: '0.012',
  handling: 'kept',
  codeSets: ['ms-drg'],
  what: 'An acute stay (bill type 11 or 12) has a DRG that its fiscal year knows.',
  inputs: ['bill_type_code', 'drg_code', 'drg_code_type', 'discharge_date', 'claim_end_date'],
  fix: 'Ask for the DRG and the version of the grouper.',
  check: ({ medical }, sink, { codeSets }) => {
    const { batch, rows } = medical;
    const [bill, drg, system] = [wordReader(batch, 'bill_type_code'), wordReader(batch, 'drg_code'), wordReader(batch, 'drg_code_type')];
    const [end, discharge] = [daysReader(batch, 'claim_end_date'), daysReader(batch, 'discharge_date')];
    const acute = bill.words.map((text) => text.startsWith('11') || text.startsWith('12'));
    for (let row = 0; row < rows; row += 1) {
      if (acute[bill.id(row)] !== true) continue;
      sink.applies(row);
      const code = drg.at(row);
      if (code === null) sink.hit(row, { field: 'drg_code', observedClass: 'empty', expected: 'a DRG on an acute stay' });
      else if (
        (system.at(row) ?? 'ms-drg') === 'ms-drg' &&
        codeSets?.contains('ms-drg', code, discharge.has(row) ? discharge.at(row) : end.at(row)) === false
      ) {
        sink.hit(row, { field: 'drg_code', observedClass: 'not in the list of its fiscal year', expected: 'a DRG of the fiscal year of discharge' });
      }
    }
  },
};

/** ICD-10-CM: letter, digit, digit or A/B, then up to four characters. */
const ICD10 = /^[A-Z]\d[0-9AB][0-9A-Z]{0,4}$/;
/** ICD-9-CM: three to five digits, or V, or E codes. */
const ICD9 = /^(?:\d{3,5}|V\d{2,4}|E\d{3,4})$/;

type Verdict = 'good' | 'old' | 'bad';

function icdForm(code: string): Verdict {
  return ICD10.test(code) ? 'good' : ICD9.test(code) ? 'old' : 'bad';
}

const diagnosisForm: Rule = {
  id: 'MED-9',
  table: 'medical',
  severity: 'warn',
  tolerance: '0.012',
  handling: 'kept',
  codeSets: ['icd-10-cm'],
  what: 'Diagnoses have the form of ICD-10-CM and are in the list of their year; ICD-9 ended on 2015-09-30.',
  inputs: ['diagnosis_codes', 'diagnosis_code_type', 'claim_end_date'],
  fix: 'Look for truncated codes and lost dots; fix the code type where it names another system.',
  check: ({ medical }, sink, { codeSets }) => {
    const { batch, rows } = medical;
    const list = batch.lists['diagnosis_codes'];
    const end = daysReader(batch, 'claim_end_date');
    const system = wordReader(batch, 'diagnosis_code_type');
    const wrongSystem = system.words.map((text) => !/^icd-?(?:9|10)(?:-?cm)?$/i.test(text) && !/^(?:0?9|10|0)$/.test(text));
    const forms = (list?.dictionary.values ?? []).map(icdForm);
    for (let row = 0; row < rows; row += 1) {
      if (list === undefined || !isValid(list.validity, row)) continue;
      sink.applies(row);
      if (wrongSystem[system.id(row)] === true)
        sink.hit(row, { field: 'diagnosis_code_type', observedClass: 'a system that has no diagnoses', expected: 'icd-10-cm' });
      const day = end.at(row);
      const worst = worstDiagnosis(list, row, (id) => {
        const form = forms[id] ?? 'bad';
        if (form === 'bad') return 'a form that ICD-10-CM does not have';
        if (form === 'old') return day > LAST_ICD9_DAY ? 'an ICD-9 code after 2015-09-30' : null;
        const known = codeSets?.contains('icd-10-cm', list.dictionary.values[id] ?? '', day);
        return known === false ? 'not in the list of its year' : null;
      });
      if (worst !== null) sink.hit(row, { field: 'diagnosis_codes', observedClass: worst, expected: 'ICD-10-CM codes of the year' });
    }
  },
};

function worstDiagnosis(list: ListColumn, row: number, judge: (id: number) => string | null): string | null {
  for (let at = list.offsets[row] ?? 0; at < (list.offsets[row + 1] ?? 0); at += 1) {
    const id = list.ids[at] ?? list.gap;
    const wrong = id === list.gap ? null : judge(id);
    if (wrong !== null) return wrong;
  }
  return null;
}

const diagnosisOrder: Rule = {
  id: 'MED-10',
  table: 'medical',
  severity: 'warn',
  tolerance: '0.012',
  handling: 'kept',
  what: 'A claim has a principal diagnosis that is no external cause, no diagnosis twice, and present-on-admission on acute stays.',
  inputs: ['diagnosis_codes', 'diagnosis_poa', 'bill_type_code'],
  fix: 'When it is systematic the order of the diagnoses was lost.',
  check: (data: DeliveryData, sink: RuleSink) => {
    const { batch, rows } = data.medical;
    const list = batch.lists['diagnosis_codes'];
    const poa = batch.lists['diagnosis_poa'];
    const bill = wordReader(batch, 'bill_type_code');
    const acute = bill.words.map((text) => text.startsWith('11') || text.startsWith('12'));
    const external = (list?.dictionary.values ?? []).map((code) => /^[V-Y]/.test(code) && ICD10.test(code));
    for (let row = 0; row < rows; row += 1) {
      sink.applies(row);
      const from = list?.offsets[row] ?? 0;
      const to = list !== undefined && isValid(list.validity, row) ? (list.offsets[row + 1] ?? 0) : from;
      const first = from < to ? (list?.ids[from] ?? -1) : -1;
      if (list === undefined || first === -1 || first === list.gap) {
        sink.hit(row, { field: 'diagnosis_codes', observedClass: 'no principal diagnosis', expected: 'a first diagnosis' });
        continue;
      }
      if (external[first] === true)
        sink.hit(row, { field: 'diagnosis_codes', observedClass: 'an external cause as principal diagnosis', expected: 'a disease or injury first' });
      const codes = new Set<number>();
      let filled = 0;
      for (let at = from; at < to; at += 1) {
        const id = list.ids[at] ?? list.gap;
        if (id === list.gap) continue;
        filled += 1;
        codes.add(id);
      }
      if (codes.size < filled) sink.hit(row, { field: 'diagnosis_codes', observedClass: 'a diagnosis twice', expected: 'each diagnosis once' });
      if (acute[bill.id(row)] === true && (poa === undefined || !isValid(poa.validity, row))) {
        sink.hit(row, { field: 'diagnosis_poa', observedClass: 'empty', expected: 'present-on-admission on an acute stay' });
      }
    }
  },
};

const plausibleUnits: Rule = {
  id: 'MED-26',
  table: 'medical',
  severity: 'warn',
  tolerance: '0.012',
  handling: 'kept',
  what: 'Units of service are above 0 and at most 1,000; minutes of anaesthesia and reversals are exempt.',
  inputs: ['service_unit_quantity', 'unit_type', 'claim_record_type'],
  fix: 'Look for a shifted decimal point or another unit.',
  check: ({ medical }, sink) => {
    const { batch, rows } = medical;
    const units = quantityReader(batch, 'service_unit_quantity');
    const unit = wordReader(batch, 'unit_type');
    const type = wordReader(batch, 'claim_record_type');
    if (!units.filled) return;
    for (let row = 0; row < rows; row += 1) {
      if (!units.has(row) || type.at(row) === 'reversal') continue;
      sink.applies(row);
      const amount = units.at(row);
      const odd = amount === 0 ? 'zero' : amount < 0 ? 'negative' : amount > MOST_UNITS && unit.at(row) !== 'MJ' ? 'more than 1,000' : null;
      if (odd !== null) sink.hit(row, { field: 'service_unit_quantity', observedClass: odd, expected: 'more than 0, at most 1,000' });
    }
  },
};

/** Rules of codes. */
export const medicalCodeRules: readonly Rule[] = /* @__PURE__ */ (() => [fieldsOfType, drgThere, diagnosisForm, diagnosisOrder, plausibleUnits])();
