import { studentT } from '../../stats/student-t.js';
import type { Panel } from './panel.js';

/** Names of standard errors. They differ by a tenth on real panels, so none is printed without its name. */
export type ErrorName = 'iid' | 'CR0' | 'CR1' | 'CR1S' | 'CR2' | 'nested';

/** One standard error with its name, degrees of freedom and test. */
export interface NamedError {
  readonly name: ErrorName;
  readonly standardError: number;
  readonly df: number;
  /** Two-sided. */
  readonly pValue: number;
}

/** A regression on one column after effects were taken out. */
export interface OneColumn {
  readonly panel: Panel;
  /** The column without effects. */
  readonly d: Float64Array;
  readonly residuals: Float64Array;
  /** Sum of w d^2. */
  readonly s: number;
  /** Parameters, fixed effects included. */
  readonly k: number;
  /** Parameters without the effects that are nested in the cluster. */
  readonly kNested: number;
}

/** Each cluster's score: sum of w d e. */
function scores(o: OneColumn): Float64Array {
  const sums = new Float64Array(o.panel.units.length);
  for (let row = 0; row < o.d.length; row += 1) {
    const g = o.panel.unitOf[row] ?? 0;
    sums[g] = (sums[g] ?? 0) + (o.panel.w[row] ?? 1) * (o.d[row] ?? 0) * (o.residuals[row] ?? 0);
  }
  return sums;
}

/** Bell and McCaffrey's error with Satterthwaite's degrees of freedom, in closed form for a balanced unweighted two-way panel. */
function bellMcCaffrey(o: OneColumn, score: Float64Array): { readonly standardError: number; readonly df: number } {
  const { panel, d, s } = o;
  const [groups, periods] = [panel.units.length, panel.periods.length];
  const size = new Float64Array(groups);
  for (let row = 0; row < d.length; row += 1) size[panel.unitOf[row] ?? 0] = (size[panel.unitOf[row] ?? 0] ?? 0) + (d[row] ?? 0) ** 2;
  const c = size.map((each) => 1 / Math.sqrt(1 - 1 / groups - each / s));
  const meat = score.reduce((sum, each, g) => sum + ((c[g] ?? 0) * each) ** 2, 0);
  let [trace, squares] = [0, 0];
  for (let g = 0; g < groups; g += 1) {
    for (let h = g; h < groups; h += 1) {
      let dot = 0;
      for (let t = 0; t < periods; t += 1) dot += (d[g * periods + t] ?? 0) * (d[h * periods + t] ?? 0);
      const cross = (c[g] ?? 0) * (c[h] ?? 0);
      const own = g === h ? cross * (size[g] ?? 0) : 0;
      const value = own - cross * (dot / groups + ((size[g] ?? 0) * (size[h] ?? 0)) / s);
      if (g === h) trace += value;
      squares += (g === h ? 1 : 2) * value * value;
    }
  }
  return { standardError: Math.sqrt(meat) / s, df: (trace * trace) / squares };
}

/** Every standard error that the panel allows, by name. CR2 needs a balanced panel without weights. */
export function namedErrors(coefficient: number, o: OneColumn, weighted: boolean): readonly NamedError[] {
  const n = o.d.length;
  const g = o.panel.units.length;
  const rss = o.residuals.reduce((sum, e, row) => sum + (o.panel.w[row] ?? 1) * e * e, 0);
  const named = (name: ErrorName, standardError: number, df: number): readonly NamedError[] =>
    standardError > 0 && df > 0 ? [{ name, standardError, df, pValue: 2 * studentT.upper(Math.abs(coefficient / standardError), df) }] : [];
  const score = scores(o);
  const cr0 = Math.sqrt(score.reduce((sum, each) => sum + each * each, 0)) / o.s;
  const scaled = (k: number): number => cr0 * Math.sqrt((g / (g - 1)) * ((n - 1) / (n - k)));
  const list = [...(n > o.k ? named('iid', Math.sqrt(rss / (n - o.k) / o.s), n - o.k) : [])];
  if (g < 2 || n <= o.k) return list;
  list.push(
    ...named('CR0', cr0, g - 1),
    ...named('CR1', scaled(o.k), g - 1),
    ...named('CR1S', scaled(o.k), g - 1),
    ...named('nested', scaled(o.kNested), g - 1),
  );
  if (!weighted && o.panel.balanced && o.kNested !== o.k) {
    const { standardError, df } = bellMcCaffrey(o, score);
    list.push(...named('CR2', standardError, df));
  }
  return list;
}
