import { posix } from 'node:path';
import ts from 'typescript';
import type { Check, Outcome } from './check.js';
import { type SourceFile, sourceFiles } from './source-files.js';

/** The one order: a folder may import any folder of a strictly lower row. */
const LAYERS: readonly (readonly string[])[] = [
  ['errors'],
  ['time'],
  ['money'],
  ['fingerprint'],
  ['stats'],
  ['reference'],
  ['claims'],
  ['exposure', 'csv', 'deidentify'],
  ['benchmark', 'trend', 'coe', 'contracts'],
  ['engines', 'report'],
  ['index'],
];

/** `synthetic` stands beside them: it imports what stands up to claims, and nothing in `src` imports it. */
const SYNTHETIC = 'synthetic';

/** Folders that a folder may not import although they stand lower. */
const FORBIDDEN: Readonly<Record<string, readonly string[]>> = { contracts: ['claims', 'exposure', 'deidentify'] };

/** Folders that may import `node:` and folders that may import zod. */
const NODE_FOLDERS = ['src/csv/node/', 'src/deidentify/node/', 'src/engines/'];
const ZOD_FOLDERS = ['src/claims/schema/', 'src/deidentify/schema/', 'src/contracts/schema/'];
const PACKAGES: Readonly<Record<string, readonly string[]>> = {
  'decimal.js': ['src/money/'],
  'date-fns': ['src/time/calendar.ts'],
  zod: ZOD_FOLDERS,
  '@duckdb/node-api': ['src/engines/duckdb/'],
};

const rank = (folder: string): number => (folder === SYNTHETIC ? 7 : LAYERS.findIndex((layer) => layer.includes(folder)));

function folderOf(path: string): string {
  const [, second = ''] = path.split('/');
  return second === 'index.ts' ? 'index' : second;
}

interface Import {
  readonly specifier: string;
  readonly typeOnly: boolean;
}

function importsOf(file: SourceFile): readonly Import[] {
  const parsed = ts.createSourceFile(file.path, file.text, ts.ScriptTarget.ES2022);
  const found: Import[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
      const bindings = node.importClause?.namedBindings;
      const allTypes = bindings !== undefined && ts.isNamedImports(bindings) && bindings.elements.every((each) => each.isTypeOnly);
      found.push({ specifier: node.moduleSpecifier.text, typeOnly: node.importClause?.isTypeOnly === true || allTypes });
    } else if (ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined && ts.isStringLiteral(node.moduleSpecifier)) {
      found.push({ specifier: node.moduleSpecifier.text, typeOnly: node.isTypeOnly });
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [argument] = node.arguments;
      if (argument !== undefined && ts.isStringLiteral(argument)) found.push({ specifier: argument.text, typeOnly: false });
    }
    ts.forEachChild(node, visit);
  };
  visit(parsed);
  return found;
}

function faultOf(file: SourceFile, each: Import): string | null {
  const from = folderOf(file.path);
  const says = `${file.path} imports ${each.specifier}`;
  if (!each.specifier.startsWith('.')) {
    if (each.specifier.startsWith('node:')) {
      return NODE_FOLDERS.some((folder) => file.path.startsWith(folder))
        ? null
        : `${says}: the core runs anywhere; only csv/node, deidentify/node and engines may use node:.`;
    }
    // A package's own parts, such as date-fns/addMonths, come under its name.
    const allowed = PACKAGES[each.specifier] ?? PACKAGES[each.specifier.split('/')[0] ?? ''];
    return allowed?.some((place) => file.path.startsWith(place)) === true
      ? null
      : `${says}: that package may only be imported in ${allowed?.join(', ') ?? 'no file'}.`;
  }
  const to = folderOf(posix.normalize(posix.join(posix.dirname(file.path), each.specifier)));
  if (from === to) return null;
  if (rank(to) < 0) return `${says}: the folder ${to} isn't in the layer table of test/gate/layers.ts.`;
  if (to === SYNTHETIC) return `${says}: nothing in src imports the synthetic coalition.`;
  if (rank(to) >= rank(from)) return `${says}: ${from} may only import what stands below it.`;
  if (FORBIDDEN[from]?.includes(to) === true) return `${says}: ${from} never imports ${to}.`;
  if (from === 'report' && !each.typeOnly && rank(to) > rank('reference')) return `${says}: report imports types only.`;
  return null;
}

/** Data flows one way: checks every import of `src` against the one table, and each file's length. */
export const layers: Check = {
  name: 'layers',
  ensures: 'imports go down the one layer order, packages and node: stay where they belong, no file exceeds 400 lines',
  run: async (): Promise<Outcome> => {
    const files = sourceFiles('src');
    const failures: string[] = [];
    let passed = 0;
    for (const file of files) {
      if (rank(folderOf(file.path)) < 0) failures.push(`${file.path}: the folder isn't in the layer table of test/gate/layers.ts.`);
      const lines = file.text.split('\n').length - 1;
      if (lines > 400) failures.push(`${file.path} has ${lines} lines; split it at its second concept (400 at most).`);
      if (/^export default|^export \* from/m.test(file.text))
        failures.push(`${file.path}: no default exports and no export * here; name what leaves.`);
      for (const each of importsOf(file)) {
        const fault = faultOf(file, each);
        if (fault === null) passed += 1;
        else failures.push(fault);
      }
    }
    return { passed, failures };
  },
};
