import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';

/** One place in src where a code is written. */
export interface CodeUse {
  readonly code: string;
  readonly kind: 'refusal' | 'finding' | 'literal';
  readonly at: string;
}

/** Properties that a finding has beside its code. */
const BESIDE = new Set(['severity', 'fix', 'message', 'observedClass']);

/** Findings are often made by helpers that take the code; these forms give codes away wherever they stand. */
const RULE_ID = /^(?:STR|ELG|MED|RX|NCP|XREF|PLA|DEI|ADJ|MAP|FHIR|X12)-\d+$/;

const LINT = /^[A-Z]+(?:_[A-Z0-9]+)+$/;

const isCodeLike = (text: string, areas: ReadonlySet<string>): boolean =>
  RULE_ID.test(text) || (/^[a-z0-9]+\/[a-z][a-z0-9-]*$/.test(text) && areas.has(text.slice(0, text.indexOf('/'))));

/** The literals that an expression can have as its value, as far as they stand in it; a template counts with its source, so that it finds no page. */
function literalsOf(node: ts.Expression): readonly string[] {
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isTemplateExpression(node)) return [node.getText()];
  if (ts.isConditionalExpression(node)) return [...literalsOf(node.whenTrue), ...literalsOf(node.whenFalse)];
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node) || ts.isSatisfiesExpression(node)) return literalsOf(node.expression);
  return [];
}

/** The code of an object that looks like a finding. */
function findingCodes(node: ts.ObjectLiteralExpression): readonly string[] {
  const names = node.properties.flatMap(({ name }) => (name !== undefined && ts.isIdentifier(name) ? [name.text] : []));
  if (!names.some((name) => BESIDE.has(name))) return [];
  return node.properties.flatMap((property) =>
    ts.isPropertyAssignment(property) && ts.isIdentifier(property.name) && property.name.text === 'code' ? literalsOf(property.initializer) : [],
  );
}

/** Kinds of aggregates that stand in a constant; they look like codes and are none. */
const KINDS = new Set([
  'benchmark/cells',
  'coe/episodes',
  'coe/member-profiles',
  'coe/trigger-members',
  'exposure/member-years',
  'exposure/months',
  'trend/triangle',
]);

/** Names of modules and kinds of aggregates look like codes and are none. */
function isOtherName(node: ts.StringLiteralLike): boolean {
  const { parent } = node;
  if (KINDS.has(node.text)) return true;
  if (ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent)) return true;
  return ts.isPropertyAssignment(parent) && ts.isIdentifier(parent.name) && parent.name.text === 'kind';
}

const isId = ({ parent }: ts.Node): boolean => ts.isPropertyAssignment(parent) && ts.isIdentifier(parent.name) && parent.name.text === 'id';

/**
 * Every code written in a source text.
 *
 * @param path - The file, for messages.
 * @param text - Its text.
 * @param areas - What stands before the slash of a code.
 */
export function codesIn(path: string, text: string, areas: ReadonlySet<string>): readonly CodeUse[] {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const uses: CodeUse[] = [];
  const visit = (node: ts.Node): void => {
    const put = (kind: CodeUse['kind'], codes: readonly string[]): void => {
      const at = `${path}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
      for (const code of codes) uses.push({ code, kind, at });
    };
    if (ts.isObjectLiteralExpression(node)) put('finding', findingCodes(node));
    if (ts.isNewExpression(node) && node.expression.getText() === 'CoalitionError')
      put('refusal', (node.arguments ?? []).slice(0, 1).flatMap(literalsOf));
    if (
      ts.isStringLiteralLike(node) &&
      !isOtherName(node) &&
      (isCodeLike(node.text, areas) || (path.startsWith('src/contracts/') && LINT.test(node.text)))
    )
      put('literal', [node.text]);
    if (ts.isTemplateExpression(node) && areas.has(/^([a-z0-9]+)\/$/.exec(node.head.text)?.[1] ?? '') && !isId(node))
      put('literal', BUILT.get(node.getText()) ?? [node.getText()]);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return uses;
}

/** Codes that src puts together from parts, with what the parts can be; any other one is found without a page. */
const BUILT: ReadonlyMap<string, readonly string[]> = new Map(
  ['`csv/${line.code}`', '`csv/${status}`'].map((text) => [text, ['csv/text-after-quote', 'csv/unclosed-quote', 'csv/record-too-long']]),
);

/** Every code written in src outside the pages themselves. */
export function codesInSource(areas: ReadonlySet<string>): readonly CodeUse[] {
  return readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.startsWith('errors'))
    .sort()
    .flatMap((name) => codesIn(`src/${name}`, readFileSync(`src/${name}`, 'utf8'), areas));
}
