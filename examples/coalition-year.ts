// The coalition’s year, from rows to a settled contract and three kinds of report. Run it with `npm run demo`.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isCoalitionError } from 'coalition-kit';
import { type ReportDocument, toHtml, toMarkdown } from 'coalition-kit/report';
import { type Delivered, syntheticDelivery } from './coalition-year/delivery.js';
import { filesDelivery } from './coalition-year/from-files.js';
import { type DemoOptions, readOptions, UsageError } from './coalition-year/options.js';
import { employerReport } from './coalition-year/reports/employer.js';
import { internalReport } from './coalition-year/reports/internal.js';
import { memberReport } from './coalition-year/reports/members.js';
import { truthRows } from './coalition-year/truth-table.js';
import { type CoalitionYear, coalitionYear } from './coalition-year/year.js';

function attestationOf(o: DemoOptions, delivered: Delivered): Parameters<typeof coalitionYear>[1]['attestation'] {
  const signedOn = delivered.asOf;
  if (delivered.truth !== null && signedOn !== null) {
    return {
      person: 'the generator',
      role: 'maker of the synthetic coalition',
      statement: 'Every person in these rows was made by a program; nobody real can be identified.',
      signedOn,
    };
  }
  const [person, role, statement] = (o.attest ?? '').split('|');
  return person === undefined || role === undefined || statement === undefined || signedOn === null ? null : { person, role, statement, signedOn };
}

/** Writes the three outputs, kept apart by audience. */
function write(year: CoalitionYear, internal: ReportDocument, out: string): readonly string[] {
  mkdirSync(join(out, 'employers'), { recursive: true });
  const files: string[] = [];
  const put = (name: string, text: string): void => {
    writeFileSync(join(out, name), text);
    files.push(name);
  };
  put('coalition-internal.html', toHtml(internal));
  for (const employer of year.coverage.value?.employers ?? [])
    put(join('employers', `${employer.replaceAll(/[^A-Za-z0-9-]/g, '_')}.html`), toHtml(employerReport(year, employer)));
  put('member-facing.html', toHtml(memberReport(year)));
  for (const { name, text } of year.extract.value?.files ?? []) put(name, text);
  return files;
}

async function main(): Promise<void> {
  const o = readOptions(process.argv.slice(2));
  const started = Date.now();
  const progress = (step: string): void => {
    process.stderr.write(`${((Date.now() - started) / 1000).toFixed(1).padStart(6)} s  ${step}\n`);
  };
  progress(o.files === null ? 'making the synthetic coalition' : 'reading the files');
  const delivered = o.files === null ? syntheticDelivery(o.seed) : await filesDelivery(o.files);
  const year = coalitionYear(delivered, {
    waivers: o.waivers.map(({ code, why }) => ({ code, who: 'the caller of the demo', why })),
    contract: o.contract,
    attestation: attestationOf(o, delivered),
    seed: o.files === null ? o.seed : null,
    progress,
  });
  progress('writing reports');
  const { truth } = delivered;
  const compared = truth === null ? [] : truthRows(year, truth);
  const internal = internalReport(year, compared);
  console.log(toMarkdown(internal));
  const files = write(year, internal, o.out);
  console.log(`Written to ${o.out}: ${files.length} files, among them coalition-internal.html, employers/ and member-facing.html.`);
  const different = compared.reduce((sum, each) => sum + each.different, 0);
  if (different > 0) {
    console.error(`${different} figures differ from the truth.`);
    process.exitCode = 1;
  }
}

try {
  await main();
} catch (error) {
  if (!(error instanceof UsageError) && !isCoalitionError(error)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}
