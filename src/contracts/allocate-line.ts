import { CoalitionError } from '../errors/coalition-error.js';
import type { Finding } from '../errors/finding.js';
import { allocate, compareCodePoints } from '../money/allocate.js';
import { Decimal } from '../money/decimal.js';
import { roundParts } from '../money/round-parts.js';
import type { AllocationPolicy } from './contract.js';
import { contractFinding } from './contract-finding.js';
import type { Evaluation } from './evaluate.js';
import type { Expr } from './expression.js';
import type { FactIndex } from './fact-index.js';

/** By what a payment is divided: weights of at least 0, or signed values that a part is proportional to. */
export interface AllocationBasis {
  readonly kind: 'weights' | 'signed';
  readonly ids: readonly string[];
  /** One for each id. Unit: any, the same for all. */
  readonly values: readonly Decimal[];
  readonly findings: readonly Finding[];
}

/** What {@link allocationBasis} reads. */
export interface AllocationBasisInput {
  readonly policy: AllocationPolicy;
  readonly evaluation: Evaluation;
  readonly facts: FactIndex;
  /** What a group of employers would be paid on its own facts, for the Shapley policy. Unit: US dollars. */
  readonly shapley: () => readonly Decimal[];
}

/** The figures by which the contract divides its lines; findings when one of them can't be computed. */
export function allocationBasis(o: AllocationBasisInput): AllocationBasis | { readonly kind: 'blocked'; readonly findings: readonly Finding[] } {
  const { policy } = o;
  const over = policy.over ?? 'employer';
  const ids = o.facts.keysOf(over);
  if (ids.length === 0) {
    return {
      kind: 'blocked',
      findings: [
        contractFinding({
          code: 'MISSING_METRIC',
          path: 'allocate',
          message: `No fact has a key of "${over}", so nothing can be allocated.`,
          fix: 'Give the facts of the weights their keys.',
        }),
      ],
    };
  }
  const read = (expr: Expr): readonly Decimal[] | readonly Finding[] => {
    const outcomes = ids.map((id) => o.evaluation.forKey(expr, { [over]: id }));
    const findings = outcomes.flatMap((outcome) => (outcome.kind === 'value' ? [] : outcome.findings));
    return findings.length > 0
      ? findings
      : outcomes.map((outcome) => (outcome.kind === 'value' && typeof outcome.value !== 'boolean' ? outcome.value : new Decimal(0)));
  };
  switch (policy.policy) {
    case 'pooled': {
      const values = policy.by === 'equal' ? ids.map(() => new Decimal(1)) : read({ op: 'metric', id: policy.by });
      return isFindings(values) ? { kind: 'blocked', findings: values } : { kind: 'weights', ids, values, findings: [] };
    }
    case 'noLoser': {
      const own = read(policy.own);
      if (isFindings(own)) return { kind: 'blocked', findings: own };
      return {
        kind: 'weights',
        ids,
        values: own.map((value) => (value.gt(0) ? value : new Decimal(0))),
        findings: contributors(ids, own, 'has no savings of its own and gets nothing'),
      };
    }
    case 'ownExperience': {
      const own = read(policy.own);
      return isFindings(own)
        ? { kind: 'blocked', findings: own }
        : { kind: 'signed', ids, values: own, findings: contributors(ids, own, 'made a loss of its own') };
    }
    case 'credibilityBlend': {
      const [own, months] = [read(policy.own), read({ op: 'metric', id: policy.memberMonths })];
      if (isFindings(own)) return { kind: 'blocked', findings: own };
      if (isFindings(months)) return { kind: 'blocked', findings: months };
      const values = blend(own, months, policy.fullCredibility);
      return { kind: 'signed', ids, values, findings: contributors(ids, values, 'made a loss after blending') };
    }
    case 'shapley': {
      const values = o.shapley();
      return { kind: 'signed', ids, values, findings: contributors(ids, values, 'adds nothing to what the group earns') };
    }
  }
}

/** Own savings as far as member months make them credible, and the pool's by member months for the rest. */
function blend(own: readonly Decimal[], months: readonly Decimal[], full: string): readonly Decimal[] {
  const [pooled, allMonths] = [sum(own), sum(months)];
  if (allMonths.isZero()) throw noBasis('All member months are zero.');
  return own.map((value, i) => {
    const mm = months[i] ?? new Decimal(0);
    const ratio = mm.div(full);
    const z = ratio.gte(1) ? new Decimal(1) : ratio.sqrt();
    return z.times(value).plus(new Decimal(1).minus(z).times(pooled).times(mm).div(allMonths));
  });
}

/**
 * Divides one amount by a basis so that the parts add up to it to the cent.
 *
 * @param basis - Weights or signed values by id.
 * @param amount - Whole cents. Unit: US dollars.
 * @returns One part for each id, in order.
 * @throws {@link CoalitionError} `contracts/zero-weights` when a non-zero amount meets weights that are all zero or values that add up to zero.
 * @example
 * allocateLine({ kind: 'weights', ids: ['a', 'b'], values: [new Decimal(1), new Decimal(2)], findings: [] }, new Decimal('100')).map((part) => part.toFixed(2)); // => ['33.33', '66.67']
 */
export function allocateLine(basis: AllocationBasis, amount: Decimal): readonly Decimal[] {
  if (amount.isZero()) return basis.ids.map(() => new Decimal(0));
  if (basis.kind === 'weights') {
    if (basis.values.every((value) => value.isZero())) throw noBasis('Every weight is zero.');
    return allocate({ total: amount, weights: basis.values, ids: basis.ids, scale: 2 }).map((share) => share.amount);
  }
  if (sum(basis.values).isZero()) throw noBasis('The savings of all add up to zero.');
  return signedParts(basis, amount);
}

/** Largest remainder of signed parts; ties go by id, as for weights. */
function signedParts(basis: AllocationBasis, amount: Decimal): readonly Decimal[] {
  const byId = basis.ids.map((id, index) => ({ id, index })).sort((a, b) => compareCodePoints(a.id, b.id));
  const parts = byId.map(({ index }) => basis.values[index] ?? new Decimal(0));
  const cents = roundParts({ parts, over: 'sum', total: amount, scale: 2, negative: 'mirror' });
  const part = new Map(byId.map(({ index }, k) => [index, cents[k] ?? new Decimal(0)]));
  return basis.ids.map((_id, index) => part.get(index) ?? new Decimal(0));
}

function sum(values: readonly Decimal[]): Decimal {
  return values.reduce((total, value) => total.plus(value), new Decimal(0));
}

function isFindings(list: readonly Decimal[] | readonly Finding[]): list is readonly Finding[] {
  const [first] = list;
  return first !== undefined && 'severity' in first;
}

function noBasis(what: string): CoalitionError<'contracts/zero-weights'> {
  return new CoalitionError('contracts/zero-weights', `${what} The amount can't be divided; agree on another allocation policy for this case.`, {
    what,
  });
}

function contributors(ids: readonly string[], values: readonly Decimal[], what: string): readonly Finding[] {
  return ids.flatMap((id, i) =>
    values[i]?.gt(0) === true
      ? []
      : [
          contractFinding({
            code: 'contracts/negative-contributor',
            severity: 'info',
            path: `allocate.${id}`,
            message: `"${id}" ${what}.`,
            fix: 'Nothing; it is what the policy says.',
          }),
        ],
  );
}
