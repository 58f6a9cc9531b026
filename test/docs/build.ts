import { existsSync } from 'node:fs';
import { mustRun } from '../kit/run-command.js';

console.log(await mustRun('npx', ['typedoc', '--options', 'docs/typedoc.json']));
if (!existsSync('docs/site/index.html')) throw new Error('typedoc ended without a page');
console.log('docs/site/index.html');
