import type { ControlTotals } from '../claims/aggregate.js';
import type { Warning } from '../errors/finding.js';
import type { Cents } from '../money/cents.js';
import type { Explanation } from '../reference/explanation.js';
import { dayNumber } from '../time/iso-date.js';
import { lastDayOfMonth, monthFromIndex, monthIndex } from '../time/month.js';
import { warning } from './bad-input.js';
import type { Cell, CellMeasure } from './cell.js';
import type { CellSpec } from './cell-spec.js';
import type { CellsContent, Pile } from './cells-content.js';
import { PLACEMENTS } from './line-placement.js';
import type { PersonCount } from './person-sets.js';

/** A pile of lines by what became of them. */
export interface ReconciliationRow {
  /** One of the placements; `matched` lines are in the cells, the others are not. */
  readonly placement: (typeof PLACEMENTS)[number];
  /** Unit: claim lines. */
  readonly lines: number;
  /** Unit: US cents. */
  readonly cents: Readonly<Partial<Record<CellMeasure, Cents>>>;
}

/** Lines of the numerator that lack something; they stay in it. */
export interface InsideRow {
  readonly what: 'null' | 'unmapped' | 'insideUncounted';
  /** The dimension that is null or unmapped; `null` for months that the counting rule gave nothing. */
  readonly dim: string | null;
  readonly lines: number;
  readonly cents: Readonly<Partial<Record<CellMeasure, Cents>>>;
}

/** Where every line went: the placements add up to the input, in lines and in cents. */
export interface Reconciliation {
  /** Unit: claim lines. */
  readonly lines: number;
  /** Unit: US cents. */
  readonly cents: Readonly<Partial<Record<CellMeasure, Cents>>>;
  readonly placements: readonly ReconciliationRow[];
  /** Parts of `matched`, listed because they are doubtful. */
  readonly inside: readonly InsideRow[];
  /** Lines without an amount, by measure; they count as lines and add nothing. Unit: claim lines. */
  readonly withoutAmount: Readonly<Partial<Record<CellMeasure, number>>>;
}

/** The cells of a specification with their exposure, their persons and where every line went. */
export interface CellsResult extends Explanation {
  readonly spec: CellSpec;
  /** By dimensions and month, in order. */
  readonly cells: readonly Cell[];
  /** Exposure by the exposure dimensions and month. */
  readonly exposure: readonly Cell[];
  readonly reconciliation: Reconciliation;
  /** Distinct persons by every combination of dimensions; empty when persons weren't counted. */
  readonly persons: readonly PersonCount[];
  readonly control: ControlTotals;
}

/** Names the sums of a pile. */
export function namedCents(spec: CellSpec, pile: Pile): Readonly<Partial<Record<CellMeasure, Cents>>> {
  return Object.fromEntries(spec.measures.map((measure, m) => [measure, pile.cents[m] ?? 0]));
}

/** Builds the result of cells. */
export function cellsResult(spec: CellSpec, content: CellsContent, control: ControlTotals): CellsResult {
  const first = monthIndex(spec.months[0]);
  const warnings = cellWarnings(spec, content);
  const monthOf = (place: number): string => monthFromIndex(first + place);
  const exposures = new Map<string, readonly [number, number]>(
    content.exposure.map((cell) => [JSON.stringify([cell.keys, cell.month]), [cell.memberUnits, cell.employeeUnits]]),
  );
  const exposureKeys = (keys: readonly (string | null)[]): readonly (string | null)[] =>
    spec.exposureDims.map((dim) => keys[spec.dims.indexOf(dim)] ?? null);
  const cells = content.cells.map((cell): Cell => {
    const [memberUnits, employeeUnits] = exposures.get(JSON.stringify([exposureKeys(cell.keys), cell.month])) ?? [0, 0];
    return {
      keys: { ...Object.fromEntries(spec.dims.map((dim, k) => [dim, cell.keys[k] ?? null])), month: monthOf(cell.month) },
      cents: namedCents(spec, cell.pile),
      lines: cell.pile.lines,
      memberUnits,
      employeeUnits,
      members: null,
      months: [monthOf(cell.month), monthOf(cell.month)],
      basis: spec.basis,
      warnings,
    };
  });
  const exposure = content.exposure.map(
    (cell): Cell => ({
      keys: { ...Object.fromEntries(spec.exposureDims.map((dim, k) => [dim, cell.keys[k] ?? null])), month: monthOf(cell.month) },
      cents: {},
      lines: 0,
      memberUnits: cell.memberUnits,
      employeeUnits: cell.employeeUnits,
      members: null,
      months: [monthOf(cell.month), monthOf(cell.month)],
      basis: spec.basis,
      warnings,
    }),
  );
  return {
    spec,
    cells,
    exposure,
    reconciliation: reconciliation(spec, content),
    persons: content.persons,
    control,
    steps: PLACEMENTS.map((placement, place) => ({
      id: placement,
      label: placement === 'matched' ? 'lines in the cells' : `lines left out: ${placement}`,
      value: String(content.placements[place]?.lines ?? 0),
      unit: 'claim lines',
    })),
    assumptions: [
      { id: 'claimDate', value: spec.claimDate, evidence: 'assumed', source: 'specification of the cells' },
      { id: 'exposureRule', value: spec.basis.exposureRule, evidence: 'assumed', source: 'specification of the cells' },
      { id: 'coordination', value: spec.coordination, evidence: 'assumed', source: 'specification of the cells' },
      { id: 'completion', value: spec.basis.completion, evidence: 'assumed', source: 'specification of the cells' },
    ],
    warnings,
    tables: [],
  };
}

function cellWarnings(spec: CellSpec, content: CellsContent): readonly Warning[] {
  const warnings: Warning[] = [];
  const runOutEnds = monthIndex(spec.months[1]) + 3;
  const through = spec.paidThrough;
  if (
    spec.basis.dating === 'incurred' &&
    spec.basis.completion === 'complete' &&
    through !== null &&
    dayNumber(through) < lastDayOfMonth(runOutEnds)
  ) {
    warnings.push(
      warning(
        'benchmark/short-run-out',
        `Payments are in until ${through}, less than three full months after ${spec.months[1]}, and the months are called complete.`,
      ),
    );
  }
  if (spec.basis.nonClaims === 'in' && !content.tables.includes('nonClaims')) {
    warnings.push(
      warning(
        'benchmark/capitation-missing',
        'The basis says that non-claims payments are in, and the cells hold claim lines only. Add them with planCost or a ledger step.',
      ),
    );
  }
  return warnings;
}

function reconciliation(spec: CellSpec, content: CellsContent): Reconciliation {
  const placements = PLACEMENTS.map((placement, place): ReconciliationRow => {
    const pile = content.placements[place] ?? { lines: 0, cents: [] };
    return { placement, lines: pile.lines, cents: namedCents(spec, pile) };
  });
  const total: Pile = {
    lines: placements.reduce((sum, row) => sum + row.lines, 0),
    cents: spec.measures.map((_, m) => content.placements.reduce((sum, pile) => sum + (pile.cents[m] ?? 0), 0)),
  };
  const inside: InsideRow[] = spec.dims.flatMap((dim, k) => {
    const pile = sumOf(spec, content, (keys) => keys[k] === null);
    return pile.lines === 0 ? [] : [{ what: 'null' as const, dim, lines: pile.lines, cents: namedCents(spec, pile) }];
  });
  if (content.uncounted.lines > 0)
    inside.push({ what: 'insideUncounted', dim: null, lines: content.uncounted.lines, cents: namedCents(spec, content.uncounted) });
  return {
    lines: total.lines,
    cents: namedCents(spec, total),
    placements,
    inside,
    withoutAmount: Object.fromEntries(spec.measures.map((measure, m) => [measure, content.missing[m] ?? 0])),
  };
}

function sumOf(spec: CellSpec, content: CellsContent, wanted: (keys: readonly (string | null)[]) => boolean): Pile {
  let lines = 0;
  const cents = spec.measures.map(() => 0);
  for (const cell of content.cells) {
    if (!wanted(cell.keys)) continue;
    lines += cell.pile.lines;
    cell.pile.cents.forEach((each, m) => {
      cents[m] = (cents[m] ?? 0) + each;
    });
  }
  return { lines, cents };
}
