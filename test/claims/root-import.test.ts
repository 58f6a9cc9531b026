import { build } from 'esbuild';
import { expect, test } from 'vitest';

/** Source files of which something remains in a bundle of this code. */
async function remaining(code: string): Promise<readonly string[]> {
  const result = await build({
    stdin: { contents: code, resolveDir: process.cwd(), loader: 'ts' },
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    outfile: 'out.js',
    external: ['zod', 'node:*', '@duckdb/*'],
    logLevel: 'silent',
  });
  return Object.values(result.metafile.outputs).flatMap((output) =>
    Object.entries(output.inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 && path.startsWith('src/') ? [path] : [])),
  );
}

const NOT_FOR_RATES =
  /^src\/claims\/(?:apcd-cdl|column-map|fhir|omop|rif|rxdc|schema|synpuf|synthea|tuva|x12)\/|^src\/(?:synthetic|contracts|deidentify|trend)\//;

test.each(["export * from './src/index.ts';", "import { pepm } from './src/benchmark/index.ts'; console.log(pepm);"])(
  'the root, and who only wants a cost per employee, pull no adapter, no schema and no other area: %s',
  async (code) => {
    const files = await remaining(code);
    expect(files.length).toBeGreaterThan(0);
    expect(files.filter((path) => NOT_FOR_RATES.test(path))).toEqual([]);
  },
);

test('the same question finds an adapter where one is used', async () => {
  expect(
    (await remaining("import { read835 } from './src/claims/x12/index.ts'; console.log(read835);")).some((path) => NOT_FOR_RATES.test(path)),
  ).toBe(true);
});
