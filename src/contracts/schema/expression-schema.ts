import { z } from 'zod';
import { isDecimalText } from '../decimal-text.js';
import type { Band, Domain, Expr, InterpolationBand, Rounding, Tier } from '../expression.js';

/** An id: a letter, then letters, digits, `_` and `-`; so look-alike letters and inherited names can't pass for one another. */
export const id = (): z.ZodString => z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,79}$/);

/** Plain decimal text: a JavaScript number is refused because binary floats can't hold cents. */
export const decimal = (): z.ZodString =>
  z
    .string({ error: (issue) => (typeof issue.input === 'number' ? 'contracts/number-as-money' : 'decimal text is due') })
    .refine(isDecimalText, 'plain decimal text is due, such as 0.02');

const unit = (): z.ZodString => z.string().min(1).max(80);
const node = (): z.ZodType<Expr> => z.lazy(() => expressionSchema);
const places = (): z.ZodString => z.string().regex(/^\d{1,2}$/);

const domainShape = /* @__PURE__ */ (() => ({
  from: z.exactOptional(decimal()),
  fromInclusive: z.boolean(),
  to: z.exactOptional(decimal()),
  toInclusive: z.boolean(),
}))();
const domainSchema: z.ZodType<Domain> = /* @__PURE__ */ (() => z.strictObject(domainShape).readonly())();
const tierSchema: z.ZodType<Tier> = /* @__PURE__ */ (() => z.strictObject({ ...domainShape, value: decimal() }).readonly())();
const bandSchema: z.ZodType<Band> = /* @__PURE__ */ (() =>
  z.strictObject({ from: decimal(), to: z.exactOptional(decimal()), share: decimal() }).readonly())();
const interpolationSchema: z.ZodType<InterpolationBand> = /* @__PURE__ */ (() =>
  z.strictObject({ lo: decimal(), hi: z.exactOptional(decimal()), atLo: decimal(), atHi: decimal() }).readonly())();

const roundingShape = /* @__PURE__ */ (() => ({
  to: z.union([z.enum(['cent', 'dollar']), places()]),
  mode: z.enum(['half-up', 'half-even', 'floor', 'ceil', 'trunc']),
}))();

/** A rounding: cents, dollars, or decimals as text; and its mode. */
export const roundingSchema: z.ZodType<Rounding> = /* @__PURE__ */ (() => z.strictObject(roundingShape).readonly())();

const pair = (): z.ZodType<readonly [Expr, Expr]> => z.tuple([node(), node()]).readonly();

/** Any node of the algebra; unknown operations and unknown fields are refused. */
export const expressionSchema: z.ZodType<Expr> = /* @__PURE__ */ (() =>
  z.discriminatedUnion('op', [
    z.strictObject({ op: z.literal('literal'), value: decimal(), unit: z.exactOptional(unit()) }).readonly(),
    z.strictObject({ op: z.literal('metric'), id: id() }).readonly(),
    z.strictObject({ op: z.literal('parameter'), id: id() }).readonly(),
    z.strictObject({ op: z.literal('ref'), id: id() }).readonly(),
    z.strictObject({ op: z.enum(['add', 'mul', 'min', 'max', 'and', 'or']), of: z.array(node()).min(1).readonly() }).readonly(),
    z.strictObject({ op: z.enum(['sub', 'div']), of: pair() }).readonly(),
    z.strictObject({ op: z.enum(['neg', 'abs', 'not']), of: node() }).readonly(),
    z.strictObject({ op: z.literal('clamp'), on: node(), lo: z.exactOptional(node()), hi: z.exactOptional(node()) }).readonly(),
    z.strictObject({ op: z.literal('sumOver'), over: z.array(id()).min(1).readonly(), of: node() }).readonly(),
    z.strictObject({ op: z.literal('weightedAverageOver'), over: z.array(id()).min(1).readonly(), of: node(), weight: node() }).readonly(),
    z
      .strictObject({
        op: z.literal('weightedAverage'),
        items: z
          .array(z.strictObject({ key: id(), of: node(), weight: node() }).readonly())
          .min(1)
          .readonly(),
      })
      .readonly(),
    z.strictObject({ op: z.literal('compare'), how: z.enum(['lt', 'le', 'eq', 'ge', 'gt']), of: pair() }).readonly(),
    z.strictObject({ op: z.literal('if'), when: node(), then: node(), otherwise: node(), reason: z.string().min(1).max(2000) }).readonly(),
    z
      .strictObject({
        op: z.literal('step'),
        on: node(),
        domain: domainSchema,
        precedence: z.enum(['first', 'unique']),
        tiers: z.array(tierSchema).min(1).readonly(),
        unit: z.exactOptional(unit()),
        cliff: z.exactOptional(z.literal('declared')),
        gap: z.exactOptional(z.literal('declared')),
      })
      .readonly(),
    z.strictObject({ op: z.literal('marginal'), on: node(), base: z.exactOptional(node()), bands: z.array(bandSchema).min(1).readonly() }).readonly(),
    z
      .strictObject({
        op: z.literal('bandInterpolate'),
        on: node(),
        bands: z.array(interpolationSchema).min(1).readonly(),
        unit: z.exactOptional(unit()),
      })
      .readonly(),
    z
      .strictObject({
        op: z.literal('linearThrough'),
        on: node(),
        points: z
          .array(z.strictObject({ x: decimal(), y: decimal() }).readonly())
          .min(1)
          .readonly(),
        outside: z.enum(['refuse', 'hold']),
        unit: z.exactOptional(unit()),
      })
      .readonly(),
    z.strictObject({ op: z.literal('round'), on: node(), ...roundingShape }).readonly(),
    z
      .strictObject({ op: z.literal('allocate'), on: node(), over: id(), weight: node(), key: z.string().min(1).max(200), scale: places() })
      .readonly(),
  ]))();
