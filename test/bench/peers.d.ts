// What the benches use of their peers. The peers are installed by `npm run bench` beside the benches, never with the package, so
// their own types aren't there when the project is checked.
declare module '@duckdb/node-api' {
  interface Reader {
    getRows(): readonly (readonly unknown[])[];
  }
  interface Connection {
    runAndReadAll(sql: string): Promise<Reader>;
  }
  interface Instance {
    connect(): Promise<Connection>;
  }
  export const DuckDBInstance: { create(path: string, options: Readonly<Record<string, string>>): Promise<Instance> };
}

declare module 'csv-parse' {
  import type { Transform } from 'node:stream';
  export function parse(options: { readonly columns: boolean }): Transform;
}
