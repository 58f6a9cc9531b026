import type { ClaimDraft, LineMoney } from './drafts.js';
import type { Draws } from './draws.js';

/** What a person has paid towards the plan's limits in a year. Unit: US cents, each field. */
export interface Accumulators {
  deductible: number;
  outOfPocket: number;
}

const OUT_OF_POCKET_MOST = 450_000;

/**
 * Divides each line of a claim between plan, member and other payer: copay, deductible, coinsurance up to a yearly limit.
 *
 * @formula allowed = paid + deductible + coinsurance + copay + paid by the other payer, to the cent
 * @unit US cents
 * @param random - The household's stream.
 * @param o - `claim`; `hdhp`: whether the deductible is high; `year`: the person's accumulators, which move on.
 * @returns One division for each line.
 */
export function adjudicate(
  random: Draws,
  o: { readonly claim: ClaimDraft; readonly hdhp: boolean; readonly year: Accumulators },
): readonly LineMoney[] {
  const { claim, year } = o;
  return claim.lines.map((line, i) => {
    const charge = Math.floor((line.allowed * random.between(1250, 3100)) / 1000);
    if (claim.nature === 'denied') {
      return { charge, allowed: 0, deductible: 0, coinsurance: 0, copay: 0, cob: 0, paid: 0 };
    }
    if (claim.nature === 'bundle' || claim.nature === 'capitated') {
      return { charge, allowed: line.allowed, deductible: 0, coinsurance: 0, copay: 0, cob: 0, paid: line.allowed };
    }
    const most = (): number => Math.max(0, OUT_OF_POCKET_MOST - year.outOfPocket);
    const copayRate = claim.kind === 'office' && !o.hdhp ? 2500 : claim.kind === 'emergency' && !o.hdhp ? 15_000 : 0;
    const copay = i === 0 ? Math.min(copayRate, line.allowed, most()) : 0;
    year.outOfPocket += copay;
    const afterCopay = line.allowed - copay;
    const limit = o.hdhp ? 200_000 : 75_000;
    const deductible = claim.kind === 'office' && !o.hdhp ? 0 : Math.min(afterCopay, Math.max(0, limit - year.deductible), most());
    year.deductible += deductible;
    year.outOfPocket += deductible;
    const coinsurance = copayRate > 0 && claim.kind === 'office' ? 0 : Math.min(Math.floor((afterCopay - deductible) / 5), most());
    year.outOfPocket += coinsurance;
    const plan = afterCopay - deductible - coinsurance;
    const cob = claim.person.coordinated ? Math.floor((plan * 3) / 5) : 0;
    return { charge, allowed: line.allowed, deductible, coinsurance, copay, cob, paid: plan - cob };
  });
}
