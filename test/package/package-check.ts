import { writeFileSync } from 'node:fs';
import { type Check, commandOutcome, type Outcome } from '../gate/check.js';
import { runCommand } from '../kit/run-command.js';
import { changedReports } from './api-reports.js';
import { bundleFaults } from './bundle-rules.js';
import { packed } from './packed.js';
import { subpaths } from './subpaths.js';

function loaderOf(format: 'esm' | 'cjs', specifiers: readonly string[]): string {
  const lines = specifiers.map((name) =>
    format === 'esm'
      ? `[${JSON.stringify(name)}, await import(${JSON.stringify(name)})]`
      : `[${JSON.stringify(name)}, require(${JSON.stringify(name)})]`,
  );
  return `const all = [${lines.join(',\n')}];\nconsole.log(JSON.stringify(all.map(([name, module]) => [name, Object.keys(module).filter((key) => key !== '__esModule' && key !== 'module.exports' && key !== 'default').sort()])));\n`;
}

/** Every subpath gives the same names from ESM and from CommonJS, in a project that has only what npm would install. */
async function bothFormats(consumer: string): Promise<Outcome> {
  const specifiers = subpaths()
    .filter((name) => !name.startsWith('engines/duckdb'))
    .map((name) => (name === '' ? 'coalition-kit' : `coalition-kit/${name}`));
  const outputs: string[] = [];
  for (const [format, file] of [
    ['esm', 'all.mjs'],
    ['cjs', 'all.cjs'],
  ] as const) {
    writeFileSync(`${consumer}/${file}`, loaderOf(format, specifiers));
    const { status, output } = await runCommand('node', [file], { cwd: consumer });
    if (status !== 0) return { passed: 0, failures: [`${format}: ${output}`] };
    outputs.push(output);
  }
  const [esm = '', cjs = ''] = outputs;
  const modules: readonly (readonly [string, readonly string[]])[] = JSON.parse(esm);
  const empty = modules.filter(([, names]) => names.length === 0).map(([name]) => `${name} exports nothing at run time.`);
  return { passed: specifiers.length, failures: [...(esm === cjs ? [] : ['ESM and CommonJS give different names']), ...empty] };
}

function joined(outcomes: readonly Outcome[]): Outcome {
  return { passed: outcomes.reduce((sum, each) => sum + each.passed, 0), failures: outcomes.flatMap((each) => each.failures) };
}

/** The package as users get it; `npm run build` has run before. */
export const packageCheck: Check = {
  name: 'package',
  ensures: 'the packed tarball imports from ESM and CommonJS, attw and publint are clean, sizes hold, zod stays at the border',
  run: async (): Promise<Outcome> => {
    const { tarball, consumer } = await packed();
    const formats = await bothFormats(consumer);
    const publint = commandOutcome(await runCommand('npx', ['publint', '--strict', tarball]));
    const attw = commandOutcome(await runCommand('npx', ['attw', tarball, '--format', 'table-flipped', '--no-emoji']), subpaths().length * 4);
    const { passed, failures } = await bundleFaults();
    return joined([formats, publint, attw, { passed, failures }]);
  },
};

/** The committed API reports are those of the API as it is. */
export const apiCheck: Check = {
  name: 'api',
  ensures: 'docs/api holds the public API as it is',
  run: async (): Promise<Outcome> => {
    const changed = changedReports();
    return {
      passed: subpaths().length - changed.length,
      failures: changed.map((name) => `docs/api/${name} isn't the API as it is; run npm run api and commit it with the change.`),
    };
  },
};
