import { at, type Coding, codingsOf, textOf } from './json-access.js';

/** What an adjudicated amount is. `other`: known, and none of ours. */
export type EobSlot =
  | 'charge'
  | 'noncovered'
  | 'allowed'
  | 'paid'
  | 'deductible'
  | 'coinsurance'
  | 'copayment'
  | 'cobPaid'
  | 'memberPay'
  | 'memberLiability'
  | 'paidToProvider'
  | 'paidToPatient'
  | 'discount'
  | 'other';

/** CMS variables by their names: they decide before the category, which often says something else. */
const VARIABLES: Readonly<Record<string, EobSlot>> = {
  // Header and revenue lines.
  clm_tot_chrg_amt: 'charge',
  rev_cntr_tot_chrg_amt: 'charge',
  rev_cntr_rate_amt: 'other',
  rev_cntr_ncvrd_chrg_amt: 'noncovered',
  rev_cntr_cash_ddctbl_amt: 'deductible',
  rev_cntr_blood_ddctbl_amt: 'other',
  rev_cntr_coinsrnc_wge_adjstd_c: 'coinsurance',
  rev_cntr_rdcd_coinsrnc_amt: 'other',
  rev_cntr_1st_msp_pd_amt: 'cobPaid',
  rev_cntr_2nd_msp_pd_amt: 'cobPaid',
  rev_cntr_prvdr_pmt_amt: 'paidToProvider',
  rev_cntr_bene_pmt_amt: 'paidToPatient',
  rev_cntr_ptnt_rspnsblty_pmt: 'memberPay',
  rev_cntr_pmt_amt_amt: 'paid',
  // Carrier and DME lines.
  line_nch_pmt_amt: 'paid',
  line_sbmtd_chrg_amt: 'charge',
  line_alowd_chrg_amt: 'allowed',
  line_prmry_alowd_chrg_amt: 'other',
  line_dme_prchs_price_amt: 'other',
  line_coinsrnc_amt: 'coinsurance',
  line_bene_ptb_ddctbl_amt: 'deductible',
  line_bene_prmry_pyr_pd_amt: 'cobPaid',
  line_prvdr_pmt_amt: 'paidToProvider',
  line_bene_pmt_amt: 'paidToPatient',
  // Drug events: gross drug cost below and above the out-of-pocket threshold is no member share.
  cvrd_d_plan_pd_amt: 'paid',
  ncvrd_plan_pd_amt: 'other',
  gdc_blw_oopt_amt: 'other',
  gdc_abv_oopt_amt: 'other',
  ptnt_pay_amt: 'memberPay',
  othr_troop_amt: 'cobPaid',
  plro_amt: 'cobPaid',
  lics_amt: 'discount',
  rptd_gap_dscnt_num: 'discount',
  tot_rx_cst_amt: 'allowed',
};

/** Base and C4BB categories. */
const CATEGORIES: Readonly<Record<string, EobSlot>> = {
  submitted: 'charge',
  eligible: 'allowed',
  benefit: 'paid',
  deductible: 'deductible',
  copay: 'copayment',
  coinsurance: 'coinsurance',
  noncovered: 'noncovered',
  priorpayerpaid: 'cobPaid',
  paidbypatient: 'memberPay',
  paidbypatientcash: 'other',
  paidbypatientother: 'other',
  paidbypatienthealthaccount: 'other',
  paidtoprovider: 'paidToProvider',
  paidtopatient: 'paidToPatient',
  memberliability: 'memberLiability',
  discount: 'discount',
  drugcost: 'allowed',
};

/** How a category was read. */
export interface ReadCategory {
  /** Null: nobody knows it. */
  readonly slot: EobSlot | null;
  /** Whether a variable's name decided, not the category. */
  readonly byVariable: boolean;
  /** The category as it stands, in lower case; it decides what counts as occurring twice. */
  readonly category: string;
  /** Every code of the concept, for lists of what isn't known. */
  readonly codes: readonly string[];
}

const lastPart = (code: string): string => code.slice(code.lastIndexOf('/') + 1).toLowerCase();

function known(table: Readonly<Record<string, EobSlot>>, code: string): EobSlot | undefined {
  return Object.hasOwn(table, code) ? table[code] : undefined;
}

/** Reads an adjudication category: a variable's name first, wherever it stands, then the category itself. */
export function readCategory(concept: unknown): ReadCategory {
  const codings: readonly Coding[] = codingsOf(concept);
  const text = textOf(at(concept, 'text'));
  const codes = codings.length > 0 || text === null ? codings.map(({ code }) => code) : [text];
  // Older feeds have words only: `Paid By Patient` is the category paidbypatient.
  const names = codings.length > 0 ? codes.map(lastPart) : codes.map((words) => words.toLowerCase().replaceAll(/[^a-z0-9_]/g, ''));
  const category = names.find((name) => known(CATEGORIES, name) !== undefined) ?? names[0] ?? '';
  for (const name of names) {
    const slot = known(VARIABLES, name);
    if (slot !== undefined) return { slot, byVariable: true, category, codes };
  }
  return { slot: known(CATEGORIES, category) ?? null, byVariable: false, category, codes };
}
