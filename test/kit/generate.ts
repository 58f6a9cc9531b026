import { mkdirSync, writeFileSync } from 'node:fs';
import { generatedFiles } from './generated-files.js';

mkdirSync('docs/reference', { recursive: true });
for (const [path, text] of generatedFiles()) {
  writeFileSync(path, text);
  console.log(path);
}
