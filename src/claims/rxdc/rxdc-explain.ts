import type { Warning } from '../../errors/finding.js';
import { centsToText } from '../../money/cents.js';
import type { Decimal } from '../../money/decimal.js';
import type { Assumption, Explanation, Step } from '../../reference/explanation.js';
import type { TableSpending } from './rxdc-spending.js';
import type { RxdcOptions, RxdcTotals } from './rxdc-totals.js';

interface Made extends Pick<RxdcTotals, 'premium' | 'spending' | 'drugs' | 'control' | 'leftOut'> {
  readonly months: Decimal;
  readonly medical: TableSpending | null;
  readonly pharmacy: TableSpending | null;
  /** Whether payments beside claims were given. */
  readonly payments: boolean;
}

const USD = 'US dollars';

/** Says how the totals were made, on what they rest and what is doubtful about them. */
export function explainRxdc(made: Made, o: RxdcOptions): Explanation {
  return { steps: stepsOf(made, o), assumptions: assumptionsOf(o), warnings: warningsOf(made, o), tables: [] };
}

function stepsOf(made: Made, o: RxdcOptions): readonly Step[] {
  const { premium, drugs } = made;
  const money = (id: string, label: string, value: Decimal, formula?: string): Step => ({
    id,
    label,
    value: value.toFixed(),
    unit: USD,
    ...(formula === undefined ? {} : { formula }),
  });
  const control = (['medical', 'pharmacy'] as const).map((table): Step => {
    const { input, counted, outsideYear, paidLater, totalLines } = made.control[table];
    const text = [counted, outsideYear, paidLater, totalLines].map(({ paidCents }) => centsToText(paidCents)).join(' + ');
    return {
      id: `control.${table}`,
      label: `paid on ${table} rows: counted + outside the year + paid later + total lines`,
      formula: `${text} = ${centsToText(input.paidCents)}`,
      value: centsToText(input.paidCents),
      unit: USD,
    };
  });
  return [
    { id: 'memberMonths', label: `member months of ${o.year}`, value: made.months.toFixed(), unit: 'member months' },
    { id: 'lifeYears', label: 'life-years', formula: 'member months / 12', value: premium.lifeYears.toFixed(), unit: 'life-years' },
    ...control,
    ...made.spending.map(({ category, total }) =>
      money(`spending.${category}`, `spending, ${category}`, total, 'paid by the plan + shared by members'),
    ),
    money('drugs.gross', 'drugs of the pharmacy benefit before rebates', drugs.gross),
    money('drugs.rebates', 'rebates (negative: money to the plan)', drugs.rebates),
    money('drugs.net', 'drugs of the pharmacy benefit after rebates', drugs.net, 'gross + rebates'),
    ...premium.parts.map(
      ({ name, cents }): Step => ({ id: `premium.${name}`, label: `part of the premium equivalents: ${name}`, value: centsToText(cents), unit: USD }),
    ),
    ...(premium.premiumEquivalents === null
      ? []
      : [money('premiumEquivalents', 'premium equivalents', premium.premiumEquivalents, 'sum of the parts')]),
    ...(premium.earnedPremium === null ? [] : [money('earnedPremium', 'earned premium', premium.earnedPremium)]),
    ...(premium.averageMonthlyByMembers === null
      ? []
      : [money('averageByMembers', 'average monthly premium, members', premium.averageMonthlyByMembers, 'paid by members / 12')]),
    ...(premium.averageMonthlyByEmployers === null
      ? []
      : [money('averageByEmployers', 'average monthly premium, employers', premium.averageMonthlyByEmployers, '(premium - paid by members) / 12')]),
  ];
}

function assumptionsOf(o: RxdcOptions): readonly Assumption[] {
  const source = 'options of the call';
  return [
    { id: 'year', value: String(o.year), evidence: 'assumed', source },
    { id: 'funding', value: o.funding, evidence: 'assumed', source },
    {
      id: 'incurred',
      value: 'by the claim date of this library: admission, line start or claim start; the fill of a drug',
      evidence: 'assumed',
      source: 'claims area, 3.3',
    },
    { id: 'paidThrough', value: o.paidThrough ?? 'any day', evidence: 'assumed', source },
    { id: 'claimsBasis', value: o.claimsBasis ?? 'incurred', evidence: 'assumed', source },
    { id: 'drugSpending', value: `${o.drugSpending} of rebates`, evidence: 'assumed', source },
    { id: 'rebates', value: o.rebates ?? 'cash', evidence: 'assumed', source },
    { id: 'primaryCare', value: o.primaryCare === undefined ? 'not given' : 'given', evidence: 'assumed', source },
    { id: 'lifeYears', value: 'months of coverage divided by 12', evidence: 'published', source: '45 CFR 149.710' },
    {
      id: 'averageMonthlyPremium',
      value: 'yearly premium divided by 12',
      evidence: 'published',
      source: 'CMS, RxDC reporting instructions for 2023, changes from the previous version',
    },
  ];
}

function warningsOf(made: Made, o: RxdcOptions): readonly Warning[] {
  const warnings: Warning[] = [
    {
      code: 'claims/unverified-source',
      severity: 'warn',
      path: 'RxDC D1, D2',
      message:
        'Names of columns and what belongs into them come from secondary sources; the layouts of CMS were not read. These totals are no filing.',
      fix: 'Compare them with the instructions and templates of CMS for the reference year, and ask counsel.',
    },
  ];
  const unsplit = made.spending.find(({ category }) => category === 'professionalUnsplit');
  if (unsplit !== undefined && unsplit.rows > 0)
    warnings.push({
      code: 'rxdc/unsplit',
      severity: 'warn',
      rows: unsplit.rows,
      cents: unsplit.paidCents + unsplit.sharedCents,
      message: 'Professional spending is not split into primary and specialty care, because nobody said who gives primary care.',
      fix: 'Pass `primaryCare`: taxonomy codes or provider numbers.',
    });
  const other = made.spending.find(({ category }) => category === 'unclassified');
  if (other !== undefined && other.rows > 0)
    warnings.push({
      code: 'rxdc/unclassified',
      severity: 'warn',
      rows: other.rows,
      cents: other.paidCents + other.sharedCents,
      message: 'Some spending has no category: the type of bill, revenue code or place of service is missing.',
      fix: 'Ask the sender for them, or place the amount by hand.',
    });
  const tables = [made.medical, made.pharmacy].flatMap((table) => table ?? []);
  const sum = (of: (table: TableSpending) => number): number => tables.reduce((total, table) => total + of(table), 0);
  const unknown = (rows: number, message: string, fix: string): void => {
    if (rows > 0) warnings.push({ code: 'rxdc/unknown-amounts', severity: 'warn', rows, message, fix });
  };
  unknown(
    sum(({ unknownShares }) => unknownShares),
    'Paid rows say nothing about what members shared; the totals are too low by it.',
    'Ask the sender for deductible, coinsurance and copayment.',
  );
  unknown(
    sum(({ unknownPaid }) => unknownPaid),
    'Rows without a paid amount add nothing.',
    'Ask the sender whether the payment stands on another line.',
  );
  if (o.paidThrough !== undefined || o.claimsBasis === 'paid')
    unknown(
      sum(({ unknownPaidDates }) => unknownPaidDates),
      'Rows without a day of payment are counted by the day of service, and belong to no paid year.',
      'Ask the sender for the paid date.',
    );
  const missing = [
    ...(made.medical === null ? ['medical claims'] : []),
    ...(made.pharmacy === null ? ['pharmacy claims'] : []),
    ...(made.payments ? [] : ['payments beside claims']),
  ];
  if (missing.length > 0)
    warnings.push({
      code: 'rxdc/not-given',
      severity: 'warn',
      message: `Not given and counted as nothing: ${missing.join(', ')}.`,
      fix: 'Pass the batches, unless the population has none.',
    });
  if (made.leftOut.length > 0)
    warnings.push({
      code: 'rxdc/left-out',
      severity: 'info',
      rows: made.leftOut.reduce((total, { payments }) => total + payments, 0),
      cents: made.leftOut.reduce((total, { cents }) => total + cents, 0),
      message: 'Payments beside claims were left out: outside the year, or of the kind (cash, accrual) that was not asked for.',
      fix: 'Look at `leftOut`.',
    });
  if (made.premium.lifeYears.isZero())
    warnings.push({ code: 'rxdc/not-given', severity: 'warn', message: 'There are no member months.', fix: 'Pass the member months of the year.' });
  return warnings;
}
