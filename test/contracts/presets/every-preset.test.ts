import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Contract } from '../../../src/contracts/contract.js';
import { explain, type NodeExplanation } from '../../../src/contracts/explain.js';
import type { Fact } from '../../../src/contracts/fact.js';
import { lintContract } from '../../../src/contracts/lint-contract.js';
import { cjr } from '../../../src/contracts/presets/cjr.js';
import { acaCorridor, reach } from '../../../src/contracts/presets/corridors.js';
import { hvbp } from '../../../src/contracts/presets/hvbp.js';
import { mlrCredibility } from '../../../src/contracts/presets/mlr.js';
import { mssp } from '../../../src/contracts/presets/mssp.js';
import { replayTrace } from '../../../src/contracts/replay-trace.js';
import { parseSettlement } from '../../../src/contracts/schema/parse-settlement.js';
import { settle } from '../../../src/contracts/settle.js';
import { settlementJson } from '../../../src/contracts/settlement-hash.js';
import { simulate } from '../../../src/contracts/simulate/simulate.js';
import { verifySettlement } from '../../../src/contracts/verify-settlement.js';
import { settled } from '../kit.js';

type Values = Readonly<Record<string, string | Readonly<Record<string, string>>>>;
interface Case {
  readonly name: string;
  readonly contract: Contract;
  readonly values: Values;
}

const msspYears = [
  { performanceYear: 2018, levels: ['1', '1+', '2', '3'] },
  { performanceYear: 2022, levels: ['A', 'B', 'C', 'D', 'E', 'ENHANCED'] },
  { performanceYear: 2023, levels: ['A', 'B', 'C', 'D', 'E', 'ENHANCED'] },
] as const;
const msspFacts: Values = {
  benchmark: '130000000',
  lives: '7207',
  qualityMet: '1',
  alternativeMet: '0',
  quality: '0.45',
  yearAffected: '0.15',
  membersAffected: '0.9',
  reliefDollars: '2797',
  participantRevenue: '13630983',
  monthsInYear: '12',
};
const cjrFacts: Values = {
  baseline: { a: '20000', b: '31000.5' },
  episodes: { a: '100', b: '20' },
  cappedActual: '2400000',
  complicationsPercentile: '72',
  experiencePercentile: '55',
  outcomesData: '1',
  improvementPoints: '0',
  outsideLimits: '1234.56',
};

const cases: readonly Case[] = [
  ...msspYears.flatMap(({ performanceYear, levels }) =>
    levels.flatMap((level) =>
      (['121000000.5', '142600000'] as const).map((expenditures) => ({
        name: `mssp ${performanceYear} ${level}, ${expenditures}`,
        contract: mssp({ performanceYear, level }),
        values: { ...msspFacts, expenditures },
      })),
    ),
  ),
  { name: 'risk corridor', contract: acaCorridor(), values: { allowableCosts: '1060000', target: '1000000' } },
  ...([2021, 2022, 2025, 2026] as const).flatMap((performanceYear) =>
    (['global', 'professional'] as const).map((option) => ({
      name: `reach ${performanceYear} ${option}`,
      contract: reach({ performanceYear, option }),
      values: { benchmark: '1000000', expenditures: '700000' },
    })),
  ),
  ...[2016, 2018, 2019, 2020, 2021].map((fiscalYear) => ({
    name: `hvbp ${fiscalYear}`,
    contract: hvbp({ fiscalYear }),
    values: {
      domainScore: Object.fromEntries((hvbp({ fiscalYear }).dimensions?.[0]?.keys ?? []).map((key, i) => [key, String(20 + 10 * i)])),
      withhold: '0.02',
      slope: '2.7',
      basePayments: '1000000',
    },
  })),
  ...[1, 2, 3, 4, 5].flatMap((performanceYear) =>
    (['2400000', '2900000'] as const).map((cappedActual) => ({
      name: `cjr ${performanceYear}, ${cappedActual}`,
      contract: cjr({ performanceYear }),
      values: { ...cjrFacts, cappedActual },
    })),
  ),
  ...(['largeGroup', 'smallGroup', 'individual'] as const).map((market) => ({
    name: `mlr ${market}`,
    contract: mlrCredibility({ market }),
    values: { claimsAndQuality: '700000', premium: '1100000', taxesAndFees: '100000', lifeYears: '3000', deductibleFactor: '1' },
  })),
];

/** The facts that a contract asks for. */
function factsOf({ contract, values }: Case): readonly Fact[] {
  return Object.entries(values).flatMap(([metric, value]) => {
    const spec = contract.metrics[metric];
    if (spec === undefined) return [];
    const fact = { metric, unit: spec.unit, period: contract.effective, knownOn: contract.effective.to, denominator: null, source: 'test' };
    return typeof value === 'string'
      ? [{ ...fact, value }]
      : Object.entries(value).map(([key, each]) => ({ ...fact, value: each, keys: { [spec.over?.[0] ?? '']: key } }));
  });
}

const levels = (each: NodeExplanation): number => (each.because.length === 0 ? 0 : 1 + Math.max(...each.because.map(levels)));
const ends = (each: NodeExplanation): readonly string[] => (each.because.length === 0 ? [each.op] : each.because.flatMap(ends));

describe('every preset, in every year, track and option that it carries', () => {
  for (const each of cases) {
    test(`${each.name}: nothing in its lint changes money; a reader comes from any cent to inputs in six steps`, () => {
      const { contract } = each;
      const codes = lintContract(contract).map((finding) => `${finding.code} ${finding.severity}`);
      // The joint replacement regulation leaves scores from 4 up to 5 in no class.
      expect(codes).toEqual(contract.id.startsWith('cjr') ? ['TIER_GAP warn'] : []);
      const facts = factsOf(each);
      const settlement = settled(contract, facts, { asOf: '2030-01-01' });
      expect(settlement.lines.length).toBeGreaterThan(0);
      for (const line of settlement.lines) {
        const explanation = explain({ settlement, node: line.node, depth: 20 });
        expect(levels(explanation)).toBeGreaterThan(0);
        expect(levels(explanation)).toBeLessThanOrEqual(6);
        expect(ends(explanation)).toContain('metric');
      }
      expect(replayTrace(settlement.trace).findings).toEqual([]);
      expect(verifySettlement({ settlement, contract, facts }).kind).toBe('verified');
      const varied = facts.find((fact) => fact.keys === undefined);
      if (varied === undefined) throw new Error('a preset has a figure that is told once');
      const model = { [varied.metric]: { kind: 'empirical' as const, values: [Number(varied.value)] } };
      const { mean } = simulate({ contract, facts, model, runs: 1, seed: 1 });
      expect(mean ?? Number.NaN, 'doubles, loops included, beside the settlement').toBeCloseTo(
        settlement.lines[0]?.amount.toNumber() ?? Number.NaN,
        2,
      );
    });
  }
  const stored = cases.map((each) => {
    const facts = factsOf(each);
    return { each, facts, text: JSON.stringify(settlementJson(settled(each.contract, facts, { asOf: '2030-01-01' }))) };
  });
  /** Whether a changed text is found: it is no settlement any more, or it is refuted. */
  const found = (one: (typeof stored)[number], changed: string): boolean => {
    const back = parseSettlement(JSON.parse(changed));
    return (
      back.kind === 'rejected' || verifySettlement({ settlement: back.settlement, contract: one.each.contract, facts: one.facts }).kind === 'refuted'
    );
  };
  for (const preset of ['mssp 2023 C', 'hvbp 2021', 'cjr 2', 'mlr smallGroup']) {
    test(`${preset}: each digit of its stored settlement, one after another, is found when it is changed`, () => {
      const one = stored.find(({ each }) => each.name.startsWith(preset));
      if (one === undefined) throw new Error(`there is no case of ${preset}`);
      const digits = Array.from(one.text.matchAll(/\d/g));
      const missed = digits.filter((hit) => {
        const other = (Number(hit[0]) + 1 + (hit.index % 9)) % 10;
        return !found(one, `${one.text.slice(0, hit.index)}${other}${one.text.slice(hit.index + 1)}`);
      });
      expect(missed.map((hit) => one.text.slice(hit.index - 30, hit.index + 5))).toEqual([]);
      console.log(`${preset}: ${digits.length} digits`);
    }, 60_000);
  }
  test('a changed digit anywhere in any other, and a changed letter in any text, are found', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...stored),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        fc.integer({ min: 1, max: 9 }),
        fc.constantFrom(/\d/g, /[a-z]/g),
        (one, place, by, which) => {
          const hits = Array.from(one.text.matchAll(which));
          const hit = hits[Math.floor(place * hits.length)];
          if (hit === undefined) throw new Error('a settlement has digits and letters');
          const code = hit[0].charCodeAt(0);
          const [first, count] = code < 58 ? [48, 10] : [97, 26];
          const changed = String.fromCharCode(first + ((code - first + by) % count));
          expect(found(one, `${one.text.slice(0, hit.index)}${changed}${one.text.slice(hit.index + 1)}`), `${hit.index} of ${one.each.name}`).toBe(
            true,
          );
        },
      ),
      { numRuns: 600 },
    );
  }, 60_000);
  test('each fact is needed, or its policy says what counts in its place, and the settlement says so', () => {
    for (const { each, facts, text } of stored) {
      const agreed = JSON.parse(text);
      for (const missing of facts) {
        const spec = each.contract.metrics[missing.metric];
        const result = settle({ contract: each.contract, facts: facts.filter((fact) => fact !== missing), status: 'final', asOf: '2030-01-01' });
        const name = `${each.name} without ${missing.metric}`;
        if (result.kind === 'blocked') {
          expect(
            result.findings.map((finding) => finding.code),
            name,
          ).toContain('MISSING_METRIC');
          continue;
        }
        const told = result.settlement.warnings.some((warning) => warning.code === 'MISSING_METRIC');
        if (spec?.onMissing !== 'fail' && told) continue;
        // Neither blocked nor told: only a branch that isn't taken needs it, so nothing may differ; or its key has gone with it.
        if (missing.keys === undefined) expect(result.settlement.lines[0]?.amount.toFixed(), name).toBe(agreed.lines[0].amount);
        else expect(result.settlement.hash, name).not.toBe(agreed.hash);
      }
    }
  });
});
