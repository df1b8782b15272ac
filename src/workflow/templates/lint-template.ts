import { parseTemplate, type TemplateSyntaxProblem } from './parse-template.ts';
import { createNameReader, VARIABLE_ALIASES, type VariableAliases } from './variable-name.ts';

/** One thing that is wrong with a template. */
export interface TemplateProblem {
  readonly code: TemplateSyntaxProblem['code'] | 'unknown_variable';
  /** Where it stands, in UTF-16 units. */
  readonly index: number;
  /** The name of a variable that is not known. */
  readonly name: string | null;
}

/** What is wrong with a template, and what it uses. */
export interface TemplateLint {
  readonly problems: readonly TemplateProblem[];
  /** All variables of the template by their own names, each once, in order. */
  readonly variables: readonly string[];
}

/**
 * What is wrong with a template, before anybody sends it: variables that are not among the known ones,
 * and braces that do not close, have no name, or stand in one another.
 *
 * @example
 * lintTemplate('Dear {custmer name}', { known: ['customer name'] }).problems
 * //=> [{ code: 'unknown_variable', index: 5, name: 'custmer name' }]
 */
export function lintTemplate(
  template: string,
  options: { readonly known: readonly string[]; readonly aliases?: VariableAliases },
): TemplateLint {
  const nameOf = createNameReader({ ...VARIABLE_ALIASES, ...options.aliases });
  const known = new Set(options.known.map(nameOf));
  const { parts, problems } = parseTemplate(template);
  const variables = parts.filter((part) => part.type === 'variable');
  const unknown = variables
    .filter(({ name }) => !known.has(nameOf(name)))
    .map(({ name, index }): TemplateProblem => ({ code: 'unknown_variable', index, name }));
  return {
    problems: [...problems.map((problem) => ({ ...problem, name: null })), ...unknown].sort(
      (a, b) => a.index - b.index,
    ),
    variables: [...new Set(variables.map(({ name }) => nameOf(name)))],
  };
}
