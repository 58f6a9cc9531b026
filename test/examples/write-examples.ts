import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import type { GeneratedExamples } from './doc-comments.js';

/** Writes generated tests into a folder of the cache, with a configuration that type-checks them. */
export function writeExamples(kind: 'doc-comments' | 'pages', generated: GeneratedExamples): string {
  const folder = `.cache/${kind}`;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const file of generated.files) writeFileSync(`${folder}/${file.name}`, file.text);
  const config = {
    extends: '../../tsconfig.json',
    compilerOptions: { noUnusedLocals: false, noUnusedParameters: false, noPropertyAccessFromIndexSignature: false },
    include: ['.'],
  };
  writeFileSync(`${folder}/tsconfig.json`, JSON.stringify(config));
  return folder;
}
