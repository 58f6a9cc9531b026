import type { DayNumber } from '../time/iso-date.js';
import type { ClaimDraft, LineMoney } from './drafts.js';
import { type Draws, splitCents } from './draws.js';
import type { SyntheticTpa } from './employers.js';
import { type Backlog, drawPaidDay, lastRunBefore } from './lags.js';
import type { Plan } from './options.js';

/** One row that a claims administrator writes about a line. */
export interface Transaction {
  readonly claimId: string;
  readonly version: number;
  readonly recordType: 'original' | 'adjustment' | 'reversal';
  readonly originalClaimId: string | null;
  readonly replacesClaimId: string | null;
  readonly lineNumber: number;
  readonly paidDay: DayNumber;
  /** What stands on the row. */
  readonly money: LineMoney;
  /** What the row changes beside what was known before. Unit: US cents. */
  readonly allowedDelta: number;
  /** What the row changes beside what was known before. Unit: US cents. */
  readonly paidDelta: number;
  /** Sign of the row's units; 0 where the row states none, because it changes money only. */
  readonly units: 1 | -1 | 0;
}

/** Nothing is paid later than this after the start of a claim; two years are the most a valid file shows. Unit: days. */
const LONGEST = 690;

const PARTS = ['deductible', 'coinsurance', 'copay', 'cob', 'paid'] as const;

/** The change of a line to so many thousandths of its allowed amount: every part in proportion, and all of one sign. */
function changeOf(money: LineMoney, perMille: number): LineMoney {
  const size = Math.floor((money.allowed * Math.abs(perMille - 1000)) / 1000);
  const sign = perMille < 1000 ? -1 : 1;
  const signed = (cents: number): number => (cents === 0 ? 0 : sign * cents);
  const parts =
    size === 0
      ? [0, 0, 0, 0, 0]
      : splitCents(
          size,
          PARTS.map((part) => money[part]),
        );
  return {
    charge: signed(Math.floor((money.charge * Math.abs(perMille - 1000)) / 1000)),
    allowed: signed(size),
    deductible: signed(parts[0] ?? 0),
    coinsurance: signed(parts[1] ?? 0),
    copay: signed(parts[2] ?? 0),
    cob: signed(parts[3] ?? 0),
    paid: signed(parts[4] ?? 0),
  };
}

function plus(a: LineMoney, b: LineMoney): LineMoney {
  return {
    charge: a.charge + b.charge,
    allowed: a.allowed + b.allowed,
    deductible: a.deductible + b.deductible,
    coinsurance: a.coinsurance + b.coinsurance,
    copay: a.copay + b.copay,
    cob: a.cob + b.cob,
    paid: a.paid + b.paid,
  };
}

function turned(money: LineMoney): LineMoney {
  const minus = (n: number): number => (n === 0 ? 0 : -n);
  return {
    charge: minus(money.charge),
    allowed: minus(money.allowed),
    deductible: minus(money.deductible),
    coinsurance: minus(money.coinsurance),
    copay: minus(money.copay),
    cob: minus(money.cob),
    paid: minus(money.paid),
  };
}

/**
 * Writes a claim as its administrator does: first the original rows, then perhaps a correction in that administrator's style.
 *
 * @param random - The household's stream.
 * @param o - `claim`, its `money` by line, its `claimId`, the `tpa`, `plan` and `backlogs`.
 * @returns Rows, with what each of them changes.
 */
export function writeTransactions(
  random: Draws,
  o: {
    readonly claim: ClaimDraft;
    readonly money: readonly LineMoney[];
    readonly claimId: string;
    readonly tpa: SyntheticTpa;
    readonly plan: Plan;
    readonly backlogs: readonly Backlog[];
  },
): readonly Transaction[] {
  const { claim, money, claimId, tpa, plan, backlogs } = o;
  const rows: Transaction[] = [];
  const limit = lastRunBefore(claim.start + LONGEST);
  const claimPaid = Math.min(limit, drawPaidDay(random, { service: claim.end, kind: claim.kind, tpa, plan, backlogs }));
  const paidDays = money.map(() => {
    if (!random.inThousand(70)) return claimPaid;
    const extraDays = claimPaid - claim.end;
    return Math.min(limit, drawPaidDay(random, { service: claim.end, kind: claim.kind, tpa, plan, backlogs, extraDays }));
  });
  money.forEach((line, i) => {
    rows.push({
      claimId,
      version: 0,
      recordType: 'original',
      originalClaimId: null,
      replacesClaimId: null,
      lineNumber: i + 1,
      paidDay: paidDays[i] ?? claimPaid,
      money: line,
      allowedDelta: line.allowed,
      paidDelta: line.paid,
      units: 1,
    });
  });
  const adjustable = claim.nature === 'ordinary' && random.inThousand(plan.adjustedPerMille);
  if (!adjustable) return rows;

  const lot = random.inThousand(300) ? 0 : random.between(550, 1250);
  const perMille = lot > 970 && lot < 1030 ? 940 : lot;
  const latest = Math.max(...paidDays);
  const drawn = drawPaidDay(random, { service: latest, kind: 'inpatient', tpa, plan, backlogs, extraDays: random.between(10, 90) });
  const correction = Math.max(latest, Math.min(drawn, limit));
  money.forEach((before, i) => {
    const change = changeOf(before, perMille);
    const after = plus(before, change);
    const base = { lineNumber: i + 1, paidDay: correction, originalClaimId: claimId };
    const replacement = { ...base, recordType: 'adjustment' as const, replacesClaimId: claimId, money: after };
    switch (tpa.style) {
      case 'reversalAndRebill':
        rows.push({
          ...base,
          claimId: `${claimId}R`,
          version: 0,
          recordType: 'reversal',
          replacesClaimId: null,
          money: turned(before),
          allowedDelta: -before.allowed,
          paidDelta: -before.paid,
          units: -1,
        });
        if (perMille > 0) {
          rows.push({ ...replacement, claimId: `${claimId}B`, version: 0, allowedDelta: after.allowed, paidDelta: after.paid, units: 1 });
        }
        break;
      case 'fullReplacement':
        rows.push({ ...replacement, claimId, version: 1, allowedDelta: change.allowed, paidDelta: change.paid, units: 1 });
        break;
      case 'delta':
        rows.push({
          ...base,
          claimId: `${claimId}D`,
          version: 0,
          recordType: 'adjustment',
          replacesClaimId: null,
          money: change,
          allowedDelta: change.allowed,
          paidDelta: change.paid,
          units: 0,
        });
        break;
    }
  });
  return rows;
}
