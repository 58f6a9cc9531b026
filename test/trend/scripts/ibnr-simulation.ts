// Prints the reserve simulation of the spec with our column beside it, and whether `auto` keeps its targets.
// Run: node test/kit/run-ts.mjs test/trend/scripts/ibnr-simulation.ts [share of runs, 1 if not given]
import { sharedData } from '../../kit/shared-data.js';
import { readJson } from '../golden.js';
import { runStudy, STUDY_METHODS } from './ibnr-study.js';

const share = Number(process.argv[2] ?? 1);
const path = sharedData('trend/golden-visible.json');
const golden: { ibnr_simulation: { rows: readonly (readonly string[])[] } } | null = path === null ? null : readJson(path);
const sizes = [
  { members: 1000, runs: 400, target: 24.6 },
  { members: 10_000, runs: 300, target: 8.5 },
  { members: 100_000, runs: 150, target: 3.2 },
];
sizes.forEach(({ members, runs, target }, column) => {
  const count = Math.max(10, Math.round(runs * share));
  console.log(`\n${members} members, ${count} runs: MAPE % (RMSE % of a month), spec | ours, bias, coverage of the 80 % interval`);
  for (const score of runStudy({ seed: 20260101, runs: count, members, methods: STUDY_METHODS })) {
    const spec = golden?.ibnr_simulation.rows.find(([name]) => name === score.name)?.[column + 1] ?? '-';
    const covered = score.covered === null ? '-' : `${(100 * score.covered).toFixed(1)} %`;
    console.log(
      `${score.name.padEnd(12)} ${spec.padEnd(24)} | ${score.mape.toFixed(2)} (${score.rmse.toFixed(1)}), ${score.bias.toFixed(1)}, ${covered}`,
    );
    if (score.name !== 'auto') continue;
    const held = score.covered !== null && score.covered >= 0.75 && score.covered <= 0.85;
    console.log(
      `             target: MAPE at most ${target}: ${score.mape <= target ? 'met' : 'MISSED'}; coverage 75 to 85 %: ${held ? 'met' : 'MISSED'}`,
    );
  }
});
