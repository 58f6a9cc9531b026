import { studentT } from '../../stats/student-t.js';
import type { DidError } from './did.js';
import { badPanel, type Panel } from './panel.js';

/** Mean after less mean before, of each unit. */
function differences(panel: Panel, start: number): { readonly treated: readonly number[]; readonly control: readonly number[] } {
  const sums = panel.units.map(() => [0, 0, 0, 0]);
  for (let row = 0; row < panel.y.length; row += 1) {
    const own = sums[panel.unitOf[row] ?? 0];
    const after = (panel.periods[panel.periodOf[row] ?? 0] ?? 0) >= start ? 2 : 0;
    if (own === undefined) continue;
    own[after] = (own[after] ?? 0) + (panel.w[row] ?? 1) * (panel.y[row] ?? 0);
    own[after + 1] = (own[after + 1] ?? 0) + (panel.w[row] ?? 1);
  }
  const moved = sums.map(([before = 0, wb = 0, after = 0, wa = 0]) => {
    if (wb === 0 || wa === 0) throw badPanel('panel', 'a unit without before or after', 'every unit needs both');
    return after / wa - before / wb;
  });
  const of = (treated: boolean): readonly number[] => moved.filter((_, u) => (panel.adopted[u] !== null) === treated);
  return { treated: of(true), control: of(false) };
}

function variance(values: readonly number[]): { readonly n: number; readonly ss: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { n: values.length, ss: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) };
}

/** Errors of the regression of each unit's difference on treatment: classical, and HC2 with Welch's degrees of freedom. */
export function collapsedErrors(panel: Panel, start: number): readonly DidError[] {
  const { treated, control } = differences(panel, start);
  const [a, b] = [variance(treated), variance(control)];
  if (a.n < 2 || b.n < 2) throw badPanel('panel', `${a.n} and ${b.n} units`, 'at least 2 units on each side are needed');
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const effect = mean(treated) - mean(control);
  const pooled = Math.sqrt(((a.ss + b.ss) / (a.n + b.n - 2)) * (1 / a.n + 1 / b.n));
  const [x, y] = [a.ss / (a.n - 1) / a.n, b.ss / (b.n - 1) / b.n];
  const hc2 = Math.sqrt(x + y);
  const named = (name: 'HC2' | 'OLS', standardError: number, df: number): readonly DidError[] =>
    standardError > 0 ? [{ name, standardError, df, pValue: 2 * studentT.upper(Math.abs(effect / standardError), df) }] : [];
  return [...named('OLS', pooled, a.n + b.n - 2), ...named('HC2', hc2, (x + y) ** 2 / (x ** 2 / (a.n - 1) + y ** 2 / (b.n - 1)))];
}
