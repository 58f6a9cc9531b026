import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import type { Contract } from '../../src/contracts/contract.js';
import { canonicalContract } from '../../src/contracts/contract-hash.js';
import { exampleContract, exampleFacts } from '../../src/contracts/example-contract.js';
import type { contractSchema } from '../../src/contracts/schema/contract-schema.js';
import { parseContract } from '../../src/contracts/schema/parse-contract.js';
import { settle } from '../../src/contracts/settle.js';

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;
const equal = (proof: true): boolean => proof;

const json = (change: (text: string) => string = (text) => text): unknown => JSON.parse(change(JSON.stringify(exampleContract())));
const codes = (document: unknown): readonly string[] => {
  const parsed = parseContract(document);
  return parsed.kind === 'accepted' ? [] : parsed.findings.map((finding) => finding.code);
};

describe('a contract from somebody else is read at the border', () => {
  test('the schema is the documented interface', () => {
    expect(equal(true satisfies Same<z.infer<typeof contractSchema>, Contract>)).toBe(true);
    expect(equal(true satisfies Equal<keyof z.infer<typeof contractSchema>, keyof Contract>)).toBe(true);
    // @ts-expect-error 1360: a document without parties isn't a contract, so the test can fail.
    expect(equal(true satisfies Same<z.infer<typeof contractSchema>, Omit<Contract, 'parties'>>)).toBe(true);
  });
  test('its canonical form round trips byte for byte, as text and as a value', () => {
    const text = canonicalContract(exampleContract());
    const parsed = parseContract(text);
    expect(parsed.kind === 'accepted' && canonicalContract(parsed.contract)).toBe(text);
    expect(parseContract(JSON.parse(text)).kind).toBe('accepted');
  });
  test('numbers in place of decimal text, exponents, infinities and unknown fields are findings with their path', () => {
    expect(codes(json((text) => text.replace('"0.5"', '0.5')))).toEqual(['contracts/number-as-money']);
    for (const bad of ['1e400', '1e-400', 'NaN', 'Infinity', '0x10', '1,5', ''])
      expect(codes(json((text) => text.replace('"0.5"', JSON.stringify(bad))))).toEqual(['contracts/document-malformed']);
    expect(codes(json((text) => text.replace('"op":"sub"', '"op":"power"')))).toContain('contracts/unknown-term');
    expect(codes(json((text) => text.replace('"op":"sub"', '"op":"sub","clause":"x"')))).toEqual(['contracts/document-malformed']);
    const parsed = parseContract(json((text) => text.replace('"0.5"', '0.5')));
    expect(parsed.kind === 'rejected' && parsed.findings[0]?.path).toBe('terms.1.expr.on.of.0.value');
  });
  test('ids that inherit, look alike or escape are refused', () => {
    for (const id of ['__proto__', 'p\u0430yable', 'a.b', '', ' a', 'x'.repeat(81)])
      expect(codes(json((text) => text.replaceAll('"payable"', JSON.stringify(id)))).length, id).toBeGreaterThan(0);
    const inherited = parseContract(json((text) => text.replace('"id":"actual"', '"id":"constructor"')));
    expect(inherited.kind).toBe('accepted');
    const result =
      inherited.kind === 'accepted' ? settle({ contract: inherited.contract, facts: exampleFacts(), status: 'final', asOf: '2030-01-01' }) : null;
    expect(result?.findings.map((finding) => finding.code)).toEqual(['UNKNOWN_REF']);
  });
  test('ten thousand nodes are read; ten megabytes or two hundred levels are refused', () => {
    const base = exampleContract();
    const many = {
      ...base,
      terms: [
        ...base.terms,
        ...Array.from({ length: 3_334 }, (_, i) => ({
          id: `t${i}`,
          expr: {
            op: 'add',
            of: [
              { op: 'metric', id: 'actual' },
              { op: 'metric', id: 'benchmark' },
            ],
          },
        })),
      ],
    };
    expect(parseContract(many).kind).toBe('accepted');
    expect(codes(`{"id":"${'x'.repeat(10_000_000)}"}`)).toEqual(['contracts/document-too-large']);
    expect(codes({ id: 'x'.repeat(10_000_000) })).toEqual(['contracts/document-too-large']);
    let deep: unknown = { op: 'metric', id: 'actual' };
    for (let i = 0; i < 200; i += 1) deep = { op: 'neg', of: deep };
    expect(codes({ ...base, terms: [{ id: 'payable', expr: deep }] })).toEqual(['contracts/document-too-large']);
    expect(codes('{')).toEqual(['contracts/document-malformed']);
    expect(codes(null)).toEqual(['contracts/document-malformed']);
  });
});
