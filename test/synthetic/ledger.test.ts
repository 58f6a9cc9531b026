import { describe, expect, test } from 'vitest';
import { batchOf } from '../../src/claims/batch-from-records.js';
import { buildLedger } from '../../src/claims/ledger/ledger.js';
import { generateCoalition } from '../../src/synthetic/index.js';

const { coalition, truth } = generateCoalition({ seed: 12, members: 400, months: ['2024-07', '2025-12'], adjustedPerMille: 60 });

describe('the ledger nets the synthetic coalition to its truth', () => {
  const ledger = buildLedger(batchOf({ table: 'medical' }, coalition.medical), { confirm: Object.keys(truth.styles) });

  test('each sender’s style is inferred', () => {
    expect(Object.fromEntries(ledger.styles.map((style) => [style.dataSource, style.style]))).toEqual(truth.styles);
  });

  test('every final line is the true one, to the cent', () => {
    const view = ledger.finalView();
    const key = (o: { readonly dataSource: string; readonly claimId: string; readonly line: number }): string =>
      `${o.dataSource} ${o.claimId} ${o.line}`;
    const final = new Map(view.lines.map((line) => [key(line.key), line.cents]));
    const expected = truth.finalLines.filter((line) => line.table === 'medical');
    const wrong = expected.filter((line) => final.get(key(line))?.paid !== line.paid || final.get(key(line))?.allowed !== line.allowed);
    expect(wrong).toEqual([]);
    expect(view.lines.length).toBe(expected.length);
    expect(view.finalCents.paid).toBe(expected.reduce((cents, line) => cents + line.paid, 0));
  });

  test('every true correction is linked', () => {
    const idOf = (row: number): string => coalition.medical[row]?.claim_id ?? '';
    const linked = new Set(ledger.links.map((link) => `${idOf(link.from)}>${idOf(link.to)}`));
    const expected = truth.links.filter((link) => link.table === 'medical').map((link) => `${link.fromClaimId}>${link.toClaimId}`);
    const either = expected.filter((pair) => !linked.has(pair) && ![...linked].some((each) => each.startsWith(`${pair.split('>')[0]}>`)));
    expect(either).toEqual([]);
    expect(expected.length).toBeGreaterThan(100);
  });
});

test('pharmacy reversals and rebills net to the true fills', () => {
  const ledger = buildLedger(batchOf({ table: 'pharmacy' }, coalition.pharmacy), { style: 'reversalAndRebill' });
  const view = ledger.finalView();
  const expected = truth.finalLines.filter((line) => line.table === 'pharmacy');
  expect(view.finalCents.paid).toBe(expected.reduce((cents, line) => cents + line.paid, 0));
});
