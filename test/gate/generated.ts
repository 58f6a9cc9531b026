import { readFileSync } from 'node:fs';
import { generatedFiles } from '../kit/generated-files.js';
import type { Check, Outcome } from './check.js';

/** What is made from the sources is what the sources would make. */
export const generatedCheck: Check = {
  name: 'generated',
  ensures: 'package.json exports, registries and reference pages follow the sources',
  run: async (): Promise<Outcome> => {
    const failures: string[] = [];
    let passed = 0;
    for (const [path, text] of generatedFiles()) {
      if (readFileSync(path, 'utf8') === text) passed += 1;
      else failures.push(`${path} isn't what the sources make; run npm run generate.`);
    }
    return { passed, failures };
  },
};
