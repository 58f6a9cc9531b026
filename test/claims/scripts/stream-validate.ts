// Validates made-up medical lines in three ways and prints the peak of memory: held whole (`validateStream`), in parts by person
// (`partitions`), and in windows of sorted lines (`sortedBy`). `node test/kit/run-ts.mjs test/claims/scripts/stream-validate.ts`
// runs each way on 250,000, 1,000,000 and 2,000,000 lines, each in a process of its own, prints the growth of the peak for each line
// more, and fails when a million take 512 MB or more. `--way whole|partitions|sorted` runs one way, `--rows N` one size of it.
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { validateStream } from '../../../src/claims/validate/validate-delivery.js';
import { validateInParts } from '../../../src/claims/validate/validate-parts.js';
import { lineRows, lineStream } from '../validate/line-stream.js';

const WAYS = ['whole', 'partitions', 'sorted'] as const;
type Way = (typeof WAYS)[number];
const SIZES = [250_000, 1_000_000, 2_000_000];

const { values } = parseArgs({ options: { rows: { type: 'string' }, way: { type: 'string' }, partitions: { type: 'string', default: '8' } } });
const partitions = Number(values.partitions);
const ways = WAYS.filter((way) => values.way === undefined || values.way === way);

/** Highest memory of this process so far. Unit: MB of 2^20 bytes. */
const peak = (): number => process.resourceUsage().maxRSS / 1024;

async function run(way: Way, rows: number): Promise<void> {
  const o = { asOf: '2026-01-31' };
  const base = peak();
  const start = performance.now();
  const report =
    way === 'whole'
      ? await validateStream({ medical: lineStream(rows) }, o)
      : await validateInParts({ medical: () => lineRows(rows) }, way === 'sorted' ? { ...o, sortedBy: 'person_id' } : { ...o, partitions });
  const seconds = (performance.now() - start) / 1000;
  const { input, accepted } = report.tables.medical.accounting;
  console.log(
    `${way}: ${input.rows} lines, ${accepted.rows} accepted, ${report.findings.length} findings: peak ${peak().toFixed(0)} MB (${base.toFixed(0)} MB before), ${seconds.toFixed(1)} s, ${Math.round(rows / seconds)} lines/s`,
  );
}

function measured(way: Way, rows: number): number {
  const script = [
    'test/kit/run-ts.mjs',
    'test/claims/scripts/stream-validate.ts',
    '--way',
    way,
    '--rows',
    String(rows),
    '--partitions',
    String(partitions),
  ];
  const done = spawnSync(process.execPath, [...process.execArgv, ...script], { encoding: 'utf8' });
  process.stdout.write(done.stdout + done.stderr);
  if (done.status !== 0) throw new Error(`The run of ${rows} rows failed.`);
  return Number(/peak (\d+) MB/.exec(done.stdout)?.[1]);
}

if (values.rows === undefined) {
  for (const way of ways) {
    const peaks = SIZES.map((rows) => measured(way, rows));
    const growth = SIZES.slice(1).map((rows, at) => (((peaks[at + 1] ?? 0) - (peaks[at] ?? 0)) * 1_048_576) / (rows - (SIZES[at] ?? 0)));
    console.log(
      `${way}${way === 'partitions' ? ` (${partitions})` : ''}: ${growth.map((bytes) => bytes.toFixed(0)).join(', then ')} bytes more a line\n`,
    );
    const million = peaks[1] ?? Number.POSITIVE_INFINITY;
    if (million >= 512) {
      console.error(`A million lines took ${million} MB; the limit is 512 MB.`);
      process.exitCode = 1;
    }
  }
} else {
  for (const way of ways) await run(way, Number(values.rows));
}
