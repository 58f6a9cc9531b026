import type { RandomStream } from '../../../src/stats/random.js';
import { TriangleBuilder, type TriangleLine, type TriangleSpec, triangleKind } from '../../../src/trend/index.js';
import { type LawSubject, lawSubject } from '../law-subject.js';

function specOf(random: RandomStream): TriangleSpec {
  return {
    grain: (['month', 'quarter', 'year'] as const)[random.below(3)] ?? 'month',
    unit: 'cents',
    origin: '2023-11',
    months: 1 + random.below(8),
    maxLag: random.below(7),
    basis: 'paid',
    netOf: ['rebates'],
    incurredDate: 'default',
    lagPolicy: random.below(2) === 0 ? 'reject' : 'clampToMax',
    negativeLag: (['reject', 'quarantine', 'lag0'] as const)[random.below(3)] ?? 'reject',
  };
}

/** Month ends, leap days, reversals, missing dates, dates far outside. */
function lineOf(random: RandomStream): TriangleLine {
  const dates = ['2023-11-30', '2024-02-29', '2024-03-31', '2024-12-31', '2025-01-01', '2025-06-15', '1999-01-01', '2199-12-31', '', '2024-05'];
  const date = (): string => dates[random.below(dates.length)] ?? '';
  return { incurred: date(), paid: date(), cents: random.below(2_000_001) - 1_000_000 };
}

/** The triangle's aggregate for the shared laws. */
export const subjects: readonly LawSubject[] = [
  lawSubject<TriangleLine, TriangleBuilder>({
    kind: 'trend/triangle',
    empty: (random, scope) => new TriangleBuilder(specOf(random), scope),
    fromJSON: (json) => triangleKind.fromJSON(json),
    inputs: (random, count) => Array.from({ length: count }, () => lineOf(random)),
    huge: () => ({ incurred: '2024-01-31', paid: '2024-02-01', cents: Number.MAX_SAFE_INTEGER - 1 }),
    other: (random) => new TriangleBuilder({ ...specOf(random), netOf: [] }),
  }),
];
