import { defineConfig, type Options } from 'tsup';

// Each source file becomes one file, so that a bundler of the user's keeps only what is used and the folders of `dist`
// are those of `src`. Types come from tsc: tsup's own need an older compiler.
const shared: Options = {
  entry: ['src/**/*.ts'],
  bundle: false,
  target: 'es2022',
  platform: 'neutral',
  dts: false,
  sourcemap: true,
  clean: false,
  silent: true,
  outExtension: () => ({ js: '.js' }),
};

export default defineConfig([
  { ...shared, format: 'esm', outDir: 'dist/esm' },
  { ...shared, format: 'cjs', outDir: 'dist/cjs' },
]);
