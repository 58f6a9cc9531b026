// Made by `npm run generate` from the files beside it.
import type { Operation } from './operation.js';
import { operations as adapters } from './operations/adapters.js';
import { operations as benchmark } from './operations/benchmark.js';
import { operations as benchmarkDecisions } from './operations/benchmark-decisions.js';
import { operations as benchmarkRates } from './operations/benchmark-rates.js';
import { operations as claims } from './operations/claims.js';
import { operations as claimsDeliveries } from './operations/claims-deliveries.js';
import { operations as coe } from './operations/coe.js';
import { operations as contractMeasures } from './operations/contract-measures.js';
import { operations as contracts } from './operations/contracts.js';
import { operations as csv } from './operations/csv.js';
import { operations as deidentify } from './operations/deidentify.js';
import { operations as deidentifyLinkage } from './operations/deidentify-linkage.js';
import { operations as deidentifyNoise } from './operations/deidentify-noise.js';
import { operations as deidentifyPrivacy } from './operations/deidentify-privacy.js';
import { operations as deidentifyPublish } from './operations/deidentify-publish.js';
import { operations as engines } from './operations/engines.js';
import { operations as exposure } from './operations/exposure.js';
import { operations as fingerprint } from './operations/fingerprint.js';
import { operations as money } from './operations/money.js';
import { operations as reference } from './operations/reference.js';
import { operations as report } from './operations/report.js';
import { operations as stats } from './operations/stats.js';
import { operations as synthetic } from './operations/synthetic.js';
import { operations as time } from './operations/time.js';
import { operations as trend } from './operations/trend.js';

/** Every operation that a case may name. */
export const operations: readonly Operation[] = [
  ...adapters,
  ...benchmark,
  ...benchmarkDecisions,
  ...benchmarkRates,
  ...claims,
  ...claimsDeliveries,
  ...coe,
  ...contractMeasures,
  ...contracts,
  ...csv,
  ...deidentify,
  ...deidentifyLinkage,
  ...deidentifyNoise,
  ...deidentifyPrivacy,
  ...deidentifyPublish,
  ...engines,
  ...exposure,
  ...fingerprint,
  ...money,
  ...reference,
  ...report,
  ...stats,
  ...synthetic,
  ...time,
  ...trend,
];
