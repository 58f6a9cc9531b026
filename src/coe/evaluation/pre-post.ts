import type { Warning } from '../../errors/finding.js';
import type { Explanation } from '../../reference/explanation.js';
import { type DidOptions, type DidResult, did } from './did.js';
import { badPanel, type PanelRow } from './panel.js';

/** Mean before and after, of people who all had the program. */
export interface PrePostInput {
  /** Unit: the outcome's, such as US dollars per member month. */
  readonly before: number;
  readonly after: number;
  /** What was to be expected without a program, from {@link regressionToMean} or history. */
  readonly expectedAfter?: number;
}

/** A comparison of before and after, with the warning that can't be removed. */
export interface PrePost extends Explanation {
  readonly summary: string;
  readonly change: number;
  /** Change beside what was to be expected; `null` when that wasn't given. */
  readonly beyondExpected: number | null;
}

/**
 * Compares before and after alone, and says that it proves nothing.
 *
 * Limits: people who are chosen when they are sick get better by themselves; the warning `coe/pre-post-only` stays.
 *
 * @formula change = after - before; beyond expected = after - expected
 * @unit the outcome's
 * @source spec coe 3.14
 * @testedBy coe/evaluation.test.ts
 * @param i - Both means, and what was to be expected.
 * @returns The change, marked.
 * @throws {@link CoalitionError} `coe/invalid-input`.
 * @example
 * prePost({ before: 23874, after: 14100, expectedAfter: 14044 }).beyondExpected; // => 56
 */
export function prePost(i: PrePostInput): PrePost {
  for (const [name, value] of Object.entries(i)) if (!Number.isFinite(value)) throw badPanel(name, value, 'a finite number is needed');
  const beyondExpected = i.expectedAfter === undefined ? null : i.after - i.expectedAfter;
  const warnings: Warning[] = [
    {
      code: 'coe/pre-post-only',
      severity: 'warn',
      message: 'Before and after alone cannot tell a program from getting better by itself.',
      fix: 'Bring a comparison group.',
    },
  ];
  return {
    summary: `The outcome moved by ${(i.after - i.before).toFixed(2)}${beyondExpected === null ? '' : `, of which ${beyondExpected.toFixed(2)} is beyond what was to be expected`}; this alone proves no effect.`,
    change: i.after - i.before,
    beyondExpected,
    steps: [{ id: 'change', label: 'after less before', value: String(i.after - i.before) }],
    assumptions: [{ id: 'cause', value: 'nothing else changed', evidence: 'assumed', source: 'method' }],
    warnings,
    tables: [],
  };
}

/** What {@link dummyYear} checks. */
export interface DummyYearInput {
  /** Rows of periods in which nobody had the program yet. */
  readonly rows: readonly PanelRow[];
  /** A made-up start within those periods for the units that adopt later. */
  readonly placeboStart: number;
  readonly options?: DidOptions;
}

/** A year in which no effect can be: an effect found there is bias. */
export interface DummyYear {
  readonly passes: boolean;
  readonly summary: string;
  readonly placebo: DidResult;
}

/**
 * Runs the same evaluation on a year before the program, where the truth is zero (dummy year, placebo in time).
 *
 * @formula passes when the interval of the placebo effect holds 0
 * @unit the outcome's
 * @source Wilson 2003, dummy-year analysis; placebo tests
 * @testedBy coe/evaluation.test.ts
 * @param i - Rows before the program and a made-up start.
 * @returns Whether it passes, with the placebo's result.
 * @throws {@link CoalitionError} `coe/invalid-input` when a row is not before the true start; what {@link did} throws.
 * @example
 * const rows = Array.from({ length: 16 }, (_, i) => ({ unit: `u${i % 8}`, period: 1 + Math.floor(i / 8), outcome: 100 + ((i * 5) % 7), adopted: i % 2 === 0 ? 9 : null }));
 * dummyYear({ rows, placeboStart: 2, options: { error: 'CR1' } }).placebo.n; // => 16
 */
export function dummyYear(i: DummyYearInput): DummyYear {
  for (const row of i.rows)
    if (row.adopted !== null && row.period >= row.adopted) throw badPanel('period', row.period, 'every row must lie before the start of its unit');
  const placebo = did(
    i.rows.map((row) => ({ ...row, adopted: row.adopted === null ? null : i.placeboStart })),
    i.options ?? {},
  );
  const passes = placebo.interval.low <= 0 && 0 <= placebo.interval.high;
  return {
    passes,
    summary: passes
      ? 'In a year without the program the method finds no effect, as it should.'
      : 'The method finds an effect where there is none: it is biased.',
    placebo,
  };
}
