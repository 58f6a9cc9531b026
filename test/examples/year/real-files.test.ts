import { expect, test } from 'vitest';
import { filesDelivery } from '../../../examples/coalition-year/from-files.js';
import { internalReport } from '../../../examples/coalition-year/reports/internal.js';
import { type CoalitionYear, coalitionYear } from '../../../examples/coalition-year/year.js';
import { toMarkdown } from '../../../src/report/to-markdown.js';
import { sharedData } from '../../kit/shared-data.js';

const medical = sharedData('claims/tuva-seed/medical_claim.csv');
const pharmacy = sharedData('claims/tuva-seed/pharmacy_claim.csv');
const eligibility = sharedData('claims/tuva-seed/eligibility.csv');

async function tuvaYear(waivers: readonly { readonly code: string; readonly who: string; readonly why: string }[]): Promise<CoalitionYear> {
  const delivered = await filesDelivery({
    medical,
    pharmacy,
    eligibility,
    nonClaims: null,
    map: null,
    employer: { name: 'TUVA' },
    asOf: null,
    paidThrough: null,
  });
  return coalitionYear(delivered, { waivers, contract: null, attestation: null, seed: null, progress: () => undefined });
}

test.skipIf(medical === null)('Tuva’s files are read by their own names: cost is blocked by coverage, lag by missing paid dates', async () => {
  const year = await tuvaYear([]);
  const status = (calculation: string): string => year.report.fitness.for(calculation).status;
  expect([status('pmpm'), status('pepm'), status('lagTriangle'), status('costShare'), status('rx')]).toEqual([
    'blocked',
    'blocked',
    'blocked',
    'blocked',
    'usableWithCaveats',
  ]);
  expect(year.costs.status).toBe('not computed');
  expect(year.completed.because.join(' ')).toContain('MED-6');
  expect(year.coverage.value?.result.memberMonths.toFixed()).toBe('309');
  const report = toMarkdown(internalReport(year, []));
  expect(report).toContain('not computed because of MED-23');
  expect(report).toContain('what is needed from your TPA');
});

test.skipIf(medical === null)('with MED-23 waived the cost per member is computed on 309 member months, and the waiver is printed', async () => {
  const year = await tuvaYear([{ code: 'MED-23', who: 'a reviewer', why: 'late terminations are known' }]);
  expect(year.costs.status).toBe('computed with caveats');
  expect(year.costs.value?.history.exposure.toFixed()).toBe('309');
  expect(year.costs.because.join(' ')).toContain('MED-23 was waived: late terminations are known');
  expect(year.completed.value).toBeNull();
});

test.skipIf(medical === null)('a blocked step never stops the others', async () => {
  const { settled, joints, netted, published } = await tuvaYear([{ code: 'MED-23', who: 'a reviewer', why: 'late terminations are known' }]);
  expect([netted.status, joints.status, settled.value === null, published.value === null]).toEqual([
    'computed',
    'computed with caveats',
    false,
    false,
  ]);
});
