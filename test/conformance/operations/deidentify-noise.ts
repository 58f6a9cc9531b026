import { seededForTests } from '../../../src/deidentify/index.js';
import {
  type BudgetPartition,
  type ContributionBounds,
  type Cut,
  memoryBudgetStore,
  type NoiseLaw,
  type NoiseMechanism,
  type NoiseRow,
  noiseDistribution,
  noisyTable,
  privacyBudget,
} from '../../../src/deidentify/noise/index.js';
import { type Operation, operation } from '../operation.js';

interface LawGiven {
  readonly law: NoiseLaw;
  /** Whole numbers whose probability is asked. */
  readonly at: readonly number[];
  /** Probabilities whose half width is asked. */
  readonly within?: readonly number[];
}

interface LawView {
  readonly pmf: readonly number[];
  readonly variance: number;
  readonly halfWidths: readonly number[];
}

interface BudgetGiven {
  readonly currency: 'epsilon' | 'rho';
  /** Exact text. */
  readonly limit: string;
  /** In order; `action` is `reserve` unless it says otherwise. */
  readonly requests: readonly {
    readonly action?: 'reserve' | 'commit' | 'cancel';
    readonly id: string;
    readonly recipient: string;
    readonly amount?: string;
    readonly partition?: BudgetPartition;
  }[];
  /** Whose balance is asked. */
  readonly recipient: string;
}

interface BudgetView {
  readonly spent: string;
  readonly left: string;
}

interface NoisyGiven {
  readonly rows: readonly NoiseRow[];
  readonly unit: 'member' | 'employer';
  readonly measure: 'rows' | 'cents';
  readonly cells: readonly string[];
  readonly bounds: ContributionBounds;
  readonly mechanism: NoiseMechanism;
  readonly currency: 'epsilon' | 'rho';
  /** Exact text. */
  readonly limit: string;
}

interface NoisyView {
  readonly law: NoiseLaw;
  readonly charged: string;
  readonly halfWidth95: number;
  readonly custody: Cut;
}

/** Operations of noise. Drawn figures are not shown: they have no expected value. */
export const operations: readonly Operation[] = [
  operation<LawGiven, LawView>(
    'deidentify.noiseDistribution',
    'Probabilities, variance and half widths of exact noise.',
    ({ law, at, within = [] }) => {
      const noise = noiseDistribution(law);
      return { pmf: at.map((x) => noise.pmf(x)), variance: noise.variance, halfWidths: within.map((p) => noise.halfWidth(p)) };
    },
  ),
  operation<BudgetGiven, BudgetView>(
    'deidentify.privacyBudget',
    'What is spent and left after requests; the first that is refused ends it.',
    ({ currency, limit, requests, recipient }) => {
      const budget = privacyBudget(memoryBudgetStore(), { currency, limit });
      for (const { action = 'reserve', id, recipient: whose, amount = '', partition } of requests) {
        if (action === 'commit') budget.commit(id);
        else if (action === 'cancel') budget.cancel(id);
        else budget.reserve({ id, recipient: whose, amount, ...(partition === undefined ? {} : { partition }) });
      }
      return { spent: budget.spent(recipient), left: budget.left(recipient) };
    },
  ),
  operation<NoisyGiven, NoisyView>(
    'deidentify.noisyTable',
    'How much noise a table gets, what it costs, and what its bounds cut off; the drawn figures are left out.',
    ({ rows, currency, limit, ...o }) => {
      const budget = privacyBudget(memoryBudgetStore(), { currency, limit });
      const { table, custody } = noisyTable(rows, { ...o, random: seededForTests(1), budget, release: { id: 'case', recipient: 'case' } });
      return { law: table.law, charged: table.charged.amount, halfWidth95: table.halfWidth95, custody };
    },
  ),
];
