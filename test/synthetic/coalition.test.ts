import { describe, expect, test } from 'vitest';
import { centsOfMoney } from '../../src/claims/fields/money-text.js';
import { validateDelivery } from '../../src/claims/validate/validate-delivery.js';
import { isCoalitionError } from '../../src/errors/index.js';
import { coalitionChecksum, generateCoalition, streamCoalition } from '../../src/synthetic/index.js';
import { dayNumber } from '../../src/time/index.js';

const OPTIONS = { seed: 1, members: 300, months: ['2024-01', '2025-12'] } as const;
const { coalition, truth } = generateCoalition(OPTIONS);

describe('a synthetic coalition', () => {
  const small = { seed: 1, members: 200, months: ['2025-01', '2025-12'] } as const;

  test('is the same bytes for the same seed, and other bytes for another', () => {
    // The value was written when the generator was last changed on purpose; every runtime must give it.
    expect(coalitionChecksum(generateCoalition(small).coalition)).toBe('e2a89d8940d2de23e4edc560de0ad38b31f53654184b88e29f9e69bb748dfd95');
    expect(coalitionChecksum(generateCoalition({ ...small, seed: 2 }).coalition)).not.toBe(
      'e2a89d8940d2de23e4edc560de0ad38b31f53654184b88e29f9e69bb748dfd95',
    );
  }, 60_000);

  test('is clean: no finding above info, and every calculation ready', () => {
    const { medical, pharmacy, eligibility, nonClaims, paidThrough } = coalition;
    const report = validateDelivery({ medical, pharmacy, eligibility, nonClaims }, { asOf: paidThrough, paidThrough });
    expect(report.findings.filter((finding) => finding.severity !== 'info').map((finding) => finding.message)).toEqual([]);
    for (const calculation of ['pmpm', 'pepm', 'lagTriangle', 'trendSplit', 'coeEpisode', 'rx', 'costShare'] as const) {
      expect([calculation, report.fitness.for(calculation).status]).toEqual([calculation, 'ready']);
    }
  }, 60_000);

  test('has at least 12 employers, none above a quarter of the members, one under 11', () => {
    const members = new Map<string, number>();
    for (const cell of truth.exposure) members.set(cell.employer, Math.max(members.get(cell.employer) ?? 0, cell.anyDay));
    const sizes = [...members.values()];
    expect(sizes.length).toBeGreaterThanOrEqual(12);
    expect(Math.max(...sizes)).toBeLessThan(0.25 * sizes.reduce((a, b) => a + b, 0));
    expect(Math.min(...sizes)).toBeLessThan(11);
  });

  test('makes the same household by household as in memory', () => {
    const stream = streamCoalition(OPTIONS);
    const medical = [...stream.households].flatMap((household) => household.medical);
    const end = stream.finish();
    expect(medical).toEqual(coalition.medical);
    expect(end.nonClaims).toEqual(coalition.nonClaims);
    expect(end.truth.months).toEqual(truth.months);
  }, 60_000);

  test.each([1, 2, 4, 11])(
    'of %i employers is clean, of the size asked for, and holds capitation',
    (employers) => {
      const made = generateCoalition({ seed: 1, employers, members: 600, months: ['2024-07', '2025-12'] });
      expect(new Set(made.coalition.eligibility.map((span) => span.employer_id)).size).toBe(employers);
      const average = made.truth.exposure.reduce((sum, cell) => sum + cell.firstDay, 0) / 18;
      expect(average).toBeGreaterThan(450);
      expect(average).toBeLessThan(750);
      expect(made.coalition.medical.some((row) => row.claim_status === 'capitated_encounter')).toBe(true);
      const { medical, pharmacy, eligibility, nonClaims, paidThrough } = made.coalition;
      const report = validateDelivery({ medical, pharmacy, eligibility, nonClaims }, { asOf: paidThrough, paidThrough });
      // So few members may well cost much more in one month than in the last: XREF-2 says so, and rightly.
      const found = report.findings.filter((finding) => finding.severity !== 'info' && finding.code !== 'XREF-2');
      expect(found.map((finding) => finding.message)).toEqual([]);
    },
    60_000,
  );

  test('costs in proportion to the level asked for', () => {
    const allowed = (levelCents: number): number =>
      generateCoalition({ ...small, levelCents }).coalition.medical.reduce((cents, row) => cents + centsOfMoney(row.allowed_amount ?? '0'), 0);
    const ratio = allowed(84_000) / allowed(42_000);
    expect(ratio).toBeGreaterThan(1.7);
    expect(ratio).toBeLessThan(2.1);
  }, 60_000);

  test('refuses options outside their range', () => {
    for (const options of [
      { seed: -1 },
      { seed: 1, employers: 0 },
      { seed: 1, employers: 61 },
      { seed: 1, members: 10 },
      { seed: 1, months: ['2025-01', '2025-06'] as const },
    ]) {
      try {
        generateCoalition(options);
        expect.unreachable();
      } catch (error) {
        expect(isCoalitionError(error, 'synthetic/bad-option')).toBe(true);
      }
    }
  });
});

describe('the truth about it', () => {
  test('adds up to the records: control totals, by month of care, by final line', () => {
    for (const control of truth.control) {
      const rows = control.table === 'medical' ? coalition.medical : coalition.pharmacy;
      const sum = (of: 'charge_amount' | 'allowed_amount' | 'paid_amount'): number =>
        rows.reduce((cents, row) => cents + centsOfMoney(row[of] ?? '0'), 0);
      expect(control.rows).toBe(rows.length);
      expect(control.charge).toBe(sum('charge_amount'));
      expect(control.allowed).toBe(sum('allowed_amount'));
      expect(control.paid).toBe(sum('paid_amount'));
      expect(Object.values(control.paidByPaidMonth).reduce((a, b) => a + b, 0)).toBe(control.paid);
      const finalPaid = truth.finalLines.filter((line) => line.table === control.table).reduce((cents, line) => cents + line.paid, 0);
      expect(truth.months.filter((month) => month.table === control.table).reduce((cents, month) => cents + month.knownPaid, 0)).toBe(finalPaid);
    }
  });

  test('nets each of three styles to its final lines, whatever the style', () => {
    expect(new Set(Object.values(truth.styles))).toEqual(new Set(['reversalAndRebill', 'fullReplacement', 'delta']));
    for (const [source, style] of Object.entries(truth.styles)) {
      const rows = coalition.medical.filter((row) => row.data_source === source);
      const finals = truth.finalLines.filter((line) => line.table === 'medical' && line.dataSource === source);
      const replaced = new Set(
        style === 'fullReplacement' ? rows.filter((row) => row.claim_version > 0).map((row) => `${row.claim_id}/${row.claim_line_number}`) : [],
      );
      const kept = rows.filter((row) => row.claim_version > 0 || !replaced.has(`${row.claim_id}/${row.claim_line_number}`));
      expect(kept.reduce((cents, row) => cents + centsOfMoney(row.paid_amount), 0)).toBe(finals.reduce((cents, line) => cents + line.paid, 0));
    }
  });

  test('knows corrections that name a claim of the delivery', () => {
    const ids = new Set([...coalition.medical, ...coalition.pharmacy].map((row) => row.claim_id));
    expect(truth.links.length).toBeGreaterThan(20);
    for (const link of truth.links) expect(ids.has(link.toClaimId) && ids.has(link.fromClaimId)).toBe(true);
  });

  test('knows more than the delivery: late payments grow every recent month, and chain ladder is not exact', () => {
    const late = truth.months.filter((month) => month.table === 'medical' && month.month >= '2025-11');
    const [known, ultimate] = late.reduce(([a, b], month) => [a + month.knownPaid, b + month.ultimatePaid], [0, 0]);
    expect(known).toBeLessThan(0.9 * ultimate);
    const after = (month: string, months: number): number =>
      coalition.medical
        .filter((row) => row.claim_start_date.startsWith(month) && dayNumber(row.paid_date ?? '') < dayNumber(`${month}-01`) + 30.4 * months)
        .reduce((cents, row) => cents + centsOfMoney(row.paid_amount), 0);
    const ratios = ['2024-02', '2024-04', '2024-06', '2024-08'].map((month) => after(month, 3) / after(month, 2));
    expect(Math.max(...ratios) - Math.min(...ratios)).toBeGreaterThan(0.02);
  });

  test('pays each kind of care after its own lag, and after the care', () => {
    const lagOf = (of: (row: (typeof coalition.medical)[number]) => boolean): number => {
      const days = coalition.medical
        .filter((row) => row.claim_record_type === 'original' && of(row))
        .map((row) => dayNumber(row.paid_date ?? '') - dayNumber(row.claim_start_date))
        .sort((a, b) => a - b);
      expect(days.length).toBeGreaterThan(50);
      expect(days[0]).toBeGreaterThanOrEqual(0);
      return days[Math.floor(days.length / 2)] ?? 0;
    };
    const professional = lagOf((row) => row.claim_type === 'professional');
    const outpatient = lagOf((row) => row.claim_type === 'institutional' && row.drg_code === null);
    const inpatient = lagOf((row) => row.drg_code !== null);
    expect(professional).toBeLessThan(outpatient);
    expect(outpatient).toBeLessThan(inpatient);
  });

  test('holds other insurers’ payments, capitated encounters and reversed prescriptions, each as its rules ask', () => {
    const coordinated = coalition.medical.filter((row) => centsOfMoney(row.cob_paid_amount ?? '0') > 0);
    expect(coordinated.length).toBeGreaterThan(0);
    const capitated = coalition.medical.filter((row) => row.claim_status === 'capitated_encounter');
    expect(capitated.length).toBeGreaterThan(0);
    for (const row of capitated) expect([row.capitated_flag, centsOfMoney(row.paid_amount)]).toEqual([true, 0]);
    const reversals = coalition.pharmacy.filter((row) => row.claim_record_type === 'reversal');
    expect(reversals.length).toBeGreaterThan(20);
    const fills = new Map(coalition.pharmacy.filter((row) => row.claim_record_type !== 'reversal').map((row) => [row.claim_id, row]));
    const linked = truth.links.filter((link) => link.reason === 'pharmacyReversal');
    expect(linked.length).toBe(reversals.length);
    for (const link of linked) expect(fills.has(link.toClaimId)).toBe(true);
  });

  test('holds joint replacements inside and outside the center, with their bundles', () => {
    const bundles = coalition.medical.filter((row) => row.bundle_id !== null);
    expect(truth.joints.some((joint) => joint.atCenter)).toBe(true);
    expect(truth.joints.some((joint) => !joint.atCenter)).toBe(true);
    expect(bundles.every((row) => row.drg_code === '469' || row.drg_code === '470')).toBe(true);
    expect(new Set(bundles.map((row) => row.claim_id)).size).toBeLessThanOrEqual(truth.joints.filter((joint) => joint.atCenter).length);
  });

  test('carries fees, premiums, rebates and capitation with their signs', () => {
    const total = (category: string): number =>
      coalition.nonClaims.filter((row) => row.category === category).reduce((cents, row) => cents + centsOfMoney(row.amount), 0);
    for (const category of ['admin_fee', 'pbm_fee', 'stop_loss_premium', 'capitation']) expect(total(category)).toBeGreaterThan(0);
    expect(total('rx_rebate')).toBeLessThan(0);
    for (const row of coalition.nonClaims) {
      if (row.rate !== null && row.units !== null) expect(centsOfMoney(row.amount)).toBe(centsOfMoney(row.rate) * Number(row.units));
    }
  });

  test('knows which coverage an earlier file missed', () => {
    const larger = generateCoalition({ seed: 3, members: 1000, months: ['2025-01', '2025-12'] }).coalition;
    const { spans, knownOn } = larger.earlierEligibility;
    const now = new Map(larger.eligibility.map((span) => [`${span.person_id} ${span.enrollment_start_date}`, span]));
    const late = spans.filter(
      (span) =>
        span.enrollment_end_date === null && (now.get(`${span.person_id} ${span.enrollment_start_date}`)?.enrollment_end_date ?? '9') < knownOn,
    );
    expect(late.length).toBeGreaterThan(0);
  }, 60_000);

  test('reimburses the plan 150 days after each year for every person above the specific deductible of $175,000, and for nobody else', () => {
    const larger = generateCoalition({ seed: 3, members: 1500, months: ['2024-01', '2025-12'] });
    const paidBack = larger.coalition.nonClaims.filter((row) => row.category === 'stop_loss_reimbursement');
    expect(paidBack.length).toBeGreaterThan(0);
    const told = paidBack.map((row) => `${row.person_id} ${row.service_period_start.slice(0, 4)} ${centsOfMoney(row.amount)}`);
    const DEDUCTIBLE = 17_500_000;
    const due = larger.truth.personYears
      .filter((year) => year.knownPaid > DEDUCTIBLE && year.year === 2024)
      .map((year) => `${year.personId} ${year.year} ${DEDUCTIBLE - year.knownPaid}`);
    expect(larger.coalition.paidThrough < '2026-05-30').toBe(true);
    expect(told.toSorted()).toEqual(due.toSorted());
  }, 60_000);
});
