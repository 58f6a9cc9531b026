// Runs a TypeScript tool of this repository: `node test/kit/run-ts.mjs FILE [ARG...]`. Node 20 can't strip types itself,
// so the file is bundled (its packages stay outside) into the cache and imported.
import { rm } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const [file = '', ...rest] = process.argv.slice(2);
const outfile = resolve('.cache/run', `${basename(file, '.ts')}-${process.pid}.mjs`);
await build({
  entryPoints: [file],
  outfile,
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  target: 'node20',
  sourcemap: 'inline',
  logLevel: 'warning',
});
process.argv = [process.argv[0] ?? 'node', file, ...rest];
try {
  await import(pathToFileURL(outfile).href);
} finally {
  await rm(outfile, { force: true });
}
