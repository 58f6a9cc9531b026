import ts from 'typescript';

/** A line of an example that says what it gives. */
const SAYS = /^\s*\/\/ => (.*)$/;
const THROWS = /^throws ['"]?([a-z0-9-]+\/[a-z0-9-]+)['"]?$/;

/** An example as code that checks what its comments say. */
export interface CheckedCode {
  readonly imports: readonly string[];
  readonly body: string;
  /** How many `// =>` comments became expectations. */
  readonly expectations: number;
  /** Names that are used but not declared in the example. */
  readonly free: ReadonlySet<string>;
}

function sayingAfter(source: ts.SourceFile, node: ts.Node): { readonly text: string; readonly end: number } | null {
  const rest = source.text.slice(node.end);
  const line = rest.slice(0, rest.search(/\n|$/));
  const match = SAYS.exec(line);
  return match === null ? null : { text: (match[1] ?? '').trim(), end: node.end + line.length };
}

function expectation(code: string, says: string): string {
  const thrown = THROWS.exec(says);
  if (thrown !== null) return `await expectThat((async () => (${code}))()).rejects.toMatchObject({ code: '${thrown[1]}' });`;
  return `expectThat(${code}).toEqual((${says}));`;
}

function declaredAndUsed(source: ts.SourceFile): ReadonlySet<string> {
  const declared = new Set<string>();
  const used = new Set<string>();
  const visit = (node: ts.Node): void => {
    if ((ts.isVariableDeclaration(node) || ts.isParameter(node) || ts.isBindingElement(node)) && ts.isIdentifier(node.name))
      declared.add(node.name.text);
    if (
      (ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) &&
      node.name !== undefined
    )
      declared.add(node.name.text);
    if (ts.isImportSpecifier(node) || ts.isNamespaceImport(node)) declared.add(node.name.text);
    if (ts.isIdentifier(node)) {
      const { parent } = node;
      const isName =
        (ts.isPropertyAccessExpression(parent) && parent.name === node) ||
        (ts.isPropertyAssignment(parent) && parent.name === node) ||
        (ts.isQualifiedName(parent) && parent.right === node) ||
        (ts.isMethodDeclaration(parent) && parent.name === node) ||
        (ts.isPropertySignature(parent) && parent.name === node) ||
        (ts.isBindingElement(parent) && parent.propertyName === node);
      if (!isName) used.add(node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return new Set(Array.from(used).filter((name) => !declared.has(name)));
}

/**
 * Turns `statement; // => value` lines into expectations.
 *
 * `// => throws area/code` expects a refusal. A value may be any expression.
 */
export function checkedCode(text: string): CheckedCode {
  const source = ts.createSourceFile('example.ts', text, ts.ScriptTarget.ES2022, true);
  const imports: string[] = [];
  const body: string[] = [];
  let expectations = 0;
  for (const statement of source.statements) {
    if (ts.isImportDeclaration(statement)) {
      imports.push(statement.getText());
      continue;
    }
    const says = sayingAfter(source, statement);
    if (says === null) body.push(statement.getText());
    else {
      expectations += 1;
      if (ts.isExpressionStatement(statement)) body.push(expectation(statement.expression.getText(), says.text));
      else if (ts.isVariableStatement(statement)) {
        const [declaration] = statement.declarationList.declarations;
        body.push(statement.getText(), expectation(declaration?.name.getText() ?? 'undefined', says.text));
      } else throw new Error(`"// =>" stands after something that has no value: ${statement.getText().slice(0, 80)}`);
    }
  }
  return { imports, body: body.join('\n'), expectations, free: declaredAndUsed(source) };
}
