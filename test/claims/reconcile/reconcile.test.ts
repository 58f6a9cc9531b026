import { describe, expect, test, vi } from 'vitest';
import { type Hypothesis, reconcile } from '../../../src/claims/reconcile/reconcile.js';
import { isCoalitionError } from '../../../src/errors/coalition-error.js';
import { sharedData } from '../../kit/shared-data.js';
import { readCsvFile } from '../read-csv.js';

// Whole deliveries are judged many times; a busy machine needs longer than the usual limit.
vi.setConfig({ testTimeout: 60_000 });

const synpuf = sharedData('claims/synpuf-500/bene.csv.gz');
const file = (name: string): ReturnType<typeof readCsvFile> => readCsvFile((synpuf ?? '').replace('bene', name));

// Golden: spec of the claims area 5.3, recomputed with Python 3 (csv, no library of ours) over CMS DE-SynPUF, 500 members.
describe.runIf(synpuf !== null)('the 500-member DE-SynPUF set against its yearly summary', () => {
  const against = (claims: string, summary: string, hypotheses: readonly Hypothesis[]): ReturnType<typeof reconcile> =>
    reconcile({ claims: file(claims), summary: file('bene'), person: 'DESYNPUF_ID', year: 'BENE_YEAR', summaryAmount: [summary], hypotheses });

  test('stays agree on 944 of 998 by first day and payment, on 996 by last day with the per-diem', () => {
    const { ranked, best } = against('inpatient', 'MEDREIMB_IP', [
      { id: 'from, payment', date: 'CLM_FROM_DT', amount: ['CLM_PMT_AMT'] },
      { id: 'thru, payment', date: 'CLM_THRU_DT', amount: ['CLM_PMT_AMT'] },
      { id: 'from, with per diem', date: 'CLM_FROM_DT', amount: ['CLM_PMT_AMT', { product: ['CLM_PASS_THRU_PER_DIEM_AMT', 'CLM_UTLZTN_DAY_CNT'] }] },
      { id: 'thru, with per diem', date: 'CLM_THRU_DT', amount: ['CLM_PMT_AMT', { product: ['CLM_PASS_THRU_PER_DIEM_AMT', 'CLM_UTLZTN_DAY_CNT'] }] },
    ]);
    expect(ranked.map(({ id, agree, of }) => [id, agree, of])).toEqual([
      ['thru, with per diem', 996, 998],
      ['from, with per diem', 994, 998],
      ['thru, payment', 946, 998],
      ['from, payment', 944, 998],
    ]);
    expect([best.claimsCents, best.summaryCents]).toEqual([198_407_000, 199_407_000]);
    expect(ranked[3]?.claimsCents).toBe(196_390_000);
  });

  test('outpatient visits agree on 985 by first day and on 997 by last day', () => {
    const { ranked } = against('outpatient', 'MEDREIMB_OP', [
      { id: 'from', date: 'CLM_FROM_DT', amount: ['CLM_PMT_AMT'] },
      { id: 'thru', date: 'CLM_THRU_DT', amount: ['CLM_PMT_AMT'] },
    ]);
    expect(ranked.map(({ id, agree, claimsCents, summaryCents }) => [id, agree, claimsCents, summaryCents])).toEqual([
      ['thru', 997, 78_263_000, 78_463_000],
      ['from', 985, 78_263_000, 78_463_000],
    ]);
  });

  test('carrier claims agree on 415 with all lines, on 601 with lines of processing code A', () => {
    const lines = [1, 2, 3, 4, 5];
    const { ranked } = against('carrier', 'MEDREIMB_CAR', [
      { id: 'all lines', date: 'CLM_FROM_DT', amount: lines.map((line) => `LINE_NCH_PMT_AMT_${line}`) },
      {
        id: 'code A',
        date: 'CLM_FROM_DT',
        amount: lines.map((line) => ({ product: [`LINE_NCH_PMT_AMT_${line}`], when: { field: `LINE_PRCSG_IND_CD_${line}`, in: ['A'] } })),
      },
      {
        id: 'code A, thru',
        date: 'CLM_THRU_DT',
        amount: lines.map((line) => ({ product: [`LINE_NCH_PMT_AMT_${line}`], when: { field: `LINE_PRCSG_IND_CD_${line}`, in: ['A'] } })),
      },
    ]);
    expect(ranked.map(({ id, agree, claimsCents, summaryCents }) => [id, agree, claimsCents, summaryCents])).toEqual([
      ['code A, thru', 602, 129_555_000, 136_486_000],
      ['code A', 601, 129_555_000, 136_486_000],
      ['all lines', 415, 141_524_000, 136_486_000],
    ]);
  });
});

describe('reconciling claims with a summary', () => {
  const base = { person: 'id', year: 'year', summaryAmount: ['total'] };

  test('counts rows that fall outside the summary and rows that cannot be read', () => {
    const { best } = reconcile({
      ...base,
      claims: [
        { id: 'a', on: '2025-01-01', paid: '10.00' },
        { id: 'b', on: '2025-01-01', paid: '7.00' },
        { id: 'a', on: '', paid: '5' },
        { id: 'a', on: '2025-02-02', paid: 'x' },
      ],
      summary: [{ id: 'a', year: '2025', total: '10.50' }],
      hypotheses: [{ id: 'h', date: 'on', amount: ['paid'] }],
    });
    expect(best).toMatchObject({ agree: 1, of: 1, claimsCents: 1700, outsideCents: 700, unreadable: 2 });
  });

  test('agrees at the tolerance and not a cent above it', () => {
    const at = (total: string): number =>
      reconcile({
        ...base,
        claims: [{ id: 'a', on: '2025-01-01', paid: '10.00' }],
        summary: [{ id: 'a', year: '2025', total }],
        hypotheses: [{ id: 'h', date: 'on', amount: ['paid'] }],
      }).best.agree;
    expect([at('10.50'), at('10.51'), at('9.50'), at('9.49')]).toEqual([1, 0, 1, 0]);
  });

  test('gives equals the same rank, in the order given', () => {
    const { ranked } = reconcile({
      ...base,
      claims: [],
      summary: [{ id: 'a', year: '2025', total: '0' }],
      hypotheses: ['x', 'y'].map((id) => ({ id, date: 'on', amount: ['paid'] })),
    });
    expect(ranked.map(({ id, rank }) => [id, rank])).toEqual([
      ['x', 1],
      ['y', 1],
    ]);
  });

  test('refuses nothing to rank and amounts as numbers', () => {
    const code = (run: () => unknown): string | null => {
      try {
        run();
      } catch (error) {
        return isCoalitionError(error) ? error.code : 'another';
      }
      return null;
    };
    expect(code(() => reconcile({ ...base, claims: [], summary: [], hypotheses: [] }))).toBe('claims/no-hypothesis');
    expect(
      code(() =>
        reconcile({
          ...base,
          claims: [{ id: 'a', on: '2025-01-01', paid: 10 }],
          summary: [],
          hypotheses: [{ id: 'h', date: 'on', amount: ['paid'] }],
        }),
      ),
    ).toBe('claims/money-is-number');
  });
});
