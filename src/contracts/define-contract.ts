import { CoalitionError } from '../errors/coalition-error.js';
import type { Contract, MetricSpec, ParameterSpec, Term } from './contract.js';
import type { Expr } from './expression.js';
import { lintContract } from './lint-contract.js';
import { type TermBuilder, term } from './term-builder.js';

/** Terms by id, in the order in which a reader meets them. */
export type Terms = Readonly<Record<string, Expr | Omit<Term, 'id'>>>;

/** Nodes of the metrics and parameters that were declared, and short ways to write nodes. */
export interface TermTools<M extends string, P extends string> {
  readonly m: Readonly<Record<M, Expr>>;
  readonly p: Readonly<Record<P, Expr>>;
  readonly t: TermBuilder;
}

/** A contract as it is written in code. */
export interface ContractInput<M extends string, P extends string> extends Omit<Contract, 'schemaVersion' | 'metrics' | 'parameters' | 'terms'> {
  readonly metrics: Readonly<Record<M, MetricSpec>>;
  readonly parameters?: Readonly<Record<P, ParameterSpec>>;
  /** Terms by id, or a function that makes them from the declared metrics and parameters. */
  readonly terms: Terms | ((tools: TermTools<M, P>) => Terms);
}

/** Counting units that a metric of the same name is counted in. */
const COUNTED: readonly string[] = ['episodes', 'lives', 'memberMonths', 'memberYears', 'claims', 'days'];

/**
 * Writes a contract in code and gives its document: plain data.
 *
 * A metric declared as a bare `count` whose name is a counting unit (`episodes`, `lives`, `memberMonths`, ...) is counted in it.
 *
 * @testedBy contracts/define-contract.test.ts
 * @param input - The contract.
 * @returns The document, which has no blocking finding.
 * @throws {@link CoalitionError} `contracts/invalid-document` listing what is wrong; `contracts/number-as-money`; `contracts/unknown-term`.
 * @example
 * defineContract({
 *   id: 'coe', version: '1.0.0', currency: 'USD', effective: { from: '2026-01-01', to: '2026-12-31' },
 *   parties: [{ id: 'coalition', role: 'payer' }, { id: 'hospital', role: 'provider' }],
 *   metrics: { episodes: metric.count({ min: '20' }), baseline: metric.money({ per: 'episode' }), actual: metric.money() },
 *   terms: ({ m, t }) => ({ saved: t.sub(t.mul(m.baseline, m.episodes), m.actual), payable: t.round('saved', { to: 'cent', mode: 'half-up' }) }),
 *   settle: [{ id: 'gain', line: 'payable', positive: { from: 'coalition', to: 'hospital' } }],
 * }).metrics['episodes']; // => { integer: true, min: '20', unit: 'episodes', onMissing: 'fail' }
 */
export function defineContract<M extends string, P extends string = never>(input: ContractInput<M, P>): Contract {
  const { metrics: given, parameters, terms, ...rest } = input;
  const metrics: Record<string, MetricSpec> = {};
  for (const [id, spec] of Object.entries<MetricSpec>(given))
    metrics[id] = spec.unit === 'count' && COUNTED.includes(id) ? { ...spec, unit: id } : spec;
  const written = typeof terms === 'function' ? terms(toolsOf(given, parameters)) : terms;
  const contract: Contract = {
    ...rest,
    schemaVersion: '1',
    metrics,
    ...(parameters === undefined ? {} : { parameters }),
    terms: Object.entries(written).map(([id, each]) => ('op' in each ? { id, expr: each } : { id, ...each })),
  };
  const faults = lintContract(contract).filter((finding) => finding.severity === 'block');
  const [first] = faults;
  if (first === undefined) return contract;
  const codes = faults.map((finding) => finding.code).join(', ');
  if (first.code === 'contracts/unknown-term')
    throw new CoalitionError('contracts/unknown-term', `${first.message} ${first.fix}`, { name: first.path ?? '' });
  throw new CoalitionError(
    'contracts/invalid-document',
    `The contract "${contract.id}" can't be settled: ${faults.map((finding) => `${finding.code} at ${finding.path ?? ''}: ${finding.message}`).join(' ')} Correct what is listed.`,
    { codes },
  );
}

function toolsOf<M extends string, P extends string>(
  metrics: Readonly<Record<M, MetricSpec>>,
  parameters: Readonly<Record<P, ParameterSpec>> | undefined,
): TermTools<M, P> {
  const nodes = <K extends string>(op: 'metric' | 'parameter', record: Readonly<Record<K, unknown>> | undefined): Readonly<Record<K, Expr>> => {
    const out: Partial<Record<K, Expr>> = {};
    for (const id in record) if (Object.hasOwn(record, id)) out[id] = { op, id };
    return complete(out);
  };
  return { m: nodes('metric', metrics), p: nodes('parameter', parameters), t: term };
}

/** The record built above has every key of the one it was built from. */
function complete<K extends string>(record: Partial<Record<K, Expr>>): Readonly<Record<K, Expr>> {
  return record as Readonly<Record<K, Expr>>;
}
