import { completedYears } from '../time/completed-years.js';
import { type DayNumber, isoFromDay } from '../time/iso-date.js';
import { type ClaimDraft, providerNumber } from './drafts.js';
import { type Draws, splitCents, tableExp } from './draws.js';
import type { SyntheticPerson } from './households.js';
import type { Plan } from './options.js';

/** One joint replacement of the coalition's truth. */
export interface SyntheticJoint {
  readonly personId: string;
  /** Day of admission. Unit: days since 1970-01-01. */
  readonly start: DayNumber;
  /** Day of discharge from the first hospital. Unit: days since 1970-01-01. */
  readonly discharge: DayNumber;
  /** True when it was done at the Center of Excellence for a bundle price. */
  readonly atCenter: boolean;
  /** True when the joint brought the person back within 28 days of discharge. */
  readonly readmitted: boolean;
  /** True when the stay went on in another hospital the same day. */
  readonly transferred: boolean;
  /** True when a nursing facility followed. */
  readonly nursing: boolean;
  /** Provider number of the first hospital. */
  readonly facility: string;
}

/** Hospital of the Center of Excellence. */
export const CENTER_SERIAL = 9001;
/** Price of one joint replacement at the center. *Assumed.* Unit: US cents. */
export const BUNDLE_CENTS = 2_650_000;

interface Stay {
  readonly start: DayNumber;
  readonly nights: number;
  readonly cents: readonly number[];
  readonly diagnosis: string;
  readonly drg: string | null;
  readonly procedure: string | null;
  /** Two digits; 01 home, 02 another hospital, 03 skilled nursing. Format only. */
  readonly discharge: string;
  readonly provider: string;
  readonly bundleId: string | null;
  readonly nature: ClaimDraft['nature'];
  readonly billType: string;
}

const REVENUE_CODES = ['0120', '0278', '0360', '0250'] as const;

function stayOf(person: SyntheticPerson, o: Stay): ClaimDraft {
  return {
    person,
    kind: o.drg === null ? 'postAcute' : 'inpatient',
    nature: o.nature,
    claimType: 'institutional',
    start: o.start,
    end: o.start + o.nights,
    inpatient: true,
    lines: o.cents.map((allowed, i) => ({
      service: o.start,
      end: o.start + o.nights,
      allowed,
      revenueCode: REVENUE_CODES[i] ?? null,
      hcpcs: null,
      units: i === 0 ? o.nights : 1,
    })),
    diagnoses: [o.diagnosis],
    procedure: o.procedure,
    drg: o.drg,
    discharge: o.discharge,
    billType: o.billType,
    placeOfService: null,
    provider: o.provider,
    bundleId: o.bundleId,
  };
}

function visitOf(
  person: SyntheticPerson,
  o: {
    readonly day: DayNumber;
    readonly allowed: number;
    readonly hcpcs: string;
    readonly units: number;
    readonly diagnosis: string;
    readonly placeOfService: string;
    readonly provider: string;
  },
): ClaimDraft {
  return {
    person,
    kind: 'postAcute',
    nature: 'ordinary',
    claimType: 'professional',
    start: o.day,
    end: o.day,
    inpatient: false,
    lines: [{ service: o.day, end: o.day, allowed: o.allowed, revenueCode: null, hcpcs: o.hcpcs, units: o.units }],
    diagnoses: [o.diagnosis],
    procedure: null,
    drg: null,
    discharge: null,
    billType: null,
    placeOfService: o.placeOfService,
    provider: o.provider,
    bundleId: null,
  };
}

/**
 * Draws a person's joint replacement, if any, with what belongs to it: the surgeon's fee, post-acute care, a transfer, and
 * perhaps a readmission. At the Center of Excellence one price covers surgeon and therapy.
 *
 * People choose the center in 4 of 10 cases; it readmits fewer of its patients, part of which is selection: the frail go less often.
 *
 * @param random - The household's stream.
 * @param o - `plan`, `person`; `from`, `to`: the covered days of the year; `until`: the last covered day at all.
 * @returns The claims and the case, or nothing.
 */
export function drawJoint(
  random: Draws,
  o: { readonly plan: Plan; readonly person: SyntheticPerson; readonly from: DayNumber; readonly to: DayNumber; readonly until: DayNumber },
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
  const drg = random.inThousand(60) ? '469' : '470';
  const out = start + nights;
  const room = o.until - out;
  const transferred = !atCenter && random.inThousand(50) && room >= 5;
  const nursing = random.inThousand(atCenter ? 60 : 180) && !transferred && room >= 25;
  const cents = atCenter ? [BUNDLE_CENTS] : splitCents(Math.floor(2_500_000 * tableExp(0.24 * random.normal())), [60, 90, 40, 15]);
  const claims: ClaimDraft[] = [
    stayOf(person, {
      start,
      nights,
      cents,
      diagnosis,
      drg,
      procedure: hip ? '0SR90J9' : '0SRC0J9',
      discharge: transferred ? '02' : nursing ? '03' : '01',
      provider,
      bundleId: atCenter ? `bundle-${person.personId}-${start}` : null,
      nature: atCenter ? 'bundle' : 'ordinary',
      billType: '111',
    }),
  ];
  if (!atCenter) {
    const surgeon = providerNumber(4000 + random.below(30));
    claims.push(
      visitOf(person, {
        day: start,
        allowed: random.between(140_000, 230_000),
        hcpcs: 'S2900',
        units: 1,
        diagnosis,
        placeOfService: '21',
        provider: surgeon,
      }),
    );
    claims.push(...therapy(random, { person, from: out + 24, to: o.until, diagnosis }));
  }
  if (transferred) claims.push(aftercare(random, { person, start: out, nights: random.between(2, 4), drg: '560', billType: '111' }));
  if (nursing) claims.push(aftercare(random, { person, start: out, nights: random.between(8, 20), drg: null, billType: '211' }));
  const readmitted = random.inThousand(atCenter ? 30 : 85) && !transferred && !nursing && room >= 32;
  if (readmitted) {
    const back = out + random.between(3, 28);
    const dollars = Math.floor(1_350_000 * tableExp(0.4 * random.normal()));
    const infected = hip ? 'T8451XA' : 'T8453XA';
    claims.push(
      stayOf(person, {
        start: back,
        nights: 3,
        cents: splitCents(dollars, [70, 20, 10]),
        diagnosis: infected,
        drg: '560',
        procedure: null,
        discharge: '01',
        provider,
        bundleId: null,
        nature: 'ordinary',
        billType: '111',
      }),
    );
  }
  return { claims, joint: { personId: person.personId, start, discharge: out, atCenter, readmitted, transferred, nursing, facility: provider } };
}

/** A stay after the operation, in another hospital or in a nursing facility. */
function aftercare(
  random: Draws,
  o: { readonly person: SyntheticPerson; readonly start: DayNumber; readonly nights: number; readonly drg: string | null; readonly billType: string },
): ClaimDraft {
  const provider = providerNumber(o.drg === null ? 6000 + random.below(20) : 2020 + random.below(6));
  const cents = splitCents(o.nights * random.between(52_000, 78_000), [90, 10]);
  return stayOf(o.person, { ...o, cents, diagnosis: 'Z471', procedure: null, discharge: '01', provider, bundleId: null, nature: 'ordinary' });
}

/** Therapy visits in the months after an operation outside the bundle. */
function therapy(
  random: Draws,
  o: { readonly person: SyntheticPerson; readonly from: DayNumber; readonly to: DayNumber; readonly diagnosis: string },
): readonly ClaimDraft[] {
  const visits = random.between(3, 9);
  const provider = providerNumber(3000 + random.below(60));
  const claims: ClaimDraft[] = [];
  for (let i = 0; i < visits; i += 1) {
    const day = o.from + i * 6 + random.below(4);
    const [allowed, units] = [random.between(7000, 16_000), random.between(1, 3)];
    if (day > o.to) break;
    claims.push(visitOf(o.person, { day, allowed, hcpcs: 'G0283', units, diagnosis: o.diagnosis, placeOfService: '11', provider }));
  }
  return claims;
}
