import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { measured } from '../child.js';

await measured({
  prepare: () => pathToFileURL(resolve('dist/esm/trend/index.js')).href,
  run: async (url) => {
    const entry: unknown = await import(url);
    return { result: typeof entry === 'object' ? 'imported' : 'nothing' };
  },
});
