import { CoalitionError } from '../errors/coalition-error.js';
import { compareCodePoints } from '../money/allocate.js';
import { Decimal } from '../money/decimal.js';
import { roundParts } from '../money/round-parts.js';
import { type Usd, usd } from '../money/usd.js';
import { MOST_SHAPLEY_FACTORS, shapleyTimes } from '../stats/shapley.js';
import { rounded } from './compute-node.js';
import type { Contract, Term } from './contract.js';
import { canonicalPart } from './contract-hash.js';
import { Evaluation } from './evaluate.js';
import { type Fact, factId } from './fact.js';
import { FactIndex } from './fact-index.js';
import { prepareContract } from './prepare-contract.js';
import type { Settlement } from './settlement.js';

/** A settlement with what it was made of. */
export interface SettledCase {
  readonly settlement: Settlement;
  readonly contract: Contract;
  /** The facts in use: one for each metric and key. */
  readonly facts: readonly Fact[];
}

/** What {@link diffSettlements} compares. */
export interface DiffInput {
  readonly before: SettledCase;
  readonly after: SettledCase;
  /** `shapley`: fair to the order, up to 12 changes; or the order in which changes are made, by id; the others follow. */
  readonly attribute: 'shapley' | { readonly order: readonly string[] };
}

/** One changed fact, parameter or term, and what it moved. */
export interface DeltaPart {
  /** Fact id, `parameter:id`, `term:id`, or `contract` for everything else in it. */
  readonly id: string;
  readonly kind: 'fact' | 'parameter' | 'term' | 'contract';
  /** As text; null when it was absent. */
  readonly before: string | null;
  readonly after: string | null;
  /** By line; the parts of a line add up to its change. Unit: US dollars. */
  readonly amounts: Readonly<Record<string, Usd>>;
}

/** Why two settlements differ. */
export interface DeltaReport {
  readonly attribution: 'shapley' | 'sequential';
  /** Change of each line's cumulative amount. Unit: US dollars. */
  readonly lines: Readonly<Record<string, Usd>>;
  readonly parts: readonly DeltaPart[];
}

interface Change {
  readonly id: string;
  readonly kind: DeltaPart['kind'];
  readonly before: string | null;
  readonly after: string | null;
}

/** The terms of a contract by id, with all their versions in the document's order. */
function termsById(contract: Contract): ReadonlyMap<string, readonly Term[]> {
  const found = new Map<string, readonly Term[]>();
  for (const term of contract.terms) found.set(term.id, [...(found.get(term.id) ?? []), term]);
  return found;
}

/** What of a fact can move money: its value, and what it rests on, because a policy may ask for a least denominator. */
function figureOf(fact: Fact): string {
  const value = new Decimal(fact.value).toFixed();
  return fact.denominator === null ? value : `${value} of ${new Decimal(fact.denominator).toFixed()}`;
}

/** Values alone where they differ; with what they rest on where only that differs. */
function shownFigures(before: string | null, after: string | null): Pick<Change, 'before' | 'after'> {
  const value = (text: string | null): string | null => text?.replace(/ of .*$/, '') ?? null;
  return value(before) === value(after) ? { before, after } : { before: value(before), after: value(after) };
}

function changesOf(before: SettledCase, after: SettledCase): readonly Change[] {
  const out: Change[] = [];
  const compare = (kind: Change['kind'], left: ReadonlyMap<string, string>, right: ReadonlyMap<string, string>, prefix = ''): void => {
    for (const id of Array.from(new Set([...left.keys(), ...right.keys()])).sort(compareCodePoints)) {
      const [a, b] = [left.get(id) ?? null, right.get(id) ?? null];
      if (a !== b) out.push({ id: `${prefix}${id}`, kind, ...(kind === 'fact' ? shownFigures(a, b) : { before: a, after: b }) });
    }
  };
  const facts = (each: SettledCase): ReadonlyMap<string, string> => new Map(each.facts.map((fact) => [factId(fact), figureOf(fact)]));
  const parameters = (each: SettledCase): ReadonlyMap<string, string> =>
    new Map(Object.entries(each.contract.parameters ?? {}).map(([id, spec]) => [id, canonicalPart(spec)]));
  const terms = (each: SettledCase): ReadonlyMap<string, string> =>
    new Map(Array.from(termsById(each.contract), ([id, versions]) => [id, versions.map(canonicalPart).join('\n')]));
  const rest = ({ contract }: SettledCase): string =>
    canonicalPart({
      metrics: contract.metrics,
      settle: contract.settle,
      rounding: contract.rounding ?? null,
      dimensions: contract.dimensions ?? null,
      calendar: contract.calendar ?? null,
      effective: contract.effective,
      precedence: contract.precedence ?? null,
      smallCell: contract.smallCell ?? null,
    });
  compare('fact', facts(before), facts(after));
  compare('parameter', parameters(before), parameters(after), 'parameter:');
  compare('term', terms(before), terms(after), 'term:');
  if (rest(before) !== rest(after)) out.push({ id: 'contract', kind: 'contract', before: before.contract.version, after: after.contract.version });
  return out;
}

/** The case in which only the named changes were made. */
function mixed(
  o: { readonly before: SettledCase; readonly after: SettledCase },
  made: ReadonlySet<string>,
): { readonly contract: Contract; readonly facts: readonly Fact[] } {
  const [from, to] = [o.before, o.after];
  const pick = <T>(left: ReadonlyMap<string, T>, right: ReadonlyMap<string, T>, prefix: string): ReadonlyMap<string, T> => {
    const out = new Map<string, T>();
    for (const id of new Set([...left.keys(), ...right.keys()])) {
      const value = made.has(`${prefix}${id}`) ? right.get(id) : left.get(id);
      if (value !== undefined) out.set(id, value);
    }
    return out;
  };
  const base = made.has('contract') ? to.contract : from.contract;
  const parameters = pick(
    new Map(Object.entries(from.contract.parameters ?? {})),
    new Map(Object.entries(to.contract.parameters ?? {})),
    'parameter:',
  );
  const terms = pick(termsById(from.contract), termsById(to.contract), 'term:');
  const facts = pick(new Map(from.facts.map((fact) => [factId(fact), fact])), new Map(to.facts.map((fact) => [factId(fact), fact])), '');
  return {
    contract: { ...base, parameters: Object.fromEntries(parameters), terms: Array.from(terms.values()).flat() },
    facts: Array.from(facts.values()),
  };
}

function payments(o: { readonly contract: Contract; readonly facts: readonly Fact[] }, lines: readonly string[]): readonly Decimal[] {
  const ready = prepareContract(o.contract);
  const evaluation = new Evaluation({
    contract: o.contract,
    order: ready.order,
    units: ready.units,
    facts: new FactIndex(o.contract, o.facts),
    day: ready.day,
    record: false,
  }).run();
  return lines.map((id) => {
    const line = o.contract.settle.find((each) => each.id === id);
    if (line === undefined) return new Decimal(0);
    const outcome = evaluation.outcomes.get(line.line);
    if (outcome?.kind === 'value' && typeof outcome.value !== 'boolean')
      return o.contract.rounding === undefined ? outcome.value : rounded(outcome.value, o.contract.rounding);
    const findings = outcome === undefined || outcome.kind === 'value' ? [] : outcome.findings;
    throw new CoalitionError(
      'contracts/not-settled',
      `With only some of the changes the line "${id}" can't be settled: ${findings.map((finding) => finding.message).join(' ')} Attribute in an order in which each step can be.`,
      { codes: findings.map((finding) => finding.code).join(', ') },
    );
  });
}

/**
 * Explains the difference of two settlements by the facts, parameters and terms that changed; the parts add up to it exactly.
 *
 * @formula sequential: each change's effect after those before it; shapley: its mean effect over all orders; rounded to cents so that parts re-add
 * @unit US dollars
 * @testedBy contracts/diff.test.ts: parts add up; nothing differs from itself; Shapley parts turn sign with the direction
 * @param o - Both settlements with contract and facts, and how to attribute.
 * @returns The change of each line, and the part of each change.
 * @throws {@link CoalitionError} `contracts/too-many-players` for more than 12 changes by Shapley; `contracts/not-settled` when a mixed case is blocked.
 * @example
 * const facts = exampleFacts();
 * const settledCase = { settlement: exampleSettlement(), contract: exampleContract(), facts };
 * diffSettlements({ before: settledCase, after: settledCase, attribute: 'shapley' }).parts; // => []
 */
export function diffSettlements(o: DiffInput): DeltaReport {
  const changes = changesOf(o.before, o.after);
  const lines = Array.from(new Set([...o.before.settlement.lines, ...o.after.settlement.lines].map((line) => line.id)));
  const amountOf = (settlement: Settlement, id: string): Decimal => settlement.lines.find((line) => line.id === id)?.cumulative ?? new Decimal(0);
  const deltas = lines.map((id) => amountOf(o.after.settlement, id).minus(amountOf(o.before.settlement, id)));
  const { parts: exact, over } =
    o.attribute === 'shapley'
      ? byShapley(o, changes, lines)
      : { parts: bySequence(o, { changes, lines, order: o.attribute.order }), over: new Decimal(1) };
  const amounts = lines.map((_, i) =>
    changes.length === 0
      ? []
      : roundParts({ parts: exact.map((part) => part[i] ?? new Decimal(0)), over, total: deltas[i] ?? new Decimal(0), scale: 2, negative: 'mirror' }),
  );
  return {
    attribution: o.attribute === 'shapley' ? 'shapley' : 'sequential',
    lines: Object.fromEntries(lines.map((id, i) => [id, usd(deltas[i] ?? new Decimal(0))])),
    parts: changes.map((change, k) => ({
      ...change,
      amounts: Object.fromEntries(lines.map((id, i) => [id, usd(amounts[i]?.[k] ?? new Decimal(0))])),
    })),
  };
}

/** Each change's part in each line, times `over`, which keeps it exact. */
function byShapley(
  o: DiffInput,
  changes: readonly Change[],
  lines: readonly string[],
): { readonly parts: readonly (readonly Decimal[])[]; readonly over: Decimal } {
  if (changes.length > MOST_SHAPLEY_FACTORS) {
    throw new CoalitionError(
      'contracts/too-many-players',
      `${changes.length} changes are too many for an exact Shapley attribution. Give an order instead.`,
      { players: changes.length, most: MOST_SHAPLEY_FACTORS },
    );
  }
  if (changes.length === 0) return { parts: [], over: new Decimal(1) };
  const cache = Array.from({ length: 2 ** changes.length }, (_, set) =>
    payments(mixed(o, new Set(changes.filter((_change, i) => (set >> i) % 2 === 1).map((change) => change.id))), lines),
  );
  const byLine = lines.map((_, i) => shapleyTimes({ factors: changes.length, value: (set) => cache[set]?.[i] ?? new Decimal(0) }));
  return {
    parts: changes.map((_, k) => byLine.map(({ parts }) => parts[k] ?? new Decimal(0))),
    over: byLine[0]?.over ?? new Decimal(1),
  };
}

function bySequence(
  o: DiffInput,
  s: { readonly changes: readonly Change[]; readonly lines: readonly string[]; readonly order: readonly string[] },
): readonly (readonly Decimal[])[] {
  const rank = (id: string): number => (s.order.includes(id) ? s.order.indexOf(id) : s.order.length);
  const order = s.changes.map((change, k) => ({ change, k })).sort((a, b) => rank(a.change.id) - rank(b.change.id) || a.k - b.k);
  const made = new Set<string>();
  let last = payments(mixed(o, made), s.lines);
  const effects = new Map<number, readonly Decimal[]>();
  for (const { change, k } of order) {
    made.add(change.id);
    const now = payments(mixed(o, made), s.lines);
    effects.set(
      k,
      now.map((value, i) => value.minus(last[i] ?? 0)),
    );
    last = now;
  }
  return s.changes.map((_, k) => effects.get(k) ?? []);
}
