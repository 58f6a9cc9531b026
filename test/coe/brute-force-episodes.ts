import type { EligibilitySpan } from '../../src/claims/eligibility-span.js';
import type { MedicalClaimLine } from '../../src/claims/medical-claim-line.js';
import type { EpisodeDefinition } from '../../src/coe/definition/episode-definition.js';

/** What both builders must agree on. Cents. */
export interface BruteEpisode {
  readonly outcome: string;
  readonly admission: string;
  readonly discharge: string;
  readonly allowed: number;
  readonly plan: number;
  readonly cob: number;
  readonly readmission: string | null;
  readonly lines: number;
}

const day = (text: string): number => Date.parse(`${text}T00:00:00Z`) / 86_400_000;
const iso = (n: number): string => new Date(n * 86_400_000).toISOString().slice(0, 10);
const cents = (text: string | null): number => Math.round(Number(text ?? '0') * 100);

interface Item {
  readonly row: MedicalClaimLine;
  allowed: number;
  plan: number;
  cob: number;
  readonly void: boolean;
}

/** Corrections: look at every pair of rows of one claim line. */
function settle(rows: readonly MedicalClaimLine[]): Item[] {
  const items: Item[] = [];
  const done = new Set<number>();
  rows.forEach((first, i) => {
    if (done.has(i)) return;
    const root = (row: MedicalClaimLine): string => row.original_claim_id ?? row.claim_id;
    const group: MedicalClaimLine[] = [];
    rows.forEach((other, k) => {
      if (root(other) === root(first) && other.claim_line_number === first.claim_line_number && other.data_source === first.data_source) {
        group.push(other);
        done.add(k);
      }
    });
    group.sort(
      (a, b) =>
        (a.paid_date ?? '').localeCompare(b.paid_date ?? '') || a.claim_version - b.claim_version || (a.claim_record_type === 'reversal' ? -1 : 1),
    );
    let [allowed, plan, cob] = [0, 0, 0];
    let facts = group[0] as MedicalClaimLine;
    for (const row of group) {
      if (row.claim_record_type === 'adjustment' && row.replaces_claim_id === row.claim_id) [allowed, plan, cob] = [0, 0, 0];
      allowed += cents(row.allowed_amount);
      plan += cents(row.paid_amount);
      cob += cents(row.cob_paid_amount);
      if (row.claim_record_type !== 'reversal') facts = row;
    }
    items.push({ row: facts, allowed, plan, cob, void: group.length > 1 && allowed === 0 && plan === 0 && cob === 0 });
  });
  return items;
}

const live = (item: Item): boolean => !item.void && item.row.claim_status !== 'denied';
const isStay = (item: Item): boolean => item.row.admission_date !== null && live(item);
const isAcute = (item: Item): boolean => isStay(item) && item.row.bill_type_code === '111';

interface Group {
  readonly bills: readonly Item[];
  readonly from: number;
  readonly to: number;
}

/** Joins any two groups that belong together, until none do. */
function join(start: readonly Group[], together: (a: Group, b: Group) => boolean): Group[] {
  const groups = [...start];
  for (let again = true; again; ) {
    again = false;
    for (let i = 0; i < groups.length && !again; i += 1) {
      for (let k = i + 1; k < groups.length && !again; k += 1) {
        const [a, b] = [groups[i] as Group, groups[k] as Group];
        if (!together(a, b)) continue;
        groups[i] = { bills: [...a.bills, ...b.bills], from: Math.min(a.from, b.from), to: Math.max(a.to, b.to) };
        groups.splice(k, 1);
        again = true;
      }
    }
  }
  return groups.sort((a, b) => a.from - b.from || a.to - b.to);
}

const single = (item: Item): Group => ({ bills: [item], from: day(item.row.admission_date ?? ''), to: day(item.row.discharge_date ?? '') });
const facilityOf = (group: Group): string => group.bills[0]?.row.facility_npi ?? '';
const typeOf = (group: Group): string => group.bills[0]?.row.bill_type_code ?? '';
const touch = (a: Group, b: Group, nights: number): boolean => a.from <= b.to + nights && b.from <= a.to + nights;

/** The status on the bill that was discharged last; among those the one admitted last, then by place and number. */
function status(group: Group): string {
  const key = (x: Item): string =>
    `${x.row.discharge_date ?? ''}${x.row.admission_date ?? ''}${x.row.facility_npi ?? ''}${x.row.original_claim_id ?? x.row.claim_id}`;
  return [...group.bills].sort((a, b) => (key(a) < key(b) ? 1 : -1))[0]?.row.discharge_disposition_code ?? '';
}

/**
 * Episodes of one member by comparing everything with everything, day by day; shares no code with the library. For
 * definitions with DRG triggers of 469, 470, 521, 522 only, transfers by the next day, everything included, per-diem proration.
 */
export function bruteForce(
  rows: readonly MedicalClaimLine[],
  coverage: readonly EligibilitySpan[],
  d: EpisodeDefinition,
  o: { readonly paidThrough: string; readonly runOutDays: number },
): BruteEpisode[] {
  const items = settle(rows);
  const stays = join(items.filter(isStay).map(single), (a, b) => facilityOf(a) === facilityOf(b) && typeOf(a) === typeOf(b) && touch(a, b, 0));
  const groups = join(items.filter(isAcute).map(single), (a, b) => touch(a, b, 1)).map((g) => ({
    ...g,
    claims: new Set(g.bills.map((x) => x.row.original_claim_id ?? x.row.claim_id)),
  }));
  const joints = new Set(['469', '470', '521', '522']);
  const { preDays, postDays, from: base, dayOne } = d.window;
  const anchors = groups
    .filter(({ bills }) => bills.some((x) => joints.has(x.row.drg_code ?? '')))
    .map((g) => ({
      ...g,
      first: g.from - preDays,
      last: (base === 'discharge' ? g.to : g.from) + (dayOne === 'anchor-date' ? postDays - 1 : postDays),
    }));
  const kept: (typeof anchors)[number][] = [];
  const out: BruteEpisode[] = [];
  const nothing = { allowed: 0, plan: 0, cob: 0, readmission: null, lines: 0 };
  for (const anchor of anchors) {
    const before = kept[kept.length - 1];
    if (before !== undefined && anchor.from <= before.last + d.cleanPeriodDays) {
      if (d.conflict === 'keep-first') {
        out.push({ outcome: 'conflict-later', admission: iso(anchor.from), discharge: '', ...nothing });
        continue;
      }
      if (d.conflict === 'cancel-earlier') {
        kept.pop();
        out.push({ outcome: 'conflict-earlier', admission: iso(before.from), discharge: '', ...nothing });
      }
    }
    kept.push(anchor);
  }
  const sums = kept.map(() => ({ allowed: 0, plan: 0, cob: 0, lines: 0, anchorPlan: 0, anchorCob: 0 }));
  for (const item of items) {
    if (!live(item)) continue;
    const start = day(item.row.claim_start_date);
    const end = day(item.row.claim_end_date);
    const claim = item.row.original_claim_id ?? item.row.claim_id;
    const insideOf = (k: number): number => {
      const anchor = kept[k] as (typeof kept)[number];
      if (anchor.claims.has(claim)) return end - start + 1;
      const spread = end > start && !(item.row.admission_date !== null && item.row.drg_code !== null);
      if (!spread) return start >= anchor.first && start <= anchor.last ? end - start + 1 : 0;
      let days = 0;
      for (let n = start; n <= end; n += 1) if (n >= anchor.first && n <= anchor.last) days += 1;
      return days;
    };
    const own = kept.findIndex((anchor) => anchor.claims.has(claim));
    const meets = kept.map((_, k) => k).filter((k) => insideOf(k) > 0);
    const past = meets.filter((k) => (kept[k] as (typeof kept)[number]).from <= start);
    const k = own >= 0 ? own : past.length > 0 ? Math.max(...past) : meets.length > 0 ? Math.min(...meets) : -1;
    const sum = sums[k];
    if (sum === undefined) continue;
    const part = (amount: number): number => {
      const exact = (Math.abs(amount) * insideOf(k)) / (end - start + 1);
      return Math.sign(amount) * Math.floor(exact + 0.5 + 1e-9);
    };
    sum.allowed += part(item.allowed);
    sum.plan += part(item.plan);
    sum.cob += part(item.cob);
    sum.lines += 1;
    if (own >= 0) {
      sum.anchorPlan += item.plan;
      sum.anchorCob += item.cob;
    }
  }
  const death = Math.min(...stays.filter((g) => status(g) === '20').map((g) => g.to));
  kept.forEach((anchor, k) => {
    const sum = sums[k] as (typeof sums)[number];
    const primary = coverage.filter(
      (span) => span.enrollment_start_date <= iso(anchor.from) && (span.enrollment_end_date ?? '9999') >= iso(anchor.from),
    );
    const secondary = primary.length > 0 ? primary.every((span) => span.is_primary === false) : sum.anchorCob > sum.anchorPlan;
    let lost = false;
    for (let n = anchor.first; n <= anchor.last; n += 1) {
      if (n > Math.max(anchor.to, day(o.paidThrough)) || (death >= anchor.from && n > death)) break;
      if (!coverage.some((span) => day(span.enrollment_start_date) <= n && (span.enrollment_end_date === null || n <= day(span.enrollment_end_date))))
        lost = true;
    }
    const back = groups
      .filter((g) => g.from > anchor.to && g.from <= anchor.last && g.from <= anchor.to + (d.readmissionDays ?? 9999))
      .map((g) => iso(g.from));
    const readmission = ['20', '07'].includes(status(anchor)) ? null : (back[0] ?? null);
    const money = { allowed: sum.allowed, plan: sum.plan, cob: sum.cob, lines: sum.lines };
    const reason = secondary ? 'secondary-payer' : lost ? 'lost-enrolment' : null;
    if (reason !== null) out.push({ outcome: reason, admission: iso(anchor.from), discharge: '', readmission: null, ...money });
    else
      out.push({
        outcome: anchor.last + o.runOutDays <= day(o.paidThrough) ? 'complete' : 'incomplete',
        admission: iso(anchor.from),
        discharge: iso(anchor.to),
        readmission,
        ...money,
      });
  });
  return out.sort((a, b) => a.admission.localeCompare(b.admission) || a.outcome.localeCompare(b.outcome));
}
