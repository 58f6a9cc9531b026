/** A case writes absent values as null; the library leaves them out. */
export function withoutNulls<T>(value: T): T {
  const strip = (each: unknown): unknown => {
    if (Array.isArray(each)) return each.map(strip);
    if (typeof each !== 'object' || each === null) return each;
    return Object.fromEntries(
      Object.entries(each)
        .filter(([, inner]) => inner !== null)
        .map(([key, inner]) => [key, strip(inner)]),
    );
  };
  return strip(value) as T;
}
