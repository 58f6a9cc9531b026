import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { build } from 'esbuild';
import { runCommand } from '../kit/run-command.js';

/** `npm run matrix`: the same bytes on every runtime. Runtimes come from npm packages; a browser is used where one is installed. */
const RUNTIMES: readonly (readonly [name: string, command: string, args: readonly string[]])[] = [
  ['node 20 or this one', 'node', []],
  ['node 22', 'npx', ['-y', '-p', 'node@22', 'node']],
  ['node 24', 'npx', ['-y', '-p', 'node@24', 'node']],
  ['deno', 'npx', ['-y', 'deno', 'run']],
  ['bun', 'npx', ['-y', 'bun', 'run']],
];

const folder = resolve('.cache/matrix');
mkdirSync(folder, { recursive: true });
const contents =
  "import { probe } from './test/matrix/probe.ts';\nconst result = JSON.stringify(probe());\nif (typeof document === 'undefined') console.log('probe ' + result);\nelse document.body.textContent = 'probe ' + result;\n";
await build({
  stdin: { contents, resolveDir: process.cwd(), loader: 'ts' },
  outfile: `${folder}/probe.mjs`,
  bundle: true,
  platform: 'neutral',
  format: 'esm',
  mainFields: ['module', 'main'],
  target: 'es2022',
});
await build({
  stdin: { contents, resolveDir: process.cwd(), loader: 'ts' },
  outfile: `${folder}/probe.js`,
  bundle: true,
  platform: 'neutral',
  format: 'iife',
  mainFields: ['module', 'main'],
  target: 'es2022',
});
writeFileSync(`${folder}/probe.html`, '<!doctype html><meta charset="utf-8"><title>probe</title><body><script src="probe.js"></script></body>');

const probeIn = (output: string): string | null => /probe (\{[^<\n]*\})/.exec(output)?.[1]?.replaceAll('&quot;', '"') ?? null;
const results = new Map<string, string | null>();
for (const [name, command, args] of RUNTIMES) {
  const { output } = await runCommand(command, [...args, `${folder}/probe.mjs`]);
  results.set(name, probeIn(output));
  console.log(`${name.padEnd(20)} ${results.get(name) ?? `did not run: ${output.slice(-200)}`}`);
}
const browser = await runCommand('sh', [
  '-c',
  `command -v chromium && chromium --headless --no-sandbox --disable-gpu --virtual-time-budget=120000 --dump-dom file://${folder}/probe.html`,
]);
if (browser.status === 0) results.set('chromium', probeIn(browser.output));
console.log(`${'chromium'.padEnd(20)} ${browser.status === 0 ? (results.get('chromium') ?? 'gave no probe') : 'skipped: not installed'}`);

const different = new Set(results.values());
console.log(different.size === 1 ? `${results.size} passed, 0 failed` : `0 passed, ${different.size} failed`);
if (different.size !== 1) process.exitCode = 1;
