import type { DayNumber } from '../time/iso-date.js';
import { firstDayOfMonth, monthIndexOfDay } from '../time/month.js';
import { type Draws, draws, tableExp } from './draws.js';
import type { SyntheticTpa } from './employers.js';
import type { Plan } from './options.js';

/** Kinds of care that are paid at different speeds. */
export type CareKind = 'inpatient' | 'outpatient' | 'emergency' | 'office' | 'laboratory' | 'postAcute' | 'pharmacy';

/** Lag from service to payment. Logarithm of the median and spread of the logarithm. *Assumed.* Unit: thousandths, of days. */
const LAG: Readonly<Record<CareKind, { readonly median: number; readonly spread: number }>> = {
  inpatient: { median: 3850, spread: 620 },
  outpatient: { median: 3450, spread: 700 },
  emergency: { median: 3380, spread: 720 },
  office: { median: 3050, spread: 750 },
  laboratory: { median: 3000, spread: 800 },
  postAcute: { median: 3650, spread: 650 },
  pharmacy: { median: 2000, spread: 380 },
};

/** Weeks in which an administrator pays nothing and catches up afterwards. */
export interface Backlog {
  readonly tpaId: string;
  readonly from: DayNumber;
  readonly to: DayNumber;
}

/**
 * Draws the backlogs of a coalition: each administrator stops paying about once in 15 months, for three to seven weeks.
 *
 * @param plan - The checked options.
 * @param tpaIds - The administrators.
 * @returns Backlogs, in order.
 */
export function drawBacklogs(plan: Plan, tpaIds: readonly string[]): readonly Backlog[] {
  const random = draws(plan.seed, 1);
  const backlogs: Backlog[] = [];
  for (const tpaId of tpaIds) {
    for (let m = plan.firstMonth + 3; m <= plan.lastMonth; m += 1) {
      if (!random.inThousand(66)) continue;
      const from = firstDayOfMonth(m) + random.below(28);
      backlogs.push({ tpaId, from, to: from + random.between(21, 49) });
    }
  }
  return backlogs;
}

/**
 * Draws the day on which a line is paid: lognormal lag of its kind, the administrator's slowness, the drift of speed over
 * time, weekly payment runs, and backlogs.
 *
 * @param random - The household's stream.
 * @param o - `service`: day of service; `kind`; `tpa`; `plan`; `backlogs`; `extraDays`: added before the payment run.
 * @returns The day of payment, after the day of service.
 */
export function drawPaidDay(
  random: Draws,
  o: {
    readonly service: DayNumber;
    readonly kind: CareKind;
    readonly tpa: SyntheticTpa;
    readonly plan: Plan;
    readonly backlogs: readonly Backlog[];
    readonly extraDays?: number;
  },
): DayNumber {
  const shape = LAG[o.kind];
  const age = monthIndexOfDay(o.service) - o.plan.firstMonth;
  const drift = Math.max(300, 1000 - o.plan.speedDriftPerMille * age);
  const days = (tableExp((shape.median + shape.spread * random.normal()) / 1000) * drift * o.tpa.slowness) / 1_000_000;
  let paid = o.service + 2 + Math.min(420, Math.floor(days)) + (o.extraDays ?? 0);
  const backlog = o.backlogs.find((each) => each.tpaId === o.tpa.id && each.from <= paid && paid <= each.to);
  if (backlog !== undefined) paid = backlog.to + 1 + random.below(14);
  return toPaymentRun(paid);
}

/** Payments go out on Fridays; 1970-01-02 was one. */
function toPaymentRun(day: DayNumber): DayNumber {
  const past = (((day - 1) % 7) + 7) % 7;
  return past === 0 ? day : day + 7 - past;
}

/**
 * The last payment run on or before a day.
 *
 * @unit days since 1970-01-01
 * @param day - Any day.
 * @returns A Friday.
 */
export function lastRunBefore(day: DayNumber): DayNumber {
  return day - ((((day - 1) % 7) + 7) % 7);
}
