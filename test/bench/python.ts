import { runCommand } from '../kit/run-command.js';
import { sampleIn } from './child.js';

const SCRIPT = 'test/bench/python/chainladder_jobs.py';

/**
 * Runs a job by chainladder-python and passes its sample on. Python is the one that BENCH_PYTHON names, else the path's; where none
 * has chainladder, it says so, and the bench prints that the peer was skipped.
 */
export async function measuredInPython(): Promise<void> {
  for (const python of [process.env['BENCH_PYTHON'] ?? 'python3', 'python']) {
    const { output } = await runCommand(python, ['-W', 'ignore', SCRIPT, process.argv[2] ?? '{}']).catch(() => ({ output: 'not found' }));
    if (sampleIn(output) !== null) {
      console.log(output.split('\n').find((line) => line.startsWith('coalition-kit-bench ')) ?? '');
      return;
    }
    if (!/No module named|not found|ENOENT/.test(output)) console.log(output);
  }
  console.log('ERR_MODULE_NOT_FOUND: no Python with chainladder; pip install chainladder, or name one in BENCH_PYTHON.');
}
