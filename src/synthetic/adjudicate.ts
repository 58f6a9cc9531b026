import type { ClaimDraft, LineMoney } from './drafts.js';
import type { Draws } from './draws.js';

/** What a person has paid towards the plan's limits in a year. Unit: US cents, each field. */
export interface Accumulators {
  deductible: number;
  outOfPocket: number;
}

const OUT_OF_POCKET_MOST = 450_000;
const NOTHING: LineMoney = { charge: 0, allowed: 0, deductible: 0, coinsurance: 0, copay: 0, cob: 0, paid: 0 };

/**
 * Divides each line of a claim between other payer, member and plan: the other payer first, then copay, deductible and coinsurance
 * up to a yearly limit. Capitated and denied lines come to nothing; a bundle is the plan's alone.
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
  const money = claim.lines.map((line, i) => {
    const charge = Math.floor((line.allowed * random.between(1250, 3100)) / 1000);
    if (claim.nature === 'denied' || claim.nature === 'capitated') return { ...NOTHING, charge };
    if (claim.nature === 'bundle') return { ...NOTHING, charge, allowed: line.allowed, paid: line.allowed };
    const cob = claim.person.coordinated ? Math.floor((line.allowed * 3) / 5) : 0;
    const ours = line.allowed - cob;
    const most = (): number => Math.max(0, OUT_OF_POCKET_MOST - year.outOfPocket);
    const copayRate = claim.kind === 'office' && !o.hdhp ? 2500 : claim.kind === 'emergency' && !o.hdhp ? 15_000 : 0;
    const copay = i === 0 ? Math.min(copayRate, ours, most()) : 0;
    year.outOfPocket += copay;
    const afterCopay = ours - copay;
    const limit = o.hdhp ? 200_000 : 75_000;
    const deductible = claim.kind === 'office' && !o.hdhp ? 0 : Math.min(afterCopay, Math.max(0, limit - year.deductible), most());
    year.deductible += deductible;
    year.outOfPocket += deductible;
    const coinsurance = copayRate > 0 && claim.kind === 'office' ? 0 : Math.min(Math.floor((afterCopay - deductible) / 5), most());
    year.outOfPocket += coinsurance;
    return { charge, allowed: line.allowed, deductible, coinsurance, copay, cob, paid: afterCopay - deductible - coinsurance };
  });
  return unlikeHeader(money);
}

/** Lines that by chance are all paid alike look like a header repeated on every line; a cent is moved from the last to the first. */
function unlikeHeader(money: readonly LineMoney[]): readonly LineMoney[] {
  const [first, last] = [money[0], money[money.length - 1]];
  if (first === undefined || last === undefined || money.length < 2 || first.paid < 2 || last.allowed < 2) return money;
  if (money.some((line) => line.paid !== first.paid)) return money;
  return money.map((line, i) => {
    const move = i === 0 ? 1 : i === money.length - 1 ? -1 : 0;
    return { ...line, allowed: line.allowed + move, paid: line.paid + move };
  });
}
