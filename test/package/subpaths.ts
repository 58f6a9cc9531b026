import { readdirSync } from 'node:fs';

/**
 * What users import: the root, and every folder of `src` that has an index. `''` is the root, `claims/tuva` is
 * `coalition-kit/claims/tuva`.
 */
export function subpaths(): readonly string[] {
  // The gate's own test looks at a few of them only.
  const few = process.env['GATE_SUBPATHS']?.split(',');
  return readdirSync('src', { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path === 'index.ts' || path.endsWith('/index.ts'))
    .map((path) => path.replace(/\/?index\.ts$/, ''))
    .filter((name) => few === undefined || few.includes(name))
    .sort();
}
