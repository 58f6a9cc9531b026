import { readFileSync } from 'node:fs';
import { defineConfig, type Options } from 'tsup';

/** The source of each subpath, such as `src/trend/index.ts`. */
function entries(): readonly string[] {
  const { exports }: { readonly exports: Readonly<Record<string, string | { readonly import: { readonly default: string } }>> } = JSON.parse(
    readFileSync('package.json', 'utf8'),
  );
  return Object.values(exports).flatMap((each) =>
    typeof each === 'string' ? [] : [each.import.default.replace('./dist/esm/', 'src/').replace(/\.js$/, '.ts')],
  );
}

// Types come from tsc, file by file: tsup's own need an older compiler. ESM is one file for each subpath with what several share in
// chunks, because opening a hundred small files takes longer than reading them; a bundler still drops what isn't used. CommonJS can't
// share chunks, and two copies of a class would not know one another, so there each source file stays a file.
const shared: Options = {
  target: 'es2022',
  platform: 'neutral',
  dts: false,
  sourcemap: true,
  clean: false,
  silent: true,
  outExtension: () => ({ js: '.js' }),
};

export default defineConfig([
  { ...shared, entry: [...entries()], bundle: true, splitting: true, format: 'esm', outDir: 'dist/esm', external: [/^node:/, '@duckdb/node-api'] },
  { ...shared, entry: ['src/**/*.ts'], bundle: false, format: 'cjs', outDir: 'dist/cjs' },
]);
