// Damages records of every reader's format, millions of times, twenty to a file: `node test/kit/run-ts.mjs test/claims/scripts/mutate-readers.ts
// [--reader ID] [--count N] [--seed S] [--minutes M] [--from FILES]`. Default: every reader, 10^7 each, no end by time. `--from` goes on
// after so many files of an earlier run, which its last line told. Exit code 1 at the first broken promise, with the run that shows it again.
import { parseArgs } from 'node:util';
import { mutationSubjects, runMutations } from '../adapters/mutation-subjects.js';

const { values } = parseArgs({
  options: {
    reader: { type: 'string' },
    count: { type: 'string', default: '10000000' },
    seed: { type: 'string', default: '1' },
    minutes: { type: 'string', default: 'Infinity' },
    from: { type: 'string', default: '0' },
  },
});
const count = Number(values.count);
const subjects = mutationSubjects.filter(({ id }) => values.reader === undefined || values.reader === id);
if (subjects.length === 0)
  throw new Error(`No reader is called ${values.reader ?? ''}; there are ${mutationSubjects.map(({ id }) => id).join(', ')}.`);
const end = performance.now() + Number(values.minutes) * 60_000;
const STEP = 50_000;
for (const [at, subject] of subjects.entries()) {
  const start = performance.now();
  // Each reader gets its share of the time that is left.
  const stop = start + (end - start) / (subjects.length - at);
  let done = 0;
  let files = Number(values.from);
  let characters = 0;
  let slowest = 0;
  while (done < count && performance.now() < stop) {
    const run = runMutations(subject, { seed: Number(values.seed), count: Math.min(STEP, count - done), from: files });
    done += run.count;
    files += run.files;
    characters += run.characters;
    slowest = Math.max(slowest, run.slowest);
    if (run.broken !== null) {
      console.error(`${subject.id}: ${run.broken}`);
      process.exit(1);
    }
    if (done % 500_000 === 0) console.log(`${subject.id}: ${done} of ${count} ...`);
  }
  const seconds = (performance.now() - start) / 1000;
  console.log(
    `${subject.id}: ${done} of ${count} damaged records, up to file ${files}, ${(characters / 1e6).toFixed(0)} million characters in ${seconds.toFixed(0)} s; slowest input ${slowest.toFixed(0)} ms; nothing broken`,
  );
}
