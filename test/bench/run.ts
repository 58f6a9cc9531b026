import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { mustRun } from '../kit/run-command.js';
import type { Job } from './job.js';
import { jobs } from './jobs/index.js';
import { type JobResult, runJob } from './run-job.js';

const args = process.argv.slice(2);
const valueOf = (name: string): string | undefined => (args.includes(name) ? args[args.indexOf(name) + 1] : undefined);
const rounds = Number(valueOf('--rounds') ?? 3);
const lines = valueOf('--lines');
const named = args.filter((each, i) => !each.startsWith('--') && !args[i - 1]?.startsWith('--'));
const chosen = jobs.filter((job) => named.length === 0 || named.some((name) => job.id.toLowerCase().startsWith(name.toLowerCase())));
if (chosen.length === 0) throw new Error(`No job is called ${named.join(', ')}. There are ${jobs.map((job) => job.id).join(', ')}.`);

if (!existsSync('test/bench/node_modules/@duckdb'))
  await mustRun('npm', ['install', '--prefix', 'test/bench', '--no-save', '--no-package-lock', '--no-audit', '--no-fund']);

const fixed = (value: number, digits: number): string => value.toFixed(digits);
const middle = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? 0;

function verdict(job: Job, result: JobResult): string {
  if (result.unequal.length > 0) return `FAILED: the results of ${result.unequal.join(', ')} differ from ours`;
  const ours = result.measured.find((each) => each.variant.ours);
  const wall = middle(ours?.samples.map((sample) => sample.wall) ?? []);
  const parts: string[] = [];
  if (result.ratio !== null) {
    const { median, low, high, peer } = result.ratio;
    const goal = job.goal.ratio;
    parts.push(
      `ours / ${peer} = ${fixed(median, 3)} (${fixed(low, 3)} to ${fixed(high, 3)})${goal === undefined ? '' : median <= goal ? `, goal ${goal} met` : `, goal ${goal} MISSED`}`,
    );
  }
  if (job.goal.seconds !== undefined) parts.push(`${fixed(wall, 3)} s, goal ${job.goal.seconds} s ${wall <= job.goal.seconds ? 'met' : 'MISSED'}`);
  if (job.goal.memory !== undefined) {
    const most = Math.max(...(ours?.samples ?? []).map((sample) => Number(sample.notes?.['MB beyond input'])));
    parts.push(`${fixed(most, 1)} MB beyond the input, goal ${job.goal.memory} MB ${most <= job.goal.memory ? 'met' : 'MISSED'}`);
  }
  return parts.join('; ') || 'no peer ran';
}

function print(result: JobResult): void {
  const { job, measured } = result;
  console.log(`\n${job.id} ${job.title}, ${job.boundary}, size ${result.lines.toLocaleString('en-US')}`);
  console.log(`   goal: ${job.goal.words}`);
  for (const { variant, samples, absent } of measured) {
    if (samples.length === 0) {
      console.log(`   ${variant.name.padEnd(40)} skipped: ${absent ?? 'no samples'}`);
      continue;
    }
    const notes = Object.entries(samples[0]?.notes ?? {})
      .map(([name, value]) => `${name} ${value}`)
      .join(', ');
    console.log(
      `   ${variant.name.padEnd(40)} wall ${fixed(middle(samples.map((s) => s.wall)), 3).padStart(8)} s  cpu ${fixed(middle(samples.map((s) => s.cpu)), 3).padStart(8)} s  rss ${fixed(middle(samples.map((s) => s.rss)), 0).padStart(6)} MB  ${notes}`,
    );
  }
  console.log(`   ${verdict(job, result)}`);
}

const results: JobResult[] = [];
for (const job of chosen) {
  const result = await runJob(job, { lines: lines === undefined ? job.lines : Number(lines), rounds });
  results.push(result);
  print(result);
}
mkdirSync('.bench', { recursive: true });
const versions: unknown = JSON.parse(readFileSync('test/bench/package.json', 'utf8'));
const record = {
  machine: { cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length, node: process.version },
  peers: versions,
  command: `npm run bench -- ${args.join(' ')}`,
  results,
};
writeFileSync('.bench/bench.json', `${JSON.stringify(record, null, 2)}\n`);
console.log(`\n.bench/bench.json has every sample. ${readdirSync('test/bench/variants').length} variants in ${jobs.length} jobs.`);
if (results.some((each) => each.unequal.length > 0)) process.exitCode = 1;
