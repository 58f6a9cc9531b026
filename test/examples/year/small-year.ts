import { type Delivered, syntheticDelivery } from '../../../examples/coalition-year/delivery.js';
import { type CoalitionYear, coalitionYear } from '../../../examples/coalition-year/year.js';
import { generateCoalition } from '../../../src/synthetic/generate-coalition.js';
import type { CoalitionOptions } from '../../../src/synthetic/options.js';

/** A synthetic delivery of any options, in the example's form. */
export function deliveryOf(o: CoalitionOptions): Delivered {
  const { coalition, truth } = generateCoalition(o);
  const { medical, pharmacy, eligibility, nonClaims, paidThrough } = coalition;
  return {
    source: 'a synthetic coalition',
    rows: { medical, pharmacy, eligibility, nonClaims },
    findings: [],
    asOf: paidThrough,
    paidThrough,
    months: coalition.months,
    truth,
  };
}

/** The year of a delivery, without an extract. */
export function yearOf(delivered: Delivered): CoalitionYear {
  return coalitionYear(delivered, { waivers: [], contract: null, attestation: null, seed: 1, progress: () => undefined });
}

/** The default coalition of the demo. */
export function defaultDelivery(): Delivered {
  return syntheticDelivery(1);
}
