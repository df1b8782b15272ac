import ts from 'typescript';
import { repositoryRoot } from './source-file.ts';

const readOptions = (): ts.CompilerOptions => {
  const file = ts.readConfigFile(`${repositoryRoot}tsconfig.json`, ts.sys.readFile);
  const parsed = ts.parseJsonConfigFileContent(file.config, ts.sys, repositoryRoot);
  // What a reader leaves unused in an example is no mistake of the example.
  return { ...parsed.options, noUnusedLocals: false, noUnusedParameters: false };
};

/** The compiler's complaints about texts that stand in no file: `path:line message`. */
export function typeErrors(texts: ReadonlyMap<string, string>): readonly string[] {
  const options = readOptions();
  const host = ts.createCompilerHost(options);
  const at = new Map([...texts].map(([path, text]) => [repositoryRoot + path, text]));
  const { getSourceFile, fileExists, readFile } = host;
  host.getSourceFile = (path, ...rest) => {
    const text = at.get(path);
    return text === undefined
      ? getSourceFile.call(host, path, ...rest)
      : ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
  };
  const folders = new Set([...at.keys()].map((path) => path.slice(0, path.lastIndexOf('/'))));
  host.directoryExists = (path) => folders.has(path) || ts.sys.directoryExists(path);
  host.fileExists = (path) => at.has(path) || fileExists.call(host, path);
  host.readFile = (path) => at.get(path) ?? readFile.call(host, path);
  const program = ts.createProgram([...at.keys()], options, host);
  return [...at.keys()].flatMap((path) => {
    const source = program.getSourceFile(path);
    const found = [
      ...program.getSyntacticDiagnostics(source),
      ...program.getSemanticDiagnostics(source),
    ];
    return found.map((diagnostic) => {
      const { line } = ts.getLineAndCharacterOfPosition(source!, diagnostic.start ?? 0);
      const message = ts.flattenDiagnosticMessageText(diagnostic.messageText, ' ');
      return `${path.slice(repositoryRoot.length)}:${line + 1} ${message}`;
    });
  });
}
