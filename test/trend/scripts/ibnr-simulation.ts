// Prints the reserve simulation of the spec with our column beside it. Run: bundle with esbuild, then node. Argument: share of runs.
import { sharedData } from '../../kit/shared-data.js';
import { readJson } from '../golden.js';
import { runStudy, STUDY_METHODS } from './ibnr-study.js';

const share = Number(process.argv[2] ?? 1);
const path = sharedData('trend/golden-visible.json');
const golden: { ibnr_simulation: { rows: readonly (readonly string[])[] } } | null = path === null ? null : readJson(path);
const sizes = [
  { members: 1000, runs: 400 },
  { members: 10_000, runs: 300 },
  { members: 100_000, runs: 150 },
];
sizes.forEach(({ members, runs }, column) => {
  const count = Math.max(10, Math.round(runs * share));
  console.log(`\n${members} members, ${count} runs: MAPE % (RMSE % of a month), spec | ours, bias, coverage of the 80 % interval`);
  for (const score of runStudy({ seed: 20260101, runs: count, members, methods: STUDY_METHODS })) {
    const spec = golden?.ibnr_simulation.rows.find(([name]) => name === score.name)?.[column + 1] ?? '-';
    const covered = score.covered === null ? '-' : `${(100 * score.covered).toFixed(1)} %`;
    console.log(
      `${score.name.padEnd(12)} ${spec.padEnd(24)} | ${score.mape.toFixed(1)} (${score.rmse.toFixed(1)}), ${score.bias.toFixed(1)}, ${covered}`,
    );
  }
});
