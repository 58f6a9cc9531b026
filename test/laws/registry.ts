// Made by `npm run generate` from the files beside it.
import type { LawSubject } from './law-subject.js';

/** Every aggregate of the library, for the shared laws. */
export const subjects: readonly LawSubject[] = [];
