import type { TableName } from '../../../src/claims/batch.js';
import type { ValidateOptions } from '../../../src/claims/validate/validate-delivery.js';
import { fill, line, type Row, span, stay } from './kit.js';

export type Tables = { readonly [T in TableName]?: readonly Row[] };

/** A test elsewhere that shows an edge this table can't: its file in this folder, and its name. */
export interface NamedTest {
  readonly file: string;
  readonly test: string;
}

/** How one rule of one table is broken, kept, and brought to the edge of its tolerance. */
export interface RuleCase {
  /** The rows of one unit, such as a claim or a family; `at` makes its ids. */
  readonly unit: (at: number, broken: boolean) => Tables;
  /** Rows that stand beside all units. */
  readonly beside?: Tables;
  readonly options?: ValidateOptions;
  /** `share`: the tolerance is a share of rows, and the edge is computed. Otherwise where the edge is shown, or why there is none. */
  readonly edge: 'share' | NamedTest | { readonly none: string };
}

const ids = (at: number): Row => ({ person_id: `p${at}`, member_id: `m${at}`, subscriber_id: `s${at}` });
const service = (at: number, change: Row = {}): Row => line({ claim_id: `c${at}`, charge_amount: `${150 + at}.00`, ...change });
const drug = (at: number, change: Row = {}): Row => fill({ claim_id: `r${at}`, prescription_number: `x${at}`, person_id: `p${at}`, ...change });
const cover = (at: number, change: Row = {}): Row => span({ ...ids(at), ...change });
const payment = (at: number, change: Row = {}): Row => ({
  data_source: 'tpa',
  payment_id: `n${at}`,
  employer_id: 'e1',
  category: 'admin_fee',
  amount: `${100 + at}.00`,
  service_period_start: '2024-01-01',
  service_period_end: '2024-01-31',
  ...change,
});

/** One row a unit, which a change breaks. */
const medical = (change: Row, good: Row = {}): RuleCase => ({
  unit: (at, broken) => ({ medical: [service(at, broken ? { ...good, ...change } : good)] }),
  edge: 'share',
});
const pharmacy = (change: Row, good: Row = {}): RuleCase => ({
  unit: (at, broken) => ({ pharmacy: [drug(at, broken ? { ...good, ...change } : good)] }),
  edge: 'share',
});
const eligibility = (change: Row, good: Row = {}): RuleCase => ({
  unit: (at, broken) => ({ eligibility: [cover(at, broken ? { ...good, ...change } : good)] }),
  edge: 'share',
});
const nonClaims = (change: Row, good: Row = {}): RuleCase => ({
  unit: (at, broken) => ({ nonClaims: [payment(at, broken ? { ...good, ...change } : good)] }),
  edge: 'share',
});

const lines = (at: number, ...changes: readonly Row[]): Tables => ({
  medical: changes.map((change, i) => service(at, { claim_line_number: i + 1, ...change })),
});
const taken = { charge_amount: null, allowed_amount: '-100.00', copayment_amount: '-20.00', paid_amount: '-80.00' };
const takenBack = (at: number): Row =>
  service(at, { ...taken, claim_id: `v${at}`, original_claim_id: `c${at}`, claim_record_type: 'reversal', charge_amount: `-${150 + at}.00` });
const filledBack = (at: number): Row =>
  drug(at, {
    claim_id: `v${at}`,
    original_claim_id: `r${at}`,
    claim_record_type: 'reversal',
    quantity: '-30',
    days_supply: -30,
    ingredient_cost_amount: '-48.00',
    dispensing_fee_amount: '-2.00',
    allowed_amount: '-50.00',
    copayment_amount: '-10.00',
    paid_amount: '-40.00',
    charge_amount: '-60.00',
  });
const outside = { claim_start_date: '2025-03-05', claim_end_date: '2025-03-05', claim_line_start_date: null, claim_line_end_date: null };
const lead = { none: 'A lead, not a defect: its tolerance is 1, so no share of rows changes a verdict.' };
const deidentified = { declared: 'deidentified' } as const;
const ssn = (at: number): string => `123-45-${String(1000 + at)}`;

/** Every rule of the catalogue, by `id|table`. */
export const ruleCases: Readonly<Record<string, RuleCase>> = {
  'STR-1|medical': medical({ claim_start_date: null }),
  'STR-1|pharmacy': pharmacy({ dispensing_date: null }),
  'STR-1|eligibility': eligibility({ enrollment_start_date: null }),
  'STR-1|nonClaims': nonClaims({ amount: null }),
  'STR-2|medical': {
    unit: (at, broken) => ({ medical: [service(at), service(at, broken ? { allowed_amount: '120.00' } : { claim_line_number: 2 })] }),
    edge: 'share',
  },
  'STR-2|pharmacy': {
    unit: (at, broken) => ({ pharmacy: [drug(at), drug(at, broken ? { allowed_amount: '51.00' } : { claim_line_number: 2 })] }),
    edge: 'share',
  },
  'STR-2|nonClaims': {
    unit: (at, broken) => ({ nonClaims: [payment(2 * at), payment(2 * at + 1, broken ? { payment_id: `n${2 * at}` } : {})] }),
    edge: 'share',
  },
  'STR-3|medical': { unit: (at, broken) => ({ medical: [service(at), ...(broken ? [service(at)] : [])] }), edge: 'share' },
  'STR-3|pharmacy': { unit: (at, broken) => ({ pharmacy: [drug(at), ...(broken ? [drug(at)] : [])] }), edge: 'share' },
  'STR-3|eligibility': { unit: (at, broken) => ({ eligibility: [cover(at), ...(broken ? [cover(at)] : [])] }), edge: 'share' },
  'STR-3|nonClaims': { unit: (at, broken) => ({ nonClaims: [payment(at), ...(broken ? [payment(at)] : [])] }), edge: 'share' },
  'ELG-1|eligibility': eligibility({ enrollment_end_date: '2023-12-31' }),
  'ELG-2|eligibility': {
    unit: (at, broken) => ({
      eligibility: [
        cover(at, { enrollment_end_date: broken ? '2024-07-01' : '2024-06-30' }),
        cover(at, { enrollment_start_date: '2024-07-01', plan: 'hmo' }),
      ],
    }),
    edge: 'share',
  },
  'ELG-3|eligibility': {
    unit: (at, broken) => ({
      eligibility: [
        cover(at, { enrollment_end_date: broken ? '2024-06-27' : '2024-06-26' }),
        cover(at, { enrollment_start_date: broken ? '2024-06-30' : '2024-07-01' }),
      ],
    }),
    edge: lead,
  },
  'ELG-4|eligibility': {
    unit: (at, broken) => ({
      eligibility: [
        cover(at, { subscriber_id: broken ? `gone${at}` : `s${at}` }),
        cover(at, { person_id: `k${at}`, subscriber_relation: 'child', birth_date: '2015-01-01', coverage_tier: null }),
      ],
    }),
    edge: 'share',
  },
  'ELG-5|eligibility': {
    unit: (at, broken) => ({ eligibility: [cover(at), cover(at, { person_id: `k${at}`, subscriber_relation: broken ? 'self' : 'spouse' })] }),
    edge: 'share',
  },
  'ELG-6|eligibility': eligibility({ coverage_tier: 'FAM' }),
  'ELG-7|eligibility': {
    unit: (at, broken) => ({ eligibility: [cover(at), cover(at, { benefit_type: 'dental', gender: broken ? 'male' : 'female' })] }),
    edge: 'share',
  },
  'ELG-8|eligibility': eligibility({ birth_date: '2008-01-02' }, { birth_date: '2008-01-01' }),
  'ELG-9|eligibility': eligibility({ death_date: '2024-11-30' }, { death_date: '2024-12-01' }),
  'MED-1|medical': medical({ claim_type: 'institutional' }),
  'MED-2|medical': { unit: (at, broken) => lines(at, {}, broken ? { person_id: 'p2' } : {}), edge: 'share' },
  'MED-3|medical': { unit: (at, broken) => lines(at, {}, broken ? { plan: 'hmo' } : {}), edge: 'share' },
  'MED-4|medical': medical({ claim_line_start_date: '2024-03-04' }),
  'MED-5|medical': medical({ paid_date: '2024-03-04' }, { paid_date: '2024-03-05' }),
  'MED-5|pharmacy': pharmacy({ paid_date: '2024-03-04' }, { paid_date: '2024-03-05' }),
  'MED-6|medical': medical({ paid_date: null }),
  'MED-6|pharmacy': pharmacy({ paid_date: null }),
  'MED-7|medical': medical({ place_of_service_code: null }),
  'MED-8|medical': {
    unit: (at, broken) => ({ medical: [stay({ claim_id: `c${at}`, ...(broken ? { drg_code: null } : {}) })] }),
    edge: 'share',
  },
  'MED-9|medical': medical({ diagnosis_codes: ['25000'] }),
  'MED-10|medical': medical({ diagnosis_codes: ['V892XXA'] }),
  'MED-11|medical': {
    unit: (at, broken) => ({
      medical: [service(at, { person_id: `p${at}`, diagnosis_codes: ['O80'] })],
      eligibility: [cover(at, { gender: broken ? 'male' : 'female' })],
    }),
    edge: 'share',
  },
  'MED-12|medical': medical({ billing_npi: '1234567890' }),
  'MED-12|pharmacy': pharmacy({ dispensing_provider_npi: '1234567890' }, { dispensing_provider_npi: '1234567893' }),
  'MED-13|medical': {
    unit: (at, broken) => ({
      medical: [0, 1].map((i) => stay({ claim_id: `c${at}`, claim_line_number: i + 1, revenue_center_code: broken && i === 1 ? '0001' : '0120' })),
    }),
    edge: 'share',
  },
  'MED-14|medical': {
    unit: (at, broken) => lines(at, {}, broken ? {} : { paid_amount: '60.00', copayment_amount: '40.00' }),
    edge: { file: 'money.test.ts', test: 'block when more than 5 % of claims and 1 % of dollars repeat; at 5 % they are listed only' },
  },
  'MED-15|medical': {
    unit: (at, broken) => ({
      medical: [
        stay({ claim_id: `c${at}` }),
        stay({ claim_id: `c${at}`, claim_line_number: 2, revenue_center_code: '0001', charge_amount: broken ? '150.16' : '150.15' }),
      ],
    }),
    edge: 'share',
  },
  'MED-16|medical': medical({ paid_amount: '79.49' }, { paid_amount: '79.50' }),
  'MED-17|medical': medical({ paid_amount: '100.01' }, { paid_amount: '100.00' }),
  'MED-18|medical': medical({ claim_status: 'denied' }),
  'MED-18|pharmacy': pharmacy({ claim_status: 'denied' }),
  'MED-19|medical': medical({ paid_amount: '-0.01' }, { paid_amount: '0.00' }),
  'MED-19|pharmacy': pharmacy({ paid_amount: '-0.01' }, { paid_amount: '0.00' }),
  'MED-20|medical': { unit: (at, broken) => ({ medical: [...(broken ? [] : [service(at)]), takenBack(at)] }), edge: 'share' },
  'MED-21|medical': {
    unit: (at, broken) => ({ medical: [service(at), { ...takenBack(at), paid_amount: broken ? '-80.02' : '-80.01' }] }),
    edge: 'share',
  },
  'MED-21|pharmacy': {
    unit: (at, broken) => ({ pharmacy: [drug(at), { ...filledBack(at), paid_amount: broken ? '-40.02' : '-40.01' }] }),
    edge: 'share',
  },
  'MED-22|medical': {
    unit: (at, broken) => ({ medical: [service(at), service(at, { claim_id: `d${at}`, modifiers: broken ? [] : ['76'] })] }),
    edge: 'share',
  },
  'MED-23|medical': {
    unit: (at, broken) => ({ medical: [service(at, broken ? outside : {})] }),
    beside: { eligibility: [span()] },
    edge: { file: 'eligibility.test.ts', test: 'blocks rates above 2 % of what was paid, for claims and for drugs each; at 2 % it is a caveat' },
  },
  'MED-23|pharmacy': {
    unit: (at, broken) => ({
      pharmacy: [drug(at, { person_id: 'p1', dispensing_date: broken ? '2025-01-01' : '2024-12-31', paid_date: '2025-02-01' })],
    }),
    beside: { eligibility: [span()] },
    edge: { file: 'eligibility.test.ts', test: 'blocks rates above 2 % of what was paid, for claims and for drugs each; at 2 % it is a caveat' },
  },
  'MED-24|medical': {
    unit: (at, broken) => ({
      medical: [service(at, { person_id: `p${at}`, cob_paid_amount: broken ? '0.00' : '0.01' })],
      eligibility: [cover(at, { is_primary: false })],
    }),
    edge: 'share',
  },
  'MED-25|medical': medical({ paid_amount: '0.01' }, { capitated_flag: true, paid_amount: '0.00' }),
  'MED-26|medical': medical({ service_unit_quantity: '1000.001' }, { service_unit_quantity: '1000' }),
  'MED-27|medical': {
    unit: (at, broken) => ({
      medical: [
        stay({ claim_id: `h${at}`, bundle_id: `b${at}`, paid_amount: '900.00' }),
        service(at, { bundle_id: `b${at}`, paid_amount: broken ? '0.01' : '0.00' }),
      ],
    }),
    edge: 'share',
  },
  'RX-1|pharmacy': pharmacy({ ndc_code: '0000275100' }),
  'RX-2|pharmacy': pharmacy({ days_supply: null }),
  'RX-3|pharmacy': pharmacy({ ingredient_cost_amount: '48.03' }, { ingredient_cost_amount: '48.02' }),
  'RX-4|pharmacy': { unit: (at, broken) => ({ pharmacy: [...(broken ? [] : [drug(at)]), filledBack(at)] }), edge: 'share' },
  'RX-5|pharmacy': pharmacy({ paid_amount: '50.01' }, { paid_amount: '50.00' }),
  'RX-6|pharmacy': {
    unit: (at, broken) => ({
      pharmacy: [
        drug(2 * at, { person_id: `p${at}` }),
        drug(2 * at + 1, { person_id: `p${at}`, dispensing_date: broken ? '2024-03-27' : '2024-03-28', paid_date: '2024-05-01' }),
      ],
    }),
    edge: lead,
  },
  'RX-7|pharmacy': { ...pharmacy({ pharmacy_paid_amount: '39.99' }, { pharmacy_paid_amount: '40.00' }), edge: lead },
  'NCP-1|nonClaims': nonClaims({ service_period_end: '2023-12-31' }),
  'NCP-2|nonClaims': nonClaims({ paid_date: '2024-10-28' }, { category: 'rx_rebate', amount: '-90.00', paid_date: '2024-10-27' }),
  'XREF-1|medical': { ...medical({ plan: 'hmo' }), beside: { eligibility: [span()] } },
  'XREF-1|pharmacy': { ...pharmacy({ plan: 'hmo' }), beside: { eligibility: [span()] } },
  'XREF-1|eligibility': { ...eligibility({ plan: 'hmo' }), beside: { medical: [line()] } },
  'XREF-2|medical': {
    unit: (at, broken) => ({ medical: [service(at, { paid_amount: broken ? '10000.01' : '80.00' })] }),
    beside: { eligibility: [span()] },
    edge: { file: 'rest.test.ts', test: 'costs less than $10,000 per member per month' },
  },
  'XREF-3|medical': {
    // Each unit is a hundred members, of whom 55 have a claim, or none.
    unit: (at, broken) => ({
      medical: Array.from({ length: broken ? 0 : 55 }, (_, i) => service(100 * at + i, { person_id: `p${100 * at + i}` })),
      eligibility: Array.from({ length: 100 }, (_, i) => cover(100 * at + i)),
    }),
    edge: { file: 'rest.test.ts', test: 'has members without claims, neither none nor most' },
  },
  'DEI-1|medical': { unit: (at, broken) => ({ medical: [service(at, broken ? { person_id: ssn(at) } : {})] }), options: deidentified, edge: 'share' },
  'DEI-1|pharmacy': { unit: (at, broken) => ({ pharmacy: [drug(at, broken ? { person_id: ssn(at) } : {})] }), options: deidentified, edge: 'share' },
  'DEI-1|eligibility': { ...eligibility({ zip_code: '19801' }, { birth_date: null, birth_year: 1980 }), options: deidentified },
  'DEI-1|nonClaims': {
    unit: (at, broken) => ({ nonClaims: [payment(at, broken ? { person_id: ssn(at) } : {})] }),
    options: deidentified,
    edge: 'share',
  },
};

/** Rules of the specification that run over no rows of one delivery: where their positive, negative and edge are shown. */
export const rulesElsewhere: Readonly<
  Record<string, { readonly positive: NamedTest; readonly negative: NamedTest; readonly edge: NamedTest | string }>
> = {
  'STR-4': {
    positive: { file: 'rules/structure.test.ts', test: 'block every rate, and name the total that broke' },
    negative: { file: 'rules/structure.test.ts', test: 'tie at 0.1 % and break a hair above it' },
    edge: { file: 'rules/structure.test.ts', test: 'tie at 0.1 % and break a hair above it' },
  },
  'STR-5': {
    positive: { file: 'rules/structure.test.ts', test: 'finds a field that empties, a new value and a month with other rows' },
    negative: { file: 'rules/structure.test.ts', test: 'finds nothing when the next one looks the same' },
    edge: { file: 'rules/structure.test.ts', test: 'is none at 3 sigma and is one above it, for rates of empty fields and for rows of a month' },
  },
  'ELG-10': {
    positive: { file: 'rules/rest.test.ts', test: 'tie at 2 % and block cost per employee above it' },
    negative: {
      file: 'rules/rest.test.ts',
      test: 'count contracts, not people: dependants not, contracts without holder once, retirees not, other benefits not',
    },
    edge: { file: 'rules/rest.test.ts', test: 'tie at 2 % and block cost per employee above it' },
  },
  'X12-1': {
    positive: {
      file: 'adapters/x12-shapes.test.ts',
      test: 'a transaction without SE is quarantined alone, and the finding says after which segment',
    },
    negative: {
      file: 'adapters/x12-shapes.test.ts',
      test: 'several transactions, groups and interchanges of one file are all read, each with its own place',
    },
    edge: {
      file: 'adapters/x12-shapes.test.ts',
      test: 'a wrong segment count is a warning and the transaction is read; a control number of another transaction is not',
    },
  },
  ...Object.fromEntries(
    ['X12-2', 'X12-3', 'X12-4'].map((code) => [
      code,
      {
        positive: {
          file: 'adapters/x12-835.test.ts',
          test: 'a cent more in a claim, a line, an adjustment, the provider level or the payment names exactly that level',
        },
        negative: { file: 'adapters/x12-835.test.ts', test: '$file balances at every level, with the published totals' },
        edge: 'Exact to the cent: the positive test is one cent away from balance.',
      },
    ]),
  ),
  'FHIR-1': {
    positive: { file: 'adapters/fhir-eob.test.ts', test: 'a drug event: gross drug cost is no coinsurance, whatever its category says' },
    negative: {
      file: 'adapters/fhir-eob.test.ts',
      test: 'carrier lines: paid, allowed, charge and coinsurance; the header that says prior payer is total charges',
    },
    edge: 'A category occurs once or twice: there is nothing to tolerate.',
  },
  'FHIR-2': {
    positive: { file: 'adapters/fhir-eob.test.ts', test: 'pages, other resources, unknown categories and lines of JSON' },
    negative: { file: 'adapters/fhir-eob.test.ts', test: 'a bundle of all kinds: the source’s own kind decides before the profile' },
    edge: 'A bundle holds as many entries as its total, or not: there is nothing to tolerate.',
  },
  'ADJ-1': {
    positive: { file: 'normalise/normalisers.test.ts', test: 'keeps the raw value of whatever was repaired, byte for byte, and counts each repair' },
    negative: { file: 'rules/clean.test.ts', test: 'rows that break nothing give no finding above info, and every rate is ready' },
    edge: 'A count of repairs at severity info: it has no tolerance.',
  },
};
