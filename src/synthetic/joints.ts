import { completedYears } from '../time/completed-years.js';
import { type DayNumber, isoFromDay } from '../time/iso-date.js';
import { type Draws, splitCents, tableExp } from './draws.js';
import { type ClaimDraft, providerNumber } from './drafts.js';
import type { SyntheticPerson } from './households.js';
import type { Plan } from './options.js';

/** One joint replacement of the coalition's truth. */
export interface SyntheticJoint {
  readonly personId: string;
  readonly claimIdStart: DayNumber;
  readonly discharge: DayNumber;
  /** True when it was done at the Center of Excellence for a bundle price. */
  readonly atCenter: boolean;
  readonly readmitted: boolean;
  readonly facility: string;
}

/** Hospital of the Center of Excellence. */
export const CENTER_SERIAL = 9001;
/** Price of one joint replacement at the center. *Assumed.* Unit: US cents. */
export const BUNDLE_CENTS = 2_650_000;

const stayOf = (
  person: SyntheticPerson,
  o: { readonly start: DayNumber; readonly nights: number; readonly cents: readonly number[]; readonly diagnosis: string; readonly drg: string; readonly procedure: string | null; readonly discharge: string; readonly provider: string; readonly bundleId: string | null; readonly nature: ClaimDraft['nature'] },
): ClaimDraft => {
  const revenueCodes = ['0120', '0278', '0360', '0250'];
  return {
    person,
    kind: 'inpatient',
    nature: o.nature,
    claimType: 'institutional',
    start: o.start,
    end: o.start + o.nights,
    inpatient: true,
    lines: o.cents.map((allowed, i) => ({ service: o.start, end: o.start + o.nights, allowed, revenueCode: revenueCodes[i] ?? null, hcpcs: null, units: i === 0 ? o.nights : 1 })),
    diagnoses: [o.diagnosis],
    procedure: o.procedure,
    drg: o.drg,
    discharge: o.discharge,
    billType: '111',
    placeOfService: null,
    provider: o.provider,
    bundleId: o.bundleId,
  };
};

/**
 * Draws a person's joint replacement, if any, with what follows it: post-acute care and perhaps a readmission.
 *
 * People choose the center in 4 of 10 cases; it readmits fewer of its patients, part of which is selection: the frail go less often.
 *
 * @param random - The household's stream.
 * @param o - `plan`, `person`; `from`, `to`: the covered days of the year.
 * @returns The claims and the case, or nothing.
 */
export function drawJoint(
  random: Draws,
  o: { readonly plan: Plan; readonly person: SyntheticPerson; readonly from: DayNumber; readonly to: DayNumber },
): { readonly claims: readonly ClaimDraft[]; readonly joint: SyntheticJoint } | null {
  const { person } = o;
  const lot = random.below(1000);
  const age = completedYears({ birth: isoFromDay(person.birth), at: isoFromDay(o.from) });
  if (age < 45 || lot >= o.plan.jointsPerMille || o.to - o.from < 10) return null;
  const start = o.from + random.below(o.to - o.from - 4);
  const atCenter = random.inThousand(person.frailty > 0.8 ? 250 : 420);
  const nights = random.between(1, atCenter ? 2 : 4);
  const provider = providerNumber(atCenter ? CENTER_SERIAL : 2000 + random.below(12));
  const hip = random.inThousand(400);
  const diagnosis = hip ? 'M1611' : 'M1711';
  const procedure = hip ? '0SR90J9' : '0SRC0J9';
  const claims: ClaimDraft[] = [];
  const localCents = Math.floor(2_900_000 * tableExp(0.24 * random.normal()));
  const cents = atCenter ? [BUNDLE_CENTS] : splitCents(localCents, [60, 90, 40, 15]);
  claims.push(
    stayOf(person, {
      start, nights, cents, diagnosis, drg: random.inThousand(60) ? '469' : '470', procedure, discharge: random.inThousand(atCenter ? 60 : 180) ? '03' : '01',
      provider, bundleId: atCenter ? `bundle-${person.personId}-${start}` : null, nature: atCenter ? 'bundle' : 'ordinary',
    }),
  );
  const out = start + nights;
  if (!atCenter) claims.push(...therapy(random, { person, from: out + 5, to: o.to, diagnosis }));
  const readmitted = random.inThousand(atCenter ? 30 : 85) && out + 32 <= o.to;
  if (readmitted) {
    const back = out + random.between(3, 28);
    const dollars = Math.floor(1_350_000 * tableExp(0.4 * random.normal()));
    claims.push(
      stayOf(person, { start: back, nights: 3, cents: splitCents(dollars, [70, 20, 10]), diagnosis: 'T8451XA', drg: '560', procedure: null, discharge: '01', provider, bundleId: null, nature: 'ordinary' }),
    );
  }
  return { claims, joint: { personId: person.personId, claimIdStart: start, discharge: out, atCenter, readmitted, facility: provider } };
}

/** Therapy visits in the months after an operation outside the bundle. */
function therapy(
  random: Draws,
  o: { readonly person: SyntheticPerson; readonly from: DayNumber; readonly to: DayNumber; readonly diagnosis: string },
): readonly ClaimDraft[] {
  const visits = random.between(3, 9);
  const claims: ClaimDraft[] = [];
  for (let i = 0; i < visits; i += 1) {
    const day = o.from + i * 6 + random.below(4);
    if (day > o.to) break;
    claims.push({
      person: o.person, kind: 'postAcute', nature: 'ordinary', claimType: 'professional', start: day, end: day, inpatient: false,
      lines: [{ service: day, end: day, allowed: random.between(7000, 16_000), revenueCode: null, hcpcs: 'G0283', units: random.between(1, 3) }],
      diagnoses: [o.diagnosis], procedure: null, drg: null, discharge: null, billType: null, placeOfService: '11', provider: providerNumber(3000 + random.below(60)), bundleId: null,
    });
  }
  return claims;
}
