import type { Check, Outcome } from './check.js';
import { checks } from './checks.js';
import { gateTest } from './gate-test.js';

/** `--only a,b` runs those checks; `--fast` leaves out the gate's own test. */
const args = process.argv.slice(2);
const only = args.includes('--only') ? (args[args.indexOf('--only') + 1] ?? '').split(',') : null;
const all: readonly Check[] = args.includes('--fast') ? checks : [...checks, gateTest];
const chosen = all.filter((check) => only === null || only.includes(check.name));

async function outcomeOf(check: Check): Promise<Outcome> {
  try {
    const outcome = await check.run();
    return outcome.passed === 0 && outcome.failures.length === 0 ? { passed: 0, failures: ['found nothing to check'] } : outcome;
  } catch (error) {
    return { passed: 0, failures: [error instanceof Error ? (error.stack ?? error.message) : String(error)] };
  }
}

let passed = 0;
let failed = 0;
for (const check of chosen) {
  const started = Date.now();
  const outcome = await outcomeOf(check);
  passed += outcome.passed;
  failed += outcome.failures.length;
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  console.log(
    `${outcome.failures.length === 0 ? 'ok    ' : 'FAILED'} ${check.name.padEnd(14)} ${seconds.padStart(6)} s  ${String(outcome.passed).padStart(6)} checked  ${check.ensures}`,
  );
  for (const failure of outcome.failures.slice(0, 30)) console.log(`       ${failure.replaceAll('\n', '\n       ')}`);
  if (outcome.failures.length > 30) console.log(`       and ${outcome.failures.length - 30} more`);
}
if (chosen.length === 0) {
  console.log('no check has that name');
  failed += 1;
}
console.log(`${passed} passed, ${failed} failed`);
if (failed > 0) process.exitCode = 1;
