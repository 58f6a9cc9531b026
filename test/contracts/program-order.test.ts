import { describe, expect, test } from 'vitest';
import { bundle } from '../../src/contracts/builders/bundle.js';
import { pointsByTable } from '../../src/contracts/builders/points.js';
import { term as t } from '../../src/contracts/term-builder.js';
import golden from '../golden/contracts-cms-examples.json' with { type: 'json' };
import { worked } from './worked.js';

const ratio = (value: string) => ({ value, unit: 'ratio' });

describe('G11: the equity adjustment of the specification, written in the algebra', () => {
  for (const example of golden.equity.scalers) {
    test(`${example.aco}: six measures by third give ${example.scaler}`, () => {
      // Percentile of the third: bottom below 33, middle to 67, top above.
      const percentile = { bottom: '10', middle: '50', top: '90' };
      const figures = Object.fromEntries(
        example.thirds.map((third, i) => [`m${i}`, ratio(percentile[third === 'top' ? 'top' : third === 'middle' ? 'middle' : 'bottom'])]),
      );
      const points = Object.keys(figures).map((id) => pointsByTable(id, [{ upTo: '33', value: '0' }, { upTo: '67', value: '2' }, { value: '4' }]));
      expect(worked({ scaler: { expr: t.add(...points) } }, figures).values['scaler']).toBe(example.scaler);
    });
  }
  for (const [i, example] of golden.equity.bonuses.entries()) {
    test(`bonus ${i + 1}: scaler ${example.scaler}, multiplier ${example.multiplier}, score ${example.score}`, () => {
      const { values } = worked(
        {
          bonus: {
            expr: t.if(t.lt('multiplier', '0.2'), '0', t.min(t.mul('scaler', 'multiplier'), '10'), 'no bonus below a multiplier of 0.2'),
          },
          adjusted: { expr: t.min(t.add('score', 'bonus'), '100') },
        },
        { scaler: ratio(example.scaler), multiplier: ratio(example.multiplier), score: ratio(example.score) },
      );
      expect([values['bonus'], values['adjusted']]).toEqual([example.bonus, example.adjusted]);
    });
  }
});

describe('BPCI Advanced: quality acts on the amount, before the limit of 20 %', () => {
  // Two cells: targets are 97 % of 20,000 x 10 and 30,000 x 4, so 194,000 + 116,400 = 310,400; the limit is 62,080.
  const figures = (actual: string, quality: string) => ({
    price: { value: { knee: '20000', hip: '30000' }, over: 'cell', unit: 'USD/episode' },
    episodes: { value: { knee: '10', hip: '4' }, over: 'cell', unit: 'episodes' },
    actual: { value: actual },
    quality: ratio(quality),
  });
  const metric = (id: string) => ({ op: 'metric', id }) as const;
  const written = () => {
    const { aggregateTarget, reconciliation } = bundle({
      over: 'cell',
      target: t.mul('0.97', metric('price')),
      episodes: metric('episodes'),
      actual: 'actual',
      stopLoss: '0.2',
      stopGain: '0.2',
    });
    if (aggregateTarget === undefined || reconciliation === undefined) throw new Error('a bundle has a target');
    return {
      aggregateTarget,
      reconciliation,
      adjusted: { expr: t.mul('reconciliation', 'quality') },
      limited: { expr: t.clamp('adjusted', t.neg(t.mul('0.2', 'aggregateTarget')), t.mul('0.2', 'aggregateTarget')) },
    };
  };
  const paid = (actual: string, quality: string) => {
    const { values } = worked(written(), figures(actual, quality));
    return [values['aggregateTarget'], values['reconciliation'], values['adjusted'], values['limited']];
  };
  test('saved 70,400: 90 % is 63,360, then the limit; the other way round would pay 55,872', () => {
    expect(paid('240000', '0.9')).toEqual(['310400', '70400', '63360', '62080']);
  });
  test('lost 50,000: 90 % is 45,000, within the limit', () => {
    expect(paid('360400', '0.9')).toEqual(['310400', '-50000', '-45000', '-45000']);
  });
});
