import { type Defect, type DefectWork, dollars, moved } from './work.js';

/** Fills that nothing corrects and that were paid. */
function kept(work: DefectWork): readonly (readonly number[])[] {
  const corrected = new Set(work.rows('pharmacy').flatMap((row) => (typeof row['original_claim_id'] === 'string' ? [row['original_claim_id']] : [])));
  return work
    .originalClaims('pharmacy')
    .filter(([at = 0]) => !corrected.has(work.text('pharmacy', at, 'claim_id')) && work.cents('pharmacy', at, 'paid_amount') > 500);
}

const payments = (work: DefectWork): readonly (readonly number[])[] =>
  work.rows('nonClaims').flatMap((row, at) => (row['category'] === 'admin_fee' ? [[at]] : []));

/** Lines of grown-ups who are known to coverage. */
function linesOfAdults(work: DefectWork): readonly (readonly number[])[] {
  const adults = new Set(
    work.rows('eligibility').flatMap((row) => (typeof row['birth_date'] === 'string' && row['birth_date'] < '2000-01-01' ? [row['person_id']] : [])),
  );
  return work
    .rows('medical')
    .flatMap((row, at) =>
      adults.has(row['person_id']) && row['claim_type'] === 'professional' && Array.isArray(row['diagnosis_codes']) ? [[at]] : [],
    );
}

/** Ways of breaking the rules that ask whether persons, fills and fees are plausible. */
export function plausibilityDefects(): readonly Defect[] {
  return [
    {
      code: 'MED-11',
      table: 'medical',
      units: linesOfAdults,
      plant: (work, [at = 0]) => {
        work.change('medical', at, { diagnosis_codes: ['P0730'] });
        return [{ at, field: 'diagnosis_codes' }];
      },
    },
    {
      code: 'RX-6',
      table: 'pharmacy',
      units: kept,
      plant: (work, [at = 0]) => [
        { at: work.add('pharmacy', at, { claim_id: `${work.text('pharmacy', at, 'claim_id')}-again` }), field: 'dispensing_date' },
      ],
    },
    {
      code: 'RX-7',
      table: 'pharmacy',
      units: kept,
      plant: (work, [at = 0]) => {
        work.change('pharmacy', at, { pharmacy_paid_amount: dollars(work.cents('pharmacy', at, 'paid_amount') - 125) });
        return [{ at, field: 'pharmacy_paid_amount' }];
      },
    },
    {
      code: 'NCP-1',
      table: 'nonClaims',
      units: payments,
      plant: (work, [at = 0]) => {
        work.change('nonClaims', at, { rate: '10', units: '10', amount: '105.00' });
        return [{ at, field: 'amount' }];
      },
    },
    {
      code: 'NCP-2',
      table: 'nonClaims',
      units: payments,
      plant: (work, [at = 0]) => {
        const late = moved(work.text('nonClaims', at, 'service_period_end'), 300);
        work.change('nonClaims', at, {
          category: 'rx_rebate',
          basis: null,
          rate: null,
          units: null,
          amount: '-75.00',
          estimated_flag: false,
          paid_date: late,
        });
        return [{ at, field: 'paid_date' }];
      },
    },
  ];
}
