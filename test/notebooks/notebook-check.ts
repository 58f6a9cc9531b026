import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { build } from 'esbuild';
import type { Check, Outcome } from '../gate/check.js';
import { runCommand } from '../kit/run-command.js';
import { codeCells, notebookPaths } from './notebook.js';

const MARK = '\u0001end of cell';

/** Runs the joined cells against the built package; what each cell printed, in order. */
async function printed(path: string, folder: string): Promise<readonly string[] | string> {
  const name = basename(path, '.ipynb');
  const file = `${folder}/${name}.ts`;
  const outfile = resolve(folder, `${name}.mjs`);
  writeFileSync(
    file,
    `${codeCells(path)
      .map(({ code }) => `${code}\nconsole.log(${JSON.stringify(MARK)});`)
      .join('\n')}\n`,
  );
  await build({ entryPoints: [file], outfile, bundle: true, format: 'esm', platform: 'node', packages: 'external', logLevel: 'silent' });
  const { status, output } = await runCommand('node', [outfile]);
  return status === 0 ? output.split(`${MARK}\n`) : output;
}

/** Every notebook compiles, runs against the built package and prints what was saved. `write` saves what it prints now. */
async function checkNotebooks(write: boolean): Promise<Outcome> {
  const folder = '.cache/notebooks';
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const failures: string[] = [];
  let passed = 0;
  for (const path of notebookPaths()) {
    const outputs = await printed(path, folder);
    if (typeof outputs === 'string') {
      failures.push(`${path}: ${outputs}`);
      continue;
    }
    if (write) save(path, outputs);
    codeCells(path).forEach((cell, i) => {
      if (cell.saved === outputs[i]) passed += 1;
      else failures.push(`${path}, code cell ${i + 1}: saved ${JSON.stringify(cell.saved)}, printed ${JSON.stringify(outputs[i])}.`);
    });
  }
  writeFileSync(`${folder}/tsconfig.json`, JSON.stringify({ extends: '../../tsconfig.json', include: ['*.ts'] }));
  const types = await runCommand('npx', ['tsc', '-p', `${folder}/tsconfig.json`, '--noEmit']);
  if (types.status !== 0) failures.push(types.output);
  return { passed, failures };
}

function save(path: string, outputs: readonly string[]): void {
  const notebook: { readonly cells: { cell_type: string; outputs?: unknown; execution_count?: unknown }[] } = JSON.parse(readFileSync(path, 'utf8'));
  let code = 0;
  for (const cell of notebook.cells) {
    if (cell.cell_type !== 'code') continue;
    const text = outputs[code] ?? '';
    cell.outputs = text === '' ? [] : [{ name: 'stdout', output_type: 'stream', text: text.split(/(?<=\n)/) }];
    code += 1;
    cell.execution_count = code;
  }
  writeFileSync(path, `${JSON.stringify(notebook, null, 1)}\n`);
}

/** The notebooks; `npm run build` has run before. */
export const notebookCheck: Check = {
  name: 'notebooks',
  ensures: 'every notebook compiles, runs against the built package and prints what was saved in it',
  run: () => checkNotebooks(process.argv.includes('--save-notebooks')),
};
