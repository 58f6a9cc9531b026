// Validates a stream of made-up medical lines and prints the peak of memory: `node test/kit/run-ts.mjs
// test/claims/scripts/stream-validate.ts [--rows N]`. Without `--rows` it runs 250,000 and 1,000,000 lines, each in a process of its
// own, and fails when a million take 512 MB or more.
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { validateStream } from '../../../src/claims/validate/validate-delivery.js';
import { lineStream } from '../validate/line-stream.js';

const { values } = parseArgs({ options: { rows: { type: 'string' } } });

/** Highest memory of this process so far. Unit: MB of 2^20 bytes. */
const peak = (): number => process.resourceUsage().maxRSS / 1024;

if (values.rows === undefined) {
  const peaks = [250_000, 1_000_000].map((rows) => {
    const run = spawnSync(
      process.execPath,
      [...process.execArgv, 'test/kit/run-ts.mjs', 'test/claims/scripts/stream-validate.ts', '--rows', String(rows)],
      {
        encoding: 'utf8',
      },
    );
    process.stdout.write(run.stdout + run.stderr);
    if (run.status !== 0) throw new Error(`The run of ${rows} rows failed.`);
    return Number(/peak (\d+) MB/.exec(run.stdout)?.[1]);
  });
  const [, million = Number.POSITIVE_INFINITY] = peaks;
  if (million >= 512) {
    console.error(`A million lines took ${million} MB; the limit is 512 MB.`);
    process.exitCode = 1;
  }
} else {
  const rows = Number(values.rows);
  const start = performance.now();
  const report = await validateStream({ medical: lineStream(rows) }, { asOf: '2026-01-31' });
  const seconds = (performance.now() - start) / 1000;
  const { input, accepted } = report.tables.medical.accounting;
  console.log(
    `${input.rows} lines, ${accepted.rows} accepted, ${report.findings.length} findings: peak ${peak().toFixed(0)} MB, ${seconds.toFixed(1)} s, ${Math.round(rows / seconds)} lines/s`,
  );
}
