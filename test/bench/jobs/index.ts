import type { Job } from '../job.js';
import { checker } from './checker.js';

/** Every job of `npm run bench`, in the order in which they run. */
export const jobs: readonly Job[] = [checker];
