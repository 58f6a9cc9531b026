import {
  type AdjustmentInput,
  type AdjustOptions,
  adjust,
  type BridgeAssumptions,
  basisInWords,
  basisTitle,
  bridge,
  type Cell,
  type CellsResult,
  type CellsTableInput,
  type Comparability,
  type Comparison,
  type CostBasis,
  type CostProfile,
  type CostRate,
  comparability,
  compareRates,
  completionAdjustment,
  convertRate,
  costProfile,
  factRate,
  flowsBack,
  type GroupOptions,
  type PlanCost,
  type PlanCostInput,
  pepm,
  per1000,
  planCost,
  pmpm,
  trendAdjustment,
  unitCost,
} from '../../../src/benchmark/index.js';
import type { Decimal } from '../../../src/money/decimal.js';
import type { Usd } from '../../../src/money/usd.js';
import type { LedgerFactor } from '../../../src/reference/explanation.js';
import { type BasisGiven, basisOf, type CellsGiven, cellsOf, MONEY, type RateGiven, rateOf } from '../benchmark-given.js';
import { type Operation, operation } from '../operation.js';
import { readGiven } from '../read-given.js';

export const operations: readonly Operation[] = [
  operation<{ readonly a: BasisGiven; readonly b: BasisGiven }, Comparability>(
    'benchmark.comparability',
    'Whether two bases compare directly, by a bridge, or not at all.',
    ({ a, b }) => comparability(basisOf(a), basisOf(b)),
  ),
  operation<{ readonly basis: BasisGiven }, string>('benchmark.basisInWords', 'A basis in words.', ({ basis }) => basisInWords(basisOf(basis))),
  operation<{ readonly basis: BasisGiven }, string>('benchmark.basisTitle', 'A basis in a few words.', ({ basis }) => basisTitle(basisOf(basis))),
  operation<RateGiven, CostRate>('benchmark.costRate', 'A rate of an amount, or of a numerator over an exposure.', rateOf),
  operation<{ readonly id: string; readonly asOf?: string }, CostRate>('benchmark.factRate', 'A shipped benchmark fact as a rate.', ({ id, asOf }) =>
    factRate(id, asOf === undefined ? {} : { asOf }),
  ),
  operation<{ readonly rate: RateGiven; readonly to: BasisGiven; readonly assumptions: BridgeAssumptions }, CostRate>(
    'benchmark.bridge',
    'A rate carried over to another basis by assumptions with low, mid, high and source.',
    ({ rate, to, assumptions }) => bridge(rateOf(rate), basisOf(to), readGiven(assumptions, { exact: ['low', 'mid', 'high'], text: ['source'] })),
  ),
  operation<
    {
      readonly subject: RateGiven;
      readonly benchmark: RateGiven;
      readonly cv?: number;
      readonly rawCv?: number;
      readonly charge?: string;
      readonly confidence?: number;
      readonly benchmarkStandardError?: number;
      readonly complementName?: string;
      readonly ledger?: readonly AdjustmentInput[];
    },
    Comparison
  >(
    'benchmark.compareRates',
    'Whether a rate differs from a benchmark; `ledger` is applied to the subject first.',
    ({ subject, benchmark, charge, ledger, ...o }) => {
      const rate =
        ledger === undefined
          ? rateOf(subject)
          : adjust(rateOf(subject), readGiven(ledger, { exact: ['factor', 'low', 'high', 'amount'], text: ['source'] }));
      const more = readGiven({ charge }, { exact: ['charge'] });
      return compareRates<CostBasis>({
        subject: rate,
        benchmark: rateOf(benchmark),
        ...readGiven(o),
        ...(more.charge === undefined ? {} : { charge: more.charge as unknown as Usd }),
      });
    },
  ),
  operation<{ readonly rate: RateGiven; readonly steps: readonly AdjustmentInput[] } & AdjustOptions, CostRate>(
    'benchmark.adjust',
    'Applies adjustments and keeps their ledger; relative costs (demographic, area, industry, benefit, network, riskScore) divide, others multiply.',
    ({ rate, steps, ...o }) => adjust(rateOf(rate), readGiven(steps, { exact: ['factor', 'low', 'high', 'amount'], text: ['source'] }), o),
  ),
  operation<LedgerFactor, ReturnType<typeof completionAdjustment>>(
    'benchmark.completionAdjustment',
    "A completion step of trend's ledger factor.",
    (given) => completionAdjustment(readGiven(given, { exact: ['factor', 'low', 'high'], text: ['source'] })),
  ),
  operation<Parameters<typeof trendAdjustment>[0], ReturnType<typeof trendAdjustment>>(
    'benchmark.trendAdjustment',
    'A trend step between midpoints.',
    (given) => trendAdjustment(readGiven(given, { exact: ['annual', 'low', 'high', 'months'], text: ['source'] })),
  ),
  operation<PlanCostInput, PlanCost>('benchmark.planCost', 'Plan cost, employer net, TME, NCPHI and THCE from their parts.', (given) =>
    planCost(readGiven(given, MONEY)),
  ),
  operation<{ readonly signed: Usd }, Usd>('benchmark.flowsBack', 'A signed non-claims record as a magnitude.', (given) =>
    flowsBack(readGiven(given, MONEY).signed),
  ),
  operation<CellsGiven, CellsResult>('benchmark.benchmarkCells', 'Cells with exposure, persons and reconciliation of lines.', (given) =>
    cellsOf(given).finish(),
  ),
  operation<CellsGiven, CellsResult['reconciliation']>('benchmark.reconcile', 'Where every line of cells went, in lines and in cents.', (given) =>
    cellsOf(given).reconcile(),
  ),
  operation<{ readonly cells: CellsGiven } & GroupOptions, readonly Cell[]>(
    'benchmark.groupCells',
    'Cells grouped by some of their dimensions, with a roll-up.',
    ({ cells, ...o }) => cellsOf(cells).cells(o),
  ),
  operation<
    {
      readonly cells: CellsGiven;
      readonly id: string;
      readonly by: readonly string[];
      readonly measure: 'billed' | 'allowed' | 'planPaid' | 'memberShare' /** Public code by employer. */;
      readonly codes: Readonly<Record<string, string>>;
    },
    CellsTableInput
  >('benchmark.cellsTableInput', 'Cells as a table for protectTable.', ({ cells, codes, ...o }) =>
    cellsOf(cells).toTableInput({ ...o, codes: new Map(Object.entries(codes)) }),
  ),
  operation<{ readonly cell: Cell; readonly measure?: 'billed' | 'allowed' | 'planPaid' | 'memberShare' }, CostRate>(
    'benchmark.pmpm',
    'Dollars per member month of a cell (cents, units of 1/377,580 month).',
    ({ cell, ...o }) => pmpm(cell, o),
  ),
  operation<{ readonly cell: Cell; readonly measure?: 'billed' | 'allowed' | 'planPaid' | 'memberShare' }, CostRate | null>(
    'benchmark.pepm',
    'Dollars per employee month of a cell; null without employee months.',
    ({ cell, ...o }) => pepm(cell, o),
  ),
  operation<{ readonly cell: Cell }, Decimal>('benchmark.per1000', 'Services per 1,000 members and year.', ({ cell }) => per1000(cell)),
  operation<{ readonly cell: Cell; readonly measure?: 'billed' | 'allowed' | 'planPaid' | 'memberShare' }, Usd | null>(
    'benchmark.unitCost',
    'Cost per service.',
    ({ cell, ...o }) => unitCost(cell, o),
  ),
  operation<{ readonly cell: Cell; readonly measure?: 'billed' | 'allowed' | 'planPaid' | 'memberShare' }, CostProfile>(
    'benchmark.costProfile',
    'All rates of a cell side by side.',
    ({ cell, ...o }) => costProfile(cell, o),
  ),
  operation<
    { readonly rate: RateGiven; readonly period?: 'month' | 'year'; readonly per?: 'member' | 'employee'; readonly membersPerEmployee?: string },
    CostRate
  >('benchmark.convertRate', 'A rate in another period or per another person.', ({ rate, ...o }) => convertRate(rateOf(rate), o)),
];
