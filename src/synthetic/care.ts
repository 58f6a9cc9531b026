import type { DayNumber } from '../time/iso-date.js';
import { type ClaimDraft, type LineDraft, providerNumber } from './drafts.js';
import { type Draws, splitCents, tableExp } from './draws.js';
import type { SyntheticEmployer } from './employers.js';
import type { SyntheticPerson } from './households.js';
import type { CareKind } from './lags.js';

/** Least that one visit costs, so that no line comes to nothing. Unit: US cents. */
const LEAST_VISIT = 1200;

/** What a kind of outpatient care looks like on a claim. Codes are public and assigned at random. */
interface Pattern {
  readonly kind: CareKind;
  /** How often, beside the others. */
  readonly weight: number;
  /** How dear, beside an office visit. */
  readonly price: number;
  readonly claimType: 'institutional' | 'professional';
  readonly billType: string | null;
  readonly placeOfService: string | null;
  readonly revenueCodes: readonly string[];
  readonly hcpcs: readonly string[];
}

const PATTERNS: readonly Pattern[] = [
  {
    kind: 'office',
    weight: 500,
    price: 1,
    claimType: 'professional',
    billType: null,
    placeOfService: '11',
    revenueCodes: [],
    hcpcs: ['G0442', 'G0444', 'J3301', 'J1885', 'G0008'],
  },
  {
    kind: 'laboratory',
    weight: 260,
    price: 0.6,
    claimType: 'professional',
    billType: null,
    placeOfService: '81',
    revenueCodes: [],
    hcpcs: ['G0306', 'G0328', 'G0432', 'G0480'],
  },
  {
    kind: 'outpatient',
    weight: 130,
    price: 6,
    claimType: 'institutional',
    billType: '131',
    placeOfService: null,
    revenueCodes: ['0320', '0360', '0510', '0636'],
    hcpcs: ['G0463', 'G0105', 'J0897', 'J3301'],
  },
  {
    kind: 'emergency',
    weight: 60,
    price: 7,
    claimType: 'institutional',
    billType: '131',
    placeOfService: null,
    revenueCodes: ['0450', '0300', '0320', '0250'],
    hcpcs: ['G0380', 'G0382', 'G0384', 'J2405'],
  },
];
const DIAGNOSES = ['J069', 'M5450', 'R109', 'Z0000', 'I10', 'E119', 'K219', 'N390', 'R519', 'M25561', 'L309', 'H6690'] as const;
const ADMISSIONS: readonly { readonly diagnosis: string; readonly drg: string }[] = [
  { diagnosis: 'J189', drg: '194' },
  { diagnosis: 'K5900', drg: '392' },
  { diagnosis: 'L03115', drg: '603' },
  { diagnosis: 'A419', drg: '871' },
  { diagnosis: 'I5022', drg: '292' },
  { diagnosis: 'E1165', drg: '638' },
  { diagnosis: 'F322', drg: '885' },
];

/**
 * Turns a person's yearly cost into claims and lines that add up to it to the cent.
 *
 * @param random - The household's stream.
 * @param o - `person`, `employer`; `from`, `to`: the covered days of the year; `leaves`: the last covered day at all, null when
 *   coverage goes on; `cents`: allowed cost of the year.
 * @returns Claims in order of service.
 */
export function drawCare(
  random: Draws,
  o: {
    readonly person: SyntheticPerson;
    readonly employer: SyntheticEmployer;
    readonly from: DayNumber;
    readonly to: DayNumber;
    readonly leaves: DayNumber | null;
    readonly cents: number;
  },
): readonly ClaimDraft[] {
  if (o.cents === 0) return [];
  const drafts: ClaimDraft[] = [];
  let rest = o.cents;
  const stays = drawStays(random, { ...o, cents: rest });
  for (const stay of stays) rest -= stay.lines.reduce((sum, line) => sum + line.allowed, 0);
  drafts.push(...stays);

  const count = Math.max(1, Math.min(45, 1 + floorRoot(Math.floor(rest / 6500)) + random.below(3), Math.floor(rest / LEAST_VISIT)));
  const patterns = Array.from({ length: count }, () => PATTERNS[random.pick(PATTERNS.map((each) => each.weight))] ?? PATTERNS[0]);
  const weights = patterns.map((each) => 1 + Math.floor(100 * (each?.price ?? 1) * tableExp(0.7 * random.normal())));
  enough(splitCents(rest, weights)).forEach((cents, i) => {
    const pattern = patterns[i];
    if (pattern !== undefined && cents > 0) drafts.push(visit(random, { ...o, pattern, cents }));
  });
  if (random.inThousand(90)) {
    const pattern = PATTERNS[0];
    if (pattern !== undefined) drafts.push({ ...visit(random, { ...o, pattern, cents: 12_000 }), nature: 'denied' });
  }
  return drafts.sort((a, b) => a.start - b.start || b.end - a.end || a.lines.length - b.lines.length);
}

/** Moves parts that are too small for a visit into the largest part; the sum stays. */
function enough(parts: readonly number[]): readonly number[] {
  const largest = parts.indexOf(Math.max(...parts));
  let moved = 0;
  const kept = parts.map((part, i) => {
    if (part >= LEAST_VISIT || i === largest) return part;
    moved += part;
    return 0;
  });
  kept[largest] = (kept[largest] ?? 0) + moved;
  return kept;
}

function floorRoot(n: number): number {
  let root = 0;
  while ((root + 1) * (root + 1) <= n) root += 1;
  return root;
}

function visit(
  random: Draws,
  o: {
    readonly person: SyntheticPerson;
    readonly employer: SyntheticEmployer;
    readonly from: DayNumber;
    readonly to: DayNumber;
    readonly pattern: Pattern;
    readonly cents: number;
  },
): ClaimDraft {
  const { pattern } = o;
  const day = o.from + random.below(o.to - o.from + 1);
  const lineCount = 1 + random.pick(pattern.claimType === 'institutional' ? [20, 40, 25, 15] : [60, 28, 12]);
  const weights = Array.from({ length: lineCount }, (_, i) => random.between(10, 60) + (i === 0 ? 40 : 0));
  const lines: LineDraft[] = splitCents(o.cents, weights).map((allowed, i) => ({
    service: day,
    end: day,
    allowed,
    revenueCode: pattern.revenueCodes.length === 0 ? null : (pattern.revenueCodes[i % pattern.revenueCodes.length] ?? null),
    hcpcs: pattern.hcpcs[(i + random.below(2)) % pattern.hcpcs.length] ?? null,
    units: i === 0 ? 1 : random.between(1, 3),
  }));
  const first = o.person.conditions.length > 0 && random.inThousand(450) ? random.oneOf(o.person.conditions) : random.oneOf(DIAGNOSES);
  const second = random.oneOf(DIAGNOSES);
  return {
    person: o.person,
    kind: pattern.kind,
    nature: o.employer.capitatedPrimaryCare && pattern.kind === 'office' ? 'capitated' : 'ordinary',
    claimType: pattern.claimType,
    start: day,
    end: day,
    inpatient: false,
    lines,
    diagnoses: first === second ? [first] : [first, second],
    procedure: null,
    drg: null,
    discharge: null,
    billType: pattern.billType,
    placeOfService: pattern.placeOfService,
    provider: providerNumber(1000 + random.below(400)),
    bundleId: null,
  };
}

/**
 * Dear years mostly hold a stay in hospital. It starts on any day, and may last into the next year or beyond the coalition's
 * months: stays that had to end with the year would leave its last weeks without dear cases.
 */
function drawStays(
  random: Draws,
  o: {
    readonly person: SyntheticPerson;
    readonly from: DayNumber;
    readonly to: DayNumber;
    readonly leaves: DayNumber | null;
    readonly cents: number;
  },
): readonly ClaimDraft[] {
  const chance = o.cents > 6_000_000 ? 900 : o.cents > 2_500_000 ? 620 : o.cents > 1_000_000 ? 260 : 0;
  if (!random.inThousand(chance) || o.to - o.from < 4) return [];
  const cents = Math.floor((o.cents * random.between(400, 750)) / 1000);
  const wanted = 1 + random.below(3) + Math.floor(cents / 1_500_000);
  const start = o.from + random.below(o.to - o.from);
  const nights = o.leaves === null ? wanted : Math.min(wanted, o.leaves - start);
  const admission = random.oneOf(ADMISSIONS);
  const revenueCodes = ['0120', '0250', '0300', '0320', '0370'];
  const lineCount = random.between(2, 5);
  const weights = Array.from({ length: lineCount }, (_, i) => random.between(20, 60) + (i === 0 ? 60 : 0));
  return [
    {
      person: o.person,
      kind: 'inpatient',
      nature: 'ordinary',
      claimType: 'institutional',
      start,
      end: start + nights,
      inpatient: true,
      lines: splitCents(cents, weights).map((allowed, i) => ({
        service: start,
        end: start + nights,
        allowed,
        revenueCode: revenueCodes[i] ?? null,
        hcpcs: null,
        units: i === 0 ? nights : 1,
      })),
      diagnoses: [admission.diagnosis, random.oneOf(DIAGNOSES)],
      procedure: null,
      drg: admission.drg,
      discharge: '01',
      billType: '111',
      placeOfService: null,
      provider: providerNumber(2000 + random.below(12)),
      bundleId: null,
    },
  ];
}
