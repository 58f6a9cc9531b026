import ts from 'typescript';

/** Prints types as the JSON that stands for them, and collects the named ones so that each is explained once. */
export class ShapePrinter {
  readonly #checker: ts.TypeChecker;
  readonly #named = new Map<string, ts.Type>();

  constructor(checker: ts.TypeChecker) {
    this.#checker = checker;
  }

  /** One type in words; named shapes are links into the list of {@link sections}. */
  print(type: ts.Type, depth = 0): string {
    const checker = this.#checker;
    if (type.getProperty('toDecimalPlaces') !== undefined) return type.isIntersection() ? 'decimal text (branded)' : 'decimal text';
    if (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return 'any JSON';
    if (type.flags & (ts.TypeFlags.Null | ts.TypeFlags.Undefined | ts.TypeFlags.Void)) return 'null';
    if (type.isStringLiteral() || type.isNumberLiteral()) return `\`${JSON.stringify(type.value)}\``;
    if (type.flags & ts.TypeFlags.TemplateLiteral) return 'text';
    if (type.flags & ts.TypeFlags.BooleanLike)
      return checker.typeToString(type) === 'boolean' ? 'true or false' : `\`${checker.typeToString(type)}\``;
    if (type.flags & ts.TypeFlags.StringLike) return 'text';
    if (type.flags & ts.TypeFlags.NumberLike) return 'number';
    if (type.flags & ts.TypeFlags.BigIntLike) return 'integer text';
    const alias = type.aliasSymbol?.name;
    if (alias !== undefined && type.isUnion() && type.types.length > 6 && alias !== 'JsonValue') return this.#link(alias, type);
    if (alias === 'JsonValue') return 'any JSON';
    if (type.isUnion()) return this.#union(type.types, depth);
    if (checker.isTupleType(type))
      return `[${checker
        .getTypeArguments(this.#reference(type))
        .map((each) => this.print(each, depth + 1))
        .join(', ')}]`;
    if (checker.isArrayType(type)) return `list of ${this.#wrapped(this.#argument(type, 0), depth)}`;
    const name = type.symbol?.name ?? '';
    if (/^(ReadonlyMap|Map)$/.test(name))
      return `object: ${this.print(this.#argument(type, 0), depth + 1)} → ${this.#wrapped(this.#argument(type, 1), depth)}`;
    if (/^(ReadonlySet|Set|Iterable|IterableIterator|Generator|ArrayIterator)$/.test(name))
      return `list of ${this.#wrapped(this.#argument(type, 0), depth)}`;
    if (/^(Float64|Float32|Int8|Int16|Int32|Uint8|Uint16|Uint32)Array$/.test(name)) return 'list of number';
    const index = type.getStringIndexType();
    if (index !== undefined && type.getProperties().length === 0) return `object: text → ${this.#wrapped(index, depth)}`;
    if (type.getCallSignatures().length > 0) return 'function (left out)';
    const shown = alias ?? name;
    if (shown !== '' && !shown.startsWith('__')) return this.#link(this.#title(type, shown), type);
    if (depth > 3) return checker.typeToString(type, undefined, ts.TypeFormatFlags.NoTruncation);
    return `{ ${this.#fields(type)
      .map((each) => `${each.name}${each.optional ? '?' : ''}: ${this.print(each.type, depth + 1)}`)
      .join('; ')} }`;
  }

  /** The named shapes that were met so far, and those that they name in turn, in order of name. */
  sections(): readonly string[] {
    const done = new Map<string, string>();
    for (let open = this.#open(done); open.length > 0; open = this.#open(done)) {
      for (const [name, type] of open) done.set(name, this.#section(name, type));
    }
    return Array.from(done)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, text]) => text);
  }

  #open(done: ReadonlyMap<string, string>): readonly (readonly [string, ts.Type])[] {
    return Array.from(this.#named).filter(([name]) => !done.has(name));
  }

  #section(name: string, type: ts.Type): string {
    if (type.isUnion()) return `### ${name}\n\n${this.#union(type.types, 0)}`;
    const fields = this.#fields(type);
    const rows = fields.map(
      (each) => `| \`${each.name}\`${each.optional ? ' (may be absent)' : ''} | ${cell(this.print(each.type, 1))} | ${cell(each.doc)} |`,
    );
    const doc = ts.displayPartsToString(type.symbol?.getDocumentationComment(this.#checker) ?? []);
    return [`### ${name}`, '', ...(doc === '' ? [] : [doc.replaceAll('\n', ' '), '']), '| field | JSON | meaning |', '|---|---|---|', ...rows].join(
      '\n',
    );
  }

  #fields(type: ts.Type): readonly { readonly name: string; readonly optional: boolean; readonly type: ts.Type; readonly doc: string }[] {
    return type.getProperties().flatMap((property) => {
      const of = this.#checker.getTypeOfSymbol(property);
      if (property.name.startsWith('__') || (of.getCallSignatures().length > 0 && of.getProperties().length === 0)) return [];
      const optional = (property.flags & ts.SymbolFlags.Optional) !== 0;
      return [
        {
          name: property.name,
          optional,
          type: optional ? this.#checker.getNonNullableType(of) : of,
          doc: ts.displayPartsToString(property.getDocumentationComment(this.#checker)),
        },
      ];
    });
  }

  #union(types: readonly ts.Type[], depth: number): string {
    return Array.from(new Set(types.map((each) => this.print(each, depth + 1))))
      .join(' or ')
      .replace('`false` or `true`', 'true or false');
  }

  #wrapped(type: ts.Type, depth: number): string {
    const text = this.print(type, depth + 1);
    return text.includes(' or ') ? `(${text})` : text;
  }

  #title(type: ts.Type, name: string): string {
    const args = type.aliasTypeArguments ?? (this.#isReference(type) ? this.#checker.getTypeArguments(type) : []);
    const shown = args.filter((each) => !(each.flags & ts.TypeFlags.TypeParameter)).map((each) => this.#checker.typeToString(each));
    return shown.length === 0 || shown.join().length > 40 ? name : `${name} of ${shown.join(', ').replaceAll('"', "'")}`;
  }

  /** Links to the section of a shape; two areas may have shapes of one name, and then the later one carries its area. */
  #link(shown: string, type: ts.Type): string {
    const known = this.#named.get(shown);
    const name = known === undefined || origin(known) === origin(type) ? shown : `${shown} (${areaOf(type)})`;
    if (!this.#named.has(name)) this.#named.set(name, type);
    return `[${name}](#${name
      .toLowerCase()
      .replaceAll(/[^a-z0-9 -]/g, '')
      .replaceAll(' ', '-')})`;
  }

  #isReference(type: ts.Type): type is ts.TypeReference {
    return (type.flags & ts.TypeFlags.Object) !== 0 && 'target' in type;
  }

  #reference(type: ts.Type): ts.TypeReference {
    if (!this.#isReference(type)) throw new Error(`${this.#checker.typeToString(type)} has no type arguments`);
    return type;
  }

  #argument(type: ts.Type, place: number): ts.Type {
    const found = this.#checker.getTypeArguments(this.#reference(type))[place];
    if (found === undefined) throw new Error(`${this.#checker.typeToString(type)} lacks type argument ${place}`);
    return found;
  }
}

/** Where a named type is declared; the same for every instance of a generic one. */
function origin(type: ts.Type): ts.Declaration | undefined {
  return (type.aliasSymbol ?? type.symbol)?.declarations?.[0];
}

/** The folder of `src` or the file of operations in which a type is declared. */
function areaOf(type: ts.Type): string {
  const path = origin(type)?.getSourceFile().fileName ?? '';
  return /(?:^|\/)src\/([^/]+)\//.exec(path)?.[1] ?? /([^/]+)\.ts$/.exec(path)?.[1] ?? '';
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}
