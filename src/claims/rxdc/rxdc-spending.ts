import { addCents, type Cents } from '../../money/cents.js';
import { type DayNumber, dayFromCivil } from '../../time/iso-date.js';
import type { ClaimBatch } from '../batch.js';
import { claimDateDays } from '../claim-date.js';
import { centsReader, daysReader, wordReader } from '../columns.js';
import { tableData } from '../rules/delivery-data.js';
import { totalLines } from '../rules/total-lines.js';
import { type PrimaryCareMap, RXDC_CATEGORIES, type RxdcCategory, rxdcCategories } from './rxdc-category.js';

/** Rows and money of one heap. */
export interface RxdcPile {
  /** Unit: rows. */
  readonly rows: number;
  /** What the plan paid. Unit: US cents. */
  readonly paidCents: Cents;
  /** What members shared. Unit: US cents. */
  readonly sharedCents: Cents;
}

/** Where every row of the input went; the four add up to the input, to the cent. */
export interface RxdcControl {
  readonly input: RxdcPile;
  readonly counted: RxdcPile;
  readonly outsideYear: RxdcPile;
  /** Incurred in the year and paid after the last day that counts. */
  readonly paidLater: RxdcPile;
  /** Total lines (revenue code 0001) beside other lines, which would count twice. */
  readonly totalLines: RxdcPile;
}

/** What one table spent. */
export interface TableSpending {
  readonly control: RxdcControl;
  readonly categories: Readonly<Record<RxdcCategory, RxdcPile>>;
  /** Paid in the year, by the day of payment. */
  readonly paidInYear: RxdcPile;
  /** Counted rows with a payment whose member share is unknown. Unit: rows. */
  readonly unknownShares: number;
  /** Counted rows without a paid amount. Unit: rows. */
  readonly unknownPaid: number;
  /** Rows incurred in the year without a day of payment, counted. Unit: rows. */
  readonly unknownPaidDates: number;
}

class Pile {
  rows = 0;
  paidCents: Cents = 0;
  sharedCents: Cents = 0;
  add(paid: Cents, shared: Cents): void {
    this.rows += 1;
    this.paidCents = addCents(this.paidCents, paid);
    this.sharedCents = addCents(this.sharedCents, shared);
  }
  plain(): RxdcPile {
    return { rows: this.rows, paidCents: this.paidCents, sharedCents: this.sharedCents };
  }
}

/** First and last day of a year. */
export function daysOfYear(year: number): readonly [first: DayNumber, last: DayNumber] {
  return [dayFromCivil(year, 1, 1), dayFromCivil(year, 12, 31)];
}

/** Adds one table up by category and says where the rest went. */
export function spendingOf(
  batch: ClaimBatch<'medical'> | ClaimBatch<'pharmacy'>,
  o: { readonly year: number; readonly paidThrough: DayNumber | null; readonly primaryCare: PrimaryCareMap | null },
): TableSpending {
  const [first, last] = daysOfYear(o.year);
  const incurred = claimDateDays(batch, 'default');
  const paidDay = daysReader(batch, 'paid_date');
  const paid = centsReader(batch, 'paid_amount');
  const parts = ['deductible_amount', 'coinsurance_amount', 'copayment_amount'].map((name) => centsReader(batch, name));
  const liability = centsReader(batch, 'member_liability_amount');
  const status = wordReader(batch, 'claim_status');
  const category = batch.table === 'medical' ? rxdcCategories(batch, o.primaryCare) : null;
  const totals = new Set<number>();
  if (batch.table === 'medical')
    totalLines(tableData(batch), (row, standing) => {
      if (standing === 'total line beside other lines') totals.add(row);
    });
  const [input, counted, outside, later, total, paidInYear] = [new Pile(), new Pile(), new Pile(), new Pile(), new Pile(), new Pile()];
  const byCategory = new Map<RxdcCategory, Pile>(RXDC_CATEGORIES.map((name) => [name, new Pile()]));
  let [unknownShares, unknownPaid, unknownPaidDates] = [0, 0, 0];
  for (let row = 0; row < batch.rowCount; row += 1) {
    const known = parts.some((part) => part.has(row));
    const shared = known ? parts.reduce((sum, part) => sum + part.at(row), 0) : liability.at(row);
    const amount = paid.at(row);
    input.add(amount, shared);
    if (totals.has(row)) {
      total.add(amount, shared);
      continue;
    }
    const payment = paidDay.has(row) ? paidDay.at(row) : null;
    if (payment !== null && payment >= first && payment <= last) paidInYear.add(amount, shared);
    const day = incurred[row] ?? 0;
    if (day < first || day > last) outside.add(amount, shared);
    else if (o.paidThrough !== null && payment !== null && payment > o.paidThrough) later.add(amount, shared);
    else {
      counted.add(amount, shared);
      byCategory.get(category?.[row] ?? 'pharmacyBenefitDrugs')?.add(amount, shared);
      if (!known && !liability.has(row) && amount !== 0) unknownShares += 1;
      if (!paid.has(row) && status.at(row) !== 'denied') unknownPaid += 1;
      if (payment === null) unknownPaidDates += 1;
    }
  }
  return {
    control: {
      input: input.plain(),
      counted: counted.plain(),
      outsideYear: outside.plain(),
      paidLater: later.plain(),
      totalLines: total.plain(),
    },
    categories: pilesOf(byCategory),
    paidInYear: paidInYear.plain(),
    unknownShares,
    unknownPaid,
    unknownPaidDates,
  };
}

function pilesOf(piles: ReadonlyMap<RxdcCategory, Pile>): Readonly<Record<RxdcCategory, RxdcPile>> {
  const of = (name: RxdcCategory): RxdcPile => (piles.get(name) ?? new Pile()).plain();
  return {
    hospital: of('hospital'),
    primaryCare: of('primaryCare'),
    specialtyCare: of('specialtyCare'),
    otherMedical: of('otherMedical'),
    medicalBenefitDrugs: of('medicalBenefitDrugs'),
    pharmacyBenefitDrugs: of('pharmacyBenefitDrugs'),
    professionalUnsplit: of('professionalUnsplit'),
    unclassified: of('unclassified'),
  };
}

/** Two heaps of one kind, put together. */
export function joinPiles(left: RxdcPile, right: RxdcPile): RxdcPile {
  return {
    rows: left.rows + right.rows,
    paidCents: addCents(left.paidCents, right.paidCents),
    sharedCents: addCents(left.sharedCents, right.sharedCents),
  };
}
