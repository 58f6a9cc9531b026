import { badMeasure } from '../measures/outcome-measure.js';

/** A step into a result: a name, a 0-based place, or the first element whose field has a value. */
type PathStep =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'at'; readonly index: number }
  | { readonly kind: 'where'; readonly field: string; readonly value: string };

/** Reads `a.b[3].c`, `findings[code=MED-16].rows` and `$` (the whole result). */
export function parsePath(path: string): readonly PathStep[] {
  const steps: PathStep[] = [];
  const pattern = /\.?([^.[\]]+)|\[(\d+)\]|\[([^=\]]+)=([^\]]*)\]/gy;
  const text = path === '$' ? '' : path.replace(/^\$\.?/, '');
  let end = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const [, name, index, field, value] = match;
    if (name !== undefined) steps.push({ kind: 'name', name });
    else if (index !== undefined) steps.push({ kind: 'at', index: Number(index) });
    else steps.push({ kind: 'where', field: field ?? '', value: value ?? '' });
    end = pattern.lastIndex;
  }
  if (end !== text.length) throw badMeasure('path', `"${path}" isn't a path. Write a.b[3].c or findings[code=MED-16].rows.`);
  return steps;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Follows a path into JSON; `undefined` where nothing is. A name may itself hold dots: the longest own key wins. */
export function valueAt(root: unknown, path: string): unknown {
  if (isRecord(root) && Object.hasOwn(root, path)) return root[path];
  let value: unknown = root;
  for (const step of parsePath(path)) {
    if (step.kind === 'name') {
      if (Array.isArray(value) && step.name === 'length') value = value.length;
      else if (isRecord(value) && Object.hasOwn(value, step.name)) value = value[step.name];
      else return undefined;
    } else if (step.kind === 'at') {
      if (!Array.isArray(value)) return undefined;
      const all: readonly unknown[] = value;
      value = all[step.index];
    } else {
      if (!Array.isArray(value)) return undefined;
      value = value.find((each: unknown) => isRecord(each) && String(each[step.field]) === step.value);
    }
  }
  return value;
}
