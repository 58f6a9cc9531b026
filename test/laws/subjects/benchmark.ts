import type { CellOptions } from '../../../src/benchmark/cell-spec.js';
import { benchmarkCells, type CellsAggregate, cellsKind } from '../../../src/benchmark/cells-aggregate.js';
import type { CellExposure, CellsInput } from '../../../src/benchmark/cells-input.js';
import { basisPresets } from '../../../src/reference/basis-presets.js';
import type { RandomStream } from '../../../src/stats/random.js';
import { isoFromDay } from '../../../src/time/iso-date.js';
import { told as linesOf, type Told } from '../../benchmark/claim-lines.js';
import { type LawSubject, lawSubject } from '../law-subject.js';

const EMPLOYERS = ['e1', 'e2', '', '__proto__', 'é', '\u{1F600}', '"', null] as const;

function options(random: RandomStream): CellOptions {
  const dims = [['employer_id'], ['employer_id', 'plan'], ['plan', 'employer_id']][random.below(3)] ?? [];
  return {
    months: ['2024-01', random.below(2) === 0 ? '2024-06' : '2024-12'],
    dims,
    basis: { ...basisPresets.hcci, exposureRule: 'firstDay' },
    placement: 'trusted',
    measures: ['allowed', 'planPaid'],
    persons: 'exact',
  };
}

function told(random: RandomStream, person: string): Told {
  return {
    person,
    day: isoFromDay(19_700 + random.below(420)),
    employer: EMPLOYERS[random.below(EMPLOYERS.length)] ?? null,
    plan: random.below(3) === 0 ? null : `plan ${random.below(3)}`,
    paid: `${random.below(5) === 0 ? '-' : ''}${random.below(100_000)}.${String(random.below(100)).padStart(2, '0')}`,
    allowed: random.below(4) === 0 ? null : `${random.below(1000)}.50`,
  };
}

function exposure(random: RandomStream): CellExposure {
  return {
    rule: 'firstDay',
    cells: Array.from({ length: 1 + random.below(3) }, () => ({
      month: `2024-0${1 + random.below(9)}`,
      keys: { employer_id: EMPLOYERS[random.below(EMPLOYERS.length)] ?? null },
      memberUnits: random.below(4) * 377_580,
      employeeUnits: random.below(2) * 377_580,
    })),
  };
}

function personOf(input: CellsInput): string {
  if ('rule' in input) return 'exposure';
  const batch = 'batch' in input ? input.batch : input;
  return batch.codes['person_id']?.dictionary.values[batch.codes['person_id'].ids[0] ?? 0] ?? '';
}

/** The aggregates of the benchmark area for the shared laws; with persons, because those are harder to merge. */
export const subjects: readonly LawSubject[] = [
  lawSubject<CellsInput, CellsAggregate>({
    kind: 'benchmark/cells',
    empty: (random, scope) => cellsKind.empty(options(random), scope),
    fromJSON: (json) => cellsKind.fromJSON(json),
    inputs: (random, count) =>
      Array.from({ length: count }, (_, i) =>
        i % 6 === 5 ? exposure(random) : linesOf(Array.from({ length: 1 + random.below(4) }, () => told(random, `p${i % 9}`))),
      ),
    huge: () => linesOf(Array.from({ length: 5 }, () => ({ person: 'huge', day: '2024-01-01', paid: '9999999999999.00' }))),
    memberOf: personOf,
    other: () => benchmarkCells({ months: ['2020-01', '2020-01'], basis: basisPresets.hcci, placement: 'trusted' }),
  }),
];
