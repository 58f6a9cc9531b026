import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: resolve('.'),
  // The examples import the package by its name; here that is its source.
  resolve: {
    alias: [
      { find: /^coalition-kit$/, replacement: resolve('src/index.ts') },
      { find: /^coalition-kit\/(.*)$/, replacement: `${resolve('src')}/$1/index.ts` },
    ],
  },
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['**/node_modules/**'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    env: { TZ: process.env['TZ'] ?? 'Pacific/Auckland' },
  },
});
