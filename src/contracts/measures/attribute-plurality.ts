import { addCents, type Cents } from '../../money/cents.js';
import { dayNumber, type IsoDate } from '../../time/iso-date.js';

/** Primary care that a person had from one provider. */
export interface AttributableCare {
  /** Pseudonym of the person. */
  readonly person: string;
  readonly provider: string;
  /** Unit: US cents. */
  readonly allowed: Cents;
  readonly on: IsoDate;
}

/** To whom a person was attributed, and why. */
export interface Attribution {
  readonly person: string;
  readonly provider: string;
  /** Allowed with that provider. Unit: US cents. */
  readonly allowed: Cents;
  /** What decided: more dollars, the later visit, or the provider's id. */
  readonly decidedBy: 'allowed' | 'latest visit' | 'provider id';
}

/**
 * Attributes persons to the provider with the plurality of their primary-care allowed charges.
 *
 * Ties go to the provider seen last, then to the first id in code-point order, so that the result never depends on the order of rows.
 * Providers without a positive amount attribute nobody. Which services are primary care is the caller's list.
 *
 * @formula argmax over providers of the sum of allowed
 * @source 42 CFR 425.402, plurality of primary care services; the ties are this library's
 * @testedBy contracts/measures/outcome-measures.test.ts
 * @param care - One row for each service.
 * @returns One attribution for each person with care above zero, by person in code-point order.
 * @throws {@link CoalitionError} `time/not-a-date`, `money/not-cents`.
 * @example
 * attributePlurality([
 *   { person: 'p1', provider: 'a', allowed: 9000, on: '2026-02-01' },
 *   { person: 'p1', provider: 'b', allowed: 9000, on: '2026-05-01' },
 * ]); // => [{ person: 'p1', provider: 'b', allowed: 9000, decidedBy: 'latest visit' }]
 */
export function attributePlurality(care: readonly AttributableCare[]): readonly Attribution[] {
  const persons = new Map<string, Map<string, { allowed: Cents; last: number }>>();
  for (const { person, provider, allowed, on } of care) {
    const providers = persons.get(person) ?? new Map<string, { allowed: Cents; last: number }>();
    const day = dayNumber(on);
    const own = providers.get(provider) ?? { allowed: 0, last: day };
    providers.set(provider, { allowed: addCents(own.allowed, allowed), last: Math.max(own.last, day) });
    persons.set(person, providers);
  }
  const found: Attribution[] = [];
  for (const [person, providers] of [...persons].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const [first, second] = [...providers]
      .filter(([, { allowed }]) => allowed > 0)
      .sort(([a, x], [b, y]) => y.allowed - x.allowed || y.last - x.last || (a < b ? -1 : 1));
    if (first === undefined) continue;
    const [provider, { allowed, last }] = first;
    const decidedBy = second === undefined || second[1].allowed < allowed ? 'allowed' : second[1].last < last ? 'latest visit' : 'provider id';
    found.push({ person, provider, allowed, decidedBy });
  }
  return found;
}
