import { CoalitionError } from '../../errors/coalition-error.js';
import type { Decimal } from '../../money/decimal.js';
import type { Range } from '../../money/range.js';
import { times, type Usd, type UsdInput, usd } from '../../money/usd.js';
import type { Citation } from '../../reference/citation.js';
import type { Explanation } from '../../reference/explanation.js';
import type { RateInput } from './waterfall-input.js';
import { rate, volume } from './waterfall-rules.js';

/** How members are led to the center. */
export type SteerageKind = 'voluntary' | 'waiver' | 'incentive' | 'penalty' | 'mandatory';

/** What has been seen elsewhere. Unit: share of eligible cases, decimal text. */
export interface UptakeAnchor {
  readonly id: string;
  readonly designs: readonly SteerageKind[];
  readonly low: string;
  readonly mid: string;
  readonly high: string;
  readonly note: string;
  readonly citation: Citation;
}

function anchor(title: string, locator: string): Citation {
  return {
    publisher: 'Health Affairs and employer reports',
    title,
    locator,
    url: null,
    retrieved: '2026-11-24',
    lastVerified: null,
    status: 'secondary',
    licence: 'published figures',
  };
}

/**
 * Published uptake of center programs. Ranges, not points: what one employer's members did isn't a promise.
 *
 * @source RAND evaluation of a bundle program, Health Affairs 2021 (2,372 procedures, 2016 to 2020); Walmart joints and spine, 2015 to 2018
 */
export const uptakeAnchors: readonly UptakeAnchor[] = /* @__PURE__ */ anchors();

function anchors(): readonly UptakeAnchor[] {
  return Object.freeze([
    {
      id: 'rand-2021',
      designs: ['voluntary', 'waiver'] as const,
      low: '0.16',
      mid: '0.21',
      high: '0.30',
      note: '16 % joints, 21 % overall, 30 % bariatric',
      citation: anchor('Bundled payment program for surgery, RAND', 'uptake by procedure'),
    },
    {
      id: 'walmart-penalty',
      designs: ['penalty'] as const,
      low: '0.18',
      mid: '0.3834',
      high: '0.50',
      note: '18 % with full cover, +113 % after a 50 % coinsurance elsewhere; spine about half',
      citation: anchor('Walmart centers of excellence', 'joints 2015-2018, change in 2018'),
    },
  ]);
}

/** What a steerage scenario is made from. */
export interface SteerageInput {
  readonly design: SteerageKind;
  /** Unit: eligible cases. */
  readonly eligibleCases: number;
  /** Net of a case before fixed cost, as a waterfall has it. Unit: US dollars a case. */
  readonly netPerCase: UsdInput;
  /** Fixed cost of the program. Unit: US dollars. Default 0. */
  readonly fixedCost?: UsdInput;
  /** Own expectation, where no anchor exists or it isn't wanted. */
  readonly uptake?: { readonly low: RateInput; readonly mid: RateInput; readonly high: RateInput; readonly source: string };
}

/** What a design may bring, low to high. */
export interface SteerageScenario extends Explanation {
  readonly summary: string;
  readonly design: SteerageKind;
  /** Unit: share of eligible cases. */
  readonly uptake: Range;
  /** Unit: cases. */
  readonly cases: Range;
  /** Unit: US dollars. */
  readonly net: Range<Usd>;
  readonly evidence: 'published' | 'assumed';
}

/**
 * Tells what a way of steering members may bring, low, mid and high, from published uptake or the caller's own range.
 *
 * Limits: designs without a published anchor need a range of the caller's, which is then marked as assumed.
 *
 * @formula net = eligible x uptake x net per case - fixed cost
 * @unit US dollars
 * @source {@link uptakeAnchors}
 * @testedBy coe/steerage.test.ts
 * @param i - The design, the cases and the net of a case.
 * @returns The scenario.
 * @throws {@link CoalitionError} `coe/invalid-input` without any uptake, `coe/volume-invalid`.
 * @example
 * steerage({ design: 'penalty', eligibleCases: 100, netPerCase: '10000' }).net.mid.toFixed(2); // => '383400.00'
 */
export function steerage(i: SteerageInput): SteerageScenario {
  const published = uptakeAnchors.find((each) => each.designs.some((design) => design === i.design));
  const own = i.uptake;
  const range = own ?? published;
  if (range === undefined) {
    throw new CoalitionError(
      'coe/invalid-input',
      `There is no published uptake for a ${i.design} design. Give a range of your own; it will be marked as assumed.`,
      { field: 'uptake', value: 'none' },
    );
  }
  const source = own?.source ?? `${published?.id ?? ''}: ${published?.note ?? ''}`;
  const uptake: Range = { low: rate('uptake.low', range.low), mid: rate('uptake.mid', range.mid), high: rate('uptake.high', range.high), source };
  if (uptake.low.gt(uptake.mid) || uptake.mid.gt(uptake.high))
    throw new CoalitionError('coe/invalid-input', 'The range of uptake must rise from low to high. Order it.', {
      field: 'uptake',
      value: `${uptake.low.toFixed()}, ${uptake.mid.toFixed()}, ${uptake.high.toFixed()}`,
    });
  const eligible = volume('eligibleCases', i.eligibleCases);
  const [perCase, fixed] = [usd(i.netPerCase), usd(i.fixedCost ?? '0')];
  const cases: Range = { low: eligible.times(uptake.low), mid: eligible.times(uptake.mid), high: eligible.times(uptake.high), source };
  const net = (count: Decimal): Usd => usd(times(perCase, count).minus(fixed));
  const evidence = own === undefined ? 'published' : 'assumed';
  const nets = { low: net(cases.low), mid: net(cases.mid), high: net(cases.high), source };
  return {
    summary: `A ${i.design} design brings ${uptake.low.times(100).toFixed()} to ${uptake.high.times(100).toFixed()} % of cases and $${nets.low.toFixed(2)} to $${nets.high.toFixed(2)} net (${evidence}).`,
    design: i.design,
    uptake,
    cases,
    net: nets,
    evidence,
    steps: (['low', 'mid', 'high'] as const).map((id) => ({
      id,
      label: `net at ${id} uptake`,
      formula: 'eligible x uptake x net per case - fixed cost',
      value: nets[id].toFixed(),
      unit: 'USD',
    })),
    assumptions: [
      {
        id: 'uptake',
        value: `${uptake.low.toFixed()} to ${uptake.high.toFixed()}`,
        evidence,
        source: own === undefined && published !== undefined ? published.citation : source,
      },
    ],
    warnings: [],
    tables: own === undefined ? [{ id: 'uptake-anchors', version: '2021' }] : [],
  };
}
