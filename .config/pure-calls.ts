import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';
import ts from 'typescript';

const PURE = '/* @__PURE__ */ ';

/** Where calls stand that run when the module is loaded, inside the values of its constants. */
function callsAtLoad(text: string, path: string): readonly number[] {
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, false);
  const found = new Set<number>();
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node)) return;
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) found.add(node.getStart(tree));
    ts.forEachChild(node, visit);
  };
  for (const statement of tree.statements) {
    if (ts.isVariableStatement(statement)) visit(statement);
  }
  return [...found].sort((left, right) => right - left);
}

/**
 * Marks the calls that make a module's constants as pure. Nothing here has an effect when it is
 * loaded, but a bundler can not know that of `z.object(…)`: without the mark, whoever verifies a
 * webhook would ship the schema of every record.
 */
export function pureCalls(): Plugin {
  return {
    name: 'pure-calls',
    setup(build) {
      build.onLoad({ filter: /[\\/](src|adapters)[\\/].+\.ts$/ }, async ({ path }) => {
        const text = await readFile(path, 'utf8');
        const contents = callsAtLoad(text, path).reduce(
          (marked, at) => marked.slice(0, at) + PURE + marked.slice(at),
          text,
        );
        return { contents, loader: 'ts' };
      });
    },
  };
}
