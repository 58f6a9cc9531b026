import { DuckDBInstance } from '@duckdb/node-api';

/** Runs statements in DuckDB on one thread; rows of the last one, as text. */
export async function duck(statements: readonly string[]): Promise<readonly (readonly string[])[]> {
  const connection = await connectDuck();
  return connection(statements);
}

/** A connection that keeps what was loaded. */
export async function connectDuck(): Promise<(statements: readonly string[]) => Promise<readonly (readonly string[])[]>> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  return async (statements) => {
    let rows: readonly (readonly string[])[] = [];
    for (const sql of statements) {
      const reader = await connection.runAndReadAll(sql);
      rows = reader.getRows().map((row) => row.map((value) => String(value)));
    }
    return rows;
  };
}
