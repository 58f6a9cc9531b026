import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../shared/data/', import.meta.url));

/**
 * The path of a public data file that lies beside the repository, never inside it.
 *
 * @returns The path, or null after printing that the test skips because the file is absent.
 */
export function sharedData(name: string): string | null {
  const path = ROOT + name;
  if (existsSync(path)) return path;
  console.log(`skipped: no ${name} beside the repository`);
  return null;
}
