import { describe, expect, it } from 'vitest';
import { steerage } from '../../src/coe/savings/steerage.js';

describe('steerage', () => {
  it('gives ranges from published uptake, and marks an own range as assumed', () => {
    const voluntary = steerage({ design: 'voluntary', eligibleCases: 200, netPerCase: '10000', fixedCost: '96900' });
    expect([voluntary.net.low.toFixed(2), voluntary.net.mid.toFixed(2), voluntary.net.high.toFixed(2), voluntary.evidence]).toEqual([
      '223100.00',
      '323100.00',
      '503100.00',
      'published',
    ]);
    const own = steerage({
      design: 'mandatory',
      eligibleCases: 200,
      netPerCase: '10000',
      uptake: { low: '0.8', mid: '0.9', high: '1', source: 'plan document' },
    });
    expect([own.evidence, own.cases.mid.toFixed()]).toEqual(['assumed', '180']);
  });
  it('refuses a design without an anchor and a range that does not rise', () => {
    expect(() => steerage({ design: 'incentive', eligibleCases: 1, netPerCase: '1' })).toThrow(
      expect.objectContaining({ code: 'coe/invalid-input' }),
    );
    expect(() =>
      steerage({ design: 'mandatory', eligibleCases: 1, netPerCase: '1', uptake: { low: '0.9', mid: '0.8', high: '1', source: 'x' } }),
    ).toThrow(expect.objectContaining({ code: 'coe/invalid-input' }));
  });
});
