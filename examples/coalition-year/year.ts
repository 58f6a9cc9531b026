import { type ClaimBatch, type DeliveryReport, validateDelivery, type Waiver } from 'coalition-kit/claims';
import type { ActualKnowledgeAttestation } from 'coalition-kit/deidentify';
import { type Completed, completeClaims } from './complete-claims.js';
import { type Costs, costByEmployer } from './cost-by-employer.js';
import { type Coverage, countCoverage, unitsIn } from './count-coverage.js';
import type { Delivered } from './delivery.js';
import { type Frame, frameOf } from './frame.js';
import { type Joints, jointEpisodes } from './joint-episodes.js';
import { type Netted, netClaims } from './net-claims.js';
import { type Projected, projectYear } from './project-year.js';
import { type Published, publishTable, randomness } from './publish.js';
import { type Extract, safeHarborExtract } from './safe-harbor.js';
import { type Settled, settleContract } from './settle-contract.js';
import { attempt, notComputed, type Step, whenFit } from './step.js';

/** Everything that was computed, step by step; a step that could not be made says why and stops nothing. */
export interface CoalitionYear {
  readonly delivered: Delivered;
  readonly report: DeliveryReport;
  readonly frame: Frame | null;
  readonly netted: Step<{ readonly medical: Netted<ClaimBatch<'medical'>>; readonly pharmacy: Netted<ClaimBatch<'pharmacy'>> }>;
  readonly coverage: Step<Coverage>;
  /** Plan paid, for reserves. */
  readonly completed: Step<Completed>;
  readonly costs: Step<Costs>;
  readonly projected: Step<Projected>;
  readonly joints: Step<Joints>;
  readonly settled: Step<Settled>;
  readonly published: Step<Published>;
  readonly extract: Step<Extract>;
}

/** How the year is computed. */
export interface YearOptions {
  readonly waivers: readonly Waiver[];
  /** Path of a contract; the bundled one when null. */
  readonly contract: string | null;
  /** Who answers for the Safe Harbor extract; without it there is none. */
  readonly attestation: ActualKnowledgeAttestation | null;
  /** Seed of the synthetic coalition; null draws from the platform. */
  readonly seed: number | null;
  /** Called before each step. */
  readonly progress: (step: string) => void;
}

const UNITS_PER_YEAR = 377_580 * 12;

/** A step that rests on others: their reasons when they have no value. */
function given<A, T>(first: Step<A>, make: (a: A) => Step<T>): Step<T> {
  return first.value === null ? notComputed(...first.because) : make(first.value);
}

/** Computes the year from rows: validate, net, count, complete, compare, project, build episodes, settle, protect. */
export function coalitionYear(delivered: Delivered, o: YearOptions): CoalitionYear {
  const { progress } = o;
  progress('validating the delivery');
  const report = validateDelivery(delivered.rows, {
    profile: delivered.truth === null ? 'default' : 'synthetic',
    ...(delivered.asOf === null ? {} : { asOf: delivered.asOf }),
    ...(delivered.paidThrough === null ? {} : { paidThrough: delivered.paidThrough }),
    ...(delivered.months === null ? {} : { months: delivered.months }),
    waivers: o.waivers,
  });
  const { batches, fitness } = report;
  const frame = frameOf(delivered, batches);
  if (frame === null) return nothing(delivered, report);

  progress('netting corrections');
  const netted = attempt(() => netClaims(batches, { styles: report.detail.styles, paidThrough: frame.paidThrough }));
  progress('counting coverage');
  const coverage = attempt(() => countCoverage(batches.eligibility, frame));
  progress('completing claims');
  const completedBy = (basis: 'paid' | 'allowed'): Step<Completed> =>
    given(netted, ({ medical }) =>
      given(coverage, ({ byMonth }) =>
        whenFit(fitness.for('lagTriangle'), () => completeClaims({ netted: medical, frame, basis, memberMonths: byMonth })),
      ),
    );
  const completed = completedBy('paid');
  const allowed = completedBy('allowed');
  progress('comparing employers');
  // Per member needs less than per employee, and less than completion: what can be said is said, with its caveats.
  const costs = given(netted, (nets) =>
    given(coverage, (counted) => {
      const fit = fitness.for('pmpm');
      const made = whenFit(fit, () =>
        costByEmployer({ ...nets, eligibility: batches.eligibility, coverage: counted, frame, completion: allowed.value?.yearFactor ?? null }),
      );
      const perEmployee = fitness.for('pepm');
      const caveats = [
        ...(allowed.value === null ? ['not completed for run-out, so no employer is compared'] : []),
        ...(perEmployee.status === 'blocked' ? [`no cost per employee: ${perEmployee.sentence}`] : []),
      ];
      return made.value === null || caveats.length === 0
        ? made
        : { ...made, status: 'computed with caveats' as const, because: [...caveats, ...made.because] };
    }),
  );
  const projected = given(allowed, ({ ibnr }) => {
    const value = projectYear(ibnr, frame);
    return value === null ? notComputed<Projected>('a trend needs two years of claims; send the year before') : attempt(() => value);
  });
  progress('building episodes');
  const joints = given(netted, ({ medical }) =>
    given(coverage, (counted) => {
      const employees = Math.round(unitsIn(counted, frame.year).employeeUnits / UNITS_PER_YEAR);
      return whenFit(fitness.for('coeEpisode'), () => jointEpisodes({ netted: medical, eligibility: batches.eligibility, frame, employees }));
    }),
  );
  progress('settling the contract');
  const settled = given(netted, (nets) =>
    given(coverage, (counted) => {
      const settle = (): Step<Settled> =>
        whenFit(fitness.for('outcomesContract'), () => settleContract({ ...nets, frame, coverage: counted, contract: o.contract }));
      // The bundled contract is about cost per member, so what blocks that blocks it.
      const cost = fitness.for('pmpm');
      return given(
        whenFit(cost, () => cost),
        settle,
      );
    }),
  );
  progress('protecting what leaves');
  const published = given(netted, (nets) =>
    given(coverage, ({ employers }) => attempt(() => publishTable({ ...nets, eligibility: batches.eligibility, frame, employers, seed: o.seed }))),
  );
  const { attestation } = o;
  const extract =
    attestation === null
      ? notComputed<Extract>(
          'a named person must state that nothing is known that could identify somebody in what remains: pass --attest "NAME|ROLE|STATEMENT"',
        )
      : attempt(() => safeHarborExtract({ batches, frame, random: randomness(o.seed), attestation }));
  return { delivered, report, frame, netted, coverage, completed, costs, projected, joints, settled, published, extract };
}

function nothing(delivered: Delivered, report: DeliveryReport): CoalitionYear {
  const none = notComputed<never>('no claim was accepted');
  return {
    delivered,
    report,
    frame: null,
    netted: none,
    coverage: none,
    completed: none,
    costs: none,
    projected: none,
    joints: none,
    settled: none,
    published: none,
    extract: none,
  };
}
