import { describe, expect, test } from 'vitest';
import { CoalitionError, isCoalitionError } from '../../src/errors/index.js';

describe('errors', () => {
  test('are recognised across copies of the library, by a shared symbol', () => {
    const other = Object.assign(new Error('copy'), { code: 'time/not-a-date', [Symbol.for('coalition-kit/CoalitionError')]: true });
    expect(isCoalitionError(other, 'time/not-a-date')).toBe(true);
    expect(isCoalitionError(other, 'money/not-an-amount')).toBe(false);
    expect(isCoalitionError(new Error('plain'))).toBe(false);
    expect(isCoalitionError('text')).toBe(false);
  });

  test('carry code, message and typed details', () => {
    const error = new CoalitionError('time/not-a-month', 'No month.', { value: 'x' });
    expect(error).toMatchObject({ name: 'CoalitionError', code: 'time/not-a-month', message: 'No month.', details: { value: 'x' } });
  });
});
