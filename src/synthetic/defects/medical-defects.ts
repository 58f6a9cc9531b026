import { providerNumber } from '../drafts.js';
import { type Defect, type DefectWork, dollars, moved } from './work.js';

const TABLE = 'medical' as const;

type Fields = Readonly<Record<string, unknown>>;
const text = (work: DefectWork, at: number, field: string): string => work.text(TABLE, at, field);
const cents = (work: DefectWork, at: number, field: string): number => work.cents(TABLE, at, field);
const paidWell = (work: DefectWork, at: number): boolean => text(work, at, 'claim_status') === 'paid' && cents(work, at, 'paid_amount') > 500;

/** A defect of one line of a claim without corrections. */
function lineDefect(
  code: string,
  field: string,
  o: { readonly when: (work: DefectWork, at: number) => boolean; readonly change: (work: DefectWork, at: number) => Fields },
): Defect {
  return {
    code,
    table: TABLE,
    units: (work) => work.originalClaims(TABLE).filter((unit) => o.when(work, unit[0] ?? 0)),
    plant: (work, [at = 0]) => {
      work.change(TABLE, at, o.change(work, at));
      return [{ at, field }];
    },
  };
}

/** A defect of a claim of several lines: its second line changes. */
function secondLineDefect(code: string, field: string, change: (work: DefectWork, at: number) => Fields): Defect {
  return {
    code,
    table: TABLE,
    units: (work) => work.originalClaims(TABLE).filter((unit) => unit.length > 1 && paidWell(work, unit[0] ?? 0)),
    plant: (work, [, at = 0]) => {
      work.change(TABLE, at, change(work, at));
      return [{ at, field }];
    },
  };
}

/** A claim of one line, added beside an existing one. */
function addedClaim(
  code: string,
  field: string,
  o: { readonly when: (work: DefectWork, at: number) => boolean; readonly fields: (work: DefectWork, at: number) => Fields },
): Defect {
  return {
    code,
    table: TABLE,
    units: (work) => work.originalClaims(TABLE).filter((unit) => unit.length === 1 && o.when(work, unit[0] ?? 0)),
    plant: (work, [at = 0]) => [{ at: work.add(TABLE, at, o.fields(work, at)), field }],
  };
}

/** A total line on an institutional claim; `more` cents over what the lines charge. */
function totalLine(code: string, field: string, more: number): Defect {
  return {
    code,
    table: TABLE,
    units: (work) =>
      work.originalClaims(TABLE).filter((unit) => text(work, unit[0] ?? 0, 'claim_type') === 'institutional' && paidWell(work, unit[0] ?? 0)),
    plant: (work, unit) => {
      const sum = (name: string): number => unit.reduce((total, at) => total + cents(work, at, name), 0);
      const amounts = Object.fromEntries(
        ['charge_amount', 'allowed_amount', 'deductible_amount', 'coinsurance_amount', 'copayment_amount', 'cob_paid_amount', 'paid_amount'].map(
          (name) => [name, dollars(sum(name) + (name === 'charge_amount' ? more : 0))],
        ),
      );
      const at = work.add(TABLE, unit[0] ?? 0, {
        ...amounts,
        claim_line_number: unit.length + 1,
        revenue_center_code: '0001',
        hcpcs_code: null,
        service_unit_quantity: '1',
      });
      return [{ at, field }];
    },
  };
}

const professional = (work: DefectWork, at: number): boolean => text(work, at, 'claim_type') === 'professional';
const acute = (work: DefectWork, at: number): boolean => text(work, at, 'bill_type_code') === '111' && text(work, at, 'bundle_id') === '';
const paidProfessional = (work: DefectWork, at: number): boolean =>
  professional(work, at) && paidWell(work, at) && text(work, at, 'bundle_id') === '';

/** A reversal that points nowhere and equals nothing. */
const orphanReversal: Defect = {
  code: 'MED-20',
  table: TABLE,
  units: (work) =>
    work
      .groups(TABLE, ['data_source', 'claim_id'])
      .filter(
        (unit) => unit.length === 1 && text(work, unit[0] ?? 0, 'claim_record_type') === 'reversal' && cents(work, unit[0] ?? 0, 'paid_amount') < 0,
      ),
  plant: (work, [at = 0]) => {
    const more = (name: string): string => dollars(cents(work, at, name) - 777);
    work.change(TABLE, at, {
      claim_id: `${text(work, at, 'claim_id')}-lost`,
      original_claim_id: `${text(work, at, 'original_claim_id')}-lost`,
      charge_amount: more('charge_amount'),
      allowed_amount: more('allowed_amount'),
      paid_amount: more('paid_amount'),
    });
    return [{ at, field: 'original_claim_id' }];
  },
};

/** A signed correction that takes more back than was ever paid. */
const belowZero: Defect = {
  code: 'MED-21',
  table: TABLE,
  units: (work) =>
    work
      .groups(TABLE, ['data_source', 'claim_id'])
      .filter((unit) => text(work, unit[0] ?? 0, 'claim_id').endsWith('D') && unit.some((at) => cents(work, at, 'paid_amount') < 0)),
  plant: (work, unit) => {
    const at = unit.find((each) => cents(work, each, 'paid_amount') < 0) ?? 0;
    const more = 90_000_000;
    work.change(TABLE, at, {
      allowed_amount: dollars(cents(work, at, 'allowed_amount') - more),
      paid_amount: dollars(cents(work, at, 'paid_amount') - more),
    });
    return [{ at, field: 'paid_amount' }];
  },
};

/** The payment of the whole claim on each of its lines. */
const headerOnLines: Defect = {
  code: 'MED-14',
  table: TABLE,
  units: (work) =>
    work
      .originalClaims(TABLE)
      .filter(
        (unit) =>
          unit.length > 1 && unit.every((at) => text(work, at, 'claim_status') === 'paid') && unit.some((at) => cents(work, at, 'paid_amount') > 0),
      ),
  plant: (work, unit) => {
    const total = unit.reduce((sum, at) => sum + cents(work, at, 'paid_amount'), 0);
    for (const at of unit) work.change(TABLE, at, { paid_amount: dollars(total) });
    return unit.map((at) => ({ at, field: 'paid_amount' }));
  },
};

/** The other payer's share left out on every claim of a person whose coverage pays second. */
const noOtherPayer: Defect = {
  code: 'MED-24',
  table: TABLE,
  units: (work) => work.groups(TABLE, ['person_id']).filter((unit) => unit.some((at) => cents(work, at, 'cob_paid_amount') > 0)),
  plant: (work, unit) => {
    for (const at of unit) {
      work.change(TABLE, at, { cob_paid_amount: '0.00', paid_amount: dollars(cents(work, at, 'paid_amount') + cents(work, at, 'cob_paid_amount')) });
    }
    return unit.filter((at) => cents(work, at, 'paid_amount') > 0).map((at) => ({ at, field: 'cob_paid_amount' }));
  },
};

/** A component paid beside its bundle. */
const paidComponent: Defect = {
  code: 'MED-27',
  table: TABLE,
  units: (work) => work.rows(TABLE).flatMap((row, at) => (row['bundle_id'] === null ? [] : [[at]])),
  plant: (work, [at = 0]) => [
    {
      at: work.add(TABLE, at, {
        claim_id: `${text(work, at, 'claim_id')}-component`,
        charge_amount: '900.00',
        allowed_amount: '500.00',
        paid_amount: '500.00',
      }),
      field: 'bundle_id',
    },
  ],
};

/** Ways of breaking the rules of medical claims. */
export function medicalDefects(): readonly Defect[] {
  return [
    lineDefect('STR-1', 'claim_start_date', { when: paidProfessional, change: () => ({ claim_start_date: '2025-13-01' }) }),
    {
      code: 'STR-2',
      table: TABLE,
      units: (work) => work.originalClaims(TABLE).filter((unit) => unit.length === 1 && paidProfessional(work, unit[0] ?? 0)),
      plant: (work, [at = 0]) => {
        const more = (name: string): string => dollars(cents(work, at, name) + 100);
        return [
          {
            at: work.add(TABLE, at, {
              charge_amount: more('charge_amount'),
              allowed_amount: more('allowed_amount'),
              paid_amount: more('paid_amount'),
            }),
            field: '',
          },
        ];
      },
    },
    addedClaim('STR-3', '', { when: paidProfessional, fields: () => ({}) }),
    secondLineDefect('MED-1', 'claim_type', (work, at) => ({ claim_type: professional(work, at) ? 'institutional' : 'professional' })),
    secondLineDefect('MED-2', 'person_id', (work, at) => ({ person_id: `${text(work, at, 'person_id')}-other` })),
    secondLineDefect('MED-3', 'billing_npi', () => ({ billing_npi: providerNumber(7777) })),
    lineDefect('MED-4', 'claim_end_date', {
      when: paidProfessional,
      change: (work, at) => ({ claim_end_date: moved(text(work, at, 'claim_start_date'), -2) }),
    }),
    lineDefect('MED-5', 'paid_date', {
      when: paidProfessional,
      change: (work, at) => ({ paid_date: moved(text(work, at, 'claim_start_date'), -4) }),
    }),
    lineDefect('MED-6', 'paid_date', { when: paidProfessional, change: () => ({ paid_date: null }) }),
    lineDefect('MED-7', 'place_of_service_code', { when: paidProfessional, change: () => ({ place_of_service_code: null }) }),
    lineDefect('MED-8', 'drg_code', { when: acute, change: () => ({ drg_code: null, drg_code_type: null }) }),
    lineDefect('MED-9', 'diagnosis_codes', { when: paidProfessional, change: () => ({ diagnosis_codes: ['ZZZ99'] }) }),
    lineDefect('MED-10', 'diagnosis_codes', { when: paidProfessional, change: () => ({ diagnosis_codes: ['I10', 'E119', 'I10'] }) }),
    lineDefect('MED-12', 'rendering_npi', { when: paidProfessional, change: () => ({ rendering_npi: '1234567890' }) }),
    totalLine('MED-13', 'revenue_center_code', 0),
    headerOnLines,
    totalLine('MED-15', 'charge_amount', 12_345),
    lineDefect('MED-16', 'deductible_amount', {
      when: paidProfessional,
      change: (work, at) => ({ deductible_amount: dollars(cents(work, at, 'deductible_amount') + 5000) }),
    }),
    lineDefect('MED-17', 'charge_amount', {
      when: paidProfessional,
      change: (work, at) => ({ charge_amount: dollars(Math.floor(cents(work, at, 'allowed_amount') / 2)) }),
    }),
    lineDefect('MED-18', 'claim_status', { when: paidProfessional, change: () => ({ claim_status: 'denied' }) }),
    lineDefect('MED-19', 'paid_amount', {
      when: paidProfessional,
      change: (work, at) => ({ paid_amount: dollars(-cents(work, at, 'paid_amount')) }),
    }),
    orphanReversal,
    belowZero,
    addedClaim('MED-22', 'claim_id', { when: paidProfessional, fields: (work, at) => ({ claim_id: `${text(work, at, 'claim_id')}-again` }) }),
    lineDefect('MED-23', 'claim_start_date', {
      when: paidProfessional,
      change: (work, at) => ({ person_id: `${text(work, at, 'person_id')}-stranger` }),
    }),
    noOtherPayer,
    lineDefect('MED-25', 'paid_amount', {
      when: (work, at) => text(work, at, 'claim_status') === 'capitated_encounter',
      change: () => ({ paid_amount: '25.00', allowed_amount: '25.00' }),
    }),
    lineDefect('MED-26', 'service_unit_quantity', { when: paidProfessional, change: () => ({ service_unit_quantity: '0' }) }),
    paidComponent,
    lineDefect('XREF-1', 'plan', { when: paidProfessional, change: () => ({ plan: 'plan-without-coverage' }) }),
    lineDefect('DEI-1', 'member_id', {
      when: paidProfessional,
      change: (_, at) => ({ member_id: `900-44-${String(at % 10_000).padStart(4, '0')}` }),
    }),
  ];
}
