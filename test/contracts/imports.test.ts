import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'tsup';
import { describe, expect, test } from 'vitest';

const SRC = fileURLToPath(new URL('../../src/', import.meta.url));

/** Files that a file runs, itself included: every import that isn't of types alone, followed to the end. */
function runtimeImports(entry: string): ReadonlySet<string> {
  const seen = new Set<string>();
  const pending = [resolve(SRC, entry)];
  for (let file = pending.pop(); file !== undefined; file = pending.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    const text = readFileSync(file, 'utf8');
    for (const match of text.matchAll(/(?:import|export)\s+(?!type\b)([^;]*?)\s+from\s+'(\.[^']+)'/g)) {
      const names = (match[1] ?? '')
        .replace(/[{}\s]+/g, ' ')
        .split(',')
        .map((name) => name.trim())
        .filter((name) => name !== '');
      if (names.every((name) => name.startsWith('type '))) continue;
      pending.push(resolve(dirname(file), (match[2] ?? '').replace(/\.js$/, '.ts')));
    }
  }
  return new Set(Array.from(seen, (file) => relative(SRC, file)));
}

describe('who runs whose code', () => {
  test('the replay shares nothing with settle beyond exact arithmetic', () => {
    const settle = runtimeImports('contracts/settle.ts');
    const replay = runtimeImports('contracts/replay-trace.ts');
    expect(settle.has('contracts/evaluate.ts')).toBe(true);
    expect(replay.has('contracts/replay-node.ts')).toBe(true);
    const shared = Array.from(replay).filter((file) => settle.has(file));
    expect(shared.length).toBeGreaterThan(0);
    expect(shared.filter((file) => !file.startsWith('money/') && !file.startsWith('errors/'))).toEqual([]);
  });

  test('settle runs no builder, no preset, no schema, and nothing of claims, exposure or deidentify', () => {
    const files = Array.from(runtimeImports('contracts/settle.ts'));
    expect(files.filter((file) => /contracts\/(builders|presets|schema)\/|^(claims|exposure|deidentify|csv)\//.test(file))).toEqual([]);
  });
});

test('a contract written by hand in nodes settles in a fresh process that imports only settle', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'settle-only-'));
  try {
    await build({
      entry: { settle: join(SRC, 'contracts/settle.ts') },
      outDir: folder,
      format: ['esm'],
      dts: false,
      silent: true,
      config: false,
      noExternal: [/.*/],
      outExtension: () => ({ js: '.mjs' }),
    });
    const leaf = (id: string): object => ({ op: 'metric', id });
    const contract = {
      schemaVersion: '1',
      id: 'by-hand',
      version: '1',
      effective: { from: '2026-01-01', to: '2026-12-31' },
      currency: 'USD',
      parties: [
        { id: 'a', role: 'payer' },
        { id: 'b', role: 'vendor' },
      ],
      metrics: { fees: { unit: 'USD', onMissing: 'fail' }, onTime: { unit: 'ratio', onMissing: 'fail' } },
      terms: [
        {
          id: 'credit',
          expr: {
            op: 'if',
            when: { op: 'compare', how: 'lt', of: [leaf('onTime'), { op: 'literal', value: '0.98' }] },
            then: { op: 'mul', of: [{ op: 'literal', value: '0.1' }, leaf('fees')] },
            otherwise: { op: 'literal', value: '0' },
            reason: 'ID cards on time',
          },
        },
        { id: 'paid', expr: { op: 'round', on: { op: 'ref', id: 'credit' }, to: 'cent', mode: 'half-up' } },
      ],
      settle: [{ id: 'credit', line: 'paid', positive: { from: 'b', to: 'a' } }],
    };
    const facts = [
      ['fees', '1234567.89', 'USD'],
      ['onTime', '0.971', 'ratio'],
    ].map(([metric, value, unit]) => ({
      metric,
      value,
      unit,
      period: contract.effective,
      knownOn: '2027-01-15',
      denominator: null,
      source: 'report',
    }));
    writeFileSync(
      join(folder, 'run.mjs'),
      `import { settle } from './settle.mjs';
const result = settle(${JSON.stringify({ contract, facts, status: 'final', asOf: '2027-02-28' })});
console.log(result.settlement.lines[0].amount.toFixed(2), result.settlement.trace.nodes.length);`,
    );
    expect(execFileSync(process.execPath, [join(folder, 'run.mjs')], { encoding: 'utf8' }).trim()).toBe('123456.79 6');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
