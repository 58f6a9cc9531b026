import { z } from 'zod';
import { decimal, expressionSchema, id, roundingSchema } from './expression-schema.js';

const day = (): z.ZodISODate => z.iso.date();
const text = (): z.ZodString => z.string().min(1).max(2000);
const key = (): z.ZodString =>
  z
    .string()
    .min(1)
    .max(200)
    .regex(/^(?!__proto__$)[\x21-\x7e]+( [\x21-\x7e]+)*$/);

/** A calendar period, both ends included, not backwards. */
const periodSchema = /* @__PURE__ */ (() =>
  z
    .strictObject({ from: day(), to: day() })
    .readonly()
    .refine((period) => period.from <= period.to, 'the period runs backwards'))();

const partySchema = /* @__PURE__ */ (() =>
  z
    .strictObject({ id: id(), role: z.enum(['payer', 'provider', 'vendor', 'carrier', 'administrator']), name: z.exactOptional(text()) })
    .readonly())();

const dimensionSchema = /* @__PURE__ */ (() => z.strictObject({ id: id(), keys: z.exactOptional(z.array(key()).readonly()) }).readonly())();

const metricSchema = /* @__PURE__ */ (() =>
  z
    .strictObject({
      unit: text(),
      label: z.exactOptional(text()),
      over: z.exactOptional(z.array(id()).readonly()),
      min: z.exactOptional(decimal()),
      max: z.exactOptional(decimal()),
      integer: z.exactOptional(z.boolean()),
      better: z.exactOptional(z.enum(['lower', 'higher'])),
      minDenominator: z.exactOptional(decimal()),
      onMissing: z.enum(['fail', 'missed', 'neutral', 'reweight']),
      neutral: z.exactOptional(decimal()),
      period: z.exactOptional(z.enum(['measurement', 'any'])),
      runOut: z.exactOptional(z.boolean()),
    })
    .readonly())();

const parameterRowSchema = /* @__PURE__ */ (() =>
  z
    .strictObject({
      from: day(),
      to: z.exactOptional(day()),
      value: z.exactOptional(decimal()),
      values: z.exactOptional(z.record(key(), decimal()).readonly()),
      cite: text(),
    })
    .readonly())();

const parameterSchema = /* @__PURE__ */ (() =>
  z
    .strictObject({ unit: text(), label: z.exactOptional(text()), over: z.exactOptional(id()), rows: z.array(parameterRowSchema).min(1).readonly() })
    .readonly())();

const termSchema = /* @__PURE__ */ (() =>
  z
    .strictObject({
      id: id(),
      label: z.exactOptional(text()),
      expr: expressionSchema,
      from: z.exactOptional(day()),
      to: z.exactOptional(day()),
      clause: z.exactOptional(text()),
      note: z.exactOptional(text()),
    })
    .readonly())();

const lineSchema = /* @__PURE__ */ (() =>
  z
    .strictObject({ id: id(), line: id(), label: z.exactOptional(text()), positive: z.strictObject({ from: id(), to: id() }).readonly() })
    .readonly())();

const calendarSchema = /* @__PURE__ */ (() =>
  z
    .strictObject({
      measurement: periodSchema,
      runOutMonths: z.exactOptional(z.string().regex(/^\d{1,3}$/)),
      interim: z.exactOptional(z.array(day()).readonly()),
      disputeDays: z.exactOptional(z.string().regex(/^\d{1,4}$/)),
    })
    .readonly())();

const over = { over: /* @__PURE__ */ (() => z.exactOptional(id()))() };
const allocationSchema = /* @__PURE__ */ (() =>
  z.discriminatedUnion('policy', [
    z.strictObject({ policy: z.literal('pooled'), by: id(), ...over }).readonly(),
    z.strictObject({ policy: z.enum(['noLoser', 'ownExperience']), own: expressionSchema, ...over }).readonly(),
    z
      .strictObject({ policy: z.literal('credibilityBlend'), own: expressionSchema, memberMonths: id(), fullCredibility: decimal(), ...over })
      .readonly(),
    z.strictObject({ policy: z.literal('shapley'), ...over }).readonly(),
  ]))();

const shape = /* @__PURE__ */ (() => ({
  schemaVersion: z.literal('1'),
  id: id(),
  version: text(),
  supersedes: z.exactOptional(z.string().regex(/^[0-9a-f]{64}$/)),
  title: z.exactOptional(text()),
  effective: periodSchema,
  currency: z.literal('USD'),
  parties: z.array(partySchema).min(1).readonly(),
  populations: z.exactOptional(z.array(z.strictObject({ id: id(), description: text() }).readonly()).readonly()),
  dimensions: z.exactOptional(z.array(dimensionSchema).readonly()),
  metrics: z.record(id(), metricSchema).readonly(),
  parameters: z.exactOptional(z.record(id(), parameterSchema).readonly()),
  terms: z.array(termSchema).min(1).readonly(),
  settle: z.array(lineSchema).min(1).readonly(),
  rounding: z.exactOptional(roundingSchema),
  allocate: z.exactOptional(allocationSchema),
  calendar: z.exactOptional(calendarSchema),
  smallCell: z.exactOptional(z.strictObject({ minimum: decimal() }).readonly()),
  precedence: z.exactOptional(z.enum(['first', 'last'])),
  verification: z.exactOptional(z.enum(['primary', 'derived', 'secondary', 'unverified'])),
  source: z.exactOptional(text()),
  notes: z.exactOptional(z.array(text()).readonly()),
}))();

/** The form of a contract's document. Unknown fields are refused: a clause that is silently dropped changes money. */
export const contractSchema = /* @__PURE__ */ (() => z.strictObject(shape).readonly())();
