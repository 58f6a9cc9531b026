import type { DayNumber } from '../time/iso-date.js';
import type { ClaimDraft, LineMoney } from './drafts.js';
import { type Draws, splitCents } from './draws.js';
import type { SyntheticTpa } from './employers.js';
import { type Backlog, drawPaidDay } from './lags.js';
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
}

const sum = (m: LineMoney): number => m.deductible + m.coinsurance + m.copay + m.cob + m.paid;

/** The same line at another allowed amount; every part moves in proportion and still adds up. */
function repriced(money: LineMoney, perMille: number): LineMoney {
  const allowed = Math.floor((money.allowed * perMille) / 1000);
  if (allowed === 0 || sum(money) === 0) return { ...money, allowed: 0, deductible: 0, coinsurance: 0, copay: 0, cob: 0, paid: 0 };
  const parts = splitCents(allowed, [money.deductible, money.coinsurance, money.copay, money.cob, money.paid]);
  return {
    charge: money.charge,
    allowed,
    deductible: parts[0] ?? 0,
    coinsurance: parts[1] ?? 0,
    copay: parts[2] ?? 0,
    cob: parts[3] ?? 0,
    paid: parts[4] ?? 0,
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

function difference(after: LineMoney, before: LineMoney): LineMoney {
  return {
    charge: after.charge - before.charge,
    allowed: after.allowed - before.allowed,
    deductible: after.deductible - before.deductible,
    coinsurance: after.coinsurance - before.coinsurance,
    copay: after.copay - before.copay,
    cob: after.cob - before.cob,
    paid: after.paid - before.paid,
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
  const claimPaid = drawPaidDay(random, { service: claim.end, kind: claim.kind, tpa, plan, backlogs });
  const paidDays = money.map(() => {
    if (!random.inThousand(70)) return claimPaid;
    return drawPaidDay(random, { service: claim.end, kind: claim.kind, tpa, plan, backlogs, extraDays: claimPaid - claim.end });
  });
  money.forEach((line, i) => {
    rows.push({
      claimId, version: 0, recordType: 'original', originalClaimId: null, replacesClaimId: null, lineNumber: i + 1,
      paidDay: paidDays[i] ?? claimPaid, money: line, allowedDelta: line.allowed, paidDelta: line.paid,
    });
  });
  const adjustable = claim.nature === 'ordinary' && random.inThousand(plan.adjustedPerMille);
  if (!adjustable) return rows;

  const perMille = random.inThousand(300) ? 0 : random.between(550, 1250);
  const latest = Math.max(...paidDays);
  const correction = drawPaidDay(random, { service: latest, kind: 'inpatient', tpa, plan, backlogs, extraDays: random.between(10, 90) });
  money.forEach((before, i) => {
    const after = repriced(before, perMille);
    const base = { lineNumber: i + 1, paidDay: correction, originalClaimId: claimId };
    switch (tpa.style) {
      case 'reversalAndRebill':
        rows.push({
          ...base, claimId: `${claimId}R`, version: 0, recordType: 'reversal', replacesClaimId: null,
          money: turned(before), allowedDelta: -before.allowed, paidDelta: -before.paid,
        });
        if (perMille > 0) {
          rows.push({
            ...base, claimId: `${claimId}B`, version: 0, recordType: 'adjustment', replacesClaimId: claimId,
            money: after, allowedDelta: after.allowed, paidDelta: after.paid,
          });
        }
        break;
      case 'fullReplacement':
        rows.push({
          ...base, claimId, version: 1, recordType: 'adjustment', replacesClaimId: claimId,
          money: after, allowedDelta: after.allowed - before.allowed, paidDelta: after.paid - before.paid,
        });
        break;
      case 'delta': {
        const change = difference(after, before);
        rows.push({
          ...base, claimId: `${claimId}D`, version: 0, recordType: change.paid < 0 || change.allowed < 0 ? 'reversal' : 'adjustment', replacesClaimId: null,
          money: { ...change, charge: 0 }, allowedDelta: change.allowed, paidDelta: change.paid,
        });
        break;
      }
    }
  });
  return rows;
}
