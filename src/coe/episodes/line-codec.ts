import type { JsonValue } from '../../errors/json.js';
import type { CoverageRow } from './coverage.js';
import type { EpisodeLine } from './episode-line.js';

/** A line as a list of plain values, always in this order. */
export function encodeLine(line: EpisodeLine): readonly JsonValue[] {
  return [
    line.source,
    line.claimId,
    line.root,
    line.lineNumber,
    line.version,
    line.recordType,
    line.replacesItself,
    line.denied,
    line.capitated,
    line.institutional,
    line.start,
    line.end,
    line.admission,
    line.discharge,
    line.paid,
    line.drg,
    line.drgType,
    line.hcpcs,
    line.procedures,
    line.diagnoses,
    line.presentOnAdmission,
    line.billType,
    line.placeOfService,
    line.disposition,
    line.facility,
    line.rendering,
    line.employer,
    line.bundleId,
    line.allowed,
    line.planPaid,
    line.memberPaid,
    line.cobPaid,
  ];
}

/** Reads values one after the other and refuses any of the wrong kind. */
class Cursor {
  #at = 0;
  readonly #values: readonly unknown[];
  readonly #fail: () => Error;

  constructor(values: readonly unknown[], fail: () => Error) {
    this.#values = values;
    this.#fail = fail;
  }

  #next(): unknown {
    const value = this.#values[this.#at];
    this.#at += 1;
    return value;
  }

  text(): string {
    const value = this.#next();
    if (typeof value !== 'string') throw this.#fail();
    return value;
  }

  textOrNull(): string | null {
    const value = this.#next();
    if (value !== null && typeof value !== 'string') throw this.#fail();
    return value;
  }

  whole(): number {
    const value = this.#next();
    if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw this.#fail();
    return value;
  }

  wholeOrNull(): number | null {
    const value = this.#next();
    if (value !== null && (typeof value !== 'number' || !Number.isSafeInteger(value))) throw this.#fail();
    return value;
  }

  flag(): boolean {
    const value = this.#next();
    if (typeof value !== 'boolean') throw this.#fail();
    return value;
  }

  list(): readonly (string | null)[] {
    const value = this.#next();
    if (!Array.isArray(value)) throw this.#fail();
    return value.map((entry: unknown) => {
      if (entry !== null && typeof entry !== 'string') throw this.#fail();
      return entry;
    });
  }
}

/** Reads a line back. */
export function decodeLine(values: readonly unknown[], fail: () => Error): EpisodeLine {
  const c = new Cursor(values, fail);
  return {
    source: c.text(),
    claimId: c.text(),
    root: c.text(),
    lineNumber: c.whole(),
    version: c.whole(),
    recordType: c.text(),
    replacesItself: c.flag(),
    denied: c.flag(),
    capitated: c.flag(),
    institutional: c.flag(),
    start: c.whole(),
    end: c.whole(),
    admission: c.wholeOrNull(),
    discharge: c.wholeOrNull(),
    paid: c.wholeOrNull(),
    drg: c.textOrNull(),
    drgType: c.textOrNull(),
    hcpcs: c.textOrNull(),
    procedures: c.list().filter((code) => code !== null),
    diagnoses: c.list(),
    presentOnAdmission: c.list(),
    billType: c.textOrNull(),
    placeOfService: c.textOrNull(),
    disposition: c.textOrNull(),
    facility: c.textOrNull(),
    rendering: c.textOrNull(),
    employer: c.textOrNull(),
    bundleId: c.textOrNull(),
    allowed: c.whole(),
    planPaid: c.whole(),
    memberPaid: c.whole(),
    cobPaid: c.whole(),
  };
}

/** A row of coverage as a list of plain values. */
export function encodeCoverage(row: CoverageRow): readonly JsonValue[] {
  return [row.from, row.to, row.primary, row.birth, row.death, row.gender];
}

/** Reads a row of coverage back. */
export function decodeCoverage(values: readonly unknown[], fail: () => Error): CoverageRow {
  const c = new Cursor(values, fail);
  return { from: c.whole(), to: c.whole(), primary: c.whole(), birth: c.wholeOrNull(), death: c.wholeOrNull(), gender: c.textOrNull() };
}
