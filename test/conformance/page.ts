import ts from 'typescript';
import { projectProgram } from '../gate/project-program.js';
import { ShapePrinter } from './shape-text.js';

const INTRO = `# Conformance operations

This page is made from \`test/conformance/operations/\` and the types of its adapters; don't edit it. It lists every operation that a
conformance case may name, with the JSON of its \`given\` and of its result.

How a case is written: money, rates and shares are decimal text (\`"1234.50"\`), dates \`YYYY-MM-DD\`, months \`YYYY-MM\`, absent values
\`null\`; rows have the snake_case names of the schemas. \`expect\` maps paths into the result (\`a.b[3].c\`, \`findings[code=MED-16].rows\`,
\`$\` for the whole) to values. A refusal is \`{ "$": { "code": "area/what" } }\`. Decimal text compares by value. \`tolerance\` is \`"exact"\`
(the default), \`{ "relative": x }\`, \`{ "absolute": x }\` or \`{ "interval": true }\`. \`{ "$file": "contracts/x.csv", "$where": { "id": "A1" } }\`
in \`given\` stands for the first row of a data file with those values (all such rows with \`"$all": true\`, the text with \`"$as": "text"\`).

Run \`npm run conformance\` for the project's own cases and \`npm run conformance -- FILE... [--data DIR] [--json]\` for others.
`;

interface Listed {
  readonly name: string;
  readonly does: string;
  readonly given: ts.Type;
  readonly result: ts.Type;
}

function listed(program: ts.Program): readonly Listed[] {
  const checker = program.getTypeChecker();
  const found: Listed[] = [];
  for (const file of program.getSourceFiles()) {
    if (!file.fileName.includes('test/conformance/operations/')) continue;
    const visit = (node: ts.Node): void => {
      // `operation`, or a shorthand of the file for it: two type arguments and a name such as 'trend.mack'.
      if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
        const [name, does] = node.arguments;
        const [given, result] = node.typeArguments ?? [];
        if (
          name !== undefined &&
          does !== undefined &&
          given !== undefined &&
          result !== undefined &&
          ts.isStringLiteralLike(name) &&
          /^[a-z]+(?:\.\w+)+$/.test(name.text)
        ) {
          const says = checker.getTypeAtLocation(does);
          found.push({
            name: name.text,
            does: says.isStringLiteral() ? says.value : does.getText().replaceAll(/^['`]|['`]$/g, ''),
            given: checker.getTypeFromTypeNode(given),
            result: checker.getTypeFromTypeNode(result),
          });
        }
      }
      ts.forEachChild(node, visit);
    };
    visit(file);
  }
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The page `docs/reference/conformance.md`, from the registry's types. */
export function conformancePage(): string {
  const program = projectProgram();
  const printer = new ShapePrinter(program.getTypeChecker());
  const operations = listed(program).map(({ name, does, given, result }) => {
    const fields =
      given.getProperties().length === 0
        ? [printer.print(given)]
        : given.getProperties().map((property) => {
            const type = program.getTypeChecker().getTypeOfSymbol(property);
            const optional = (property.flags & ts.SymbolFlags.Optional) !== 0;
            const doc = ts.displayPartsToString(property.getDocumentationComment(program.getTypeChecker())).replaceAll('\n', ' ');
            const shape = printer.print(optional ? program.getTypeChecker().getNonNullableType(type) : type);
            return `- \`${property.name}\`${optional ? ' (may be absent)' : ''}: ${shape}${doc === '' ? '' : `. ${doc}`}`;
          });
    return [`### ${name}`, '', does, '', 'given:', '', ...fields, '', `result: ${printer.print(result)}`].join('\n');
  });
  return `${[INTRO, `## Operations (${operations.length})`, operations.join('\n\n'), '## Shapes', printer.sections().join('\n\n')].join('\n\n').trimEnd()}\n`;
}
