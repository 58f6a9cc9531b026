import { describe, expect, it } from 'vitest';
import { jointReplacement } from '../../src/coe/definition/shipped-definitions.js';
import { EpisodeAggregate } from '../../src/coe/episodes/episode-aggregate.js';
import { episodeDiff } from '../../src/coe/episodes/episode-diff.js';
import { triggerCoverage } from '../../src/coe/episodes/trigger-coverage.js';
import { stream } from '../../src/stats/random.js';
import { line, randomMember, stay } from './claim-stories.js';

describe('trigger coverage', () => {
  const rows = [
    stay({ person_id: 'a', claim_id: '1', from: '2025-03-03', to: '2025-03-05', dollars: '30000.00', drg_code: '470', procedure_codes: ['0SRC0J9'] }),
    stay({ person_id: 'b', claim_id: '2', from: '2025-03-03', to: '2025-03-05', dollars: '20000.00', drg_code: '331', procedure_codes: ['0DTF0ZZ'] }),
    line({ person_id: 'c', claim_id: '3', from: '2025-03-03', dollars: '15000.00', place_of_service_code: '24', hcpcs_code: '99X99' }),
    line({ person_id: 'c', claim_id: '4', from: '2025-03-09', dollars: '90.00', place_of_service_code: '11' }),
  ];
  it('refuses an empty outpatient slot beside outpatient surgery, and says how much is not seen', () => {
    expect(() => triggerCoverage(rows, { definition: jointReplacement() })).toThrow(
      expect.objectContaining({ code: 'coe/trigger-codes-missing', details: { definition: 'coe-joint', share: '23.1' } }),
    );
    const coverage = triggerCoverage(rows, { definition: jointReplacement(), strictTriggers: false });
    expect([coverage.inpatient.cases, coverage.inpatient.seenCases, coverage.outpatient.cases, coverage.outpatient.seenCases]).toEqual([2, 1, 1, 0]);
    expect(coverage.inpatient.seenAllowed.toFixed(2)).toBe('30000.00');
    expect(coverage.summary).toBe('The triggers see 1 of 3 surgical cases; their outpatient slot is empty.');
    const filled = {
      ...jointReplacement(),
      triggers: jointReplacement().triggers.map((each) =>
        each.setting === 'outpatient'
          ? { ...each, allOf: [{ system: 'LICENSED' as const, codes: ['99X99'], licenceAck: 'invented for a test' }] }
          : each,
      ),
    };
    expect(triggerCoverage(rows, { definition: filled }).outpatient.seenCases).toBe(1);
  });
});

describe('the difference of two definitions', () => {
  it('is made of episodes gained, lost and changed, whose dollars sum to it', () => {
    const members = Array.from({ length: 80 }, (_, i) => randomMember(stream(77, i), `p${i}`));
    const set = (definition: ReturnType<typeof jointReplacement>) => {
      const a = new EpisodeAggregate({ definitions: [definition], paidThrough: '2026-06-30', runOutDays: 30 });
      for (const m of members) a.addMember([...m.lines, ...m.coverage]);
      return a.finish();
    };
    const [before, after] = [
      set(jointReplacement()),
      set({ ...jointReplacement(), conflict: 'split', window: { preDays: 0, postDays: 30, from: 'trigger', dayOne: 'day-after' } }),
    ];
    const diff = episodeDiff(before, after);
    const total = (each: typeof before): number => each.episodes.reduce((sum, episode) => sum + episode.money.allowed, 0);
    expect(diff.allowed).toBe(total(after) - total(before));
    expect(diff.changed > 0 && diff.gained > 0).toBe(true);
    expect(after.episodes.length - before.episodes.length).toBe(diff.gained - diff.lost);
    expect(episodeDiff(before, before).moves).toEqual([]);
  });
});
