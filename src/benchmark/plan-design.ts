import { Decimal } from '../money/decimal.js';
import { type Usd, usd } from '../money/usd.js';
import { badInput } from './bad-input.js';

/** How a plan shares cost with its members. Unit of amounts: US dollars a plan year; of shares: 0 to 1. */
export interface PlanDesign {
  readonly id: string;
  readonly deductible: Usd;
  /** The member's share above the deductible. */
  readonly coinsurance: Decimal;
  /** Most a member pays a year. */
  readonly outOfPocketMaximum: Usd;
  /** Fixed price by category instead of deductible and coinsurance; counts toward the maximum. */
  readonly copays?: Readonly<Record<string, Usd>>;
  /** Absent: each member alone. `embedded`: individual limits inside the family's; `aggregate`: the family's alone. */
  readonly family?: { readonly kind: 'embedded' | 'aggregate'; readonly deductible: Usd; readonly outOfPocketMaximum: Usd };
}

/** One service of a member in the order in which it was adjudicated. */
export interface PlanService {
  readonly allowed: Usd;
  readonly category?: string;
  /** Whether it belongs to the user's service set. */
  readonly inSet?: boolean;
}

/** A member's year. */
export interface PlanMember {
  readonly id: string;
  /** Members of one family share family limits. */
  readonly family?: string;
  readonly services: readonly PlanService[];
}

/** What a set of services costs a member instead. */
export type SetTerms =
  | { readonly kind: 'waive' }
  | { readonly kind: 'copay'; readonly copay: Usd }
  | { readonly kind: 'coinsurance'; readonly share: Decimal };

/** Who pays what over a year. Unit: US dollars. */
export interface Adjudicated {
  readonly allowed: Usd;
  readonly memberCost: Usd;
  readonly planCost: Usd;
  /** By member, in the order given. */
  readonly byMember: readonly { readonly id: string; readonly allowed: Usd; readonly memberCost: Usd }[];
}

interface Limits {
  deductible: Decimal;
  room: Decimal;
}

function checked(design: PlanDesign): PlanDesign {
  const share = new Decimal(design.coinsurance);
  if (!share.gte(0) || !share.lte(1)) throw badInput('coinsurance', share.toFixed(), 'a share from 0 to 1');
  if (!design.deductible.gte(0) || !design.outOfPocketMaximum.gte(0))
    throw badInput('deductible', design.deductible.toFixed(), 'amounts of at least 0');
  return design;
}

/**
 * Puts members' years through a plan's terms, service by service.
 *
 * Limits: services come in the order of adjudication; deductible, coinsurance and maximum alone give the same sum in any order.
 *
 * @formula copay, or min(allowed, deductible left) + coinsurance x rest; never above what is left to the maximum, own and family's
 * @unit US dollars
 * @testedBy test/benchmark/plan-value.test.ts: spec/benchmark.md 5.7
 * @param o - Design, members, and other terms for the set's services.
 * @returns Cost by party, in all and by member.
 * @throws {@link CoalitionError} `benchmark/bad-input`.
 * @example
 * const design = { id: 'd', deductible: usd('1000'), coinsurance: new Decimal('0.2'), outOfPocketMaximum: usd('3000') };
 * adjudicate({ design, members: [{ id: 'b', services: [{ allowed: usd('5000') }] }] }).memberCost.toFixed(2); // => '1800.00'
 */
export function adjudicate(o: { readonly design: PlanDesign; readonly members: readonly PlanMember[]; readonly setTerms?: SetTerms }): Adjudicated {
  const design = checked(o.design);
  const families = new Map<string, Limits>();
  const byMember = o.members.map((member) => {
    const own: Limits = { deductible: new Decimal(design.deductible), room: new Decimal(design.outOfPocketMaximum) };
    const limits = limitsOf(design, member, families, own);
    let [paid, allowed] = [new Decimal(0), new Decimal(0)];
    for (const service of member.services) {
      if (!service.allowed.gte(0)) throw badInput('allowed', service.allowed.toFixed(), 'allowed amounts of at least 0; net reversals first');
      const share = serviceShare(design, service, limits, o.setTerms);
      paid = paid.plus(share);
      allowed = allowed.plus(service.allowed);
    }
    return { id: member.id, allowed: usd(allowed), memberCost: usd(paid) };
  });
  const sum = (pick: (row: (typeof byMember)[number]) => Decimal): Decimal => byMember.reduce((total, row) => total.plus(pick(row)), new Decimal(0));
  const [allowed, memberCost] = [sum((row) => row.allowed), sum((row) => row.memberCost)];
  return { allowed: usd(allowed), memberCost: usd(memberCost), planCost: usd(allowed.minus(memberCost)), byMember };
}

function limitsOf(design: PlanDesign, member: PlanMember, families: Map<string, Limits>, own: Limits): readonly Limits[] {
  if (design.family === undefined || member.family === undefined) return [own];
  const shared = families.get(member.family) ?? {
    deductible: new Decimal(design.family.deductible),
    room: new Decimal(design.family.outOfPocketMaximum),
  };
  families.set(member.family, shared);
  return design.family.kind === 'embedded' ? [own, shared] : [shared];
}

function serviceShare(design: PlanDesign, service: PlanService, limits: readonly Limits[], terms: SetTerms | undefined): Decimal {
  const room = Decimal.min(...limits.map((each) => each.room));
  const inSet = service.inSet === true && terms !== undefined;
  let due: Decimal;
  if (inSet) due = termsShare(terms, service.allowed);
  else {
    const copay =
      service.category === undefined || design.copays === undefined || !Object.hasOwn(design.copays, service.category)
        ? undefined
        : design.copays[service.category];
    if (copay !== undefined) due = Decimal.min(copay, service.allowed);
    else {
      const first = Decimal.min(service.allowed, ...limits.map((each) => each.deductible));
      for (const each of limits) each.deductible = each.deductible.minus(first);
      due = first.plus(service.allowed.minus(first).times(design.coinsurance));
    }
  }
  const share = Decimal.min(due, room);
  for (const each of limits) each.room = each.room.minus(share);
  return share;
}

function termsShare(terms: SetTerms, allowed: Usd): Decimal {
  switch (terms.kind) {
    case 'waive':
      return new Decimal(0);
    case 'copay':
      return Decimal.min(terms.copay, allowed);
    case 'coinsurance':
      return allowed.times(terms.share);
  }
}
