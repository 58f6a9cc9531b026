import { type Defect, type DefectWork, dollars, moved } from './work.js';

const TABLE = 'pharmacy' as const;

const text = (work: DefectWork, at: number, field: string): string => work.text(TABLE, at, field);
const cents = (work: DefectWork, at: number, field: string): number => work.cents(TABLE, at, field);
const paidWell = (work: DefectWork, at: number): boolean => cents(work, at, 'paid_amount') > 500;

/** Fills that nothing corrects. */
function kept(work: DefectWork): readonly (readonly number[])[] {
  const corrected = new Set(work.rows(TABLE).flatMap((row) => (typeof row['original_claim_id'] === 'string' ? [row['original_claim_id']] : [])));
  return work.originalClaims(TABLE).filter((unit) => !corrected.has(text(work, unit[0] ?? 0, 'claim_id')) && paidWell(work, unit[0] ?? 0));
}

function fillDefect(code: string, field: string, change: (work: DefectWork, at: number) => Readonly<Record<string, unknown>>): Defect {
  return {
    code,
    table: TABLE,
    units: kept,
    plant: (work, [at = 0]) => {
      work.change(TABLE, at, change(work, at));
      return [{ at, field }];
    },
  };
}

const orphanReversal: Defect = {
  code: 'RX-4',
  table: TABLE,
  units: (work) =>
    work.rows(TABLE).flatMap((row, at) => (row['claim_record_type'] === 'reversal' && cents(work, at, 'paid_amount') < 0 ? [[at]] : [])),
  plant: (work, [at = 0]) => {
    work.change(TABLE, at, {
      claim_id: `${text(work, at, 'claim_id')}-lost`,
      original_claim_id: `${text(work, at, 'original_claim_id')}-lost`,
      allowed_amount: dollars(cents(work, at, 'allowed_amount') - 777),
      paid_amount: dollars(cents(work, at, 'paid_amount') - 777),
    });
    return [{ at, field: 'original_claim_id' }];
  },
};

/** Ways of breaking the rules of pharmacy claims, and of money beside claims. */
export function pharmacyDefects(): readonly Defect[] {
  return [
    fillDefect('STR-1', 'dispensing_date', () => ({ dispensing_date: '2025-00-10' })),
    {
      code: 'STR-2',
      table: TABLE,
      units: kept,
      plant: (work, [at = 0]) => [{ at: work.add(TABLE, at, { paid_amount: dollars(cents(work, at, 'paid_amount') + 100) }), field: '' }],
    },
    { code: 'STR-3', table: TABLE, units: kept, plant: (work, [at = 0]) => [{ at: work.add(TABLE, at, {}), field: '' }] },
    fillDefect('MED-5', 'paid_date', (work, at) => ({ paid_date: moved(text(work, at, 'dispensing_date'), -9) })),
    fillDefect('MED-6', 'paid_date', () => ({ paid_date: null })),
    fillDefect('MED-12', 'dispensing_provider_npi', () => ({ dispensing_provider_npi: '1234567890' })),
    fillDefect('MED-18', 'claim_status', () => ({ claim_status: 'denied' })),
    fillDefect('MED-19', 'paid_amount', (work, at) => ({ paid_amount: dollars(-cents(work, at, 'paid_amount')) })),
    fillDefect('MED-23', 'dispensing_date', (work, at) => ({ person_id: `${text(work, at, 'person_id')}-stranger` })),
    fillDefect('RX-1', 'ndc_code', () => ({ ndc_code: '9999900100' })),
    fillDefect('RX-2', 'quantity', () => ({ quantity: '0' })),
    fillDefect('RX-3', 'ingredient_cost_amount', (work, at) => ({
      ingredient_cost_amount: dollars(cents(work, at, 'ingredient_cost_amount') + 175),
    })),
    orphanReversal,
    fillDefect('RX-5', 'paid_amount', (work, at) => ({ paid_amount: dollars(cents(work, at, 'allowed_amount') + 100) })),
    fillDefect('XREF-1', 'plan', () => ({ plan: 'plan-without-coverage' })),
  ];
}

/** Ways of breaking the rules of money beside claims. */
export function nonClaimsDefects(): readonly Defect[] {
  return [
    {
      code: 'STR-1',
      table: 'nonClaims',
      units: (work) => work.rows('nonClaims').map((_, at) => [at]),
      plant: (work, [at = 0]) => {
        work.change('nonClaims', at, { amount: 'about ten' });
        return [{ at, field: 'amount' }];
      },
    },
    {
      code: 'STR-2',
      table: 'nonClaims',
      units: (work) => work.rows('nonClaims').map((_, at) => [at]),
      plant: (work, [at = 0]) => [{ at: work.add('nonClaims', at, { amount: '1.23', rate: null, units: null, basis: 'flat' }), field: '' }],
    },
    {
      code: 'STR-3',
      table: 'nonClaims',
      units: (work) => work.rows('nonClaims').map((_, at) => [at]),
      plant: (work, [at = 0]) => [{ at: work.add('nonClaims', at, {}), field: '' }],
    },
  ];
}
