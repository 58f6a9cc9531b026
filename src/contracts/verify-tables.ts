import type { Finding } from '../errors/finding.js';
import { Decimal } from '../money/decimal.js';
import { type Contract, measurementOf } from './contract.js';
import { type Fact, factId } from './fact.js';
import type { TraceNode } from './trace.js';

type Keys = Readonly<Record<string, string>>;
interface Known {
  readonly contract: Contract;
  readonly facts: ReadonlyMap<string, Fact>;
}

/** A loop must have a row for each of its keys, and read the facts and parameters of those keys. */
export function tableFaults(node: TraceNode, o: Known): readonly Finding[] {
  const { table } = node;
  if (table === undefined) return [];
  const findings: Finding[] = [];
  const fault = (code: string, message: string): void => {
    findings.push({ code, severity: 'block', path: `trace.${node.id}`, message: `"${node.id}" ${message}`, fix: 'Check which facts were settled.' });
  };
  const shown = new Set(table.rows.map((row) => JSON.stringify(row.slice(0, table.keys.length))));
  const due = dueRows(table.keys, o);
  if (shown.size !== table.rows.length || due.length !== shown.size || due.some((name) => !shown.has(name)))
    fault('contracts/fact-mismatch', `has ${table.rows.length} rows; the facts have ${due.length} combinations of ${table.keys.join(' and ')}.`);
  for (const row of table.rows) {
    const keys: Keys = Object.fromEntries(table.keys.map((dimension, i) => [dimension, row[i] ?? '']));
    for (const [i, leaf] of table.leaves.entries()) {
      const text = row[table.keys.length + i] ?? '';
      const [, kind, id = ''] = /^(metric|parameter):(.*)$/.exec(leaf) ?? [];
      if (kind === undefined || text === '') continue;
      if (kind === 'metric' && !isFact({ id, keys, text }, o))
        fault('contracts/fact-mismatch', `reads another figure for ${id} of ${Object.values(keys).join(', ')} than the fact that was given.`);
      if (kind === 'parameter' && !isParameter({ id, keys, text }, o.contract))
        fault('contracts/clause-mismatch', `reads another figure for ${id} of ${Object.values(keys).join(', ')} than the contract says.`);
    }
  }
  return findings;
}

/** The keys that a loop runs over: the contract's where all are fixed, otherwise those that facts have. */
function dueRows(dimensions: readonly string[], o: Known): readonly string[] {
  const fixed = dimensions.map((id) => o.contract.dimensions?.find((each) => each.id === id)?.keys);
  if (fixed.includes(undefined)) return seenRows(dimensions, o.facts);
  return fixed
    .reduce<readonly (readonly string[])[]>((rows, keys) => rows.flatMap((row) => (keys ?? []).map((key) => [...row, key])), [[]])
    .map((row) => JSON.stringify(row));
}

function seenRows(dimensions: readonly string[], facts: ReadonlyMap<string, Fact>): readonly string[] {
  const seen = new Set<string>();
  for (const { keys } of facts.values())
    if (keys !== undefined && dimensions.every((id) => Object.hasOwn(keys, id))) seen.add(JSON.stringify(dimensions.map((id) => keys[id])));
  return Array.from(seen);
}

function isFact(read: { readonly id: string; readonly keys: Keys; readonly text: string }, o: Known): boolean {
  const spec = Object.hasOwn(o.contract.metrics, read.id) ? o.contract.metrics[read.id] : undefined;
  const over = spec?.over ?? [];
  const name =
    over.length === 0
      ? read.id
      : factId({ metric: read.id, keys: Object.fromEntries(over.map((dimension) => [dimension, read.keys[dimension] ?? ''])) });
  const fact = o.facts.get(name);
  const replaced = spec?.onMissing === 'neutral' ? new Decimal(spec.neutral ?? '0') : new Decimal(0);
  if (fact === undefined) return (spec?.onMissing === 'missed' || spec?.onMissing === 'neutral') && replaced.eq(read.text);
  return new Decimal(fact.value).eq(read.text) || (spec?.minDenominator !== undefined && replaced.eq(read.text));
}

function isParameter(read: { readonly id: string; readonly keys: Keys; readonly text: string }, contract: Contract): boolean {
  const parameters = contract.parameters ?? {};
  const spec = Object.hasOwn(parameters, read.id) ? parameters[read.id] : undefined;
  const day = measurementOf(contract).to;
  const row = spec?.rows.find((each) => each.from <= day && day <= (each.to ?? day));
  const key = spec?.over === undefined ? undefined : read.keys[spec.over];
  const due =
    spec?.over === undefined
      ? row?.value
      : row?.values !== undefined && key !== undefined && Object.hasOwn(row.values, key)
        ? row.values[key]
        : undefined;
  return due !== undefined && new Decimal(due).eq(read.text);
}
