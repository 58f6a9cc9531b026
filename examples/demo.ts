// `npm run demo`: builds the package, bundles the example against what was built, runs it.
// `--built` takes `dist` as it is; every other argument goes to the example.
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { build } from 'esbuild';
import { mustRun } from '../test/kit/run-command.js';

const args = process.argv.slice(2);
if (!args.includes('--built')) await mustRun('npm', ['run', '-s', 'build']);
const outfile = resolve('.cache/demo/coalition-year.mjs');
// Without the project's tsconfig the example imports the package by its name, as a user's would.
await build({
  entryPoints: ['examples/coalition-year.ts'],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  packages: 'external',
  tsconfigRaw: {},
  logLevel: 'warning',
});
const child = spawn('node', [outfile, ...args.filter((each) => each !== '--built')], { stdio: 'inherit' });
child.on('close', (code) => {
  process.exitCode = code ?? 1;
});
