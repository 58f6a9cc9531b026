import { z } from 'zod';
import type { Finding } from '../../errors/finding.js';
import { type Usd, usd } from '../../money/usd.js';
import { contractFinding } from '../contract-finding.js';
import { OPERATIONS } from '../expression.js';
import type { Settlement } from '../settlement.js';
import { decimal, expressionSchema, id, roundingSchema } from './expression-schema.js';

const text = (): z.ZodString => z.string().max(4000);
const amount = (): z.ZodType<Usd, string> => decimal().transform((value) => usd(value));
const hash = (): z.ZodString => z.string().regex(/^[0-9a-f]{64}$/);
const value = (): z.ZodString => z.string().regex(/^(true|false|-?\d+(\.\d+)?)$/);
const whole = (): z.ZodInt => z.int().min(0);

const ends = /* @__PURE__ */ (() => ({
  from: z.exactOptional(decimal()),
  fromInclusive: z.boolean(),
  to: z.exactOptional(decimal()),
  toInclusive: z.boolean(),
}))();

const configSchema = /* @__PURE__ */ (() =>
  z.strictObject({
    how: z.exactOptional(z.enum(['lt', 'le', 'eq', 'ge', 'gt'])),
    reason: z.exactOptional(text()),
    domain: z.exactOptional(z.strictObject(ends)),
    precedence: z.exactOptional(z.enum(['first', 'unique'])),
    tiers: z.exactOptional(z.array(z.strictObject({ ...ends, value: decimal() }))),
    bands: z.exactOptional(z.array(z.strictObject({ from: decimal(), to: z.exactOptional(decimal()), share: decimal() }))),
    interpolation: z.exactOptional(z.array(z.strictObject({ lo: decimal(), hi: z.exactOptional(decimal()), atLo: decimal(), atHi: decimal() }))),
    points: z.exactOptional(z.array(z.strictObject({ x: decimal(), y: decimal() }))),
    outside: z.exactOptional(z.enum(['refuse', 'hold'])),
    rounding: z.exactOptional(roundingSchema),
    over: z.exactOptional(z.array(id())),
    of: z.exactOptional(expressionSchema),
    weight: z.exactOptional(expressionSchema),
    key: z.exactOptional(text()),
    scale: z.exactOptional(text()),
  }))();

const policyName = (): z.ZodEnum<{ fail: 'fail'; missed: 'missed'; neutral: 'neutral'; reweight: 'reweight' }> =>
  z.enum(['fail', 'missed', 'neutral', 'reweight']);

const nodeSchema = /* @__PURE__ */ (() =>
  z.strictObject({
    id: text(),
    term: z.exactOptional(id()),
    label: text(),
    op: z.enum(OPERATIONS),
    unit: text(),
    operands: z.array(z.strictObject({ slot: text(), node: text().nullable(), value: value() })),
    result: value(),
    config: z.exactOptional(configSchema),
    branch: z.exactOptional(z.enum(['then', 'otherwise'])),
    tier: z.exactOptional(whole()),
    dropped: z.exactOptional(z.array(text())),
    fact: z.exactOptional(z.strictObject({ id: text(), knownOn: text(), source: text(), denominator: text().nullable() })),
    policy: z.exactOptional(z.strictObject({ name: policyName(), because: text() })),
    override: z.exactOptional(text()),
    parameter: z.exactOptional(z.strictObject({ from: text(), to: text().nullable(), cite: text() })),
    clause: z.exactOptional(text()),
    note: z.exactOptional(text()),
    table: z.exactOptional(
      z.strictObject({ keys: z.array(text()), leaves: z.array(text()), results: z.array(z.enum(['of', 'weight'])), rows: z.array(z.array(text())) }),
    ),
  }))();

const citationSchema = /* @__PURE__ */ (() =>
  z.strictObject({
    publisher: text(),
    title: text(),
    locator: text(),
    url: text().nullable(),
    retrieved: text(),
    lastVerified: text().nullable(),
    status: z.enum(['primary', 'derived', 'secondary', 'unverified']),
    licence: text(),
  }))();

const warningSchema = /* @__PURE__ */ (() =>
  z.strictObject({
    code: text(),
    severity: z.enum(['warn', 'info']),
    path: z.exactOptional(text()),
    message: text(),
    fix: text(),
  }))();

const shape = /* @__PURE__ */ (() => ({
  id: text(),
  contractId: text(),
  contractVersion: text(),
  status: z.enum(['projected', 'interim', 'final', 'disputed', 'restated', 'closed']),
  asOf: text(),
  knownAsOf: z.exactOptional(text()),
  contractHash: hash(),
  factsHash: hash(),
  engine: text(),
  hash: hash(),
  prior: z.array(hash()),
  lines: z.array(
    z.strictObject({ id: id(), label: text(), amount: amount(), cumulative: amount(), paidBefore: amount(), node: id(), from: id(), to: id() }),
  ),
  members: z.array(z.strictObject({ id: text(), amounts: z.record(id(), amount()) })),
  trace: z.strictObject({ nodes: z.array(nodeSchema) }),
  steps: z.array(
    z.strictObject({
      id: text(),
      label: text(),
      formula: z.exactOptional(text()),
      value: z.exactOptional(text()),
      unit: z.exactOptional(text()),
      source: z.exactOptional(citationSchema),
    }),
  ),
  assumptions: z.array(
    z.strictObject({ id: text(), value: text(), evidence: z.enum(['measured', 'assumed', 'published']), source: z.union([citationSchema, text()]) }),
  ),
  warnings: z.array(warningSchema),
  tables: z.array(z.strictObject({ id: text(), version: text(), from: z.exactOptional(text()), to: z.exactOptional(text().nullable()) })),
}))();

const settlementSchema: z.ZodType<Settlement> = /* @__PURE__ */ (() => z.strictObject(shape))();

/** A settlement, or what is wrong with what was stored. */
export type ParsedSettlement =
  | { readonly kind: 'accepted'; readonly settlement: Settlement }
  | { readonly kind: 'rejected'; readonly findings: readonly Finding[] };

/**
 * Reads a settlement back from the JSON that {@link settlementJson} wrote; it never throws.
 *
 * Limits: it checks the form; whether the figures hold is for {@link verifySettlement}.
 *
 * @testedBy contracts/verify.test.ts
 * @param json - A JSON value.
 * @returns The settlement, or what is wrong with it.
 * @example
 * parseSettlement(settlementJson(exampleSettlement())).kind; // => 'accepted'
 */
export function parseSettlement(json: unknown): ParsedSettlement {
  const parsed = settlementSchema.safeParse(json);
  if (parsed.success) return { kind: 'accepted', settlement: parsed.data };
  return {
    kind: 'rejected',
    findings: parsed.error.issues.map((issue) =>
      contractFinding({
        code: 'contracts/document-malformed',
        path: issue.path.map(String).join('.'),
        message: `${issue.message}.`,
        fix: 'Take the settlement from its source again; it was changed or cut.',
      }),
    ),
  };
}
