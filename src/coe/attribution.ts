import { compareCodePoints } from '../money/allocate.js';
import { Decimal } from '../money/decimal.js';
import { sumUsd, type Usd, type UsdInput, usd } from '../money/usd.js';
import { type IsoDate, isoDate } from '../time/iso-date.js';
import { invalid } from './performance/provider-rows.js';

/** Care of one person at one provider, in services that count for attribution. */
export interface AttributionRow {
  readonly person_id: string;
  readonly provider: string;
  /** Unit: US dollars. */
  readonly allowed: UsdInput;
  /** Unit: visits. */
  readonly visits: number;
  readonly last_date: IsoDate;
}

/** How members are attributed. */
export interface AttributionOptions {
  /** Everybody who is to be attributed; those without care come out unattributed. Default: the persons in the rows. */
  readonly roster?: readonly string[];
  /** Least visits at the provider. Default 1. Unit: visits. */
  readonly minimumVisits?: number;
}

/** One person's provider. */
export interface AttributedMember {
  readonly person_id: string;
  /** `null`: unattributed. */
  readonly provider: string | null;
  /** Unit: US dollars at the provider. */
  readonly allowed: Usd;
  /** Share of the person's dollars; `null` without dollars. Unit: share, 0 to 1. */
  readonly share: Decimal | null;
  /** What decided: dollars, or the tie rule that was needed. */
  readonly decidedBy: 'allowed' | 'visits' | 'last-date' | 'provider-text' | 'none';
}

interface Candidate {
  readonly provider: string;
  readonly allowed: Usd;
  readonly visits: number;
  readonly lastDate: IsoDate;
}

function decided(best: Candidate, next: Candidate | undefined): AttributedMember['decidedBy'] {
  if (next === undefined || !next.allowed.eq(best.allowed)) return 'allowed';
  if (next.visits !== best.visits) return 'visits';
  return next.lastDate === best.lastDate ? 'provider-text' : 'last-date';
}

/**
 * Attributes each member to the provider with most of the member's dollars, ties settled by a stated rule.
 *
 * Limits: which services count (primary care, as a rule) is the caller's choice of rows.
 *
 * @formula largest allowed; ties by more visits, then the later date, then the smaller provider text
 * @unit US dollars
 * @source plurality of allowed charges, as in the Medicare Shared Savings Program
 * @testedBy coe/attribution.test.ts
 * @param rows - Care by person and provider; several rows of a pair add up.
 * @param o - Roster and least visits.
 * @returns One row a person, in order of person.
 * @throws {@link CoalitionError} `coe/invalid-input`, `time/not-a-date`, `money/not-an-amount`.
 * @example
 * const row = { person_id: 'p', allowed: '100', visits: 1, last_date: '2025-03-01' };
 * attributeByPlurality([{ ...row, provider: 'B' }, { ...row, provider: 'A' }]).map((each) => [each.provider, each.decidedBy]); // => [['A', 'provider-text']]
 */
export function attributeByPlurality(rows: readonly AttributionRow[], o: AttributionOptions = {}): readonly AttributedMember[] {
  const people = new Map<string, Map<string, Candidate>>((o.roster ?? []).map((person) => [person, new Map()]));
  for (const row of rows) {
    if (!Number.isInteger(row.visits) || row.visits < 0) throw invalid('visits', row.visits, 'a whole number of at least 0 is needed');
    if (o.roster !== undefined && !people.has(row.person_id)) continue;
    const providers = people.get(row.person_id) ?? new Map<string, Candidate>();
    people.set(row.person_id, providers);
    const known = providers.get(row.provider);
    const [allowed, lastDate] = [usd(row.allowed), isoDate(row.last_date)];
    providers.set(row.provider, {
      provider: row.provider,
      allowed: known === undefined ? allowed : sumUsd([known.allowed, allowed]),
      visits: row.visits + (known?.visits ?? 0),
      lastDate: known === undefined || known.lastDate < lastDate ? lastDate : known.lastDate,
    });
  }
  return [...people]
    .sort(([a], [b]) => compareCodePoints(a, b))
    .map(([person, providers]): AttributedMember => {
      const all = [...providers.values()];
      const total = sumUsd(all.map((each) => each.allowed));
      const ranked = all
        .filter((each) => each.visits >= (o.minimumVisits ?? 1))
        .sort(
          (a, b) =>
            b.allowed.cmp(a.allowed) || b.visits - a.visits || compareCodePoints(b.lastDate, a.lastDate) || compareCodePoints(a.provider, b.provider),
        );
      const [best, next] = ranked;
      if (best === undefined) return { person_id: person, provider: null, allowed: usd('0'), share: null, decidedBy: 'none' };
      return {
        person_id: person,
        provider: best.provider,
        allowed: best.allowed,
        share: total.isZero() ? null : new Decimal(best.allowed).div(total),
        decidedBy: decided(best, next),
      };
    });
}
