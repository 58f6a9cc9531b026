import { describe, expect, test } from 'vitest';
import { type BudgetStore, memoryBudgetStore, privacyBudget } from '../../../src/deidentify/noise/index.js';

const codeOf = (action: () => unknown): unknown => {
  try {
    action();
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error;
  }
  return 'taken';
};
const whole = { currency: 'epsilon', limit: '1' } as const;

describe('privacyBudget', () => {
  test('releases add up exactly: three thirds spend one, and nothing more goes', () => {
    const budget = privacyBudget(memoryBudgetStore(), whole);
    for (const id of ['a', 'b', 'c']) {
      budget.reserve({ id, recipient: 'board', amount: '1/3' });
      budget.commit(id);
    }
    expect([budget.spent('board'), budget.left('board')]).toEqual(['1', '0']);
    expect(codeOf(() => budget.reserve({ id: 'd', recipient: 'board', amount: '0.000000000000001' }))).toBe('deidentify/budget-spent');
    expect(codeOf(() => budget.reserve({ id: 'd', recipient: 'press', amount: '1' }))).toBe('taken');
  });

  test('parts of one partition cost as much as the dearest part; partitions add to each other and to the rest', () => {
    const budget = privacyBudget(memoryBudgetStore(), { currency: 'epsilon', limit: '2' });
    const reserve = (id: string, amount: string, group?: string, part = ''): void =>
      budget.reserve({ id, recipient: 'board', amount, ...(group === undefined ? {} : { partition: { group, part } }) });
    reserve('north 1', '0.5', 'region', 'north');
    reserve('south 1', '0.25', 'region', 'south');
    expect(budget.spent('board')).toBe('1/2');
    reserve('south 2', '0.5', 'region', 'south');
    expect(budget.spent('board')).toBe('3/4');
    reserve('young', '0.25', 'age', 'under 40');
    reserve('all', '0.5');
    expect(budget.spent('board')).toBe('3/2');
    expect(codeOf(() => reserve('all again', '0.75'))).toBe('deidentify/budget-spent');
    expect(codeOf(() => reserve('north 2', '0.75', 'region', 'north'))).toBe('taken');
    expect(budget.left('board')).toBe('0');
  });

  test('a recipient may have a limit of its own, whatever it is called', () => {
    const budget = privacyBudget(memoryBudgetStore(), { ...whole, limits: { press: '0.1' } });
    expect([budget.left('press'), budget.left('board'), budget.left('__proto__'), budget.left('constructor')]).toEqual(['1/10', '1', '1', '1']);
  });

  test('an id is used once: replay, a second draw and a second closing are refused', () => {
    const budget = privacyBudget(memoryBudgetStore(), whole);
    budget.reserve({ id: 'a', recipient: 'board', amount: '0.1' });
    expect(codeOf(() => budget.reserve({ id: 'a', recipient: 'board', amount: '0.1' }))).toBe('deidentify/release-refused');
    budget.commit('a');
    for (const again of [() => budget.commit('a'), () => budget.cancel('a'), () => budget.commit('never'), () => budget.cancel('never')])
      expect(codeOf(again)).toBe('deidentify/release-refused');
    expect(budget.spent('board')).toBe('1/10');
  });

  test('a cancelled reservation is given back, and its id stays used', () => {
    const budget = privacyBudget(memoryBudgetStore(), whole);
    budget.reserve({ id: 'a', recipient: 'board', amount: '1' });
    budget.cancel('a');
    expect(budget.left('board')).toBe('1');
    expect(codeOf(() => budget.reserve({ id: 'a', recipient: 'board', amount: '1' }))).toBe('deidentify/release-refused');
  });

  test('what was reserved before a crash stays spent after a restart', () => {
    const store = memoryBudgetStore();
    privacyBudget(store, whole).reserve({ id: 'a', recipient: 'board', amount: '0.75' });
    const restarted = privacyBudget(memoryBudgetStore(JSON.parse(JSON.stringify(store.read()))), whole);
    expect(restarted.left('board')).toBe('1/4');
    expect(codeOf(() => restarted.reserve({ id: 'b', recipient: 'board', amount: '0.5' }))).toBe('deidentify/budget-spent');
  });

  test('two writers in a race never spend more than there is', () => {
    const shared = memoryBudgetStore();
    // The slow one reads, and before it can append the fast one takes half.
    let raced = false;
    const slow: BudgetStore = {
      read: () => shared.read(),
      append: (entry, head) => {
        if (!raced) {
          raced = true;
          privacyBudget(shared, whole).reserve({ id: 'fast', recipient: 'board', amount: '0.6' });
        }
        return shared.append(entry, head);
      },
    };
    expect(codeOf(() => privacyBudget(slow, whole).reserve({ id: 'slow', recipient: 'board', amount: '0.6' }))).toBe('deidentify/budget-spent');
    expect(shared.read().map(({ id }) => id)).toEqual(['fast']);
    const never: BudgetStore = { read: () => shared.read(), append: () => false };
    expect(codeOf(() => privacyBudget(never, whole).reserve({ id: 'x', recipient: 'board', amount: '0.1' }))).toBe('deidentify/release-refused');
  });

  test('a ledger with a changed, missing or reordered entry is refused', () => {
    const store = memoryBudgetStore();
    const budget = privacyBudget(store, whole);
    for (const id of ['a', 'b', 'c']) budget.reserve({ id, recipient: 'board', amount: '0.1' });
    const entries = store.read();
    const [a, b, c] = entries;
    for (const broken of [entries.map((each) => ({ ...each, amount: '1/100' })), [a, c], [b, a, c], entries.slice(1)]) {
      const kept = broken.flatMap((each) => (each === undefined ? [] : [each]));
      expect(codeOf(() => privacyBudget(memoryBudgetStore(kept), whole).left('board'))).toBe('deidentify/envelope-invalid');
    }
  });

  test.each(['0', '-1', 'much', ''])('refuses an amount or limit of %j', (text) => {
    expect(codeOf(() => privacyBudget(memoryBudgetStore(), { currency: 'rho', limit: text }))).toBe('deidentify/noise-invalid');
    expect(codeOf(() => privacyBudget(memoryBudgetStore(), whole).reserve({ id: 'a', recipient: 'b', amount: text }))).toBe(
      'deidentify/noise-invalid',
    );
  });

  test('a limit that is lowered below what was spent leaves nothing, never less', () => {
    const store = memoryBudgetStore();
    privacyBudget(store, whole).reserve({ id: 'a', recipient: 'board', amount: '0.9' });
    expect(privacyBudget(store, { currency: 'epsilon', limit: '0.5' }).left('board')).toBe('0');
  });
});
