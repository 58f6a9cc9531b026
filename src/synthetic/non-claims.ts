import type { NonClaimsPayment } from '../claims/non-claims-payment.js';
import { centsToText } from '../money/cents.js';
import { type DayNumber, dayFromCivil, isoFromDay } from '../time/iso-date.js';
import { firstDayOfMonth, lastDayOfMonth, monthIndex } from '../time/month.js';
import { type Draws, draws } from './draws.js';
import type { SyntheticEmployer } from './employers.js';
import { BUNDLE_CENTS, type SyntheticJoint } from './joints.js';
import type { FileRows } from './lineage.js';
import type { Plan } from './options.js';
import type { TruthExposure, TruthMonth, TruthPersonYear } from './truth.js';

/** Specific deductible of every employer's stop-loss cover. *Assumed.* Unit: US cents a person and year. */
export const SPECIFIC_DEDUCTIBLE_CENTS = 17_500_000;
/** Capitation for primary care. *Assumed.* Unit: US cents per member per month. */
const CAPITATION_CENTS = 2150;
/** Share of pharmacy dollars that comes back as rebates. *Assumed.* Unit: thousandths. */
const REBATE_PER_MILLE = 210;

interface Known {
  readonly plan: Plan;
  readonly employers: readonly SyntheticEmployer[];
  readonly files: FileRows;
  readonly exposure: readonly TruthExposure[];
  readonly months: readonly TruthMonth[];
  readonly personYears: readonly TruthPersonYear[];
  readonly joints: readonly SyntheticJoint[];
  /** Employer of a person. */
  readonly employerOf: (personId: string) => string;
}

interface Payment {
  readonly employer: string;
  readonly category: NonClaimsPayment['category'];
  readonly basis: NonClaimsPayment['basis'];
  /** Unit: US cents for each unit; `null` where the amount isn't a product. */
  readonly rate: number | null;
  readonly units: number | null;
  /** Unit: US cents, signed. */
  readonly amount: number;
  readonly from: DayNumber;
  readonly to: DayNumber;
  readonly paid: DayNumber;
  readonly payee: string | null;
  readonly person: string | null;
  readonly estimated: boolean;
}

/**
 * Writes the money that rides on no claim: administration and pharmacy fees, capitation, stop-loss premiums and
 * reimbursements, rebates, and the center's warranty for readmissions.
 *
 * A quarter's rebate stands once: as an accrual until its cash arrives half a year later, then as cash.
 *
 * @param o - The plan, the employers, and what the truth knows.
 * @returns Payments that the delivery knows, by employer and time.
 */
export function writeNonClaims(o: Known): readonly NonClaimsPayment[] {
  const random = draws(o.plan.seed, 2);
  const payments = o.employers.flatMap((employer) => [...monthly(o, employer), ...rebates(o, employer, random), ...reimbursements(o, employer)]);
  const known = [...payments, ...warranties(o)].filter((payment) => payment.paid <= o.plan.paidThrough);
  return known.map((payment, i) => record(o.files, payment, i + 1));
}

function monthly(o: Known, employer: SyntheticEmployer): readonly Payment[] {
  return o.exposure.flatMap((cell) => {
    if (cell.employer !== employer.id || cell.employeesFirstDay === 0) return [];
    const index = monthIndex(cell.month);
    const base = { employer: employer.id, from: firstDayOfMonth(index), to: lastDayOfMonth(index), payee: null, person: null, estimated: false };
    const perEmployee = (category: Payment['category'], rate: number, day: number): Payment => {
      const units = cell.employeesFirstDay;
      return { ...base, category, basis: 'pepm', rate, units, amount: rate * units, paid: base.from + day };
    };
    const rows = [
      perEmployee('admin_fee', employer.adminFeeCents, 4),
      perEmployee('pbm_fee', 285, 9),
      perEmployee('stop_loss_premium', employer.stopLossPremiumCents, 6),
    ];
    if (!employer.capitatedPrimaryCare) return rows;
    const units = cell.firstDay;
    return [
      ...rows,
      {
        ...base,
        category: 'capitation' as const,
        basis: 'pmpm' as const,
        rate: CAPITATION_CENTS,
        units,
        amount: CAPITATION_CENTS * units,
        paid: base.from + 2,
      },
    ];
  });
}

function rebates(o: Known, employer: SyntheticEmployer, random: Draws): readonly Payment[] {
  const rows: Payment[] = [];
  for (let index = o.plan.firstMonth; index + 2 <= o.plan.lastMonth; index += 3) {
    const allowed = o.months
      .filter(
        (month) =>
          month.employer === employer.id && month.table === 'pharmacy' && monthIndex(month.month) >= index && monthIndex(month.month) < index + 3,
      )
      .reduce((cents, month) => cents + month.ultimateAllowed, 0);
    const estimate = Math.floor((allowed * REBATE_PER_MILLE) / 1000);
    const cash = Math.floor((estimate * random.between(930, 1060)) / 1000);
    if (estimate === 0) continue;
    const [from, to] = [firstDayOfMonth(index), lastDayOfMonth(index + 2)];
    const arrived = to + 181 <= o.plan.paidThrough;
    rows.push({
      employer: employer.id,
      category: 'rx_rebate',
      basis: 'flat',
      rate: null,
      units: null,
      amount: -(arrived ? cash : estimate),
      from,
      to,
      paid: arrived ? to + 181 : to + 1,
      payee: null,
      person: null,
      estimated: !arrived,
    });
  }
  return rows;
}

function reimbursements(o: Known, employer: SyntheticEmployer): readonly Payment[] {
  return o.personYears.flatMap((year) => {
    const excess = year.knownPaid - SPECIFIC_DEDUCTIBLE_CENTS;
    if (year.employer !== employer.id || excess <= 0) return [];
    const [from, to] = [dayFromCivil(year.year, 1, 1), dayFromCivil(year.year, 12, 31)];
    return [
      {
        employer: employer.id,
        category: 'stop_loss_reimbursement' as const,
        basis: 'flat' as const,
        rate: null,
        units: null,
        amount: -excess,
        from,
        to,
        paid: to + 150,
        payee: null,
        person: year.personId,
        estimated: false,
      },
    ];
  });
}

/** The center pays half of its price back for a patient who comes back within 28 days. */
function warranties(o: Known): readonly Payment[] {
  return o.joints.flatMap((joint) => {
    if (!joint.atCenter || !joint.readmitted) return [];
    return [
      {
        employer: o.employerOf(joint.personId),
        category: 'bundle_settlement' as const,
        basis: 'flat' as const,
        rate: null,
        units: null,
        amount: -Math.floor(BUNDLE_CENTS / 2),
        from: joint.start,
        to: joint.discharge + 90,
        paid: joint.discharge + 160,
        payee: joint.facility,
        person: joint.personId,
        estimated: false,
      },
    ];
  });
}

function record(files: FileRows, payment: Payment, number: number): NonClaimsPayment {
  const place = files.next('coalition-ledger', 'nonclaims');
  return {
    data_source: place.data_source,
    file_name: place.file_name,
    file_date: place.file_date,
    row_number: place.row_number,
    payment_id: `n-${String(number).padStart(6, '0')}`,
    employer_id: payment.employer,
    payer: null,
    payee_npi: payment.payee,
    payee_tin: null,
    category: payment.category,
    basis: payment.basis,
    rate: payment.rate === null ? null : centsToText(payment.rate),
    units: payment.units === null ? null : String(payment.units),
    amount: centsToText(payment.amount),
    service_period_start: isoFromDay(payment.from),
    service_period_end: isoFromDay(payment.to),
    paid_date: isoFromDay(payment.paid),
    person_id: payment.person,
    plan_id: null,
    ndc_code: null,
    allocation_rule: null,
    estimated_flag: payment.estimated,
  };
}
