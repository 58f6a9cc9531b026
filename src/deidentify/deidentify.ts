import { CoalitionError } from '../errors/coalition-error.js';
import type { Finding } from '../errors/finding.js';
import { canonicalJson } from '../fingerprint/canonical-json.js';
import { sha256Hex } from '../fingerprint/sha256.js';
import { completedYears } from '../time/completed-years.js';
import { dayNumber, isIsoDate } from '../time/iso-date.js';
import type { ActionContext, LooseRun, RowFacts } from './actions/action.js';
import { type AuditRecord, coarse, type FieldAudit, sealed } from './audit-record.js';
import { requireMethod } from './claimable-method.js';
import { codeBook } from './code-book.js';
import type { DeidentifyContext } from './context.js';
import { knowledgePrompts } from './knowledge-prompts.js';
import type { AnyAction, OutOf, Policy, PolicyMethod } from './policies/policy.js';
import { drawBelow, type RandomSource } from './random-source.js';
import { zip3Versions } from './zip3-vintages.js';
import type { Deidentified, Identified, Limited } from './zones.js';

/** Rows in the zone that a method leads to. */
export type ZonedRow<A, M extends PolicyMethod> = M extends 'limitedDataSet'
  ? Limited<OutOf<A>>
  : M extends 'safeHarbor' | 'expert'
    ? Deidentified<OutOf<A>, M>
    : never;

/** De-identified rows with what was done and what was found. */
export interface DeidentifyResult<A, M extends PolicyMethod> {
  /** In random order; empty when a finding blocks. */
  readonly rows: readonly ZonedRow<A, M>[];
  readonly audit: AuditRecord;
  readonly findings: readonly Finding[];
}

/**
 * Turns identified rows into rows that may leave under the policy's method.
 *
 * Each output is built field by field from the policy; the input is never copied, so a field that nobody decided on can't
 * slip through. Rows come out in random order. A member of 90 or more in any row is so in all rows.
 *
 * Limits: it holds all rows of a table in memory, because ages, rare codes and order are judged over the whole. Free text is
 * dropped, never searched. It supports a de-identification process; it is no legal advice.
 *
 * @source 45 CFR 164.514(b), (e)
 * @testedBy deidentify/safe-harbor.test.ts: every field of every record; ATK-04, ATK-06, ATK-18, ATK-19
 * @param rows - Rows in the identified zone.
 * @param policy - What happens to each field.
 * @param context - Days, censuses, randomness, statements.
 * @returns Rows, audit record, findings.
 * @throws {@link CoalitionError} `deidentify/attestation-missing`, `deidentify/attestation-blank`, `deidentify/agreement-missing`,
 *   `deidentify/determination-missing`, `deidentify/determination-expired`, `deidentify/determination-policy-changed`,
 *   `deidentify/vintage-missing`, `deidentify/output-invalid`.
 * @example
 * const small = safeHarborPolicy<{ readonly zip_code: string | null; readonly paid_date: string }>()({ zip_code: zip3(), paid_date: year() }, { id: 'small', version: '1' });
 * const attestation = { person: 'A. Smith', role: 'privacy officer', statement: 'Nothing known could identify anyone here.', signedOn: '2026-01-02' };
 * const result = deidentify(identified([{ zip_code: '10001', paid_date: '2025-03-04' }]), small, { fileEnd: '2025-12-31', asOf: '2026-01-02', random: seededForTests(1), zip3: zip3Vintages(), attestation });
 * result.rows; // => [{ zip_code: '100', paid_date: '2025' }]
 */
export function deidentify<S extends object, M extends PolicyMethod, A extends object>(
  rows: Iterable<Identified<S>>,
  policy: Policy<S, M, A>,
  context: DeidentifyContext,
): DeidentifyResult<A, M> {
  const run = deidentifier(policy, context);
  run.add(rows);
  return run.finish();
}

/** De-identification of rows that come in parts. */
export interface Deidentifier<S, M extends PolicyMethod, A> {
  readonly add: (rows: Iterable<Identified<S>>) => void;
  /** Makes the output over everything that was added. */
  readonly finish: () => DeidentifyResult<A, M>;
}

/**
 * Takes rows in parts and makes one output over all of them.
 *
 * @param policy - What happens to each field.
 * @param context - As for {@link deidentify}.
 * @returns The run.
 * @throws {@link CoalitionError} As {@link deidentify}, at once where statements are missing.
 * @example
 * const small = safeHarborPolicy<{ readonly paid_date: string }>()({ paid_date: year() }, { id: 'small', version: '1' });
 * const attestation = { person: 'A. Smith', role: 'privacy officer', statement: 'Nothing known could identify anyone here.', signedOn: '2026-01-02' };
 * const run = deidentifier(small, { fileEnd: '2025-12-31', asOf: '2026-01-02', random: seededForTests(1), attestation });
 * run.add(identified([{ paid_date: '2025-03-04' }]));
 * run.finish().audit.rowsIn; // => '<11'
 */
export function deidentifier<S extends object, M extends PolicyMethod, A extends object>(
  policy: Policy<S, M, A>,
  context: DeidentifyContext,
): Deidentifier<S, M, A> {
  requireMethod(policy, context);
  dayNumber(context.fileEnd);
  const findings = new FindingCounter();
  const fields = startFields(policy.actions, { context, findings });
  const observing = fields.filter((field) => field.observes);
  const births = fields.filter((field) => field.kind === 'yearTopCoded').map((field) => field.name);
  const kept: Readonly<Record<string, unknown>>[] = [];
  const over89 = new Set<string>();
  const known = new Set(Object.keys(policy.actions));
  let input = 0;

  const memberOf = (row: Readonly<Record<string, unknown>>): string | null => {
    const member = row[policy.memberField];
    return typeof member === 'string' && member.trim() !== '' ? member : null;
  };
  const factsOf = (row: Readonly<Record<string, unknown>>, at: number): RowFacts => {
    const member = memberOf(row);
    return {
      member,
      over89: (member !== null && over89.has(member)) || bornTooLong(row, { births, fileEnd: context.fileEnd }),
      row: at,
      fields: row,
    };
  };

  return {
    add(rows) {
      for (const each of rows) {
        input += 1;
        const row: Readonly<Record<string, unknown>> = { ...each };
        if (Object.keys(row).some((key) => !known.has(key))) {
          findings.add(
            {
              code: 'deidentify/unknown-field',
              severity: 'error',
              message: 'A row has a field that the policy does not name; the row is left out.',
              fix: 'Add the field to the record and decide its action.',
            },
            { row: input, field: null },
          );
          continue;
        }
        kept.push(row);
        const member = memberOf(row);
        if (member !== null && bornTooLong(row, { births, fileEnd: context.fileEnd })) over89.add(member);
      }
    },
    finish() {
      kept.forEach((row, i) => {
        const facts = factsOf(row, i + 1);
        for (const field of observing) {
          const value = row[field.name];
          if (value !== null && value !== undefined) field.observe(value, facts);
        }
      });
      const out: Readonly<Record<string, unknown>>[] = [];
      const empty = emptyOutput(fields);
      kept.forEach((row, i) => {
        const before = findings.errors;
        const made = outputOf(row, { facts: factsOf(row, i + 1), fields, empty });
        if (findings.errors === before) out.push(made);
      });
      const prompts = knowledgePrompts({ rows: kept, policy, k: 11 });
      const blocked = findings.blocked;
      const shuffled = blocked ? [] : shuffle(out, context.random);
      const seeded = context.random.kind === 'seededForTests';
      return {
        rows: shuffled.map((row) => zoned<A, M>(row)),
        audit: auditOf(policy, { context, fields, input, output: shuffled.length }),
        findings: [...findings.list(), ...prompts, ...(seeded ? [seededFinding()] : [])],
      };
    },
  };
}

/** The brand's constructor of the zones that rows leave in. */
function zoned<A, M extends PolicyMethod>(row: Readonly<Record<string, unknown>>): ZonedRow<A, M> {
  return row as ZonedRow<A, M>;
}

interface Field {
  readonly name: string;
  readonly kind: string;
  /** Whether it looks at all rows first. */
  readonly observes: boolean;
  readonly observe: (value: unknown, row: RowFacts) => void;
  readonly apply: (value: unknown, row: RowFacts) => unknown;
  readonly form: (value: unknown) => boolean;
  readonly counts: { touched: number; empty: number; blanked: number };
}

function startFields(actions: object, o: { readonly context: DeidentifyContext; readonly findings: FindingCounter }): Field[] {
  const book = o.context.codeBook ?? codeBook();
  return Object.entries<AnyAction>({ ...actions }).map(([name, action]) => {
    const counts = { touched: 0, empty: 0, blanked: 0 };
    if (action.kind === 'drop') return { name, kind: 'drop', observes: false, observe: () => undefined, apply: () => null, form: () => true, counts };
    const context: ActionContext = {
      field: name,
      fileEnd: o.context.fileEnd,
      zip3: o.context.zip3 ?? null,
      random: o.context.random,
      codeBook: book,
      keys: o.context.keys ?? null,
      report: (finding, row) => o.findings.add(finding, { row, field: name }),
    };
    const run: LooseRun | null = 'start' in action ? action.start(context) : null;
    return {
      name,
      kind: action.kind,
      observes: run?.observe !== undefined,
      observe: (value, row) => run?.observe?.(value, row),
      apply: (value, row) => run?.apply(value, row) ?? null,
      form: (value) => 'form' in action && action.form(value),
      counts,
    };
  });
}

/** A row of nulls whose copies are records of one shape: setting fields one by one on an empty record would cost more than the policy. */
function emptyOutput(fields: readonly Field[]): object {
  const names = fields.flatMap(({ kind, name }) => (kind === 'drop' ? [] : [name]));
  const record: unknown = JSON.parse(`{${names.map((name) => `${JSON.stringify(name)}:null`).join(',')}}`);
  return typeof record === 'object' && record !== null ? record : {};
}

function outputOf(
  row: Readonly<Record<string, unknown>>,
  o: { readonly facts: RowFacts; readonly fields: readonly Field[]; readonly empty: object },
): Readonly<Record<string, unknown>> {
  const made: Record<string, unknown> = { ...o.empty };
  for (const field of o.fields) {
    const value = row[field.name];
    const empty = value === null || value === undefined;
    if (empty) field.counts.empty += 1;
    else field.counts.touched += 1;
    if (field.kind === 'drop') continue;
    const result = empty ? null : field.apply(value, o.facts);
    if (result === null && !empty) field.counts.blanked += 1;
    if (result !== null && !field.form(result)) {
      throw new CoalitionError(
        'deidentify/output-invalid',
        `The action "${field.kind}" of ${field.name} gave an output of another form in row ${o.facts.row}. Correct the action; nothing was handed out.`,
        { field: field.name, row: o.facts.row },
      );
    }
    made[field.name] = result;
  }
  return made;
}

/** Whether a row's own year or date of birth makes 90 or more possible at the end of the file. */
function bornTooLong(row: Readonly<Record<string, unknown>>, o: { readonly births: readonly string[]; readonly fileEnd: string }): boolean {
  return o.births.some((field) => {
    const value = row[field];
    if (typeof value === 'number') return value < Number(o.fileEnd.slice(0, 4)) - 89;
    if (typeof value !== 'string') return false;
    if (isIsoDate(value))
      return (
        value <= o.fileEnd &&
        (completedYears({ birth: value, at: o.fileEnd }) >= 90 || Number(value.slice(0, 4)) < Number(o.fileEnd.slice(0, 4)) - 89)
      );
    return false;
  });
}

/** Fisher and Yates: the order of the input says nothing about the order of the output. */
function shuffle<T>(rows: readonly T[], random: RandomSource): T[] {
  const mixed = [...rows];
  for (let i = mixed.length - 1; i > 0; i -= 1) {
    const j = drawBelow(random, i + 1);
    const [a, b] = [mixed[i], mixed[j]];
    if (a !== undefined && b !== undefined) [mixed[i], mixed[j]] = [b, a];
  }
  return mixed;
}

/** Counts findings by code and field, so that a million bad rows are one line; the first row stands for them. */
class FindingCounter {
  private readonly found = new Map<string, { finding: Finding; rows: number }>();
  blocked = false;
  errors = 0;

  add(finding: Omit<Finding, 'row' | 'field'>, at: { readonly row: number; readonly field: string | null }): void {
    if (finding.severity === 'block') this.blocked = true;
    if (finding.severity === 'error') this.errors += 1;
    const name = `${finding.code} ${at.field ?? ''}`;
    const known = this.found.get(name);
    if (known === undefined)
      this.found.set(name, { finding: { ...finding, row: { row: at.row }, ...(at.field === null ? {} : { field: at.field }) }, rows: 1 });
    else known.rows += 1;
  }

  list(): Finding[] {
    return [...this.found.values()].map(({ finding, rows }) => ({ ...finding, rows }));
  }
}

function seededFinding(): Finding {
  return {
    code: 'deidentify/seeded-randomness',
    severity: 'warn',
    message: 'Codes and order were drawn from a seeded source; whoever knows the seed can repeat them.',
    fix: 'Use a cryptographic source for anything that leaves.',
  };
}

function auditOf(
  policy: Policy<unknown, PolicyMethod, unknown>,
  o: { readonly context: DeidentifyContext; readonly fields: readonly Field[]; readonly input: number; readonly output: number },
): AuditRecord {
  const { context } = o;
  const statement = (kind: string, text: Readonly<Record<string, string>> | undefined): AuditRecord['statements'] =>
    text === undefined
      ? []
      : [{ kind, signedOn: text['signedOn'] ?? '', hash: sha256Hex(canonicalJson({ ...text })), expiresOn: text['expiresOn'] ?? null }];
  return sealed({
    kind: 'deidentifyAudit',
    version: 1,
    policy: { id: policy.id, version: policy.version, hash: policy.hash },
    method: policy.method,
    fileEnd: context.fileEnd,
    asOf: context.asOf,
    vintages: context.zip3 === undefined ? [] : zip3Versions(context.zip3),
    fields: o.fields.map(
      (field): FieldAudit => ({
        field: field.name,
        action: field.kind,
        touched: coarse(field.counts.touched),
        empty: coarse(field.counts.empty),
        blanked: coarse(field.counts.blanked),
      }),
    ),
    rowsIn: coarse(o.input),
    rowsOut: coarse(o.output),
    rowsLeftOut: coarse(o.input - o.output),
    randomness: context.random.kind,
    keys: context.keys === undefined ? [] : [{ id: context.keys.keyId, epoch: context.keys.epoch }],
    statements: [
      ...statement('attestation', context.attestation && { ...context.attestation }),
      ...statement('agreement', context.agreement && { ...context.agreement }),
      ...statement('determination', context.determination && { ...context.determination }),
    ],
    acceptances: (context.acceptances ?? []).map((each) => ({ control: each.control, scope: each.scope, expiresOn: each.expiresOn })),
    previousHash: context.previousAudit ?? null,
  });
}
