import { type Feed, feedAll } from '../feed.js';
import type { Adapted, ColumnMapper, SourceRow } from './apply-column-map.js';
import type { SchemaName, SchemaTables } from './column-map.js';
import type { DeliveredRow } from './mapped-rows.js';

/** Takes rows in and keeps the records that a mapper makes of them. */
export class MappedRows<S extends SchemaName> implements Feed<SourceRow, Adapted<DeliveredRow<SchemaTables[S]>>> {
  readonly #mapper: ColumnMapper<S>;
  readonly #rest: (mapper: ColumnMapper<S>) => Omit<Adapted<never>, 'records'>;
  readonly #records: DeliveredRow<SchemaTables[S]>[] = [];
  #number = 0;

  /** @param mapper - Makes the records. @param rest - Everything but the records, after the last row. */
  constructor(mapper: ColumnMapper<S>, rest: (mapper: ColumnMapper<S>) => Omit<Adapted<never>, 'records'>) {
    this.#mapper = mapper;
    this.#rest = rest;
  }

  add(row: SourceRow): void {
    this.#number += 1;
    for (const record of this.#mapper.records(row, this.#number)) this.#records.push(record);
  }

  finish(): Adapted<DeliveredRow<SchemaTables[S]>> {
    return { records: this.#records, ...this.#rest(this.#mapper) };
  }
}

/** Takes rows in that can only be understood together, and hands them on after the last one. */
export class GatheredRows<Result> implements Feed<SourceRow, Result> {
  readonly #next: Feed<SourceRow, Result>;
  readonly #settle: (rows: readonly SourceRow[]) => Iterable<SourceRow>;
  readonly #rows: SourceRow[] = [];

  /** @param next - Takes the rows in that were settled. @param settle - Settles them. */
  constructor(next: Feed<SourceRow, Result>, settle: (rows: readonly SourceRow[]) => Iterable<SourceRow>) {
    this.#next = next;
    this.#settle = settle;
  }

  add(row: SourceRow): void {
    this.#rows.push(row);
  }

  finish(): Result {
    return feedAll(this.#settle(this.#rows), this.#next);
  }
}
