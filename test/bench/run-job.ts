import { resolve } from 'node:path';
import { build } from 'esbuild';
import { runCommand } from '../kit/run-command.js';
import { sampleIn } from './child.js';
import type { Job, Sample, Variant } from './job.js';

/** One variant after all rounds. */
export interface Measured {
  readonly variant: Variant;
  readonly samples: readonly Sample[];
  /** Why it has no samples: not installed, too large for it, failed. */
  readonly absent: string | null;
}

/** A job after all rounds. */
export interface JobResult {
  readonly job: Job;
  readonly lines: number;
  readonly measured: readonly Measured[];
  /** Names of variants whose result differs from ours: no ratio is printed then. */
  readonly unequal: readonly string[];
  /** Median over rounds of our CPU seconds to the best peer's in the same round. */
  readonly ratio: { readonly median: number; readonly low: number; readonly high: number; readonly peer: string } | null;
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? 0;

async function bundled(variant: Variant): Promise<string> {
  const outfile = resolve('test/bench/node_modules/.cache', `${variant.file}.mjs`);
  await build({
    entryPoints: [`test/bench/variants/${variant.file}.ts`],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    logLevel: 'silent',
  });
  return outfile;
}

async function sampleOf(file: string, variant: Variant, lines: number): Promise<Sample | string> {
  const ask = JSON.stringify({ lines, args: variant.args ?? {} });
  const { output } = await runCommand('node', ['--expose-gc', '--max-old-space-size=8000', file, ask]);
  if (output.includes('ERR_MODULE_NOT_FOUND')) return 'not installed';
  return sampleIn(output) ?? `failed: ${output.slice(-600)}`;
}

/** Runs the rounds interleaved (A B C, A B C), compares results, then figures. */
export async function runJob(job: Job, o: { readonly lines: number; readonly rounds: number }): Promise<JobResult> {
  const files = await Promise.all(job.variants.map(bundled));
  const samples: Sample[][] = job.variants.map(() => []);
  const absent: (string | null)[] = job.variants.map((each) =>
    each.most !== undefined && o.lines > each.most ? `not run above ${each.most} lines` : null,
  );
  for (let round = 0; round < o.rounds; round += 1) {
    for (const [i, variant] of job.variants.entries()) {
      if (absent[i] !== null) continue;
      const got = await sampleOf(files[i] ?? '', variant, o.lines);
      if (typeof got === 'string') absent[i] = got;
      else samples[i]?.push(got);
    }
  }
  const measured = job.variants.map((variant, i) => ({ variant, samples: samples[i] ?? [], absent: absent[i] ?? null }));
  const ours = measured.find((each) => each.variant.ours);
  const expected = ours?.samples[0]?.result;
  const unequal = measured.flatMap((each) => (each.samples.some((sample) => sample.result !== expected) ? [each.variant.name] : []));
  const peers = measured.filter((each) => !each.variant.ours && each.samples.length > 0 && !unequal.includes(each.variant.name));
  const best = peers.toSorted((a, b) => median(a.samples.map((s) => s.cpu)) - median(b.samples.map((s) => s.cpu)))[0];
  if (ours === undefined || best === undefined || unequal.includes(ours.variant.name)) return { job, lines: o.lines, measured, unequal, ratio: null };
  const ratios = ours.samples.map((sample, round) => sample.cpu / (best.samples[round]?.cpu ?? Number.NaN)).filter(Number.isFinite);
  return {
    job,
    lines: o.lines,
    measured,
    unequal,
    ratio: { median: median(ratios), low: Math.min(...ratios), high: Math.max(...ratios), peer: best.variant.name },
  };
}
