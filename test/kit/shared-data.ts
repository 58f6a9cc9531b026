import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/**
 * The path of a public data file that lies beside the repository, never inside it. Tests and tools run from the repository's root.
 *
 * @returns The path, or null after printing that the test skips because the file is absent.
 */
export function sharedData(name: string): string | null {
  const path = resolve('../shared/data', name);
  if (existsSync(path)) return path;
  console.log(`skipped: no ${name} beside the repository`);
  return null;
}
