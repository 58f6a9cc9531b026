import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { operations } from './registry.js';
import { type CaseResult, type ConformanceCase, runCase } from './run-cases.js';

const args = process.argv.slice(2);
const dataAt = args.indexOf('--data');
const dataRoot = dataAt < 0 ? '../shared/data' : (args[dataAt + 1] ?? '');
const json = args.includes('--json');
const named = args.filter((each, i) => !each.startsWith('--') && (dataAt < 0 || i !== dataAt + 1));
const own = existsSync('test/conformance/cases')
  ? readdirSync('test/conformance/cases')
      .filter((name) => name.endsWith('.json'))
      .sort()
  : [];
const files = named.length > 0 ? named : own.map((name) => `test/conformance/cases/${name}`);

function casesOf(file: string): readonly ConformanceCase[] {
  const parsed: { readonly cases?: readonly ConformanceCase[] } = JSON.parse(readFileSync(file, 'utf8'));
  if (!Array.isArray(parsed.cases)) throw new Error(`${file} has no list "cases".`);
  return parsed.cases;
}

const byName = new Map(operations.map((each) => [each.name, each]));
const results: CaseResult[] = [];
for (const file of files) for (const each of casesOf(file)) results.push(await runCase(each, byName, dataRoot));

const count = (status: CaseResult['status']): number => results.filter((each) => each.status === status).length;
if (json) console.log(JSON.stringify(results, null, 2));
else {
  for (const { id, status, faults } of results) {
    if (status === 'failed')
      for (const { path, expected, got } of faults)
        console.log(`${id} ${path}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(got)?.slice(0, 400) ?? 'nothing'}`);
    if (status === 'skipped') console.log(`${id}: skipped, no ${String(faults[0]?.expected)} under the data root`);
  }
  console.log(`${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped`);
}
if (count('failed') > 0 || results.length === 0) process.exitCode = 1;
