import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EpisodeDefinition } from '../../src/coe/definition/episode-definition.js';
import { shippedDefinitions } from '../../src/coe/definition/shipped-definitions.js';
import { EpisodeAggregate } from '../../src/coe/episodes/episode-aggregate.js';
import { episodeWindow } from '../../src/coe/episodes/episode-window.js';
import { prorate } from '../../src/coe/episodes/prorate.js';
import { dayNumber, isoFromDay } from '../../src/time/iso-date.js';
import { covered, stay } from './claim-stories.js';

const shipped = (id: string): EpisodeDefinition => {
  const found = shippedDefinitions().find((each) => each.id === id);
  if (found === undefined) throw new Error(id);
  return found;
};
const lastDay = (id: string, dates: { readonly admission: string; readonly discharge: string }): string => {
  const admission = dayNumber(dates.admission);
  return isoFromDay(episodeWindow(shipped(id), { start: admission, admission, discharge: dayNumber(dates.discharge) }).to);
};

describe('windows and proration', () => {
  it('end where the regulations say: TEAM 2026-02-03, CJR 2024-05-09 over a leap day', () => {
    expect(lastDay('team-lejr', { admission: '2026-01-02', discharge: '2026-01-05' })).toBe('2026-02-03');
    expect(lastDay('cjr-lejr-90', { admission: '2024-02-07', discharge: '2024-02-10' })).toBe('2024-05-09');
    expect(lastDay('hwr-readmission', { admission: '2026-01-02', discharge: '2026-01-05' })).toBe('2026-02-04');
    expect(lastDay('coe-joint', { admission: '2026-01-02', discharge: '2026-01-05' })).toBe('2026-04-02');
  });

  it('split $14,400 of nursing over 30 days, 20 of them inside, into 9,600 and 4,800', () => {
    const anchor = stay({ person_id: 'p', claim_id: 'a', from: '2026-03-06', to: '2026-03-10', dollars: '30000.00', drg_code: '470' });
    const nursing = stay({ person_id: 'p', claim_id: 's', from: '2026-03-20', to: '2026-04-18', dollars: '14400.00', bill_type_code: '211' });
    const set = new EpisodeAggregate({ definitions: [shipped('team-lejr')], paidThrough: '2026-09-30', runOutDays: 60 });
    set.add([nursing, anchor, covered('p', '2025-01-01', null)]);
    const [episode] = set.finish().episodes;
    expect(episode?.window.to).toBe('2026-04-08');
    expect(episode?.lines.find((each) => each.claimId === 's')).toMatchObject({ days: [20, 30], money: { allowed: 960_000 } });
    expect(set.finish().accounts[0]?.unassigned.allowed).toBe(480_000);
  });

  it('prorates exactly: the parts add up, ties go away from zero, and sign only turns', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -9_000_000_000_000, max: 9_000_000_000_000 }),
        fc.integer({ min: 1, max: 400 }),
        fc.nat(400),
        (cents, days, some) => {
          const insideDays = Math.min(days, some);
          const { inside, outside } = prorate({ cents, insideDays, days });
          expect(inside + outside).toBe(cents);
          expect(prorate({ cents: 0 - cents, insideDays, days }).inside + inside).toBe(0);
          const exact = (BigInt(cents) * BigInt(insideDays) * 2n) / BigInt(days);
          expect(Math.abs(Number(exact) / 2 - inside)).toBeLessThanOrEqual(1);
        },
      ),
    );
    expect(prorate({ cents: 5, insideDays: 1, days: 2 })).toEqual({ inside: 3, outside: 2 });
    expect(prorate({ cents: -5, insideDays: 1, days: 2 })).toEqual({ inside: -3, outside: -2 });
  });

  it('never cost less when they are wider', () => {
    const anchor = stay({ person_id: 'p', claim_id: 'a', from: '2025-03-06', to: '2025-03-10', dollars: '30000.00', drg_code: '470' });
    const later = [10, 35, 80].map((n) =>
      stay({
        person_id: 'p',
        claim_id: `v${n}`,
        from: isoFromDay(dayNumber('2025-03-10') + n),
        to: isoFromDay(dayNumber('2025-03-12') + n),
        dollars: '500.00',
        bill_type_code: '211',
      }),
    );
    const cost = (postDays: number): number => {
      const set = new EpisodeAggregate({
        definitions: [{ ...shipped('coe-joint'), proration: 'none', window: { preDays: 0, postDays, from: 'discharge', dayOne: 'day-after' } }],
        paidThrough: '2026-09-30',
        runOutDays: 0,
      });
      set.add([anchor, ...later, covered('p', '2024-01-01', null)]);
      return set.finish().episodes[0]?.money.allowed ?? -1;
    };
    expect([5, 10, 34, 35, 90].map(cost)).toEqual([3_000_000, 3_050_000, 3_050_000, 3_100_000, 3_150_000]);
  });
});
