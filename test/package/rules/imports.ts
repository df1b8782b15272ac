import { posix } from 'node:path';
import ts from 'typescript';
import type { SourceFile } from './source-file.ts';

/** One import, re-export or dynamic import of a file. */
export interface Import {
  readonly from: string;
  /** Repository path for relative imports, the bare specifier for packages. */
  readonly to: string;
  readonly relative: boolean;
  /** True when nothing of it is left at run time. */
  readonly typeOnly: boolean;
}

const isTypeOnly = (node: ts.ImportDeclaration | ts.ExportDeclaration): boolean => {
  if (ts.isExportDeclaration(node)) {
    const clause = node.exportClause;
    return (
      node.isTypeOnly ||
      (clause !== undefined &&
        ts.isNamedExports(clause) &&
        clause.elements.length > 0 &&
        clause.elements.every((element) => element.isTypeOnly))
    );
  }
  const clause = node.importClause;
  if (clause === undefined) return false;
  const named = clause.namedBindings;
  return (
    clause.isTypeOnly ||
    (clause.name === undefined &&
      named !== undefined &&
      ts.isNamedImports(named) &&
      named.elements.length > 0 &&
      named.elements.every((element) => element.isTypeOnly))
  );
};

const importOf = (from: string, specifier: string, typeOnly: boolean): Import => {
  const relative = specifier.startsWith('.');
  const to = relative ? posix.join(posix.dirname(from), specifier) : specifier;
  return { from, to, relative, typeOnly };
};

/** Everything a file imports, types and dynamic imports included. */
export function importsOf(file: SourceFile): readonly Import[] {
  const tree = ts.createSourceFile(file.path, file.text, ts.ScriptTarget.ES2022, false);
  const found: Import[] = [];
  const visit = (node: ts.Node): void => {
    if (
      (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) &&
      node.moduleSpecifier !== undefined &&
      ts.isStringLiteral(node.moduleSpecifier)
    ) {
      found.push(importOf(file.path, node.moduleSpecifier.text, isTypeOnly(node)));
    }
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [argument] = node.arguments;
      if (argument !== undefined && ts.isStringLiteralLike(argument)) {
        found.push(importOf(file.path, argument.text, false));
      }
    }
    if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      const { literal } = node.argument;
      if (ts.isStringLiteral(literal)) found.push(importOf(file.path, literal.text, true));
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}
