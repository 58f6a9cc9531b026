import { beta } from '../../stats/beta.js';
import { lnGamma } from '../../stats/special.js';
import { digamma, trigamma } from './digamma.js';
import { maximiseTwo, type TwoParameters } from './newton-two.js';
import { invalid, openProbability } from './provider-rows.js';

/** One provider's events among its cases. */
export interface RateRow {
  readonly provider: string;
  /** Unit: events. */
  readonly events: number;
  /** Unit: cases, at least 1. */
  readonly cases: number;
}

/** One provider's rate after shrinkage. Unit of rates: events a case. */
export interface ShrunkRate {
  readonly provider: string;
  readonly events: number;
  readonly cases: number;
  readonly raw: number;
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
  /** n / (n + a + b). Unit: share, 0 to 1. */
  readonly reliability: number;
}

/** Providers' rates shrunk towards the mean of all. Doubles; 1e-5 on a and b. */
export interface BetaBinomialFit {
  readonly method: 'beta-binomial, maximum likelihood';
  readonly variation: 'found' | 'none';
  readonly a: number | null;
  readonly b: number | null;
  /** Mean of the prior. Unit: events a case. */
  readonly mean: number;
  /** Variance between providers; 0 when none was found. */
  readonly betweenVariance: number;
  readonly minusLogLikelihood: number | null;
  readonly providers: readonly ShrunkRate[];
  readonly confidence: number;
}

function likelihood(rows: readonly RateRow[]): (a: number, b: number) => TwoParameters {
  const constant = rows.reduce((sum, { events: x, cases: n }) => sum + lnGamma(n + 1) - lnGamma(x + 1) - lnGamma(n - x + 1), 0);
  return (a, b) => {
    const s = a + b;
    let [value, ga, gb, haa, hab, hbb] = [constant, 0, 0, 0, 0, 0];
    const [la, lb, ls, da, db, ds, ta, tb, ts] = [
      lnGamma(a),
      lnGamma(b),
      lnGamma(s),
      digamma(a),
      digamma(b),
      digamma(s),
      trigamma(a),
      trigamma(b),
      trigamma(s),
    ];
    for (const { events: x, cases: n } of rows) {
      value += lnGamma(a + x) - la + lnGamma(b + n - x) - lb - lnGamma(s + n) + ls;
      const [d, t] = [digamma(s + n) - ds, trigamma(s + n) - ts];
      ga += digamma(a + x) - da - d;
      gb += digamma(b + n - x) - db - d;
      haa += trigamma(a + x) - ta - t;
      hbb += trigamma(b + n - x) - tb - t;
      hab -= t;
    }
    return { logLikelihood: value, gradient: [a * ga, b * gb], hessian: [a * a * haa + a * ga, a * b * hab, b * b * hbb + b * gb] };
  };
}

/**
 * Shrinks providers' rates towards the mean of all, each by how little its volume can be believed.
 *
 * @formula x ~ binomial(n, p), p ~ beta(a, b) by marginal maximum likelihood; posterior mean (a + x) / (a + b + n);
 *   reliability n / (n + a + b); between variance ab / ((a + b)^2 (a + b + 1))
 * @unit events a case
 * @source Skellam 1948; Adams, RAND TR-653 (reliability)
 * @testedBy coe/provider-performance.test.ts: synthetic hospitals
 * @param rows - Events and cases; at least 2 providers.
 * @param o - `confidence`: of the posterior interval, default 0.95.
 * @returns The prior and every provider's posterior.
 * @throws {@link CoalitionError} `coe/invalid-input`.
 * @example
 * fitBetaBinomial([{ provider: 'A', events: 1, cases: 20 }, { provider: 'B', events: 1, cases: 20 }]).mean; // => 0.05
 */
export function fitBetaBinomial(rows: readonly RateRow[], o: { readonly confidence?: number } = {}): BetaBinomialFit {
  if (rows.length < 2) throw invalid('rows', rows.length, 'at least 2 providers are needed');
  for (const { events, cases } of rows) {
    if (!Number.isInteger(cases) || cases < 1) throw invalid('cases', cases, 'a whole number of at least 1 is needed');
    if (!Number.isInteger(events) || events < 0 || events > cases) throw invalid('events', events, 'a whole number from 0 to the cases is needed');
  }
  const confidence = openProbability('confidence', o.confidence ?? 0.95);
  const overall = rows.reduce((sum, row) => sum + row.events, 0) / rows.reduce((sum, row) => sum + row.cases, 0);
  const fit =
    overall === 0 || overall === 1
      ? { kind: 'unbounded' as const, iterations: 0 }
      : maximiseTwo(likelihood(rows), [overall * 50, (1 - overall) * 50]);
  const [a, b] = fit.kind === 'maximum' ? [fit.a, fit.b] : [null, null];
  const tail = (1 - confidence) / 2;
  const providers = rows.map(({ provider, events, cases }): ShrunkRate => {
    const base = { provider, events, cases, raw: events / cases };
    if (a === null || b === null) return { ...base, estimate: overall, low: overall, high: overall, reliability: 0 };
    const [p, q] = [a + events, b + cases - events];
    return {
      ...base,
      estimate: p / (p + q),
      low: beta.quantile(tail, p, q),
      high: beta.quantile(1 - tail, p, q),
      reliability: cases / (cases + a + b),
    };
  });
  const s = a === null || b === null ? null : a + b;
  return {
    method: 'beta-binomial, maximum likelihood',
    variation: s === null ? 'none' : 'found',
    a,
    b,
    mean: a === null || s === null ? overall : a / s,
    betweenVariance: a === null || b === null || s === null ? 0 : (a * b) / (s * s * (s + 1)),
    minusLogLikelihood: fit.kind === 'maximum' ? -fit.logLikelihood : null,
    providers,
    confidence,
  };
}
