import { readdirSync, readFileSync } from 'node:fs';

/** One source file as text; `path` has forward slashes and starts with its top folder. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** All TypeScript files under a folder, in order of path. */
export function sourceFiles(folder: string): readonly SourceFile[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => `${folder}/${path.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.ts') && !path.includes('/node_modules/'))
    .sort()
    .map((path) => ({ path, text: readFileSync(path, 'utf8') }));
}
