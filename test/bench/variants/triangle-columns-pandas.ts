import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import type { Ask } from '../child.js';
import { measuredInPython } from '../python.js';
import { columns } from '../trend-lines.js';

const ask: Ask = JSON.parse(process.argv[2] ?? '{"lines":1,"args":{}}');
const path = `.bench/columns-${ask.lines}.i32`;
if (!existsSync(path)) {
  mkdirSync('.bench', { recursive: true });
  const { incurred, paid, cents } = columns(ask.lines);
  for (const each of [incurred, paid, cents]) writeFileSync(path, new Uint8Array(each.buffer), { flag: 'a' });
}
await measuredInPython({ script: 'test/bench/python/triangle_columns.py', needs: 'pandas' });
