import ts from 'typescript';
import { repositoryRoot } from './source-file.ts';

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  allowImportingTsExtensions: true,
  noEmit: true,
  skipLibCheck: true,
  strict: true,
};

/** What a public export says about itself. */
export interface Documentation {
  readonly name: string;
  readonly entry: string;
  readonly kind: 'function' | 'other';
  readonly comment: boolean;
  readonly example: boolean;
}

/** Reads what is written above every export of some entries. */
export function documentationOf(entries: readonly string[]): readonly Documentation[] {
  const paths = entries.map((path) => repositoryRoot + path);
  const program = ts.createProgram(paths, OPTIONS);
  const checker = program.getTypeChecker();
  return paths.flatMap((path, index) => {
    const source = program.getSourceFile(path);
    const module = source === undefined ? undefined : checker.getSymbolAtLocation(source);
    if (module === undefined) throw new Error(`${entries[index]} exports nothing`);
    return checker.getExportsOfModule(module).map((symbol) => {
      const real =
        (symbol.flags & ts.SymbolFlags.Alias) === 0 ? symbol : checker.getAliasedSymbol(symbol);
      return {
        name: symbol.name,
        entry: entries[index] ?? '',
        kind: (real.flags & ts.SymbolFlags.Function) === 0 ? 'other' : 'function',
        comment: real.getDocumentationComment(checker).length > 0,
        example: real.getJsDocTags(checker).some(({ name }) => name === 'example'),
      } as const;
    });
  });
}
