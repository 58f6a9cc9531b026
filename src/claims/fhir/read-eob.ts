import { CoalitionError } from '../../errors/coalition-error.js';
import type { Finding } from '../../errors/finding.js';
import type { Accounting } from '../accounting.js';
import type { SourceMetadata } from '../column-map/apply-column-map.js';
import { ColumnlessMapper } from '../column-map/columnless-mapper.js';
import type { DeliveredRow } from '../column-map/mapped-rows.js';
import { type Fed, feedValue, type ValueFeed } from '../feed.js';
import { type Eob, eobOf } from './eob-claim.js';
import { at, isObject, type Json, listOf, textOf } from './json-access.js';
import { JsonText, parsed } from './json-text.js';

/** How explanations of benefit are read. */
export interface ReadEobOptions {
  /** The sender, for lineage. Default `fhir`. */
  readonly dataSource?: string;
  readonly fileName?: string;
  /** The date of the file, `YYYY-MM-DD`. */
  readonly fileDate?: string;
}

/** One explanation of benefit as it was understood. */
export type EobView = Omit<Eob, 'raw' | 'findings'>;

/** What came of reading explanations of benefit. */
export interface ReadEob {
  readonly medical: readonly DeliveredRow<'medical'>[];
  readonly pharmacy: readonly DeliveredRow<'pharmacy'>[];
  /** Each of them in input order, with its amounts by kind. */
  readonly eobs: readonly EobView[];
  readonly findings: readonly Finding[];
  readonly accounting: { readonly medical: Accounting; readonly pharmacy: Accounting };
  readonly metadata: SourceMetadata;
}

const METADATA: SourceMetadata = {
  layout: 'fhir r4 ExplanationOfBenefit (C4BB and earlier)',
  amountBasis: 'benefit paid by the plan; where lines say nothing, the payment of the header on the first line',
  style: 'replacement',
  lacks: ['employer_id', 'subscriber_id'],
  mapHash: null,
  mapped: [],
  ignored: [],
  unmapped: [],
};

/** The resources of a Bundle, a list, one resource, or text of any of them (also one a line). */
function* resources(input: unknown, findings: Finding[]): Generator<readonly [resource: Json, path: string]> {
  if (typeof input === 'string') {
    yield* fromText(input, findings);
    return;
  }
  if (Array.isArray(input)) {
    for (const [index, each] of input.entries())
      for (const [resource, path] of resources(each, findings)) yield [resource, `[${index}]${path === '$' ? '' : path}`];
    return;
  }
  if (!isObject(input)) return;
  if (at(input, 'resourceType') !== 'Bundle') {
    yield [input, '$'];
    return;
  }
  const entries = listOf(at(input, 'entry'));
  const total = at(input, 'total');
  if (typeof total === 'number' && total > entries.length) {
    findings.push({
      code: 'FHIR-2',
      severity: 'block',
      path: 'total',
      expected: String(total),
      rows: entries.length,
      message: `The Bundle says ${total} resources and holds ${entries.length}: it is one page of several.`,
      fix: 'Fetch the other pages and pass all of them.',
    });
  }
  for (const [index, entry] of entries.entries()) {
    const resource = at(entry, 'resource');
    if (isObject(resource)) yield [resource, `entry[${index}].resource`];
  }
}

function* fromText(text: string, findings: Finding[]): Generator<readonly [resource: Json, path: string]> {
  const whole = parsed(text);
  if (whole !== undefined) {
    yield* resources(whole, findings);
    return;
  }
  for (const [index, line] of text.split('\n').entries()) if (line.trim() !== '') yield* lineResources(parsed(line), index + 1, findings);
}

/** The resources of one line, 1-based; a line that is no JSON is undefined. */
function* lineResources(value: unknown, line: number, findings: Finding[]): Generator<readonly [resource: Json, path: string]> {
  if (value === undefined || typeof value === 'string')
    findings.push({
      code: 'fhir/not-json',
      severity: 'error',
      row: { row: line, line },
      message: 'The line is no JSON; it was left out.',
      fix: 'Ask the sender for the file again.',
    });
  else for (const [resource, path] of resources(value, findings)) yield [resource, `line[${line}]${path === '$' ? '' : `.${path}`}`];
}

/**
 * Reads FHIR ExplanationOfBenefit resources (a Bundle, a list, one, or lines of JSON) into claim records.
 *
 * The names of CMS variables decide what an amount is before its category does, because categories repeat and mislead: gross drug cost is
 * coded as coinsurance, rates and payments as submitted. The source's own kind of claim decides before the profile. An amount of an
 * unknown category is listed with its codes and never dropped or guessed.
 *
 * Limits: amounts are JSON numbers; those with more than four decimals are reported and left out.
 *
 * @source HL7 CARIN Blue Button (C4BB), CMSgov/beneficiary-fhir-data test responses (CC0)
 * @testedBy claims/adapters/fhir-eob.test.ts: seven published responses; claims/adapters/mutations.test.ts: 100,000 mutations
 * @param input - Parsed JSON, or text; or several of the first or pieces of the second cut anywhere, at hand or as they arrive.
 * @param o - Lineage.
 * @returns Medical and pharmacy records, what each resource says, findings, accounting; a promise of them when the input arrives over time.
 * @throws {@link CoalitionError} `fhir/mixed-input`.
 * @example
 * readEob({ resourceType: 'Bundle', total: 2, entry: [] }).findings.map(({ code }) => code); // => ['FHIR-2']
 * async function* arriving() { yield '{"resourceType":"Bundle",'; yield '"total":2,"entry":[]}'; }
 * (await readEob(arriving())).findings.map(({ code }) => code); // => ['FHIR-2']
 */
export function readEob<Input>(input: Input, o: ReadEobOptions = {}): Fed<Input, ReadEob> {
  return feedValue(input, new EobReader(o));
}

/** Takes parsed JSON, or text in pieces, and reads every resource as soon as it is there. */
class EobReader implements ValueFeed<ReadEob> {
  readonly #findings: Finding[] = [];
  readonly #medical: ColumnlessMapper<'medical'>;
  readonly #pharmacy: ColumnlessMapper<'pharmacy'>;
  readonly #eobs: EobView[] = [];
  #text: JsonText | null = null;
  #items = 0;
  #row = 0;

  constructor(o: ReadEobOptions) {
    const lineage = { data_source: o.dataSource ?? 'fhir', file_name: o.fileName ?? null, file_date: o.fileDate ?? null };
    this.#medical = new ColumnlessMapper('medical', lineage);
    this.#pharmacy = new ColumnlessMapper('pharmacy', lineage);
  }

  /** The whole input. */
  whole(input: unknown): void {
    for (const [resource, path] of resources(input, this.#findings)) this.#read(resource, path);
  }

  /** One of several values, or the next piece of a text: the first of them tells which. */
  add(item: unknown): void {
    if (typeof item === 'string' && (this.#items === 0 || this.#text !== null)) {
      this.#text ??= new JsonText((value, line) => this.#line(value, line));
      this.#text.add(item);
    } else if (this.#text !== null) {
      throw new CoalitionError('fhir/mixed-input', 'Pieces of text and parsed JSON came in one input. Give either of them.', { items: this.#items });
    } else {
      for (const [resource, path] of resources(item, this.#findings)) this.#read(resource, `[${this.#items}]${path === '$' ? '' : path}`);
    }
    this.#items += 1;
  }

  finish(): ReadEob {
    const rest = this.#text?.finish() ?? null;
    if (rest !== null) for (const [resource, path] of resources(rest, this.#findings)) this.#read(resource, path);
    const [medical, pharmacy] = [this.#medical, this.#pharmacy];
    return {
      medical: medical.records,
      pharmacy: pharmacy.records,
      eobs: this.#eobs,
      findings: [...this.#findings, ...medical.findings, ...pharmacy.findings],
      accounting: { medical: medical.accounting(), pharmacy: pharmacy.accounting() },
      metadata: METADATA,
    };
  }

  #line(value: unknown, line: number): void {
    for (const [resource, path] of lineResources(value, line, this.#findings)) this.#read(resource, path);
  }

  #read(resource: Json, path: string): void {
    this.#row += 1;
    const row = this.#row;
    const kind = textOf(at(resource, 'resourceType')) ?? 'none';
    if (kind !== 'ExplanationOfBenefit') {
      this.#findings.push({
        code: 'fhir/other-resource',
        severity: 'info',
        row: { row },
        path,
        observedClass: /^[A-Za-z]{1,40}$/.test(kind) ? kind : 'unknown',
        message: 'The resource is no ExplanationOfBenefit; it was left out.',
        fix: 'Nothing, unless it should be one.',
      });
      return;
    }
    const { raw, findings: own, ...view } = eobOf(resource, path, row);
    this.#eobs.push(view);
    this.#findings.push(...own);
    if (raw.length === 0)
      this.#findings.push({
        code: 'fhir/no-items',
        severity: 'warn',
        row: { row },
        path,
        message: 'The claim has no item, so it gives no record.',
        fix: 'Ask the payer for the lines.',
      });
    for (const each of raw) (view.type === 'pharmacy' ? this.#pharmacy : this.#medical).add(each, { row }, path);
  }
}
