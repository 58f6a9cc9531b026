import type { BuildOptions } from './build-triangle.js';
import type { TriangleLine } from './read-lines.js';
import type { Triangle } from './triangle.js';
import { TriangleBuilder } from './triangle-builder.js';
import type { TriangleSpec } from './triangle-spec.js';

/**
 * Builds one triangle for each group of lines, such as inpatient, outpatient, professional and pharmacy: categories are paid at different
 * speed and are completed apart.
 *
 * Limits: every group is closed with the same options; a group that is too small for a method may take a pattern of all
 * (`completion`'s `borrowed`). Cells of the groups add up to those of all lines.
 *
 * @unit cell units
 * @testedBy trend/triangle-tools.test.ts
 * @param lines - Transactions.
 * @param o - `spec`, `build`, and `key`: the group of a line.
 * @returns Triangles by group, in order of first appearance.
 * @throws {@link CoalitionError} as {@link TriangleBuilder}.
 * @example
 * const lines = [{ incurred: '2025-01-05', paid: '2025-01-20', cents: 700 }, { incurred: '2025-01-06', paid: '2025-01-20', cents: 40 }];
 * const spec = { grain: 'month', unit: 'cents', origin: '2025-01', months: 1, maxLag: 0, basis: 'paid', netOf: [], incurredDate: 'default', lagPolicy: 'reject', negativeLag: 'quarantine' } as const;
 * Array.from(trianglesBy(lines, { spec, build: { asOf: '2025-01' }, key: ({ cents }) => (cents > 100 ? 'large' : 'small') }), ([name, triangle]) => [name, triangle.total()]); // => [['large', 700], ['small', 40]]
 */
export function trianglesBy<L extends TriangleLine>(
  lines: Iterable<L>,
  o: { readonly spec: TriangleSpec; readonly build: BuildOptions; readonly key: (line: L) => string },
): ReadonlyMap<string, Triangle> {
  const groups = new Map<string, L[]>();
  for (const line of lines) {
    const key = o.key(line);
    const own = groups.get(key) ?? [];
    groups.set(key, own);
    own.push(line);
  }
  return new Map(
    Array.from(groups, ([key, own]) => {
      const builder = new TriangleBuilder(o.spec);
      builder.add(own);
      return [key, builder.build(o.build)] as const;
    }),
  );
}
