import { appendFileSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runCommand } from '../kit/run-command.js';
import { notebookPaths } from '../notebooks/notebook.js';
import type { Check, Outcome } from './check.js';

/** Outside the repository, so that what git ignores here isn't ignored there. */
const SCRATCH = join(tmpdir(), `coalition-kit-scratch-${process.pid}`);

/** One violation: which check must see it, how it is planted, and what the check must say. */
interface Plant {
  readonly check: string;
  plant(root: string): void;
  /** Text that the failing check prints because of the plant. */
  readonly says: string;
}

const file = (path: string, text: string) => (root: string) => {
  mkdirSync(resolve(root, path, '..'), { recursive: true });
  writeFileSync(resolve(root, path), text);
};
const append = (path: string, text: string) => (root: string) => appendFileSync(resolve(root, path), text);
const DOC = '/** Planted. */\n';

/** Violations that need no build. They stand in files of their own, so they can be planted together. */
const BEFORE_BUILD: readonly Plant[] = [
  { check: 'types', plant: file('src/money/planted-type.ts', `${DOC}export const planted: number = 'text';\n`), says: 'planted-type.ts' },
  {
    check: 'lint',
    plant: file('src/money/planted-lint.ts', `${DOC}export function planted(x: any): boolean {\n  return x == 1;\n}\n`),
    says: 'planted-lint.ts',
  },
  { check: 'format', plant: file('src/money/planted-format.ts', `${DOC}export const planted    = "a"\n`), says: 'planted-format.ts' },
  { check: 'knip', plant: file('src/money/planted-unused.ts', `${DOC}export const planted = 1;\n`), says: 'planted-unused.ts' },
  {
    check: 'layers',
    plant: file('src/money/planted-layer.ts', "import 'node:fs';\nexport type { ReportDocument } from '../report/document.js';\n"),
    says: 'planted-layer.ts imports ../report/document.js',
  },
  {
    check: 'decimals',
    plant: file(
      'src/money/planted-decimal.ts',
      `import { Decimal } from './decimal.js';\n${DOC}export const planted = new Decimal(1) < new Decimal(2);\n`,
    ),
    says: 'planted-decimal.ts',
  },
  { check: 'generated', plant: append('docs/reference/codes.md', 'planted\n'), says: 'docs/reference/codes.md' },
  {
    check: 'unit',
    plant: file('test/money/planted.test.ts', "import { expect, test } from 'vitest';\ntest('planted', () => expect(1).toBe(2));\n"),
    says: 'planted.test.ts',
  },
  {
    check: 'conformance',
    plant: file(
      'test/conformance/cases/planted.json',
      JSON.stringify({ area: 'money', cases: [{ id: 'planted', operation: 'money.planted', given: {}, expect: { $: 1 } }] }),
    ),
    says: 'planted $: expected',
  },
  {
    check: 'doc-examples',
    plant: file(
      'src/money/planted-example.ts',
      '/**\n * Planted.\n *\n * @example\n * planted(1); // => 2\n */\nexport function planted(x: number): number {\n  return x;\n}\n',
    ),
    says: 'src__money__planted-example',
  },
];

/** Violations of what is built; the copy is built once with all of them in it. */
const AFTER_BUILD: readonly Plant[] = [
  {
    check: 'page-examples',
    plant: file('docs/guides/planted.md', "# Planted\n\n```ts\nimport { usd } from 'coalition-kit/money';\nusd('1').toFixed(); // => '2'\n```\n"),
    says: 'docs/guides/planted.md',
  },
  {
    check: 'package',
    plant: append('src/time/index.ts', "export { z as planted } from 'zod';\n"),
    says: 'coalition-kit/time pulls zod in',
  },
  { check: 'api', plant: append('docs/api/money.api.md', 'planted\n'), says: 'docs/api/money.api.md' },
  {
    check: 'notebooks',
    plant: (root) => {
      const [path = ''] = notebookPaths();
      const text = readFileSync(resolve(root, path), 'utf8');
      writeFileSync(
        resolve(root, path),
        text.replace('"output_type": "stream",\n     "text": [\n', '"output_type": "stream",\n     "text": [\n      "planted\\n",\n'),
      );
    },
    says: 'planted',
  },
  { check: 'docs', plant: append('src/money/index.ts', "export { undocumented } from './planted-bare.js';\n"), says: 'undocumented' },
  { check: 'demo', plant: append('examples/coalition-year.ts', "\nthrow new Error('planted');\n"), says: 'planted' },
];

const BROKEN_BUILD: Plant = { check: 'build', plant: file('src/money/planted-syntax.ts', 'export const = ;\n'), says: 'planted-syntax' };

function scratchCopy(): string {
  rmSync(SCRATCH, { recursive: true, force: true });
  mkdirSync(SCRATCH, { recursive: true });
  const skip = new Set(['.git', 'node_modules', '.cache', 'dist', 'coverage', '.bench', 'temp']);
  for (const name of readdirSync('.'))
    if (!skip.has(name)) cpSync(name, `${SCRATCH}/${name}`, { recursive: true, filter: (from) => !from.endsWith('docs/site') });
  // oxlint and biome skip what git ignores above them; a root of its own makes the copy a project.
  writeFileSync(`${SCRATCH}/.gitignore`, readFileSync('.gitignore', 'utf8'));
  mkdirSync(`${SCRATCH}/.git/objects`, { recursive: true });
  mkdirSync(`${SCRATCH}/.git/refs`, { recursive: true });
  writeFileSync(`${SCRATCH}/.git/HEAD`, 'ref: refs/heads/main\n');
  symlinkSync(resolve('node_modules'), `${SCRATCH}/node_modules`);
  return resolve(SCRATCH);
}

const runCheck = (root: string, name: string): Promise<{ readonly status: number; readonly output: string }> =>
  runCommand('node', ['test/kit/run-ts.mjs', 'test/gate/run.ts', '--fast', '--only', name], {
    cwd: root,
    env: { GATE_UNIT: 'test/money', ...(name === 'package' || name === 'api' ? { GATE_SUBPATHS: ',money,time' } : {}) },
  });

async function faultsOf(root: string, plants: readonly Plant[]): Promise<readonly string[]> {
  const failures: string[] = [];
  for (const { check, says } of plants) {
    const { status, output } = await runCheck(root, check);
    if (status === 0) failures.push(`${check} passes although a violation was planted.`);
    else if (!output.includes(says)) failures.push(`${check} fails for another reason than its plant: ${output.slice(0, 1500)}`);
  }
  return failures;
}

/** The gate's own test: each check sees the violation that was planted for it. */
export const gateTest: Check = {
  name: 'gate-test',
  ensures: 'every check fails on a violation planted for it in a scratch copy',
  run: async (): Promise<Outcome> => {
    const before = scratchCopy();
    for (const each of BEFORE_BUILD) each.plant(before);
    const first = await faultsOf(before, BEFORE_BUILD);

    const after = scratchCopy();
    file('src/money/planted-bare.ts', 'export const undocumented = 1;\n')(after);
    for (const each of AFTER_BUILD) each.plant(after);
    const built = await runCommand('npm', ['run', '-s', 'build'], { cwd: after });
    const second = built.status === 0 ? await faultsOf(after, AFTER_BUILD) : [`the planted copy doesn't build: ${built.output}`];

    BROKEN_BUILD.plant(after);
    const third = await faultsOf(after, [BROKEN_BUILD]);
    rmSync(SCRATCH, { recursive: true, force: true });
    const failures = [...first, ...second, ...third];
    return { passed: BEFORE_BUILD.length + AFTER_BUILD.length + 1 - failures.length, failures };
  },
};
