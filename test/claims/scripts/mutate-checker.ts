// Holds the compiled checker against the schema on as many mutated rows of each table as you like, other rows than the unit test's:
// `node test/kit/run-ts.mjs test/claims/scripts/mutate-checker.ts [--rows N] [--seed S]`. Default: 10^6 rows of each of the four tables.
// Exit code 1 at the first row on which they differ.
import { parseArgs } from 'node:util';
import { compareOnMutatedRows } from '../fields/mutated-rows.js';

const { values } = parseArgs({ options: { rows: { type: 'string', default: '1000000' }, seed: { type: 'string', default: '1' } } });
for (const table of ['medical', 'pharmacy', 'eligibility', 'nonClaims'] as const) {
  const start = performance.now();
  const { accepted, refused, broken } = compareOnMutatedRows(table, { seed: Number(values.seed), rows: Number(values.rows) });
  if (broken !== null) {
    console.error(`${table}, row ${broken.row} of seed ${values.seed}\n  schema:  ${broken.schema}\n  checker: ${broken.checker}`);
    process.exit(1);
  }
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${table}: ${accepted + refused} rows, ${accepted} accepted, ${refused} refused, checker and schema agree on each; ${seconds} s`);
}
