import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

// Pages import the package by its name; it resolves to what was built.
export default defineConfig({
  root: resolve('.'),
  resolve: {
    alias: [
      { find: /^coalition-kit$/, replacement: resolve('dist/esm/index.js') },
      { find: /^coalition-kit\/(.*)$/, replacement: `${resolve('dist/esm')}/$1/index.js` },
    ],
  },
  test: { include: [`.cache/${process.env['EXAMPLES'] ?? '*'}/*.test.ts`], testTimeout: 60_000, isolate: false, passWithNoTests: false },
});
