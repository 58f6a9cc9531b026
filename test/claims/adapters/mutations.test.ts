import { expect, test } from 'vitest';
import { mutationSubjects, runLarge, runMutations } from './mutation-subjects.js';

test.each(mutationSubjects)(
  '$id: a hundred thousand damaged records crash nothing, lose nothing and take linear time',
  { timeout: 300_000 },
  (subject) => {
    const { count, broken } = runMutations(subject, { seed: 1, count: 100_000 });
    expect(broken).toBeNull();
    expect(count).toBe(100_000);
  },
);

test.each(mutationSubjects)('$id: a million characters of damaged records are read within a second', { timeout: 60_000 }, (subject) => {
  expect(runLarge(subject, 2)).toBeNull();
});
