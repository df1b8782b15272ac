import ts from 'typescript';
import type { SourceFile } from './source-file.ts';

/** Longest file, in lines. */
export const MAX_LINES = 350;

const parse = (file: SourceFile): ts.SourceFile =>
  ts.createSourceFile(file.path, file.text, ts.ScriptTarget.ES2022, true);

function nodesOf(file: SourceFile, wanted: (node: ts.Node) => boolean): readonly string[] {
  const tree = parse(file);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (wanted(node)) {
      const { line } = tree.getLineAndCharacterOfPosition(node.getStart(tree));
      found.push(`${file.path}:${line + 1}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

/** Every place where the compiler was told to look away. */
export function anyViolations(files: readonly SourceFile[]): readonly string[] {
  return files
    .filter(({ path }) => path.endsWith('.ts'))
    .flatMap((file) => nodesOf(file, (node) => node.kind === ts.SyntaxKind.AnyKeyword));
}

/** Every file that is longer than a reader should have to scroll. */
export function lengthViolations(files: readonly SourceFile[]): readonly string[] {
  return files
    .filter(({ path }) => /\.(ts|mjs|js)$/.test(path))
    .map((file) => [file.path, file.text.split('\n').length - 1] as const)
    .filter(([, lines]) => lines > MAX_LINES)
    .map(([path, lines]) => `${path}: ${lines} lines`);
}

const REASON = /\/\/|\*\//;

/** Every cast without a comment beside it or up to four lines above that says why it is safe. */
export function castViolations(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap((file) => {
    const lines = file.text.split('\n');
    const casts = nodesOf(
      file,
      (node) => ts.isAsExpression(node) && !ts.isConstTypeReference(node.type),
    );
    return casts.filter((place) => {
      const line = Number(place.slice(place.lastIndexOf(':') + 1));
      return !lines.slice(Math.max(0, line - 5), line + 1).some((text) => REASON.test(text));
    });
  });
}

/** Every lint suppression that does not say why. */
export function suppressionViolations(files: readonly SourceFile[]): readonly string[] {
  return files
    .filter(({ path }) => path.endsWith('.ts'))
    .flatMap((file) =>
      file.text
        .split('\n')
        .map((text, index) => [text, index + 1] as const)
        .filter(([text]) => /(\/\/|\/\*) eslint-disable/.test(text) && !/ -- \S/.test(text))
        .map(([, line]) => `${file.path}:${line}`),
    );
}
