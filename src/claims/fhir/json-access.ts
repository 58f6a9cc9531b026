/** A JSON object, read with care: own properties only. */
export type Json = Readonly<Record<string, unknown>>;

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A property of an object. */
export function at(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** A list; empty when it is none. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A text without blanks at its ends; null when it is none or empty. */
export function textOf(value: unknown): string | null {
  const text = typeof value === 'string' ? value.trim() : typeof value === 'number' && Number.isFinite(value) ? String(value) : '';
  return text === '' ? null : text;
}

/** A date of a FHIR date or dateTime. */
export function dateOf(value: unknown): string | null {
  const match = typeof value === 'string' ? /^\d{4}-\d{2}-\d{2}/.exec(value) : null;
  return match === null ? null : match[0];
}

/** One coding of a CodeableConcept. */
export interface Coding {
  readonly system: string;
  readonly code: string;
}

/** The codings of a CodeableConcept, in order. */
export function codingsOf(concept: unknown): readonly Coding[] {
  return listOf(at(concept, 'coding')).flatMap((coding): readonly Coding[] => {
    const code = textOf(at(coding, 'code'));
    return code === null ? [] : [{ system: textOf(at(coding, 'system')) ?? '', code }];
  });
}

/** Decimal text of a JSON number or text; null when it is none. JSON numbers of money have at most 15 digits and print exactly. */
export function decimalOf(value: unknown): string | null {
  const text = textOf(value);
  return text !== null && /^-?\d{1,13}(\.\d{1,4})?$/.test(text) ? text : null;
}
