import ts from 'typescript';
import type { Check, Outcome } from './check.js';
import { projectProgram } from './project-program.js';

const OPERATORS: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.LessThanToken,
  ts.SyntaxKind.LessThanEqualsToken,
  ts.SyntaxKind.GreaterThanToken,
  ts.SyntaxKind.GreaterThanEqualsToken,
  ts.SyntaxKind.EqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
  ts.SyntaxKind.PlusToken,
  ts.SyntaxKind.MinusToken,
  ts.SyntaxKind.AsteriskToken,
  ts.SyntaxKind.SlashToken,
  ts.SyntaxKind.PercentToken,
  ts.SyntaxKind.PlusEqualsToken,
  ts.SyntaxKind.MinusEqualsToken,
]);

function isDecimal(type: ts.Type): boolean {
  if (type.isUnionOrIntersection()) return type.types.some(isDecimal);
  return type.getProperty('toDecimalPlaces') !== undefined && type.getProperty('naturalLogarithm') !== undefined;
}

const isNothing = (type: ts.Type): boolean => (type.flags & (ts.TypeFlags.Null | ts.TypeFlags.Undefined)) !== 0;

function faultOf(checker: ts.TypeChecker, node: ts.Node): string | null {
  if (ts.isBinaryExpression(node) && OPERATORS.has(node.operatorToken.kind)) {
    const [left, right] = [checker.getTypeAtLocation(node.left), checker.getTypeAtLocation(node.right)];
    if (isNothing(left) || isNothing(right)) return null;
    // `x === true` on a value that may be a Decimal or a truth is a question about its kind, not a comparison.
    const equality = /^[!=]==?$/.test(node.operatorToken.getText());
    if (equality ? isDecimal(left) && isDecimal(right) : isDecimal(left) || isDecimal(right))
      return `the operator ${node.operatorToken.getText()} on a Decimal compares text or rounds; use its methods`;
  }
  if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression) && node.arguments.length === 0) {
    const name = node.expression.name.text;
    if (name === 'sort' || name === 'toSorted') {
      const element = checker.getTypeAtLocation(node.expression.expression).getNumberIndexType();
      if (element !== undefined && isDecimal(element)) return `${name}() sorts Decimals as text; give it a comparison by cmp`;
    }
  }
  return null;
}

/** `a > b` on two Decimals compiles and may compare text: forbids operators and bare sorts on them. */
export const decimals: Check = {
  name: 'decimals',
  ensures: 'no operator and no bare sort touches a Decimal',
  run: async (): Promise<Outcome> => {
    const program = projectProgram();
    const checker = program.getTypeChecker();
    const failures: string[] = [];
    let passed = 0;
    for (const file of program.getSourceFiles()) {
      if (file.isDeclarationFile || !/(^|\/)(src|test|examples)\//.test(file.fileName) || file.fileName.includes('/node_modules/')) continue;
      const visit = (node: ts.Node): void => {
        if (ts.isBinaryExpression(node) || ts.isCallExpression(node)) {
          const fault = faultOf(checker, node);
          if (fault === null) passed += 1;
          else {
            const { line } = file.getLineAndCharacterOfPosition(node.getStart());
            failures.push(`${file.fileName}:${line + 1}: ${fault}.`);
          }
        }
        ts.forEachChild(node, visit);
      };
      visit(file);
    }
    return { passed, failures };
  },
};
