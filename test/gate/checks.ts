import { rmSync } from 'node:fs';
import { docCommentExamples, type GeneratedExamples } from '../examples/doc-comments.js';
import { pageExamples } from '../examples/pages.js';
import { writeExamples } from '../examples/write-examples.js';
import { runCommand } from '../kit/run-command.js';
import { notebookCheck } from '../notebooks/notebook-check.js';
import { apiCheck, packageCheck } from '../package/package-check.js';
import { type Check, commandOutcome, type Outcome } from './check.js';
import { decimals } from './decimals.js';
import { generatedCheck } from './generated.js';
import { layers } from './layers.js';
import { sourceFiles } from './source-files.js';

/** Counts what vitest closed with. */
function vitestOutcome({ status, output }: { readonly status: number; readonly output: string }): Outcome {
  const passed = Number(/Tests\s+.*?(\d+) passed/.exec(output)?.[1] ?? 0);
  if (status === 0) return { passed, failures: [] };
  const failed = Array.from(output.matchAll(/^ FAIL .*$/gm), ([line]) => line.trim());
  return { passed, failures: failed.length > 0 ? [...new Set(failed), output.slice(-6000)] : [output.slice(-8000)] };
}

async function examplesOutcome(kind: 'doc-comments' | 'pages', generated: GeneratedExamples): Promise<Outcome> {
  const folder = writeExamples(kind, generated);
  const types = await runCommand('npx', ['tsc', '-p', folder, '--noEmit']);
  const ran = vitestOutcome(await runCommand('npx', ['vitest', 'run', '--config', 'test/examples/vitest.config.ts'], { env: { EXAMPLES: kind } }));
  return { passed: ran.passed, failures: [...generated.failures, ...(types.status === 0 ? [] : [types.output]), ...ran.failures] };
}

const files = (): number => [...sourceFiles('src'), ...sourceFiles('test'), ...sourceFiles('examples')].length;

const command = (name: string, ensures: string, program: string, args: readonly string[]): Check => ({
  name,
  ensures,
  run: async () => commandOutcome(await runCommand(program, args), files()),
});

/** Everything that the gate runs, in order: what needs the built package comes after the build. */
export const checks: readonly Check[] = [
  command('types', 'the strict compiler accepts src, test and examples', 'npx', ['tsc', '-p', 'tsconfig.json', '--noEmit']),
  command('lint', 'oxlint with types finds nothing', 'npm', ['run', '-s', 'lint']),
  command('format', 'the formatter would change nothing', 'npx', ['biome', 'check', '.']),
  command('knip', 'no unused file, export or dependency', 'npx', ['knip']),
  layers,
  decimals,
  generatedCheck,
  {
    name: 'unit',
    ensures: 'unit, golden, property and law tests pass',
    // The gate's own test needs one folder only.
    run: async () =>
      vitestOutcome(
        await runCommand('npx', [
          'vitest',
          'run',
          '--config',
          'test/vitest.config.ts',
          ...(process.env['GATE_UNIT'] === undefined ? [] : [process.env['GATE_UNIT']]),
        ]),
      ),
  },
  {
    name: 'conformance',
    ensures: 'every case of outside truth agrees',
    run: async () => {
      const result = await runCommand('npm', ['run', '-s', 'conformance']);
      return commandOutcome(result, Number(/(\d+) passed/.exec(result.output)?.[1] ?? 0));
    },
  },
  {
    name: 'doc-examples',
    ensures: 'every example of a doc comment gives what it says, and every public function has one',
    run: () => examplesOutcome('doc-comments', docCommentExamples()),
  },
  {
    name: 'build',
    ensures: 'dist is made in both formats',
    run: async () => {
      rmSync('dist', { recursive: true, force: true });
      return commandOutcome(await runCommand('npm', ['run', '-s', 'build']));
    },
  },
  {
    name: 'page-examples',
    ensures: 'the code of README and docs runs against the built package',
    run: () => examplesOutcome('pages', pageExamples()),
  },
  packageCheck,
  apiCheck,
  notebookCheck,
  command('docs', 'the manual builds and no export is undocumented', 'npm', ['run', '-s', 'docs']),
  {
    name: 'demo',
    ensures: 'the README demo runs and its truth table holds',
    run: async () => {
      const result = await runCommand('npm', ['run', '-s', 'demo', '--', '--built', '--out', '.cache/demo']);
      return result.status === 0 && result.output.includes('Truth table')
        ? { passed: 1, failures: [] }
        : { passed: 0, failures: [result.output.slice(-4000)] };
    },
  },
];
