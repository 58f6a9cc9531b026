import type { Contract } from './contract.js';
import type { Expr } from './expression.js';
import type { NodeConfig } from './trace.js';

/** The fixed parts of a node, for its trace; null for nodes that are all operands. */
export function configOf(expr: Expr): NodeConfig | null {
  switch (expr.op) {
    case 'compare':
      return { how: expr.how };
    case 'if':
      return { reason: expr.reason };
    case 'step':
      return { domain: expr.domain, precedence: expr.precedence, tiers: expr.tiers };
    case 'marginal':
      return { bands: expr.bands };
    case 'bandInterpolate':
      return { interpolation: expr.bands };
    case 'linearThrough':
      return { points: expr.points, outside: expr.outside };
    case 'round':
      return { rounding: { to: expr.to, mode: expr.mode } };
    case 'sumOver':
      return { over: expr.over, of: expr.of };
    case 'weightedAverageOver':
      return { over: expr.over, of: expr.of, weight: expr.weight };
    case 'allocate':
      return { over: [expr.over], weight: expr.weight, key: expr.key, scale: expr.scale };
    default:
      return null;
  }
}

/** What a metric or parameter is called; its id when the contract gives it no label. */
export function labelOf(contract: Contract, kind: 'metric' | 'parameter', id: string): string {
  const { metrics, parameters = {} } = contract;
  const spec =
    kind === 'metric' ? (Object.hasOwn(metrics, id) ? metrics[id] : undefined) : Object.hasOwn(parameters, id) ? parameters[id] : undefined;
  return spec?.label ?? id;
}
