import { readFileSync } from 'node:fs';
import { consistentWithPublished, type PrintedFigure } from '../../src/contracts/consistent-with-published.js';
import type { Fact } from '../../src/contracts/fact.js';
import { msrFor } from '../../src/contracts/msr.js';
import { type PreparedContract, prepareContract } from '../../src/contracts/prepare-contract.js';
import { mssp } from '../../src/contracts/presets/mssp.js';
import { settle } from '../../src/contracts/settle.js';
import { settlementOf } from '../../src/contracts/settlement-of.js';
import { Decimal } from '../../src/money/decimal.js';

/** One public settlement. */
export interface Row {
  readonly [column: string]: string;
}

/** Rows of a plain CSV file without quotes. */
export function readRows(path: string): readonly Row[] {
  const [head = '', ...lines] = readFileSync(path, 'utf8').trim().split(/\r?\n/);
  const names = head.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, i) => [names[i] ?? '', cell])));
}

const at = (row: Row, column: string): string => row[column] ?? '';

/** Contracts by track and minimum rate, prepared once. */
export class Contracts {
  readonly #byKey = new Map<string, PreparedContract>();
  of(row: Row, rates: 'given' | 'quality'): PreparedContract {
    // The file prints rates short: within 0.00006 of the table's, the table's rate applies.
    const printed = at(row, 'min_savings_rate');
    const table = msrFor(Number(at(row, 'assigned_benes')), { table: 'mssp' });
    const minimumRate = table.minus(printed).abs().lte('0.00006') ? 'variable' : printed;
    const key = `${at(row, 'track')} ${minimumRate} ${rates}`;
    const found = this.#byKey.get(key) ?? prepareContract(mssp({ performanceYear: 2018, level: at(row, 'track'), minimumRate, rates }));
    this.#byKey.set(key, found);
    return found;
  }
}

/** What the file prints as facts of the preset: expenditures follow from the printed difference, which isn't cut twice. */
export function figuresOf(row: Row, rates: 'given' | 'quality'): Readonly<Record<string, PrintedFigure>> {
  const benchmark = at(row, 'total_benchmark');
  const two = at(row, 'track') !== '1';
  return {
    benchmark: { value: benchmark },
    // Dollars are printed whole. From the printed rate the ends of its interval are wider than that; from the quality score of a
    // whole track they aren't always, so there the half dollar counts.
    expenditures: { value: new Decimal(benchmark).minus(at(row, 'bnchmk_minus_exp')).toFixed(), ...(rates === 'quality' ? { decimals: 0 } : {}) },
    lives: { value: at(row, 'assigned_benes') },
    monthsInYear: { value: at(row, 'midyear_termination') === '1' ? '6' : '12' },
    ...(rates === 'given'
      ? {
          sharingRate: { value: at(row, 'final_share_rate'), decimals: 4 },
          ...(two && at(row, 'final_loss_rate') !== '' ? { lossRate: { value: at(row, 'final_loss_rate'), decimals: 4 } } : {}),
        }
      : { quality: { value: at(row, 'quality_score'), decimals: 4 }, qualityMet: { value: Number(at(row, 'final_share_rate')) > 0 ? '1' : '0' } }),
    ...(two ? { reliefDollars: { value: new Decimal(at(row, 'disaster_adj') || '0').abs().toFixed(), decimals: 0 } } : {}),
  };
}

/** Ends of a printed share stay inside 0 to 1. */
export function clipped(figures: Readonly<Record<string, PrintedFigure>>): Readonly<Record<string, PrintedFigure>> {
  return Object.fromEntries(
    Object.entries(figures).map(([id, figure]) => {
      const edge = figure.decimals === 4 && (new Decimal(figure.value).gte(1) || new Decimal(figure.value).lte(0));
      return [id, edge || (figure.decimals === 0 && new Decimal(figure.value).isZero()) ? { value: figure.value } : figure];
    }),
  );
}

/** What the whole file gives. */
export interface FileResult {
  readonly exact: number;
  readonly withinPrintedRounding: number;
  readonly contradiction: number;
  readonly gains: { readonly rows: number; readonly sum: string };
  readonly losses: { readonly rows: number; readonly sum: string };
  readonly zeros: number;
  readonly contradictions: readonly string[];
}

/** Compares every row with what its contract gives. */
export function auditRows(rows: readonly Row[], rates: 'given' | 'quality'): FileResult {
  const contracts = new Contracts();
  const counts = { exact: 0, withinPrintedRounding: 0, contradiction: 0 };
  const contradictions: string[] = [];
  let [gains, losses, zeros] = [0, 0, 0];
  let [gained, lost] = [new Decimal(0), new Decimal(0)];
  for (const row of rows) {
    const published = new Decimal(at(row, 'earned_save_loss'));
    const verdict = consistentWithPublished({
      contract: contracts.of(row, rates),
      facts: clipped(figuresOf(row, rates)),
      published: { value: published.toFixed(), decimals: 0 },
    });
    counts[verdict.kind] += 1;
    if (verdict.kind === 'contradiction')
      contradictions.push(`${at(row, 'aco_id')} published ${published.toFixed()}, ${verdict.low} to ${verdict.high}`);
    if (published.gt(0)) [gains, gained] = [gains + 1, gained.plus(published)];
    else if (published.lt(0)) [losses, lost] = [losses + 1, lost.plus(published)];
    else zeros += 1;
  }
  return { ...counts, gains: { rows: gains, sum: gained.toFixed() }, losses: { rows: losses, sum: lost.toFixed() }, zeros, contradictions };
}

/** The facts of a row. */
export function factsOf(row: Row, rates: 'given' | 'quality'): readonly Fact[] {
  const contract = new Contracts().of(row, rates).contract;
  return Object.entries(figuresOf(row, rates)).map(([metric, figure]) => ({
    metric,
    value: figure.value,
    unit: contract.metrics[metric]?.unit ?? '',
    period: contract.effective,
    knownOn: '2019-08-01',
    denominator: null,
    source: 'public use file 2018',
  }));
}

/** Settles every row with its whole trace; the seconds it took. */
export function settleRows(rows: readonly Row[]): { readonly settled: number; readonly seconds: number } {
  const contracts = new Contracts();
  const inputs = rows.map((row) => ({
    contract: contracts.of(row, 'given'),
    facts: factsOf(row, 'given'),
    status: 'final' as const,
    asOf: '2019-12-31',
  }));
  const start = performance.now();
  const settled = inputs.filter((input) => settlementOf(settle(input)).trace.nodes.length > 0).length;
  return { settled, seconds: (performance.now() - start) / 1000 };
}
