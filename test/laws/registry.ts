// Made by `npm run generate` from the files beside it.
import type { LawSubject } from './law-subject.js';
import { subjects as benchmark } from './subjects/benchmark.js';
import { subjects as coe } from './subjects/coe.js';
import { subjects as deidentify } from './subjects/deidentify.js';
import { subjects as exposure } from './subjects/exposure.js';
import { subjects as trend } from './subjects/trend.js';

/** Every aggregate of the library, for the shared laws. */
export const subjects: readonly LawSubject[] = [...benchmark, ...coe, ...deidentify, ...exposure, ...trend];
