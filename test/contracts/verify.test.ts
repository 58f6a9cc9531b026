import { describe, expect, test } from 'vitest';
import { exampleContract, exampleFacts, exampleSettlement } from '../../src/contracts/example-contract.js';
import { dated, metric } from '../../src/contracts/metric.js';
import { replayTrace } from '../../src/contracts/replay-trace.js';
import { parseSettlement } from '../../src/contracts/schema/parse-settlement.js';
import type { Settlement } from '../../src/contracts/settlement.js';
import { settlementHash, settlementJson } from '../../src/contracts/settlement-hash.js';
import { term as t } from '../../src/contracts/term-builder.js';
import { verifySettlement } from '../../src/contracts/verify-settlement.js';
import { usd } from '../../src/money/usd.js';
import { fact, settled, simpleContract, YEAR } from './kit.js';

const contract = exampleContract();
const facts = exampleFacts();

function read(json: unknown): Settlement | null {
  const parsed = parseSettlement(json);
  return parsed.kind === 'accepted' ? parsed.settlement : null;
}

/** Every place in a JSON value where a digit stands, with the value in which that digit is another one. */
function digitsChanged(json: unknown): readonly string[] {
  const text = JSON.stringify(json);
  const out: string[] = [];
  for (let i = 0; i < text.length; i += 1) {
    const digit = text[i] ?? '';
    if (/\d/.test(digit)) out.push(`${text.slice(0, i)}${digit === '9' ? '8' : String(Number(digit) + 1)}${text.slice(i + 1)}`);
  }
  return out;
}

describe('a stored settlement is verified against contract and facts', () => {
  test('as it was stored, it holds', () => {
    const back = read(JSON.parse(JSON.stringify(settlementJson(exampleSettlement()))));
    expect(back?.hash).toBe(exampleSettlement().hash);
    expect(back === null ? null : verifySettlement({ settlement: back, contract, facts })).toEqual({ kind: 'verified', nodes: 6, findings: [] });
  });

  test('a changed digit anywhere in it is found', () => {
    const variants = digitsChanged(settlementJson(exampleSettlement()));
    expect(variants.length).toBeGreaterThan(250);
    const missed = variants.filter((text) => {
      const back = read(JSON.parse(text));
      return back !== null && verifySettlement({ settlement: back, contract, facts }).kind === 'verified';
    });
    expect(missed).toEqual([]);
  });

  test('a forger who hashes again is found by the nodes, the clauses, the facts or the sums', () => {
    const good = exampleSettlement();
    const forged = (change: (settlement: Settlement) => Settlement): readonly string[] => {
      const { hash: _old, ...body } = change(good);
      return verifySettlement({ settlement: { ...body, hash: settlementHash(body) }, contract, facts }).findings.map((finding) => finding.code);
    };
    const node =
      (id: string, change: object) =>
      (settlement: Settlement): Settlement => ({
        ...settlement,
        trace: { nodes: settlement.trace.nodes.map((each) => (each.id === id ? { ...each, ...change } : each)) },
      });
    expect(forged((settlement) => settlement)).toEqual([]);
    expect(forged(node('savings', { result: '59999.6' }))).toContain('contracts/trace-broken');
    expect(forged(node('payable', { config: { rounding: { to: 'dollar', mode: 'half-up' } } }))).toContain('contracts/clause-mismatch');
    expect(forged(node('payable', { clause: '7.2' }))).toEqual(['contracts/clause-mismatch']);
    expect(forged(node('payable', { unit: 'EUR' }))).toEqual(['contracts/clause-mismatch']);
    expect(forged(node('metric:actual', { fact: { id: 'actual', knownOn: '2027-04-15', source: 'hearsay', denominator: null } }))).toEqual([
      'contracts/fact-mismatch',
    ]);
    expect(forged((settlement) => ({ ...settlement, lines: settlement.lines.map((line) => ({ ...line, from: line.to, to: line.from })) }))).toEqual([
      'contracts/clause-mismatch',
    ]);
    expect(forged((settlement) => ({ ...settlement, contractHash: settlement.factsHash }))).toEqual(['contracts/hash-mismatch']);
    const consistent = (settlement: Settlement): Settlement => ({
      ...settlement,
      trace: {
        nodes: settlement.trace.nodes.map((each) =>
          JSON.parse(JSON.stringify(each).replaceAll('940000.5', '930000.5').replaceAll('59999.5', '69999.5').replaceAll('29999.75', '34999.75')),
        ),
      },
    });
    expect(forged(consistent)).toContain('contracts/fact-mismatch');
  });

  test('a forged parameter or a dropped employer inside a loop is found, hashed again or not', () => {
    const over = ['employer'];
    const shares = simpleContract(
      {
        payable: t.round(t.sumOver('employer', t.mul({ op: 'metric', id: 'claims' }, { op: 'parameter', id: 'part' })), {
          to: 'cent',
          mode: 'half-up',
        }),
      },
      {
        metrics: { claims: metric.money({ over }) },
        parameters: { part: dated([{ from: YEAR.from, values: { e1: '0.5', e2: '0.25' }, cite: 'Exhibit B' }], { over: 'employer' }) },
      },
    );
    const told = ['e1', 'e2'].map((employer) => fact('claims', '100', { keys: { employer } }));
    const good = settled(shares, told);
    const forged = (rows: (rows: readonly (readonly string[])[]) => readonly (readonly string[])[], total: string): readonly string[] => {
      const nodes = good.trace.nodes.map((node) =>
        node.table === undefined
          ? { ...node, result: total, operands: node.operands.map((operand) => ({ ...operand, value: total })) }
          : { ...node, result: total, table: { ...node.table, rows: rows(node.table.rows) } },
      );
      const { hash: _old, ...body } = {
        ...good,
        trace: { nodes },
        lines: good.lines.map((line) => ({ ...line, amount: usd(total), cumulative: usd(total) })),
        steps: good.steps.map((step) => ({ ...step, value: total })),
      };
      const settlement = { ...body, hash: settlementHash(body) };
      expect(replayTrace(settlement.trace).findings).toEqual([]);
      return verifySettlement({ settlement, contract: shares, facts: told }).findings.map((finding) => finding.code);
    };
    expect(forged((rows) => rows, '75')).toEqual([]);
    expect(forged((rows) => rows.map((row) => row.map((cell) => ({ '0.25': '0.75', '25': '75' })[cell] ?? cell)), '125')).toEqual([
      'contracts/clause-mismatch',
    ]);
    expect(forged((rows) => rows.slice(0, 1), '50')).toEqual(['contracts/fact-mismatch']);
  });
  test('other facts or another contract are found', () => {
    const settlement = exampleSettlement();
    const [first, second] = facts;
    if (first === undefined || second === undefined) throw new Error('the example has two facts');
    expect(verifySettlement({ settlement, contract, facts: [first, { ...second, value: '1' }] }).kind).toBe('refuted');
    expect(verifySettlement({ settlement, contract: { ...contract, version: '2' }, facts }).findings.map((finding) => finding.code)).toEqual([
      'contracts/hash-mismatch',
    ]);
  });
});

describe('a trace replays without its contract', () => {
  test('a node out of order, twice, or without its operand is found', () => {
    const { nodes } = exampleSettlement().trace;
    expect(replayTrace({ nodes: Array.from(nodes).reverse() }).findings.length).toBeGreaterThan(0);
    expect(replayTrace({ nodes: [...nodes, ...nodes.slice(0, 1)] }).findings.map((finding) => finding.path)).toEqual(['trace.metric:benchmark']);
    expect(replayTrace({ nodes: nodes.slice(1) }).findings.length).toBeGreaterThan(0);
  });
});
