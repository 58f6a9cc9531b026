import type { Contract } from '../../src/contracts/contract.js';
import type { Terms } from '../../src/contracts/define-contract.js';
import { Evaluation } from '../../src/contracts/evaluate.js';
import type { Expr } from '../../src/contracts/expression.js';
import type { Fact } from '../../src/contracts/fact.js';
import { FactIndex } from '../../src/contracts/fact-index.js';
import { mapOperands } from '../../src/contracts/map-expr.js';
import { prepareContract } from '../../src/contracts/prepare-contract.js';
import type { Finding } from '../../src/errors/finding.js';

/** A figure that a builder's input names. Decimal text; by key where it is told by a dimension. */
export interface GivenFigure {
  /** Default `USD`. */
  readonly unit?: string | null;
  /** Dimension of `value` by key. */
  readonly over?: string | null;
  readonly value: string | Readonly<Record<string, string>>;
}

/** What a builder wrote, and the value of each of its terms on the figures; terms that can't be computed are left out. */
export interface WorkedTerms {
  readonly terms: Readonly<Record<string, Expr>>;
  /** By term id, decimal text; a builder of a single node has the term `result`. */
  readonly values: Readonly<Record<string, string>>;
  readonly findings: readonly Finding[];
}

const YEAR = { from: '2026-01-01', to: '2026-12-31' };

function isExpr(written: Terms | Expr): written is Expr {
  return 'op' in written && typeof written.op === 'string';
}

/** A contract that holds a builder's terms and the figures as metrics; it pays the last term. */
export function contractOfTerms(
  written: Terms | Expr,
  figures: Readonly<Record<string, GivenFigure>>,
): { readonly contract: Contract; readonly facts: readonly Fact[] } {
  const named: Terms = isExpr(written) ? { result: written } : written;
  const given = Object.entries(figures);
  const figured = (expr: Expr): Expr =>
    expr.op === 'ref' && Object.hasOwn(figures, expr.id) && !Object.hasOwn(named, expr.id)
      ? { op: 'metric', id: expr.id }
      : mapOperands(expr, figured);
  const terms = Object.entries(named).map(([id, each]) => ({ id, expr: figured('op' in each ? each : each.expr) }));
  const over = Array.from(new Set(given.flatMap(([, figure]) => (figure.over == null ? [] : [figure.over]))));
  const contract: Contract = {
    schemaVersion: '1',
    id: 'worked',
    version: '1',
    currency: 'USD',
    effective: YEAR,
    parties: [
      { id: 'a', role: 'payer' },
      { id: 'b', role: 'provider' },
    ],
    dimensions: over.map((id) => ({ id })),
    metrics: Object.fromEntries(
      given.map(([id, figure]) => [
        id,
        { unit: figure.unit ?? 'USD', onMissing: 'fail' as const, ...(figure.over == null ? {} : { over: [figure.over] }) },
      ]),
    ),
    terms,
    rounding: { to: 'cent', mode: 'half-up' },
    settle: [{ id: 'line', line: terms[terms.length - 1]?.id ?? '', positive: { from: 'a', to: 'b' } }],
  };
  const facts = given.flatMap(([metric, figure]): readonly Fact[] => {
    const common = { metric, unit: figure.unit ?? 'USD', period: YEAR, knownOn: YEAR.to, denominator: null, source: 'case' };
    return typeof figure.value === 'string'
      ? [{ ...common, value: figure.value }]
      : Object.entries(figure.value).map(([key, value]) => ({ ...common, value, keys: { [figure.over ?? '']: key } }));
  });
  return { contract, facts };
}

/** Computes each term of a builder on figures. */
export function worked(written: Terms | Expr, figures?: Readonly<Record<string, GivenFigure>> | null): WorkedTerms {
  const { contract, facts } = contractOfTerms(written, figures ?? {});
  const { order, units, day, findings } = prepareContract(contract);
  const evaluation = new Evaluation({ contract, order, units, facts: new FactIndex(contract, facts), day, record: false }).run();
  const faults = Array.from(evaluation.outcomes.values()).flatMap((outcome) => (outcome.kind === 'value' ? [] : outcome.findings));
  return {
    terms: Object.fromEntries(contract.terms.map((each) => [each.id, each.expr])),
    values: Object.fromEntries(
      Array.from(evaluation.outcomes).flatMap(([id, outcome]) =>
        outcome.kind === 'value' ? [[id, typeof outcome.value === 'boolean' ? String(outcome.value) : outcome.value.plus(0).toFixed()]] : [],
      ),
    ),
    findings: [...findings.filter((finding) => !(finding.path ?? '').startsWith('settle.')), ...faults],
  };
}
