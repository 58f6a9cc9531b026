import type { Job } from '../job.js';
import { cellsFromCsv, cellsInMemory } from './cells.js';
import { checker } from './checker.js';
import { contractInDoubles, settlementDrawn, settlementEdge, settlementScenarios } from './contract.js';
import { exposureFromBatches, exposureFromRows } from './exposure.js';
import { bytesALine, parse } from './parse.js';
import { trendJobs } from './trend.js';
import { triangleFromCsv, triangleInMemory } from './triangle.js';

/** Every job of `npm run bench`, in the order in which they run. */
export const jobs: readonly Job[] = [
  checker,
  parse,
  bytesALine,
  cellsFromCsv,
  cellsInMemory,
  triangleFromCsv,
  triangleInMemory,
  exposureFromRows,
  exposureFromBatches,
  contractInDoubles,
  settlementDrawn,
  settlementScenarios,
  settlementEdge,
  ...trendJobs,
];
