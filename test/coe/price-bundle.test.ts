import { describe, expect, it } from 'vitest';
import { type BundleContract, priceBundle } from '../../src/coe/savings/price-bundle.js';
import { savingsWaterfall } from '../../src/coe/savings/waterfall.js';

const contract: BundleContract = {
  basePrice: '26000',
  includes: [{ service: 'facility', fromDay: 0, toDay: 90 }],
  warrantyDays: 90,
  implants: { kind: 'pass-through', cost: '2600', cap: '2400' },
  outlier: { kind: 'carve-out', threshold: '60000', planShare: '0.5', expectedExcess: '3000' },
};

describe('the bundle price', () => {
  it('adds implants up to their cap and the expected outlier payment', () => {
    const price = priceBundle(contract);
    expect([price.price.toFixed(2), price.parts.implants.toFixed(2), price.parts.outlier.toFixed(2)]).toEqual(['29900.00', '2400.00', '1500.00']);
    expect(price.includes).toContainEqual({ service: 'readmissions', fromDay: 0, toDay: 90 });
    expect(priceBundle({ ...contract, implants: { kind: 'included' } }).includes).toContainEqual({ service: 'implants', fromDay: 0, toDay: 0 });
  });

  it('refuses a contract that lacks a part', () => {
    for (const part of ['basePrice', 'includes', 'warrantyDays', 'implants', 'outlier'] as const) {
      const { [part]: _, ...rest } = contract;
      expect(() => priceBundle(rest)).toThrow(expect.objectContaining({ code: 'coe/bundle-incomplete', details: { part } }));
    }
    expect(() => priceBundle({ ...contract, warrantyDays: -1 })).toThrow(expect.objectContaining({ code: 'coe/volume-invalid' }));
  });

  it('carries its warranty into the waterfall, which then refuses double credit', () => {
    const { price, includes } = priceBundle(contract);
    const i = {
      referred: 10,
      avoided: 0,
      local: { episode: '41250', includes },
      bundle: { episode: price, includes },
      credits: [{ component: 'readmissions' as const, rateLocal: '0.05', rateCoe: '0.03', cost: '17800', toDay: 30 }],
    };
    expect(() => savingsWaterfall(i)).toThrow(expect.objectContaining({ code: 'coe/warranty-overlap' }));
  });
});
