import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { subpaths } from './subpaths.js';

/** Subpaths that must never pull zod in: they compute, they don't parse. */
const WITHOUT_ZOD = ['benchmark', 'trend', 'coe', 'exposure', 'reference', 'stats', 'money', 'time', 'engines/sql', 'csv', 'report'];

/** Most that a subpath may weigh, minified, without zod. Unit: bytes. Everything else may weigh the last one. */
const CEILINGS: Readonly<Record<string, number>> = {
  money: 45_000,
  time: 60_000,
  errors: 80_000,
  csv: 130_000,
  benchmark: 260_000,
  trend: 300_000,
  coe: 260_000,
  contracts: 300_000,
};
const ANY_CEILING = 400_000;

interface Bundle {
  readonly minified: number;
  readonly gzipped: number;
  readonly inputs: readonly string[];
}

async function bundle(code: string): Promise<Bundle> {
  const result = await build({
    stdin: { contents: code, resolveDir: process.cwd(), loader: 'js' },
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    conditions: ['import'],
    external: ['zod', 'node:*', '@duckdb/*'],
    logLevel: 'silent',
  });
  const [file] = result.outputFiles;
  const bytes = file?.contents ?? new Uint8Array();
  const imports = Object.values(result.metafile.outputs).flatMap((each) => each.imports.map((one) => one.path));
  return { minified: bytes.length, gzipped: gzipSync(bytes).length, inputs: [...Object.keys(result.metafile.inputs), ...imports] };
}

const specifier = (subpath: string): string => (subpath === '' ? 'coalition-kit' : `coalition-kit/${subpath}`);

/** Sizes, what must not appear, and that one name alone costs little. */
export async function bundleFaults(): Promise<{ readonly passed: number; readonly failures: readonly string[]; readonly table: readonly string[] }> {
  const failures: string[] = [];
  const table: string[] = [];
  let passed = 0;
  const check = (right: boolean, fault: string): void => {
    if (right) passed += 1;
    else failures.push(fault);
  };
  for (const subpath of subpaths()) {
    const name = specifier(subpath);
    const whole = await bundle(`export * from '${name}';`);
    const ceiling = CEILINGS[subpath] ?? ANY_CEILING;
    table.push(`${name.padEnd(40)} ${String(whole.minified).padStart(8)} B minified ${String(whole.gzipped).padStart(8)} B gzipped`);
    check(whole.minified <= ceiling, `${name} weighs ${whole.minified} B minified; ${ceiling} at most.`);
    if (WITHOUT_ZOD.includes(subpath)) check(!whole.inputs.some((each) => each === 'zod' || each.startsWith('zod/')), `${name} pulls zod in.`);
  }
  // What one name costs when it is all that is used.
  const alone: readonly (readonly [code: string, most: number])[] = [
    ["import { usd } from 'coalition-kit'; console.log(usd('1'));", 45_000],
    ["import { readCsv } from 'coalition-kit/csv'; console.log(readCsv('a'));", 25_000],
    ["import { inMemory } from 'coalition-kit/engines'; console.log(inMemory);", 250_000],
  ];
  for (const [code, most] of alone) {
    const one = await bundle(code);
    table.push(`${code.slice(0, 40).padEnd(40)} ${String(one.minified).padStart(8)} B minified ${String(one.gzipped).padStart(8)} B gzipped`);
    check(
      one.minified <= most && !one.inputs.some((each) => each === 'zod' || each.startsWith('zod/')),
      `${code} weighs ${one.minified} B; ${most} at most, and without zod.`,
    );
  }
  return { passed, failures, table };
}
