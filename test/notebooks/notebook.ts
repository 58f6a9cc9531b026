import { readdirSync, readFileSync } from 'node:fs';

/** One code cell of a notebook and what was saved under it. */
export interface CodeCell {
  readonly code: string;
  /** What it printed when the notebook was saved. */
  readonly saved: string;
}

interface NotebookJson {
  readonly cells: readonly {
    readonly cell_type: string;
    readonly source: readonly string[] | string;
    readonly outputs?: readonly { readonly output_type: string; readonly text?: readonly string[] | string }[];
  }[];
}

const textOf = (lines: readonly string[] | string | undefined): string => (typeof lines === 'string' ? lines : (lines ?? []).join(''));

/** The notebooks of the repository. */
export function notebookPaths(): readonly string[] {
  return readdirSync('examples', { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ipynb'))
    .map((path) => `examples/${path.replaceAll('\\', '/')}`)
    .sort();
}

/** Its code cells; `npm:` in front of an import is what the notebook's kernel needs and no one else. */
export function codeCells(path: string): readonly CodeCell[] {
  const notebook: NotebookJson = JSON.parse(readFileSync(path, 'utf8'));
  return notebook.cells
    .filter((cell) => cell.cell_type === 'code')
    .map((cell) => ({
      code: textOf(cell.source).replaceAll(/(from\s+['"])npm:/g, '$1'),
      saved: (cell.outputs ?? []).map((output) => textOf(output.text)).join(''),
    }));
}
