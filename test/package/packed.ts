import { existsSync, mkdirSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { resolve } from 'node:path';
import { mustRun } from '../kit/run-command.js';

/** The package as npm would publish it, and a project that has installed it. */
export interface Packed {
  readonly tarball: string;
  /** A folder with nothing but `node_modules`, in which `coalition-kit` was unpacked beside its dependencies. */
  readonly consumer: string;
}

/** Packs what `npm run build` made and unpacks it where a user would have it. */
export async function packed(): Promise<Packed> {
  const folder = resolve('.cache/packed');
  rmSync(folder, { recursive: true, force: true });
  const home = `${folder}/consumer/node_modules/coalition-kit`;
  mkdirSync(home, { recursive: true });
  await mustRun('npm', ['pack', '--silent', '--pack-destination', folder]);
  const name = readdirSync(folder).find((each) => each.endsWith('.tgz'));
  if (name === undefined) throw new Error('npm pack made no tarball');
  await mustRun('tar', ['-xzf', `${folder}/${name}`, '-C', home, '--strip-components', '1']);
  for (const dependency of ['decimal.js', 'date-fns', 'zod']) {
    const real = resolve('node_modules', dependency);
    if (existsSync(real)) symlinkSync(real, `${folder}/consumer/node_modules/${dependency}`);
  }
  return { tarball: `${folder}/${name}`, consumer: `${folder}/consumer` };
}
