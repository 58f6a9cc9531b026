import { deliveryData } from '../rules/delivery-data.js';
import type { DeliveryReport } from './delivery-report.js';
import { type Conclusion, type DeliveryRun, Judgement, TABLES } from './judgement.js';
import type { ValidateOptions } from './validate-delivery.js';

/**
 * Runs the catalogue over tables that are at hand whole, and writes the report.
 *
 * @param run - The tables, each in the order of its lineage.
 * @param o - How the delivery is judged.
 * @returns The report.
 */
export function runRules(run: DeliveryRun, o: ValidateOptions): DeliveryReport {
  const judgement = new Judgement(o);
  for (const table of TABLES) judgement.begin(run[table]);
  const conclusion = judged(judgement, run);
  for (const table of TABLES) judgement.accept(run[table]);
  const batches = {
    medical: run.medical.data.batch,
    pharmacy: run.pharmacy.data.batch,
    eligibility: run.eligibility.data.batch,
    nonClaims: run.nonClaims.data.batch,
  };
  return { ...judgement.report(conclusion, run.eligibility), batches };
}

/** Runs the rules. A function of its own, so that nothing else holds the columns when rows are left out. */
function judged(judgement: Judgement, run: DeliveryRun): Conclusion {
  const { facts } = judgement;
  const data = deliveryData(
    { medical: run.medical.data, pharmacy: run.pharmacy.data, eligibility: run.eligibility.data, nonClaims: run.nonClaims.data },
    { whole: facts },
  );
  for (const table of ['medical', 'pharmacy'] as const) facts.learn(table, data);
  for (const table of ['medical', 'pharmacy'] as const) facts.explain(table, data);
  for (const table of TABLES) judgement.judge(run[table], data);
  return judgement.conclude(data);
}
