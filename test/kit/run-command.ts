import { spawn } from 'node:child_process';

/** What a command did. */
export interface CommandResult {
  readonly status: number;
  /** Both outputs in the order in which they came. */
  readonly output: string;
}

/**
 * Runs a command of the toolchain and keeps what it printed.
 *
 * @param o - `cwd`: where; default the repository. `env`: added to the environment. `echo`: print while it runs.
 */
export function runCommand(
  command: string,
  args: readonly string[],
  o: { readonly cwd?: string; readonly env?: Readonly<Record<string, string>>; readonly echo?: boolean } = {},
): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: o.cwd,
      env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0', ...o.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const parts: string[] = [];
    const take = (chunk: Buffer): void => {
      parts.push(chunk.toString());
      if (o.echo === true) process.stdout.write(chunk);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.on('error', reject);
    child.on('close', (code) => resolve({ status: code ?? 1, output: parts.join('') }));
  });
}

/** Runs a command that must succeed. */
export async function mustRun(command: string, args: readonly string[], o: Parameters<typeof runCommand>[2] = {}): Promise<string> {
  const { status, output } = await runCommand(command, args, o);
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}:\n${output}`);
  return output;
}
