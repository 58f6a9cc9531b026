import type { Finding } from '../errors/finding.js';
import { Decimal } from '../money/decimal.js';
import { roundDecimal } from '../money/rounding.js';
import { type Contract, measurementOf, type Term } from './contract.js';
import { canonicalPart, contractHash, factsHash } from './contract-hash.js';
import { type Fact, factId } from './fact.js';
import { inferUnits } from './infer-units.js';
import { replayTrace } from './replay-trace.js';
import type { Settlement } from './settlement.js';
import { settlementHash } from './settlement-hash.js';
import { termOrder } from './term-order.js';
import type { TraceNode } from './trace.js';
import { verifyClauses } from './verify-clauses.js';

/** What {@link verifySettlement} compares. */
export interface VerifyInput {
  readonly settlement: Settlement;
  readonly contract: Contract;
  /** The facts as they were given; those known after the settlement's `asOf` are ignored. */
  readonly facts: readonly Fact[];
}

/** What a verification found. */
export interface VerifyReport {
  readonly kind: 'verified' | 'refuted';
  /** Nodes that were recomputed. Unit: nodes. */
  readonly nodes: number;
  readonly findings: readonly Finding[];
}

function finding(code: string, path: string, message: string, fix: string): Finding {
  return { code, severity: 'block', path, message, fix };
}

/**
 * Checks a stored settlement against its contract and facts: hashes, every node, every clause, every fact, every sum.
 *
 * Limits: it doesn't choose facts or terms again by itself; a settlement by another engine version is compared as it stands.
 *
 * @source the contract's document; it shares no function with {@link settle} beyond exact arithmetic and hashing
 * @testedBy contracts/verify.test.ts: each changed digit, hash and clause is found
 * @param o - The settlement, its contract, and its facts.
 * @returns `verified`, or `refuted` with a finding for each thing that doesn't hold.
 * @example
 * verifySettlement({ settlement: exampleSettlement(), contract: exampleContract(), facts: exampleFacts() }).kind; // => 'verified'
 */
export function verifySettlement(o: VerifyInput): VerifyReport {
  const { settlement, contract } = o;
  const { hash, ...body } = settlement;
  const findings: Finding[] = [];
  const source = 'Take contract, facts and settlement from their source again.';
  if (settlementHash(body) !== hash)
    findings.push(finding('contracts/hash-mismatch', 'hash', 'The settlement is not the one that was hashed.', source));
  if (contractHash(contract) !== settlement.contractHash)
    findings.push(finding('contracts/hash-mismatch', 'contractHash', 'The contract is not the one that was settled.', source));
  const used = usedFacts(o);
  if (factsHash(used) !== settlement.factsHash)
    findings.push(finding('contracts/hash-mismatch', 'factsHash', 'The facts are not those that were settled.', source));
  const replay = replayTrace(settlement.trace);
  const terms = termsInForce(contract);
  findings.push(
    ...replay.findings,
    ...verifyClauses({
      nodes: settlement.trace.nodes,
      terms,
      contract,
      facts: used,
      units: inferUnits(contract, termOrder(Array.from(terms.values())).order).units,
    }),
    ...verifyLines(settlement, contract),
  );
  return { kind: findings.length === 0 ? 'verified' : 'refuted', nodes: replay.nodes, findings };
}

/** The latest known of each fact of the contract's metrics, as of the settlement's day. */
function usedFacts(o: VerifyInput): readonly Fact[] {
  const latest = new Map<string, Fact>();
  const known = o.settlement.knownAsOf ?? o.settlement.asOf;
  const day = known.length === 7 ? `${known}-31` : known;
  for (const fact of o.facts) {
    if (!Object.hasOwn(o.contract.metrics, fact.metric) || fact.knownOn > day) continue;
    const before = latest.get(factId(fact));
    const later =
      before === undefined || before.knownOn < fact.knownOn || (before.knownOn === fact.knownOn && canonicalPart(fact) < canonicalPart(before));
    if (later) latest.set(factId(fact), fact);
  }
  return Array.from(latest.values());
}

function termsInForce(contract: Contract): ReadonlyMap<string, Term> {
  const day = measurementOf(contract).to;
  const terms = new Map<string, Term>();
  for (const term of contract.terms) {
    const inForce = (term.from ?? day) <= day && day <= (term.to ?? day);
    if (inForce && (contract.precedence === 'last' || !terms.has(term.id))) terms.set(term.id, term);
  }
  return terms;
}

function verifyLines(settlement: Settlement, contract: Contract): readonly Finding[] {
  const findings: Finding[] = [];
  const bad = (path: string, message: string): void => {
    findings.push(finding('contracts/lines-do-not-add', path, message, 'Take the settlement from its source again; it was changed or cut.'));
  };
  const results = new Map(settlement.trace.nodes.map((node: TraceNode) => [node.id, node.result]));
  if (settlement.lines.length !== contract.settle.length)
    bad('lines', `There are ${settlement.lines.length} lines; the contract settles ${contract.settle.length}.`);
  settlement.lines.forEach((line, i) => {
    const path = `lines.${line.id}`;
    const agreed = contract.settle[i];
    if (
      agreed === undefined ||
      agreed.id !== line.id ||
      agreed.line !== line.node ||
      agreed.positive.from !== line.from ||
      agreed.positive.to !== line.to ||
      (agreed.label ?? agreed.id) !== line.label
    ) {
      findings.push(
        finding(
          'contracts/clause-mismatch',
          path,
          `The line "${line.id}" is not what the contract settles.`,
          'Check which version of the contract was settled.',
        ),
      );
    }
    const result = results.get(line.node);
    const exact = result === undefined || !/^-?\d/.test(result) ? null : new Decimal(result);
    const { rounding } = contract;
    const due =
      exact === null || rounding === undefined
        ? exact
        : roundDecimal(exact, { places: rounding.to === 'cent' ? 2 : rounding.to === 'dollar' ? 0 : Number(rounding.to), mode: rounding.mode });
    if (due === null || !due.eq(line.cumulative))
      bad(path, `The line "${line.id}" says ${line.cumulative.toFixed()}, its term ${result ?? 'nothing'}.`);
    if (!line.cumulative.minus(line.paidBefore).eq(line.amount))
      bad(path, `The line "${line.id}" pays ${line.amount.toFixed()}; ${line.cumulative.toFixed()} less ${line.paidBefore.toFixed()} is due.`);
    if (settlement.members.length === 0) return;
    const shares = settlement.members.reduce(
      (sum, member) => sum.plus(Object.hasOwn(member.amounts, line.id) ? (member.amounts[line.id] ?? 0) : 0),
      new Decimal(0),
    );
    if (!shares.eq(line.amount))
      bad(path, `The employers' parts of "${line.id}" add up to ${shares.toFixed()}, the line is ${line.amount.toFixed()}.`);
  });
  const steps = new Map(settlement.steps.map((step) => [step.id, step.value]));
  for (const node of settlement.trace.nodes)
    if (node.term !== undefined && steps.get(node.id) !== node.result) bad(`steps.${node.id}`, `The step "${node.id}" is not its node.`);
  return findings;
}
