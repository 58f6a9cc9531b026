import { CoalitionError } from '../../errors/coalition-error.js';
import { at } from '../../reference/dated.js';
import { type MsspTrack, msspTracks } from '../../reference/mssp-rules.js';
import type { Contract, MetricSpec } from '../contract.js';
import { defineContract, type Terms } from '../define-contract.js';
import type { Expr } from '../expression.js';
import { metric } from '../metric.js';
import { msr } from '../msr.js';
import { term as t } from '../term-builder.js';

/** Which year, level and choices a Shared Savings Program contract has. */
export interface MsspOptions {
  readonly performanceYear: 2018 | 2022 | 2023;
  /** Track `1`, `1+`, `2`, `3` in 2018; level `A` to `E` or `ENHANCED` later. */
  readonly level: string;
  /** `variable`: by the table; otherwise the rate that was chosen, such as `'0.01'`; below 5,000 lives the table applies anyway. */
  readonly minimumRate?: string;
  /**
   * `quality`: the final rate follows from the quality facts. `given`: facts `sharingRate` and `lossRate` are the final rates,
   * as public files print them. Default `quality`.
   */
  readonly rates?: 'quality' | 'given';
  /**
   * `share`: facts `yearAffected` and `membersAffected` tell the disaster relief; `dollars`: fact `reliefDollars`;
   * `wholeYear`: all of it, as in the public-health emergency. Default: `dollars` in 2018, `wholeYear` in 2022, `share` in 2023.
   */
  readonly relief?: 'share' | 'dollars' | 'wholeYear';
}

const M = (id: string): Expr => ({ op: 'metric', id });

function trackOf(o: MsspOptions): MsspTrack {
  const year = `${o.performanceYear}-12-31`;
  const years = [2018, 2022, 2023];
  if (!years.includes(o.performanceYear)) {
    throw new CoalitionError(
      'contracts/unknown-preset',
      `There is no preset of the Shared Savings Program for ${o.performanceYear}. The years are ${years.join(', ')}; the nearest is never taken.`,
      { preset: 'mssp', value: String(o.performanceYear), known: years.join(', ') },
    );
  }
  const tracks = at(msspTracks, year).value;
  const track = tracks.find((each) => each.id === o.level);
  if (track === undefined) {
    const known = tracks.map((each) => each.id).join(', ');
    throw new CoalitionError('contracts/unknown-preset', `${o.performanceYear} has no level "${o.level}". Its levels are ${known}.`, {
      preset: 'mssp',
      value: o.level,
      known,
    });
  }
  return track;
}

/**
 * The Shared Savings Program's settlement chain of a performance year, in CMS's order: gate, rate, sequestration before the payment
 * limit; for losses rate, limit, disaster relief, termination.
 *
 * Facts: `benchmark`, `expenditures` (US dollars), `lives`, quality as `rates` says (`quality` 0 to 1, `qualityMet`, from 2022 also
 * `alternativeMet`, 1 or 0), `participantRevenue` for losses of levels C to E, relief as `relief` says, `monthsInYear` (12 unless
 * terminated early; 0 where a loss isn't owed).
 *
 * Limits: it is the contract's arithmetic, not CMS's determination. Rules for agreement periods from 2024 aren't in it.
 *
 * @formula see the statement of its settlement
 * @unit US dollars, whole
 * @source 42 CFR 425 subpart G; CMS MSSP methodology specification v11; public use file 2018
 * @testedBy contracts/presets/mssp.test.ts: G7 to G10, rows of 2018 and 2022; scripts/mssp-2018.ts: 548 rows
 * @param o - Year, level and choices.
 * @returns The contract.
 * @throws {@link CoalitionError} `contracts/unknown-preset` for a year or level that isn't in it.
 * @example
 * mssp({ performanceYear: 2022, level: 'B' }).terms.map((term) => term.id); // => ['savings', 'minimumRate', 'minimumSavings', 'sharingRate', 'shared', 'sequestered', 'earned', 'payable']
 */
export function mssp(o: MsspOptions): Contract {
  const track = trackOf(o);
  const year = { from: `${o.performanceYear}-01-01`, to: `${o.performanceYear}-12-31` };
  const two = track.loss.kind !== 'none';
  const given = o.rates === 'given';
  const relief = o.relief ?? (o.performanceYear === 2018 ? 'dollars' : o.performanceYear === 2022 ? 'wholeYear' : 'share');
  const lives = M('lives');
  const minimum =
    o.minimumRate === undefined || o.minimumRate === 'variable' || !two
      ? msr({ kind: 'table', lives })
      : msr({ kind: 'fixedAboveLives', rate: o.minimumRate, lives, from: '5000' });
  const gated = t.if(
    t.and(t.gt('savings', '0'), t.ge('savings', 'minimumSavings')),
    'savings',
    '0',
    'first dollar once the minimum savings are met; a saving is above zero',
  );
  const terms: Terms = {
    savings: { label: 'Benchmark minus expenditures', expr: t.sub(M('benchmark'), M('expenditures')) },
    minimumRate: { label: 'Minimum savings rate', clause: '42 CFR 425.605(b)', expr: minimum },
    minimumSavings: { label: 'Minimum savings', expr: t.mul('minimumRate', M('benchmark')) },
    sharingRate: { label: 'Final sharing rate', expr: given ? M('sharingRate') : sharingRate(o, track) },
    shared: { label: 'Shared savings', expr: t.mul('sharingRate', gated) },
    sequestered: { label: 'After sequestration of 2 %', expr: t.mul('shared', '0.98') },
    earned: {
      label: 'After the payment limit',
      note: 'Sequestration comes before the limit. Savings are forfeited by termination before the last day of the year.',
      expr: t.if(
        t.ge(M('monthsInYear'), '12'),
        t.min('sequestered', t.mul(track.paymentLimit, M('benchmark'))),
        '0',
        'savings are forfeited by an early termination',
      ),
    },
    ...(two ? lossTerms({ performanceYear: o.performanceYear, track, given, relief }) : {}),
    payable: {
      label: 'Earned savings, or owed losses when negative',
      expr: t.round(two ? t.sub('earned', 'owed') : 'earned', { to: 'dollar', mode: 'half-up' }),
    },
  };
  return defineContract({
    id: `mssp-${o.performanceYear}-${track.id === '1+' ? '1plus' : track.id}`,
    version: '1.0.0',
    title: `Medicare Shared Savings Program, performance year ${o.performanceYear}, ${o.performanceYear === 2018 ? 'track' : 'level'} ${track.id}`,
    currency: 'USD',
    effective: year,
    parties: [
      { id: 'cms', role: 'payer', name: 'CMS' },
      { id: 'aco', role: 'provider' },
    ],
    metrics: metricsOf({ o, track, given, relief }),
    terms,
    settle: [{ id: 'sharedSavings', line: 'payable', label: 'Shared savings or losses', positive: { from: 'cms', to: 'aco' } }],
    verification: o.performanceYear === 2018 ? 'derived' : 'primary',
    source: '42 CFR 425 subpart G; CMS MSSP methodology specification v11, January 2023',
  });
}

/** Final sharing rate from quality: in 2018 maximum x score when the standard is met; later full, or x score under the alternative. */
function sharingRate(o: MsspOptions, track: MsspTrack): Expr {
  const scaled = t.mul(track.maximumRate, M('quality'));
  if (o.performanceYear === 2018) return t.if(t.ge(M('qualityMet'), '1'), scaled, '0', 'the quality standard is met or nothing is shared');
  const alternative = t.if(t.ge(M('alternativeMet'), '1'), scaled, '0', 'the alternative standard scales the rate by the score');
  return t.if(t.ge(M('qualityMet'), '1'), track.maximumRate, alternative, 'the quality standard gives the full rate');
}

/** The loss side: rate, limit, relief, months. */
function lossTerms(o: {
  readonly performanceYear: number;
  readonly track: MsspTrack;
  readonly given: boolean;
  readonly relief: 'share' | 'dollars' | 'wholeYear';
}): Terms {
  const { track } = o;
  const size = t.neg('savings');
  const met = t.and(t.gt(size, '0'), t.ge(size, 'minimumSavings'));
  const lossOfRate = t.mul('lossRate', size);
  const limitOf =
    track.lossLimit.kind === 'benchmark'
      ? t.mul(track.lossLimit.share, M('benchmark'))
      : track.lossLimit.kind === 'revenueOrBenchmark'
        ? t.min(t.mul(track.lossLimit.revenueShare, M('participantRevenue')), t.mul(track.lossLimit.benchmarkShare, M('benchmark')))
        : null;
  const relieved =
    o.relief === 'wholeYear'
      ? t.literal('0')
      : o.relief === 'share'
        ? t.mul('limitedLoss', t.sub('1', t.mul(M('yearAffected'), M('membersAffected'))))
        : t.positive(t.sub('limitedLoss', M('reliefDollars')));
  const afterRelief = t.if(t.gt('limitedLoss', '0'), relieved, '0', 'disaster relief acts on a loss, after its limit');
  return {
    lossRate: { label: 'Loss sharing rate', expr: o.given ? M('lossRate') : lossRate(track, o.performanceYear) },
    sharedLoss: { label: 'Shared loss', expr: t.if(met, lossOfRate, '0', 'first dollar once the minimum loss rate is met; a loss is above zero') },
    limitedLoss: {
      label: 'After the loss limit',
      expr: limitOf === null ? t.add('sharedLoss') : t.if(t.gt('sharedLoss', '0'), t.min('sharedLoss', limitOf), '0', 'the limit acts on a loss'),
    },
    owed: { label: 'Owed after relief and termination', expr: t.mul(afterRelief, t.div(t.min(M('monthsInYear'), '12'), '12')) },
  };
}

/** Loss rate from quality; the greatest where no standard is met. */
function lossRate(track: MsspTrack, performanceYear: number): Expr {
  switch (track.loss.kind) {
    case 'none':
      return t.literal('0');
    case 'fixed':
      return t.literal(track.loss.rate);
    case 'quality': {
      const scaled = t.clamp(t.sub('1', t.mul(track.loss.times, M('quality'))), track.loss.least, track.loss.most);
      const met = t.ge(M('qualityMet'), '1');
      return t.if(
        performanceYear === 2018 ? met : t.or(met, t.ge(M('alternativeMet'), '1')),
        scaled,
        '0.75',
        'without any standard met the rate is the greatest',
      );
    }
  }
}

function metricsOf(o: {
  readonly o: MsspOptions;
  readonly track: MsspTrack;
  readonly given: boolean;
  readonly relief: string;
}): Readonly<Record<string, MetricSpec>> {
  const flag = metric.ratio({ min: '0', max: '1', integer: true });
  const share = metric.ratio({ min: '0', max: '1' });
  const two = o.track.loss.kind !== 'none';
  const quality = {
    quality: metric.ratio({ min: '0', max: '1', better: 'higher', label: 'Quality score' }),
    qualityMet: { ...flag, label: 'Quality standard met' },
  };
  return {
    benchmark: metric.money({ min: '0', label: 'Updated benchmark' }),
    expenditures: metric.money({ min: '0', better: 'lower', label: 'Expenditures' }),
    lives: metric.count({ of: 'lives', min: '1', label: 'Assigned beneficiaries' }),
    monthsInYear: metric.ratio({ min: '0', max: '12', onMissing: 'neutral', neutral: '12', label: 'Months in the programme' }),
    ...(o.given
      ? { sharingRate: share }
      : { ...quality, ...(o.o.performanceYear === 2018 ? {} : { alternativeMet: { ...flag, label: 'Alternative standard met' } }) }),
    ...(two && o.given ? { lossRate: share } : {}),
    ...(two && o.track.lossLimit.kind === 'revenueOrBenchmark'
      ? { participantRevenue: metric.money({ min: '0', label: 'Participant revenue' }) }
      : {}),
    ...(two && o.relief === 'share' ? { yearAffected: share, membersAffected: share } : {}),
    ...(two && o.relief === 'dollars'
      ? { reliefDollars: metric.money({ min: '0', onMissing: 'neutral', neutral: '0', label: 'Disaster relief' }) }
      : {}),
  };
}
