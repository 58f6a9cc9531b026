import type { DayNumber } from '../time/iso-date.js';
import type { Draws } from './draws.js';
import type { SyntheticPerson } from './households.js';

/** One fill of a drug before it is written as a record. Money in US cents. */
export interface FillDraft {
  readonly person: SyntheticPerson;
  readonly day: DayNumber;
  readonly product: number;
  readonly brand: boolean;
  readonly specialty: boolean;
  /** Unit: days. */
  readonly daysSupply: number;
  /** Unit: tablets or pens. */
  readonly quantity: number;
  readonly prescription: string;
  readonly fill: number;
  readonly ingredient: number;
  readonly fee: number;
  readonly copay: number;
  /** What becomes of the fill: kept, taken back, or taken back and billed again at another price. */
  readonly fate: 'kept' | 'reversed' | 'rebilled';
  /** Days from the fill to its reversal. Unit: days. */
  readonly reversalAfter: number;
  /** Ingredient cost when billed again. Unit: US cents. */
  readonly rebilledIngredient: number;
}

const DISPENSING_FEE = 175;

/**
 * Draws a person's fills of the covered days of a year: monthly refills of lasting drugs, now and then an acute one, seldom
 * a specialty drug. Some fills are taken back at the counter, as pharmacy files always show.
 *
 * @param random - The household's stream.
 * @param o - `person`; `from`, `to`: the covered days; `trend`: price beside the first year, in thousandths.
 * @returns Fills in order of day.
 */
export function drawFills(
  random: Draws,
  o: { readonly person: SyntheticPerson; readonly from: DayNumber; readonly to: DayNumber; readonly trend: number },
): readonly FillDraft[] {
  const { person } = o;
  const fills: FillDraft[] = [];
  const push = (day: DayNumber, product: number, fill: number, prescription: string): void => {
    const specialty = product >= 900;
    const brand = specialty || product % 5 === 0;
    const base = specialty ? random.between(380_000, 620_000) : brand ? random.between(16_000, 52_000) : random.between(900, 4200);
    const ingredient = Math.floor((base * o.trend) / 1000);
    const copay = Math.min(ingredient + DISPENSING_FEE, specialty ? 15_000 : brand ? 4500 : 1000);
    const fate = random.inThousand(955) ? 'kept' : random.inThousand(500) ? 'reversed' : 'rebilled';
    fills.push({
      person,
      day,
      product,
      brand,
      specialty,
      daysSupply: 30,
      quantity: specialty ? 2 : 30 * random.between(1, 3),
      prescription,
      fill,
      ingredient,
      fee: DISPENSING_FEE,
      copay,
      fate,
      reversalAfter: random.between(0, 9),
      rebilledIngredient: Math.floor((ingredient * random.between(700, 980)) / 1000),
    });
  };
  const lasting = person.conditions.length + (person.frailty > 2.1 ? 1 : 0);
  for (let drug = 0; drug < lasting; drug += 1) {
    const product = drug === person.conditions.length ? 900 + random.below(12) : 100 + drug * 37 + random.below(30);
    let fill = 0;
    for (let day = o.from + random.below(30); day <= o.to; day += 30 + random.below(7)) {
      push(day, product, fill, `rx-${person.personId}-${product}-${o.from}`);
      fill += 1;
    }
  }
  const acute = random.below(4);
  for (let i = 0; i < acute; i += 1) {
    const day = o.from + random.below(o.to - o.from + 1);
    push(day, 500 + random.below(200), 0, `rx-${person.personId}-a${i}-${day}`);
  }
  return fills.sort((a, b) => a.day - b.day || (a.prescription < b.prescription ? -1 : 1));
}
