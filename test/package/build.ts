import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { mustRun } from '../kit/run-command.js';

/** Builds `dist`: JavaScript of both formats by tsup, types with maps by tsc, the same for both formats. */
export async function buildPackage(): Promise<void> {
  rmSync('dist', { recursive: true, force: true });
  await Promise.all([mustRun('npx', ['tsup']), mustRun('npx', ['tsc', '-p', 'test/package/tsconfig.build.json'])]);
  cpSync('dist/esm', 'dist/cjs', { recursive: true, filter: (from) => !from.endsWith('.js') && !from.endsWith('.js.map') });
  mkdirSync('dist/cjs', { recursive: true });
  writeFileSync('dist/cjs/package.json', '{ "type": "commonjs" }\n');
}

await buildPackage();
console.log('built dist/esm and dist/cjs');
