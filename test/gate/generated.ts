import { readFileSync } from 'node:fs';
import { operations } from '../conformance/registry.js';
import { generatedFiles } from '../kit/generated-files.js';
import type { Check, Outcome } from './check.js';

/** What is made from the sources is what the sources would make. */
export const generatedCheck: Check = {
  name: 'generated',
  ensures: 'package.json exports, registries and reference pages follow the sources',
  run: async (): Promise<Outcome> => {
    const failures: string[] = [];
    let passed = 0;
    const files = generatedFiles();
    for (const [path, text] of files) {
      if (readFileSync(path, 'utf8') === text) passed += 1;
      else failures.push(`${path} isn't what the sources make; run npm run generate.`);
    }
    const page = files.get('docs/reference/conformance.md') ?? '';
    for (const { name } of operations) {
      if (page.includes(`### ${name}\n`)) passed += 1;
      else failures.push(`${name} isn't on the page of operations; declare it with both type arguments and its name as text.`);
    }
    return { passed, failures };
  },
};
