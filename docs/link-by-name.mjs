import { ReflectionKind } from 'typedoc';

// Resolves `{@link Name}` to the export of that name wherever it stands, so that a file needn't import what its comments name.
export function load(app) {
  app.converter.addUnknownSymbolResolver((reference, from, part) => {
    // Without a part of a comment it is a type that is asked for; those have their own links.
    if (part === undefined) return undefined;
    const path = reference.symbolReference?.path?.map((part) => part.path) ?? [];
    const [first] = path;
    if (first === undefined) return undefined;
    const kinds = ReflectionKind.SomeModule | ReflectionKind.Function | ReflectionKind.Class | ReflectionKind.Interface | ReflectionKind.TypeAlias | ReflectionKind.Variable;
    const target = from.project.getReflectionsByKind(kinds).find((each) => each.name === first);
    return target === undefined ? undefined : { target, caption: path.join('.') };
  });
}
