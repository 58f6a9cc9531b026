// Times the streaming generator: `node test/kit/run-ts.mjs test/synthetic/scripts/stream-members.ts [--members N]`. Default: 100,000
// members over 24 months; the target is 30 s of one core.
import { parseArgs } from 'node:util';
import { streamCoalition } from '../../../src/synthetic/stream-coalition.js';

const { values } = parseArgs({ options: { members: { type: 'string', default: '100000' } } });
const members = Number(values.members);
const start = performance.now();
const coalition = streamCoalition({ seed: 1, employers: 20, members, months: ['2024-01', '2025-12'] });
let lines = 0;
let prescriptions = 0;
let spans = 0;
for (const { medical, pharmacy, eligibility } of coalition.households) {
  lines += medical.length;
  prescriptions += pharmacy.length;
  spans += eligibility.length;
}
coalition.finish();
const seconds = (performance.now() - start) / 1000;
const { user, system } = process.cpuUsage();
const core = (user + system) / 1e6;
console.log(
  `${members} members x 24 months: ${spans} spans, ${lines} medical lines, ${prescriptions} prescriptions in ${seconds.toFixed(1)} s, ${core.toFixed(1)} s of a core; peak ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB`,
);
if (members === 100_000 && core > 30) process.exitCode = 1;
