import { isIsoDate } from '../../time/iso-date.js';
import type { PublishableTableData } from './publishable-table.js';

type Fields = Readonly<Record<string, unknown>>;
type Check = (value: unknown) => boolean;

const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
const text: Check = (value) => typeof value === 'string';
const whole: Check = (value) => Number.isSafeInteger(value);
const flag: Check = (value) => typeof value === 'boolean';
const date: Check = (value) => typeof value === 'string' && isIsoDate(value);
const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);
const list =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const oneOf =
  (...allowed: readonly unknown[]): Check =>
  (value) =>
    allowed.includes(value);
const shape =
  (fields: Readonly<Record<string, Check>>): Check =>
  (value) =>
    isObject(value) &&
    Object.keys(value).every((key) => Object.hasOwn(fields, key)) &&
    Object.entries(fields).every(([key, check]) => check(value[key]));

/** Checks the form of a stored table, without zod: which keys there are and what kind of value each holds. */
export function publishableTableForm(value: unknown): value is PublishableTableData {
  const rules = shape({
    id: text,
    minPersons: whole,
    minEmployers: whole,
    maxShare: text,
    minAgeMonths: whole,
    protectionPercent: text,
    topShare: orNull(shape({ top: whole, share: text })),
    collusion: whole,
    countWidth: whole,
    zerosDisclosive: flag,
  });
  const part = shape({
    id: text,
    title: text,
    period: orNull(shape({ from: date, to: date })),
    dimensions: list(
      shape({
        name: text,
        label: text,
        total: text,
        members: oneOf('partition', 'overlapping'),
        categories: list(shape({ code: text, label: text, parent: orNull(text) })),
      }),
    ),
    measures: list(
      shape({
        id: text,
        label: text,
        kind: oneOf('persons', 'sum', 'ratio'),
        unit: text,
        quotient: orNull(shape({ numerator: text, denominator: orNull(text), value: orNull(text), times: text, decimals: whole })),
      }),
    ),
    cells: list(shape({ key: list(text), withheld: flag, values: (each) => isObject(each) && Object.values(each).every(orNull(text)) })),
  });
  const certificate = shape({
    rules,
    asOf: date,
    lowerBound: whole,
    collusion: whole,
    contentHash: text,
    intervals: list(shape({ part: text, measure: text, key: list(text), low: whole, high: orNull(whole) })),
  });
  return shape({ kind: oneOf('publishableTable'), version: oneOf(1), parts: list(part), certificate })(value);
}
