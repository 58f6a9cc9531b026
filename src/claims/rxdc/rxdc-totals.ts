import { CoalitionError } from '../../errors/coalition-error.js';
import { addCents, usdFromCents } from '../../money/cents.js';
import { Decimal } from '../../money/decimal.js';
import { roundDecimal } from '../../money/rounding.js';
import { minus, type Usd, usd } from '../../money/usd.js';
import type { Explanation } from '../../reference/explanation.js';
import { dayNumber, isoDate } from '../../time/iso-date.js';
import type { ClaimBatch } from '../batch.js';
import { type PrimaryCareMap, RXDC_CATEGORIES, type RxdcCategory } from './rxdc-category.js';
import { explainRxdc } from './rxdc-explain.js';
import { nonClaimsOf, type RxdcPayment } from './rxdc-payments.js';
import { joinPiles, type RxdcControl, type RxdcPile, spendingOf, type TableSpending } from './rxdc-spending.js';

/** What the totals are made from: one reporting population, such as the self-funded plans of one administrator. */
export interface RxdcInput {
  /** Validated batches; a batch that isn't given counts as empty and is warned about. */
  readonly medical?: ClaimBatch<'medical'>;
  readonly pharmacy?: ClaimBatch<'pharmacy'>;
  readonly nonClaims?: ClaimBatch<'nonClaims'>;
  /** Member months of the year, such as `exposure.memberMonths`. Unit: member months, as a decimal or decimal text. */
  readonly memberMonths: Decimal | string;
}

/** How the totals are made, and whose they are. */
export interface RxdcOptions {
  /** The reference year. Unit: calendar years. */
  readonly year: number;
  /** Self-funded plans have premium equivalents, insured ones an earned premium. */
  readonly funding: 'self_insured' | 'fully_insured';
  /** Whether spending on drugs of the pharmacy benefit is stated before rebates (`gross`) or after (`net`). There is no default. */
  readonly drugSpending: 'gross' | 'net';
  /** Which rebates count: received (`cash`) or accrued (`accrual`). Default `cash`. */
  readonly rebates?: 'cash' | 'accrual';
  /** Last day of payment that counts for spending by category, `YYYY-MM-DD`. Default: any. */
  readonly paidThrough?: string;
  /** Whether premium equivalents hold claims incurred or paid in the year. Default `incurred`, which ties to spending by category. */
  readonly claimsBasis?: 'incurred' | 'paid';
  /** Who gives primary care. Without it professional spending isn't split. */
  readonly primaryCare?: PrimaryCareMap;
  /** Earned premium of the year, for insured plans. Unit: US dollars, as decimal text. */
  readonly earnedPremium?: string;
  /** What members paid of the premium in the year. Unit: US dollars, as decimal text. Without it the averages are empty. */
  readonly memberContributions?: string;
  /** Labels of the rows. */
  readonly scope?: { readonly companyName?: string; readonly companyEin?: string; readonly state?: string; readonly marketSegment?: string };
}

/** Premium and life-years (D1). */
export interface RxdcPremium {
  /** Member months over 12, exact. Unit: life-years. */
  readonly lifeYears: Decimal;
  /** Insured plans only. Unit: US dollars for the year. */
  readonly earnedPremium: Usd | null;
  /** Self-funded plans only: claims and every payment beside them. Unit: US dollars for the year. */
  readonly premiumEquivalents: Usd | null;
  /** The parts that make the premium equivalents; they add up to it. Unit: US cents. */
  readonly parts: readonly RxdcPayment[];
  /** Unit: US dollars for the year. */
  readonly administrationFees: Usd;
  /** Unit: US dollars for the year. */
  readonly stopLossPremium: Usd;
  /** A twelfth of what members paid, not rounded; null when it wasn't given. Unit: US dollars a month. */
  readonly averageMonthlyByMembers: Decimal | null;
  /** A twelfth of the rest. Unit: US dollars a month. */
  readonly averageMonthlyByEmployers: Decimal | null;
}

/** Spending of one category (D2). */
export interface RxdcSpending extends RxdcPile {
  readonly category: RxdcCategory;
  /** Paid by the plan and shared by members; for drugs of the pharmacy benefit less rebates where `net` is stated. Unit: US dollars for the year. */
  readonly total: Usd;
  /** Unit: US dollars for the year. */
  readonly costSharing: Usd;
}

/** Drugs of the pharmacy benefit, before and after rebates. Unit: US dollars for the year. */
export interface RxdcDrugSpending {
  readonly stated: 'gross' | 'net';
  readonly gross: Usd;
  /** Negative: money to the plan. */
  readonly rebates: Usd;
  readonly net: Usd;
}

/** Totals for two files of the prescription drug data collection, unverified, with their calculation. */
export interface RxdcTotals extends Explanation {
  readonly premium: RxdcPremium;
  /** Every category in order, empty ones too. */
  readonly spending: readonly RxdcSpending[];
  readonly drugs: RxdcDrugSpending;
  /** Where each row went; input = counted + outside the year + paid later + total lines. */
  readonly control: Readonly<Record<'medical' | 'pharmacy', RxdcControl>>;
  /** Payments beside claims that were left out, with the reason. Unit: US cents. */
  readonly leftOut: readonly (RxdcPayment & { readonly reason: string })[];
  /** One row for D1 and one for each category of D2, as text by column; amounts with two decimals, half up. */
  readonly rows: { readonly D1: readonly Readonly<Record<string, string>>[]; readonly D2: readonly Readonly<Record<string, string>>[] };
}

function refuse(path: string, problem: string): never {
  throw new CoalitionError('claims/rxdc-input', `The figures of the data collection are wrong at ${path}: ${problem}`, { path, problem });
}

function monthsOf(value: Decimal | string): Decimal {
  if (typeof value === 'string' && !/^\d+(\.\d+)?$/.test(value)) refuse('memberMonths', 'it must be decimal text that is not negative.');
  const months = new Decimal(value);
  if (!months.isFinite() || months.isNegative()) refuse('memberMonths', 'it must not be negative.');
  return months;
}

function amountOf(path: string, value: string): Usd {
  if (!/^\d{1,13}(\.\d{1,4})?$/.test(value)) refuse(path, 'it must be dollars as decimal text that is not negative.');
  return usd(value);
}

/** Refuses options that contradict one another. */
function check(input: RxdcInput, o: RxdcOptions): void {
  if (!Number.isInteger(o.year) || o.year < 2020 || o.year > 2099) refuse('year', 'it must be a calendar year from 2020 on.');
  if (o.drugSpending !== 'gross' && o.drugSpending !== 'net') refuse('drugSpending', "say 'gross' or 'net'.");
  if (o.drugSpending === 'net' && input.nonClaims === undefined) refuse('nonClaims', 'net of rebates needs the payments that hold them.');
  if (o.funding === 'fully_insured' && o.earnedPremium === undefined) refuse('earnedPremium', 'insured plans need it; claims do not show it.');
  if (o.funding === 'self_insured' && o.earnedPremium !== undefined) refuse('earnedPremium', 'self-funded plans have premium equivalents instead.');
  if (o.paidThrough !== undefined && o.paidThrough < `${o.year}-01-01`) refuse('paidThrough', 'it lies before the reference year.');
}

const none: Readonly<Record<'medical' | 'pharmacy', RxdcPile>> = /* @__PURE__ */ Object.freeze({
  medical: { rows: 0, paidCents: 0, sharedCents: 0 },
  pharmacy: { rows: 0, paidCents: 0, sharedCents: 0 },
});

/** Claims as a part of the premium equivalents: rows and what was paid on them. */
function claimsPart(name: string, spending: TableSpending | null, basis: 'incurred' | 'paid'): RxdcPayment {
  const { rows, paidCents } = (basis === 'paid' ? spending?.paidInYear : spending?.control.counted) ?? none.medical;
  return { name, payments: rows, cents: paidCents };
}

/**
 * Makes the totals of premium and life-years (D1) and of spending by category (D2) for a year of the federal prescription drug data
 * collection (RxDC).
 *
 * Every figure ties to the cents handed in: the categories add up to the rows that count, and rows outside the year, paid later, or
 * holding a claim's total are shown beside them. Drug spending says whether it is gross or net of rebates, and shows both.
 *
 * Limits: unverified, and no filing: the layouts of CMS could not be read, names of columns come from secondary sources or from memory, and which
 * payments belong to premium equivalents, what counts as primary care and how rebates are split are the caller's to decide. Plans (P2),
 * drugs (D3 to D8) and the narrative aren't made. Stop-loss reimbursements and rebates lower the premium equivalents here. One call is
 * one company, state and market segment.
 *
 * @formula life-years = member months / 12; total = paid + deductible + coinsurance + copayment (or the member's liability where none of
 *   the three is given); premium equivalents = claims paid + signed payments beside claims; average monthly premium = yearly / 12
 * @unit US dollars for the year; life-years
 * @source 45 CFR 149.710 (life-years: months of coverage divided by 12); CMS instructions for 2023 as quoted at omb.report (average
 *   monthly premium: yearly premium divided by 12); the rest secondary or unverified, as each column says
 * @testedBy claims/adapters/rxdc.test.ts: worked by hand; ties on the synthetic coalition; scale, order, refusals
 * @param input - Batches and member months.
 * @param o - Year, funding, how drug spending is stated, labels.
 * @returns Totals, rows, control and explanation.
 * @throws {@link CoalitionError} `claims/rxdc-input`; `time/not-a-date` for the last day of payment.
 * @example
 * const totals = rxdcTotals({ memberMonths: '1200' }, { year: 2025, funding: 'self_insured', drugSpending: 'gross' });
 * [totals.premium.lifeYears.toFixed(), totals.premium.premiumEquivalents?.toFixed(2)]; // => ['100', '0.00']
 */
export function rxdcTotals(input: RxdcInput, o: RxdcOptions): RxdcTotals {
  check(input, o);
  const months = monthsOf(input.memberMonths);
  const paidThrough = o.paidThrough === undefined ? null : dayNumber(isoDate(o.paidThrough));
  const how = { year: o.year, paidThrough, primaryCare: o.primaryCare ?? null };
  const medical = input.medical === undefined ? null : spendingOf(input.medical, how);
  const pharmacy = input.pharmacy === undefined ? null : spendingOf(input.pharmacy, how);
  const payments = nonClaimsOf(input.nonClaims ?? null, { year: o.year, rebates: o.rebates ?? 'cash' });
  const rebateCents = payments.counted.reduce((sum, { name, cents }) => (name === 'rx_rebate' ? addCents(sum, cents) : sum), 0);
  const spending = RXDC_CATEGORIES.map((category): RxdcSpending => {
    const pile = joinPiles(medical?.categories[category] ?? none.medical, pharmacy?.categories[category] ?? none.pharmacy);
    const gross = addCents(pile.paidCents, pile.sharedCents);
    const net = category === 'pharmacyBenefitDrugs' && o.drugSpending === 'net' ? addCents(gross, rebateCents) : gross;
    return { category, ...pile, total: usdFromCents(net), costSharing: usdFromCents(pile.sharedCents) };
  });
  const drugPile = pharmacy?.categories.pharmacyBenefitDrugs ?? none.pharmacy;
  const gross = addCents(drugPile.paidCents, drugPile.sharedCents);
  const drugs: RxdcDrugSpending = {
    stated: o.drugSpending,
    gross: usdFromCents(gross),
    rebates: usdFromCents(rebateCents),
    net: usdFromCents(addCents(gross, rebateCents)),
  };
  const premium = premiumOf({ months, payments: payments.counted, claims: { medical, pharmacy } }, o);
  const control = { medical: medical?.control ?? EMPTY_CONTROL, pharmacy: pharmacy?.control ?? EMPTY_CONTROL };
  const made = { premium, spending, drugs, control, leftOut: payments.leftOut };
  return { ...made, rows: rowsOf(made, o), ...explainRxdc({ ...made, months, medical, pharmacy, payments: input.nonClaims !== undefined }, o) };
}

const EMPTY_CONTROL: RxdcControl = /* @__PURE__ */ Object.freeze({
  input: none.medical,
  counted: none.medical,
  outsideYear: none.medical,
  paidLater: none.medical,
  totalLines: none.medical,
});

function premiumOf(
  from: {
    readonly months: Decimal;
    readonly payments: readonly RxdcPayment[];
    readonly claims: { readonly medical: TableSpending | null; readonly pharmacy: TableSpending | null };
  },
  o: RxdcOptions,
): RxdcPremium {
  const basis = o.claimsBasis ?? 'incurred';
  const parts: readonly RxdcPayment[] = [
    claimsPart('medical claims', from.claims.medical, basis),
    claimsPart('pharmacy claims', from.claims.pharmacy, basis),
    ...from.payments,
  ];
  const sum = (names: ReadonlySet<string> | null): Usd =>
    usdFromCents(parts.reduce((total, { name, cents }) => (names === null || names.has(name) ? addCents(total, cents) : total), 0));
  const insured = o.funding === 'fully_insured';
  const earned = o.earnedPremium === undefined ? null : amountOf('earnedPremium', o.earnedPremium);
  const equivalents = insured ? null : sum(null);
  const year = earned ?? equivalents ?? usd('0');
  const members = o.memberContributions === undefined ? null : amountOf('memberContributions', o.memberContributions);
  if (members !== null && members.gt(year)) refuse('memberContributions', 'members paid more than the premium of the year.');
  return {
    lifeYears: from.months.div(12),
    earnedPremium: earned,
    premiumEquivalents: equivalents,
    parts: insured ? [] : parts,
    administrationFees: sum(ADMINISTRATION),
    stopLossPremium: sum(STOP_LOSS),
    averageMonthlyByMembers: members === null ? null : members.div(12),
    averageMonthlyByEmployers: members === null ? null : minus(year, members).div(12),
  };
}

/** Payments that are fees of administration. */
const ADMINISTRATION: ReadonlySet<string> = new Set(['admin_fee', 'pbm_fee', 'network_access_fee', 'care_management']);
const STOP_LOSS: ReadonlySet<string> = new Set(['stop_loss_premium']);

const printed = (value: Decimal | null): string => (value === null ? '' : roundDecimal(value, { places: 2, mode: 'half-up' }).toFixed(2));

function rowsOf(made: Pick<RxdcTotals, 'premium' | 'spending'>, o: RxdcOptions): RxdcTotals['rows'] {
  const { premium } = made;
  const scope = {
    'Company Name': o.scope?.companyName ?? '',
    'Company EIN': o.scope?.companyEin ?? '',
    'Aggregation State': o.scope?.state ?? '',
    'Market Segment': o.scope?.marketSegment ?? '',
  };
  return {
    D1: [
      {
        ...scope,
        'Average Monthly Premium Paid by Members': printed(premium.averageMonthlyByMembers),
        'Average Monthly Premium Paid by Employers': printed(premium.averageMonthlyByEmployers),
        'Life Years': roundDecimal(premium.lifeYears, { places: 8, mode: 'half-up' }).toFixed(),
        'Earned Premium': printed(premium.earnedPremium),
        'Premium Equivalents': printed(premium.premiumEquivalents),
        'ASO/TPA Fees Paid': printed(premium.administrationFees),
        'Stop Loss Premium Paid': printed(premium.stopLossPremium),
      },
    ],
    D2: made.spending.map(({ category, total, costSharing }) => ({
      ...scope,
      'Spending Category': category,
      'Total Spending': printed(total),
      'Total Cost Sharing': printed(costSharing),
    })),
  };
}
