import type { EligibilitySpan } from '../claims/eligibility-span.js';
import type { MedicalClaimLine } from '../claims/medical-claim-line.js';
import type { PharmacyClaim } from '../claims/pharmacy-claim.js';
import { monthIndexOfDay } from '../time/month.js';
import { type Accumulators, adjudicate } from './adjudicate.js';
import { drawCare } from './care.js';
import type { ClaimDraft } from './drafts.js';
import { type Draws, tableExp } from './draws.js';
import type { Household, SyntheticPerson } from './households.js';
import { drawJoint, type SyntheticJoint } from './joints.js';
import { type Backlog, drawPaidDay } from './lags.js';
import type { FileRows } from './lineage.js';
import type { Plan } from './options.js';
import { drawFills, type FillDraft } from './pharmacy.js';
import type { PersonYear, SlotHousehold } from './slots.js';
import { type Transaction, writeTransactions } from './transactions.js';
import type { TruthLine, TruthLink } from './truth.js';
import type { TruthTally } from './truth-tally.js';
import { eligibilityWriter } from './write-eligibility.js';
import { medicalWriter } from './write-medical.js';
import { type FillRow, fillMoney, PBM, pharmacyWriter } from './write-pharmacy.js';

/** The records of one household in one delivery, and what is true about them. */
export interface HouseholdRecords {
  readonly eligibility: readonly EligibilitySpan[];
  readonly medical: readonly MedicalClaimLine[];
  readonly pharmacy: readonly PharmacyClaim[];
  readonly finalLines: readonly TruthLine[];
  readonly links: readonly TruthLink[];
  readonly joints: readonly SyntheticJoint[];
}

/** What the maker of records works with. */
export interface MakerOptions {
  readonly plan: Plan;
  readonly backlogs: readonly Backlog[];
  readonly files: FileRows;
  readonly tally: TruthTally;
}

interface Lists {
  readonly medical: MedicalClaimLine[];
  readonly pharmacy: PharmacyClaim[];
  readonly finalLines: TruthLine[];
  readonly links: TruthLink[];
  readonly joints: SyntheticJoint[];
}

/** Everything has happened by then. */
const ALL_KNOWN = Number.MAX_SAFE_INTEGER;

/**
 * Makes the function that turns households into records and adds them to the truth.
 *
 * @param o - The plan, the administrators' backlogs, the numbering of files, and the tally of truth.
 * @returns A function of one household.
 */
export function householdWriter(o: MakerOptions): (slot: SlotHousehold) => HouseholdRecords {
  const writeSpans = eligibilityWriter(o.files);
  const writeLine = medicalWriter(o.files);
  const writeFill = pharmacyWriter(o.files);
  const { plan, tally } = o;

  const medical = (
    random: Draws,
    household: Household,
    claims: readonly { readonly claim: ClaimDraft; readonly claimId: string; readonly year: Accumulators }[],
    lists: Lists,
  ): void => {
    const { employer } = household;
    for (const { claim, claimId, year } of claims) {
      const money = adjudicate(random, { claim, hdhp: employer.plan === 'hdhp', year });
      const rows = writeTransactions(random, { claim, money, claimId, tpa: employer.tpa, plan, backlogs: o.backlogs });
      const known = rows.filter((row) => row.paidDay <= plan.paidThrough);
      for (const row of rows) {
        const charge = row.units === 0 ? 0 : row.money.charge;
        const { allowedDelta, paidDelta, paidDay } = row;
        const standing = { charge, allowed: row.money.allowed, paid: row.money.paid, known: paidDay <= plan.paidThrough };
        tally.add({
          table: 'medical',
          employer: employer.id,
          personId: claim.person.personId,
          service: claim.start,
          paidDay,
          allowedDelta,
          paidDelta,
          ...standing,
        });
      }
      for (const row of known) lists.medical.push(writeLine({ household, claim, row }));
      noteTruth(lists, { table: 'medical', dataSource: employer.tpa.id, claimId, rows: known, reason: employer.tpa.style });
    }
  };

  const pharmacy = (
    random: Draws,
    household: Household,
    fills: readonly { readonly fill: FillDraft; readonly claimId: string }[],
    lists: Lists,
  ): void => {
    const { employer } = household;
    for (const { fill, claimId } of fills) {
      const rows = fillRows(random, { fill, claimId, household, plan, backlogs: o.backlogs });
      const known = rows.filter((row) => row.paidDay <= plan.paidThrough);
      for (const row of rows) {
        const money = fillMoney(fill, row.ingredient);
        const [allowed, paid] = [row.sign * money.allowed, row.sign * money.paid];
        const { paidDay } = row;
        tally.add({
          table: 'pharmacy',
          employer: employer.id,
          personId: fill.person.personId,
          service: fill.day,
          paidDay,
          allowedDelta: allowed,
          paidDelta: paid,
          charge: 0,
          allowed,
          paid,
          known: paidDay <= plan.paidThrough,
        });
      }
      for (const row of known) lists.pharmacy.push(writeFill({ household, fill, row }));
      const sum = (of: 'allowed' | 'paid'): number => known.reduce((cents, row) => cents + row.sign * fillMoney(fill, row.ingredient)[of], 0);
      if (known.length > 0)
        lists.finalLines.push({ table: 'pharmacy', dataSource: PBM, claimId, line: 1, allowed: sum('allowed'), paid: sum('paid') });
      for (const row of known) {
        if (row.recordType === 'original') continue;
        const reason = row.recordType === 'reversal' ? 'pharmacyReversal' : 'pharmacyRebill';
        lists.links.push({ table: 'pharmacy', fromClaimId: row.claimId, fromVersion: 0, toClaimId: claimId, reason });
      }
    }
  };

  return ({ household, years, care }) => {
    const lists: Lists = { medical: [], pharmacy: [], finalLines: [], links: [], joints: [] };
    for (const each of years) {
      const year: Accumulators = { deductible: 0, outOfPocket: 0 };
      const name = `${each.person.personId.slice(2)}-${each.year}`;
      const drafts = careOf(care, plan, household, each, lists);
      medical(
        care,
        household,
        drafts.map((claim, i) => ({ claim, claimId: `c-${name}-${i + 1}`, year })),
        lists,
      );
      const fills = drawFills(care, { person: each.person, from: each.from, to: each.to, trend: priceLevel(plan, each) });
      pharmacy(
        care,
        household,
        fills.map((fill, i) => ({ fill, claimId: `f-${name}-${i + 1}` })),
        lists,
      );
    }
    return { eligibility: writeSpans(household, ALL_KNOWN), ...lists };
  };
}

function careOf(random: Draws, plan: Plan, household: Household, year: PersonYear, lists: Lists): readonly ClaimDraft[] {
  const joint = drawJoint(random, { plan, ...year });
  if (joint !== null) lists.joints.push(joint.joint);
  const spent = (joint?.claims ?? []).reduce((cents, claim) => cents + claim.lines.reduce((sum, line) => sum + line.allowed, 0), 0);
  const rest = drawCare(random, { ...year, employer: household.employer, cents: Math.max(0, year.cents - spent) });
  return [...(joint?.claims ?? []), ...rest].sort((a, b) => a.start - b.start);
}

function priceLevel(plan: Plan, year: PersonYear): number {
  const years = (monthIndexOfDay(year.from) - plan.firstMonth) / 12;
  return Math.floor(1000 * tableExp((years * plan.trendPerMille) / 1000));
}

/** The rows of one fill: as billed, perhaps taken back, perhaps billed again. */
function fillRows(
  random: Draws,
  o: {
    readonly fill: FillDraft;
    readonly claimId: string;
    readonly household: Household;
    readonly plan: Plan;
    readonly backlogs: readonly Backlog[];
  },
): readonly FillRow[] {
  const { fill, claimId } = o;
  const tpa = { ...o.household.employer.tpa, id: PBM, slowness: 1000 };
  const paidDay = drawPaidDay(random, { service: fill.day, kind: 'pharmacy', tpa, plan: o.plan, backlogs: o.backlogs });
  const rows: FillRow[] = [{ claimId, recordType: 'original', originalClaimId: null, day: fill.day, paidDay, ingredient: fill.ingredient, sign: 1 }];
  if (fill.fate === 'kept') return rows;
  const day = fill.day + fill.reversalAfter;
  const again = Math.max(paidDay, drawPaidDay(random, { service: day, kind: 'pharmacy', tpa, plan: o.plan, backlogs: o.backlogs }));
  rows.push({ claimId: `${claimId}R`, recordType: 'reversal', originalClaimId: claimId, day, paidDay: again, ingredient: fill.ingredient, sign: -1 });
  if (fill.fate === 'rebilled') {
    rows.push({
      claimId: `${claimId}B`,
      recordType: 'adjustment',
      originalClaimId: claimId,
      day,
      paidDay: again,
      ingredient: fill.rebilledIngredient,
      sign: 1,
    });
  }
  return rows;
}

function noteTruth(
  lists: Lists,
  o: {
    readonly table: 'medical';
    readonly dataSource: string;
    readonly claimId: string;
    readonly rows: readonly Transaction[];
    readonly reason: TruthLink['reason'];
  },
): void {
  const lines = new Map<number, { allowed: number; paid: number }>();
  for (const row of o.rows) {
    const line = lines.get(row.lineNumber) ?? { allowed: 0, paid: 0 };
    lines.set(row.lineNumber, line);
    line.allowed += row.allowedDelta;
    line.paid += row.paidDelta;
    if (row.recordType === 'original' || row.lineNumber !== 1) continue;
    lists.links.push({ table: o.table, fromClaimId: row.claimId, fromVersion: row.version, toClaimId: o.claimId, reason: o.reason });
  }
  for (const [line, money] of lines) lists.finalLines.push({ table: o.table, dataSource: o.dataSource, claimId: o.claimId, line, ...money });
}

/**
 * The persons of a household, each once.
 *
 * @param household - A household.
 * @returns Its persons, in order of their numbers.
 */
export function personsOf(household: Household): readonly SyntheticPerson[] {
  return household.spans[household.spans.length - 1]?.persons ?? [];
}
