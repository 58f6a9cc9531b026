import type { AdjustmentStyle } from '../claims/ledger/style.js';
import { type Draws, draws } from './draws.js';
import type { Plan } from './options.js';

/** A claims administrator of the synthetic coalition. */
export interface SyntheticTpa {
  readonly id: string;
  readonly style: AdjustmentStyle;
  /** How slow it pays beside the others. Unit: thousandths. */
  readonly slowness: number;
}

/** One employer of the synthetic coalition. */
export interface SyntheticEmployer {
  readonly id: string;
  /** Job slots with coverage; each is held by one household at a time. Unit: contracts. */
  readonly contracts: number;
  /** True for the employer whose members are kept under 11: no children, no births. */
  readonly tiny: boolean;
  readonly tpa: SyntheticTpa;
  readonly plan: string;
  /** Price and use beside the coalition. Unit: thousandths. */
  readonly costLevel: number;
  /** True when primary care is paid by the head. */
  readonly capitatedPrimaryCare: boolean;
  /** Administration fee. Unit: US cents per employee per month. */
  readonly adminFeeCents: number;
  /** Premium for stop-loss cover. Unit: US cents per employee per month. */
  readonly stopLossPremiumCents: number;
}

const TPAS: readonly SyntheticTpa[] = [
  { id: 'tpa-1', style: 'reversalAndRebill', slowness: 1000 },
  { id: 'tpa-2', style: 'fullReplacement', slowness: 850 },
  { id: 'tpa-3', style: 'delta', slowness: 1250 },
];

/** Members a slot on an average day, vacancies included; measured on the household table. Unit: thousandths. */
const MEMBERS_PER_SLOT = 1950;
/** Slots of the tiny employer: at most a couple each, so never more than 8 members. Unit: contracts. */
const TINY_SLOTS = 4;

/**
 * Lays out the employers: sizes fall off so that of twelve or more none has above a quarter of the members; the last of several is tiny.
 *
 * @param plan - The checked options.
 * @returns Employers in the order of their ids.
 */
export function layOutEmployers(plan: Plan): readonly SyntheticEmployer[] {
  const random: Draws = draws(plan.seed, 0);
  const tiny = plan.employers > 1 ? plan.employers - 1 : -1;
  const capitated = Math.max(0, Math.min(5, plan.employers - 2));
  const weights = Array.from({ length: Math.max(1, plan.employers - 1) }, (_, i) => Math.floor(6000 / (i + 4)));
  const sum = weights.reduce((a, b) => a + b, 0);
  const contracts = Math.floor((plan.members * 1000) / MEMBERS_PER_SLOT) - (tiny < 0 ? 0 : TINY_SLOTS);
  return Array.from({ length: plan.employers }, (_, i) => {
    const tpa = TPAS[i % TPAS.length];
    if (tpa === undefined) throw new RangeError('There is no such administrator.');
    return {
      id: `employer-${String(i + 1).padStart(2, '0')}`,
      contracts: i === tiny ? TINY_SLOTS : Math.max(8, Math.floor((contracts * (weights[i] ?? 1)) / sum)),
      tiny: i === tiny,
      tpa,
      plan: random.inThousand(300) ? 'hdhp' : 'ppo',
      costLevel: random.between(850, 1180),
      capitatedPrimaryCare: i === capitated,
      adminFeeCents: random.between(3200, 4600),
      stopLossPremiumCents: random.between(5200, 9800),
    };
  });
}
