// Made by `npm run generate` from the files beside it.
import type { Operation } from './operation.js';

/** Every operation that a case may name. */
export const operations: readonly Operation[] = [];
