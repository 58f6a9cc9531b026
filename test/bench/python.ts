import { runCommand } from '../kit/run-command.js';
import { sampleIn } from './child.js';

const CHAINLADDER = { script: 'test/bench/python/chainladder_jobs.py', needs: 'chainladder' } as const;

/**
 * Runs a job by a Python package, chainladder-python unless told, and passes its sample on. Python is the one that BENCH_PYTHON names,
 * else the path's; where none has the package, it says so, and the bench prints that the peer was skipped.
 */
export async function measuredInPython(o: { readonly script: string; readonly needs: string } = CHAINLADDER): Promise<void> {
  for (const python of [process.env['BENCH_PYTHON'] ?? 'python3', 'python']) {
    const { output } = await runCommand(python, ['-W', 'ignore', o.script, process.argv[2] ?? '{}']).catch(() => ({ output: 'not found' }));
    if (sampleIn(output) !== null) {
      console.log(output.split('\n').find((line) => line.startsWith('coalition-kit-bench ')) ?? '');
      return;
    }
    if (!/No module named|not found|ENOENT/.test(output)) console.log(output);
  }
  console.log(`ERR_MODULE_NOT_FOUND: no Python with ${o.needs}; pip install ${o.needs}, or name one in BENCH_PYTHON.`);
}
