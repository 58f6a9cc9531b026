import { readdirSync } from 'node:fs';

/**
 * What users import: the root, and every folder of `src` that has an index. `''` is the root, `claims/tuva` is
 * `coalition-kit/claims/tuva`.
 */
export function subpaths(): readonly string[] {
  return readdirSync('src', { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path === 'index.ts' || path.endsWith('/index.ts'))
    .map((path) => path.replace(/\/?index\.ts$/, ''))
    .sort();
}
