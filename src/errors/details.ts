import type { AggregateErrors } from './aggregate.js';
import type { BasisErrors } from './basis.js';
import type { BenchmarkErrors } from './benchmark.js';
import type { ClaimsErrors } from './claims.js';
import type { CoeErrors } from './coe.js';
import type { ContractsErrors } from './contracts.js';
import type { CsvErrors } from './csv.js';
import type { DeidentifyErrors } from './deidentify.js';
import type { EnginesErrors } from './engines.js';
import type { ExposureErrors } from './exposure.js';
import type { MoneyErrors } from './money.js';
import type { ReferenceErrors } from './reference.js';
import type { StatsErrors } from './stats.js';
import type { SyntheticErrors } from './synthetic.js';
import type { TimeErrors } from './time.js';
import type { TrendErrors } from './trend.js';

/** What each refusal knows. Adding a code is a minor release; renaming or removing one is a major. */
export interface ErrorDetails
  extends AggregateErrors,
    BasisErrors,
    BenchmarkErrors,
    ClaimsErrors,
    CoeErrors,
    ContractsErrors,
    CsvErrors,
    DeidentifyErrors,
    EnginesErrors,
    ExposureErrors,
    MoneyErrors,
    ReferenceErrors,
    StatsErrors,
    SyntheticErrors,
    TimeErrors,
    TrendErrors {}

/** Every way this library can refuse, as `area/what-is-wrong`. */
export type ErrorCode = keyof ErrorDetails;
