import { posix } from 'node:path';
import ts from 'typescript';
import { type SourceFile, sourceFiles } from '../gate/source-files.js';
import { checkedCode } from './checked-code.js';

/** One generated test file, and what is missing. */
export interface GeneratedExamples {
  readonly files: readonly { readonly name: string; readonly text: string }[];
  readonly failures: readonly string[];
  readonly examples: number;
}

interface Declared {
  readonly name: string;
  readonly isFunction: boolean;
  readonly isType: boolean;
  readonly examples: readonly string[];
}

function exampleTexts(node: ts.Node): readonly string[] {
  return ts
    .getJSDocTags(node)
    .filter((tag) => tag.tagName.text === 'example')
    .map((tag) => ts.getTextOfJSDocComment(tag.comment) ?? '');
}

const exported = (node: ts.Node): boolean =>
  ts.canHaveModifiers(node) && ts.getModifiers(node)?.some((m) => m.kind === ts.SyntaxKind.ExportKeyword) === true;

function declarations(file: SourceFile): readonly Declared[] {
  const source = ts.createSourceFile(file.path, file.text, ts.ScriptTarget.ES2022, true);
  return source.statements.filter(exported).flatMap((node): readonly Declared[] => {
    if (ts.isVariableStatement(node)) {
      return node.declarationList.declarations.map((each) => ({
        name: each.name.getText(),
        isFunction: false,
        isType: false,
        examples: exampleTexts(node),
      }));
    }
    if (ts.isFunctionDeclaration(node)) return [{ name: node.name?.text ?? '', isFunction: true, isType: false, examples: exampleTexts(node) }];
    if (ts.isClassDeclaration(node)) {
      const members = node.members.flatMap((member) => exampleTexts(member));
      return [{ name: node.name?.text ?? '', isFunction: false, isType: false, examples: [...exampleTexts(node), ...members] }];
    }
    if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node))
      return [{ name: node.name.text, isFunction: false, isType: true, examples: exampleTexts(node) }];
    return [];
  });
}

/** Which names leave through an index: `path#name`. */
function publicNames(files: readonly SourceFile[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const file of files.filter((each) => each.path.endsWith('/index.ts'))) {
    const source = ts.createSourceFile(file.path, file.text, ts.ScriptTarget.ES2022, true);
    for (const node of source.statements) {
      if (!ts.isExportDeclaration(node) || node.moduleSpecifier === undefined || !ts.isStringLiteral(node.moduleSpecifier)) continue;
      const from = posix.join(posix.dirname(file.path), node.moduleSpecifier.text).replace(/\.js$/, '.ts');
      if (node.exportClause !== undefined && ts.isNamedExports(node.exportClause)) {
        for (const each of node.exportClause.elements) names.add(`${from}#${(each.propertyName ?? each.name).text}`);
      }
    }
  }
  return names;
}

/** Makes one test file for each source file whose doc comments have examples. */
export function docCommentExamples(): GeneratedExamples {
  const files = sourceFiles('src');
  const declared = new Map(files.map((file) => [file.path, declarations(file)]));
  const owners = new Map<string, string[]>();
  const types = new Set<string>();
  for (const [path, all] of declared) {
    for (const { name, isType } of all) {
      owners.set(name, [...(owners.get(name) ?? []), path]);
      if (isType) types.add(`${path}#${name}`);
    }
    // A name that is a value as well, such as Decimal, is imported as one.
    for (const { name, isType } of all) if (!isType) types.delete(`${path}#${name}`);
  }
  const isPublic = publicNames(files);
  const failures: string[] = [];
  let examples = 0;

  const ownerOf = (name: string, path: string): string | null => {
    const all = owners.get(name) ?? [];
    const folder = posix.dirname(path);
    return (
      all.find((each) => each === path) ??
      all.find((each) => posix.dirname(each) === folder) ??
      all.find((each) => isPublic.has(`${each}#${name}`)) ??
      (all.length === 1 ? all[0] : undefined) ??
      null
    );
  };

  const out = files.flatMap((file) => {
    const imports = new Map<string, Set<string>>();
    const tests: string[] = [];
    for (const each of declared.get(file.path) ?? []) {
      if (each.isFunction && isPublic.has(`${file.path}#${each.name}`) && each.examples.length === 0)
        failures.push(`${file.path}: ${each.name} has no @example.`);
      for (const text of each.examples) {
        const code = checkedCode(text);
        examples += 1;
        if (code.expectations === 0)
          failures.push(`${file.path}: the example of ${each.name} says nothing that can be checked; end a line with // => value.`);
        if (code.imports.length > 0) failures.push(`${file.path}: the example of ${each.name} imports; names of the package are in scope without.`);
        for (const name of code.free) {
          const owner = ownerOf(name, file.path);
          if (owner !== null) imports.set(owner, (imports.get(owner) ?? new Set()).add(name));
        }
        tests.push(`example(${JSON.stringify(each.name)}, async () => {\n${code.body}\n});`);
      }
    }
    if (tests.length === 0) return [];
    const lines = Array.from(
      imports,
      ([path, names]) =>
        `import { ${Array.from(names, (name) => (types.has(`${path}#${name}`) ? `type ${name}` : name)).join(', ')} } from '../../${path.replace(/\.ts$/, '.js')}';`,
    );
    const name = `${file.path.replaceAll('/', '__').replace(/\.ts$/, '')}.test.ts`;
    return [{ name, text: ["import { expect as expectThat, test as example } from 'vitest';", ...lines, ...tests, ''].join('\n') }];
  });
  return { files: out, failures, examples };
}
