import { unreachable } from '../errors/unreachable.js';
import { chosen, invalidInput, latestOrAll, whole } from './triangle-spec.js';

/** How the paid amounts of a month become its ultimate. */
export type IbnrMethod =
  | { readonly kind: 'development' }
  | { readonly kind: 'projection' }
  | { readonly kind: 'expected' }
  | { readonly kind: 'blend' /** Development from this completion on. Default 0.8. Unit: share. */; readonly threshold?: number }
  | { readonly kind: 'credibility' /** Z by completion p, or by lag. Unit: share. */; readonly z: 'p' | 'sqrt' | 'square' | readonly number[] }
  | { readonly kind: 'bornhuetterFerguson' }
  | { readonly kind: 'benktander' /** Default 2; 1 is Bornhuetter-Ferguson. Unit: iterations. */; readonly iterations?: number }
  | {
      readonly kind: 'capeCod';
      /** Latest incurred periods in the expected cost. Default 24. Unit: periods, or all. */
      readonly months?: number | 'all';
      /** Weight of a period at distance 1, 0 to 1. When given, claims are trended to each period (Struhuss); absent, kappa = sum C / sum(E g p). */
      readonly decay?: number;
    }
  | {
      readonly kind: 'additive' /** Latest incurred periods at each lag. Default 12. Unit: periods, or all. */;
      readonly window?: number | 'all' /** By the prior's trend and season. Default true. */;
      readonly trended?: boolean;
    };

/** The names under which methods may be asked for with their defaults. */
export type IbnrMethodName = IbnrMethod['kind'];

/** Words a method for tables and disclosures. */
export function methodName(method: IbnrMethod): string {
  switch (method.kind) {
    case 'blend':
      return `blend ${method.threshold ?? 0.8}`;
    case 'benktander':
      return `benktander ${method.iterations ?? 2}`;
    case 'capeCod':
      return `capeCod ${method.months ?? 24}${method.decay === undefined ? '' : ` decay ${method.decay}`}`;
    case 'additive':
      return `additive ${method.window ?? 12}${method.trended === false ? ' untrended' : ''}`;
    case 'credibility':
      return `credibility ${typeof method.z === 'string' ? method.z : 'table'}`;
    case 'development':
    case 'projection':
    case 'expected':
    case 'bornhuetterFerguson':
      return method.kind;
    default:
      return unreachable(method);
  }
}

/** A method from its name or itself, checked. */
export function methodOf(method: IbnrMethod | Exclude<IbnrMethodName, 'credibility'>): IbnrMethod {
  return checkedMethod(typeof method === 'string' ? { kind: method } : method);
}

const KINDS: readonly IbnrMethodName[] = [
  'development',
  'projection',
  'expected',
  'blend',
  'credibility',
  'bornhuetterFerguson',
  'benktander',
  'capeCod',
  'additive',
];

function checkedMethod(method: IbnrMethod): IbnrMethod {
  chosen('method', method.kind, KINDS);
  if (method.kind === 'capeCod') latestOrAll('months', method.months ?? 24);
  if (method.kind === 'additive') latestOrAll('window', method.window ?? 12);
  if (method.kind === 'benktander') whole('iterations', method.iterations ?? 2, { from: 1, to: 10_000 });
  if (method.kind === 'credibility') checkCredibility(method.z);
  return method;
}

function checkCredibility(z: 'p' | 'sqrt' | 'square' | readonly number[]): void {
  if (typeof z === 'string') {
    chosen('z', z, ['p', 'sqrt', 'square']);
    return;
  }
  if (!Array.isArray(z)) throw invalidInput('z', z, "Say 'p', 'sqrt' or 'square', or give a share by lag.");
  z.forEach((each, lag) => {
    if (!(each >= 0 && each <= 1)) throw invalidInput(`z[${lag}]`, each, 'Credibility is a share from 0 to 1.');
  });
}
