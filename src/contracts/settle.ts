import type { Finding, Warning } from '../errors/finding.js';
import { compareCodePoints } from '../money/allocate.js';
import { Decimal } from '../money/decimal.js';
import { usd } from '../money/usd.js';
import type { Assumption, Step } from '../reference/explanation.js';
import type { AsOf } from '../time/as-of.js';
import { allocateLine, allocationBasis } from './allocate-line.js';
import { rounded } from './compute-node.js';
import type { Contract, SettlementLine } from './contract.js';
import { contractFinding } from './contract-finding.js';
import { factsHash } from './contract-hash.js';
import { Evaluation } from './evaluate.js';
import type { Fact } from './fact.js';
import { FactIndex, type FactOverride } from './fact-index.js';
import { groupShares } from './group-shares.js';
import { paidBefore } from './net-prior.js';
import { type PreparedContract, prepared } from './prepare-contract.js';
import { selectFacts } from './select-facts.js';
import { ENGINE, type SettledLine, type SettledMember, type Settlement, type SettlementStatus } from './settlement.js';
import { settlementHash } from './settlement-hash.js';
import type { TraceNode } from './trace.js';

/** What is settled. */
export interface SettleInput {
  readonly contract: Contract | PreparedContract;
  readonly facts: readonly Fact[];
  readonly status: SettlementStatus;
  /** What was known: facts known later are left out. */
  readonly asOf: AsOf;
  /** Earlier settlements whose payments are netted. Default none. */
  readonly prior?: readonly Settlement[];
  /** Metrics that are used although they rest on too few persons, each with its reason. Default none. */
  readonly overrides?: readonly FactOverride[];
}

/** A settlement, or why there is none. */
export type SettleResult =
  | { readonly kind: 'settled'; readonly settlement: Settlement; readonly findings: readonly Finding[] }
  | { readonly kind: 'blocked'; readonly findings: readonly Finding[] };

/**
 * Settles a contract on facts: who owes what, to the cent, with the trace of every node.
 *
 * It interprets the contract's document and knows no builder's name. Amounts are exact to 40 digits and rounded only where the
 * contract says so. The same contract and facts always give the same hash.
 *
 * Limits: it computes what the document says, not what the parties meant; a fact known after `asOf` isn't used.
 *
 * @formula payable now = rounded term of the line - what earlier settlements made payable
 * @unit US dollars
 * @source the contract's own terms
 * @testedBy contracts/settle.test.ts: worked examples G7 to G9 of the CMS specification; properties; refusals
 * @param o - Contract, facts, status, the day of what was known, earlier settlements.
 * @returns A settlement, or the findings that block it; never a settlement with a blocking finding.
 * @throws {@link CoalitionError} `contracts/prior-mismatch`, `contracts/life-cycle`, `contracts/zero-weights`, `contracts/number-as-money`.
 * @example
 * const settled = settle({ contract: exampleContract(), facts: exampleFacts(), status: 'final', asOf: '2027-06-30' });
 * settled.kind === 'settled' ? settled.settlement.lines[0]?.amount.toFixed(2) : settled.findings; // => '29999.75'
 */
export function settle(o: SettleInput): SettleResult {
  const ready = prepared(o.contract);
  const { contract } = ready;
  const before = paidBefore({ prepared: ready, prior: o.prior ?? [], status: o.status });
  const faults = ready.findings.filter((finding) => finding.severity === 'block');
  if (faults.length > 0) return { kind: 'blocked', findings: ready.findings };
  const selected = selectFacts({ contract, facts: o.facts, asOf: o.asOf, status: o.status });
  const early = [...ready.findings, ...selected.findings];
  if (early.some((finding) => finding.severity === 'block')) return { kind: 'blocked', findings: early };

  const facts = new FactIndex(contract, selected.facts, o.overrides);
  const evaluation = new Evaluation({ contract, order: ready.order, units: ready.units, facts, day: ready.day, record: true }).run();
  const computed = contract.settle.map((line) => ({ line, ...cumulativeOf(contract, line, evaluation) }));
  const stopped = computed.flatMap((each) => each.findings);
  if (stopped.length > 0) return { kind: 'blocked', findings: [...early, ...unique(stopped)] };

  const lines: readonly SettledLine[] = computed.map(({ line, value }) => {
    const paid = before.line(line.id);
    return {
      id: line.id,
      label: line.label ?? line.id,
      amount: usd(value.minus(paid)),
      cumulative: usd(value),
      paidBefore: usd(paid),
      node: line.line,
      from: line.positive.from,
      to: line.positive.to,
    };
  });
  const policy = contract.allocate;
  const basis =
    policy === undefined
      ? null
      : allocationBasis({
          policy,
          evaluation,
          facts,
          shapley: () => groupShares({ prepared: ready, facts: selected.facts, over: policy.over ?? 'employer', overrides: o.overrides ?? [] }),
        });
  if (basis?.kind === 'blocked') return { kind: 'blocked', findings: [...early, ...unique(basis.findings)] };

  const label =
    contract.verification === 'unverified'
      ? [
          contractFinding({
            code: 'UNVERIFIED_PRESET',
            severity: 'warn',
            path: 'verification',
            message: `Figures of this contract are unverified${contract.source === undefined ? '' : ` (${contract.source})`}.`,
            fix: 'Check them against the signed contract before anything is paid.',
          }),
        ]
      : [];
  const findings = [...early, ...evaluation.warnings.values(), ...(basis?.findings ?? []), ...label];
  const nodes = Array.from(evaluation.nodes.values());
  const body = {
    id: `${contract.id}:${o.status}:${o.asOf}`,
    contractId: contract.id,
    contractVersion: contract.version,
    status: o.status,
    asOf: o.asOf,
    contractHash: ready.hash,
    factsHash: factsHash(selected.facts),
    engine: ENGINE,
    prior: before.hashes,
    lines,
    members: basis === null ? [] : membersOf({ lines, basis: { ids: basis.ids, part: (amount) => allocateLine(basis, amount) }, before }),
    trace: { nodes },
    steps: nodes.flatMap(stepOf),
    assumptions: nodes.flatMap(assumptionOf),
    warnings: findings.filter(isWarning),
    tables: [{ id: contract.id, version: contract.version }],
  };
  return { kind: 'settled', settlement: { ...body, hash: settlementHash(body) }, findings };
}

function cumulativeOf(
  contract: Contract,
  line: SettlementLine,
  evaluation: Evaluation,
): { readonly value: Decimal; readonly findings: readonly Finding[] } {
  const outcome = evaluation.outcomes.get(line.line);
  if (outcome !== undefined && outcome.kind !== 'value') return { value: new Decimal(0), findings: outcome.findings };
  if (outcome === undefined || typeof outcome.value === 'boolean') {
    const finding = contractFinding({
      code: 'UNKNOWN_REF',
      path: `settle.${line.id}`,
      message: `The line "${line.id}" pays "${line.line}", which is no amount.`,
      fix: 'Name a term that is an amount.',
    });
    return { value: new Decimal(0), findings: [finding] };
  }
  return { value: contract.rounding === undefined ? outcome.value : rounded(outcome.value, contract.rounding), findings: [] };
}

/** What the facts known now are worth to each employer, less what earlier settlements gave it; so rows and columns add up. */
function membersOf(o: {
  readonly lines: readonly SettledLine[];
  readonly basis: { readonly ids: readonly string[]; part(amount: Decimal): readonly Decimal[] };
  readonly before: ReturnType<typeof paidBefore>;
}): readonly SettledMember[] {
  const parts = new Map(o.lines.map((line) => [line.id, new Map(o.basis.part(line.cumulative).map((part, i) => [o.basis.ids[i] ?? '', part]))]));
  const ids = Array.from(new Set([...o.basis.ids, ...o.before.members])).sort(compareCodePoints);
  return ids.map((id) => ({
    id,
    amounts: Object.fromEntries(
      o.lines.map((line) => [line.id, usd((parts.get(line.id)?.get(id) ?? new Decimal(0)).minus(o.before.member(id, line.id)))]),
    ),
  }));
}

function unique(findings: readonly Finding[]): readonly Finding[] {
  return Array.from(new Map(findings.map((finding) => [`${finding.code} ${finding.path ?? ''}`, finding])).values());
}

function isWarning(finding: Finding): finding is Warning {
  return finding.severity === 'warn' || finding.severity === 'info';
}

function stepOf(node: TraceNode): readonly Step[] {
  return node.term === undefined ? [] : [{ id: node.id, label: node.label, value: node.result, unit: node.unit }];
}

function assumptionOf(node: TraceNode): readonly Assumption[] {
  const out: Assumption[] = [];
  if (node.policy !== undefined)
    out.push({
      id: node.id,
      value: node.result,
      evidence: 'assumed',
      source: `policy "${node.policy.name}" of the contract: ${node.policy.because}`,
    });
  if (node.override !== undefined) out.push({ id: node.id, value: node.result, evidence: 'assumed', source: `override: ${node.override}` });
  return out;
}
