import type { CostRate } from '../../../src/benchmark/cost-rate.js';
import { factRate } from '../../../src/benchmark/fact-rate.js';
import type { Warning } from '../../../src/errors/finding.js';
import type { JsonValue } from '../../../src/errors/json.js';
import { Decimal } from '../../../src/money/decimal.js';
import type { BenchmarkFact, FactQuery, Staleness } from '../../../src/reference/benchmark-fact.js';
import { cite, factSet, factWarnings, staleness } from '../../../src/reference/benchmark-fact.js';
import { benchmarkFacts } from '../../../src/reference/benchmark-facts.js';
import { credibilityRules, interpolate } from '../../../src/reference/credibility-rules.js';
import { at, type Dated, type DatedTable, type TableVersion, versionOf } from '../../../src/reference/dated.js';
import { type DisclosureRuleSet, disclosureRuleSet } from '../../../src/reference/disclosure-rules.js';
import { loadBenchmark } from '../../../src/reference/load-benchmark.js';
import { type FederalHoliday, usFederalHolidays } from '../../../src/reference/us-federal-holidays.js';
import { type Operation, operation } from '../operation.js';
import { readGiven } from '../read-given.js';

export const operations: readonly Operation[] = [
  operation<{ readonly year: number }, readonly FederalHoliday[]>(
    'reference.usFederalHolidays',
    'Federal holidays of a year with the days on which they are observed.',
    ({ year }) => usFederalHolidays(Number(year)),
  ),
  operation<{ readonly table: DatedTable<JsonValue>; readonly date: string }, Dated<JsonValue>>(
    'reference.at',
    'The row of a dated table that holds on a day.',
    ({ table, date }) => at(table, date),
  ),
  operation<{ readonly table: DatedTable<JsonValue> }, TableVersion>('reference.versionOf', 'Id and version of a table.', ({ table }) =>
    versionOf(table),
  ),
  operation<{ readonly table: readonly { readonly at: string; readonly factor: string }[]; readonly x: string }, Decimal>(
    'reference.interpolate',
    'Reads a table at a point, linear between its rows.',
    ({ table, x }) => interpolate(table, new Decimal(x)),
  ),
  operation<{ readonly id: string }, Dated<unknown>>(
    'reference.credibilityRules',
    'The shipped credibility rule with an id.',
    ({ id }) => credibilityRules.find((rule) => rule.value.id === id) ?? at({ id, version: '2026-11', rows: [] }, '2026-01-01'),
  ),
  operation<{ readonly id: string }, DisclosureRuleSet>('reference.disclosureRuleSet', 'A set of disclosure thresholds.', ({ id }) =>
    disclosureRuleSet(id),
  ),
  operation<FactQuery, readonly BenchmarkFact[]>('reference.benchmarkFacts.query', 'The shipped benchmark facts of a series, by year.', (given) =>
    benchmarkFacts.query(readGiven(given, { text: ['vintage', 'cut', 'series'] })),
  ),
  operation<{ readonly id: string }, BenchmarkFact>('reference.benchmarkFacts.fact', 'The shipped benchmark fact with an id.', ({ id }) =>
    benchmarkFacts.fact(id),
  ),
  operation<Record<string, never>, Readonly<Record<string, number>>>(
    'reference.benchmarkFacts.census',
    'How many shipped facts have which status.',
    () => benchmarkFacts.census,
  ),
  operation<{ readonly facts: readonly BenchmarkFact[]; readonly query: FactQuery }, readonly BenchmarkFact[]>(
    'reference.factSet',
    'Makes facts askable and asks them.',
    ({ facts, query }) => factSet(facts).query(readGiven(query, { text: ['vintage', 'cut', 'series'] })),
  ),
  operation<{ readonly facts: JsonValue }, Readonly<Record<string, number>>>(
    'reference.loadBenchmark',
    'Loads records field by field and counts them by status.',
    ({ facts }) => loadBenchmark(facts).census,
  ),
  operation<{ readonly id: string }, string>('reference.cite', 'Cites a shipped fact in one line.', ({ id }) => cite(benchmarkFacts.fact(id))),
  operation<{ readonly id: string; readonly asOf: string }, Staleness>('reference.staleness', 'How old a shipped fact is on a day.', ({ id, asOf }) =>
    staleness({ fact: benchmarkFacts.fact(id), asOf }),
  ),
  operation<{ readonly id: string; readonly asOf?: string }, readonly Warning[]>(
    'reference.factWarnings',
    'What a reader must know of a shipped fact.',
    ({ id, asOf }) => factWarnings(benchmarkFacts.fact(id), asOf ?? null),
  ),
  operation<{ readonly id: string; readonly asOf?: string; readonly requireFresh?: boolean }, CostRate>(
    'reference.factRate',
    'A shipped fact as a rate.',
    ({ id, ...o }) => factRate(id, readGiven(o, { text: ['asOf'] })),
  ),
];
