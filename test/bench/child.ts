import type { Sample } from './job.js';

/** What the parent asks for. */
export interface Ask {
  /** Unit: lines. */
  readonly lines: number;
  readonly args: Readonly<Record<string, string | number>>;
}

const MARK = 'coalition-kit-bench ';

/**
 * Runs a variant: what `prepare` makes is outside the clock, what `run` does is inside it.
 *
 * @param o - `prepare` loads; `run` gives the result as text in which equal results are equal, and notes to print.
 */
export async function measured<State>(o: {
  readonly prepare: (ask: Ask) => State | Promise<State>;
  readonly run: (
    state: State,
    ask: Ask,
  ) => { readonly result: string; readonly notes?: Sample['notes'] } | Promise<{ readonly result: string; readonly notes?: Sample['notes'] }>;
}): Promise<void> {
  const ask: Ask = JSON.parse(process.argv[2] ?? '{"lines":1,"args":{}}');
  const state = await o.prepare(ask);
  globalThis.gc?.();
  const [cpu0, wall0] = [process.cpuUsage(), performance.now()];
  const { result, notes } = await o.run(state, ask);
  const cpu = process.cpuUsage(cpu0);
  const sample: Sample = {
    wall: (performance.now() - wall0) / 1000,
    cpu: (cpu.user + cpu.system) / 1e6,
    rss: process.resourceUsage().maxRSS / 1024,
    result,
    ...(notes === undefined ? {} : { notes }),
  };
  console.log(MARK + JSON.stringify(sample));
}

/** Finds what a child said in what it printed. */
export function sampleIn(output: string): Sample | null {
  const line = output.split('\n').find((each) => each.startsWith(MARK));
  return line === undefined ? null : JSON.parse(line.slice(MARK.length));
}
