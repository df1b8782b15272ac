/** A part of a template: text as it is, or a place for a value. */
export type TemplatePart =
  | { readonly type: 'text'; readonly text: string }
  | {
      readonly type: 'variable';
      /** As it is written, without the blanks around it. */
      readonly name: string;
      /** What stands there when the value is missing; `null` when nothing is said. */
      readonly fallback: string | null;
      /** Where the brace stands, in UTF-16 units. */
      readonly index: number;
    };

export interface TemplateSyntaxProblem {
  readonly code: 'unclosed_brace' | 'nested_brace' | 'empty_name';
  readonly index: number;
}

export interface ParsedTemplate {
  readonly parts: readonly TemplatePart[];
  readonly problems: readonly TemplateSyntaxProblem[];
}

/** Two braces, either way; a brace that opens; everything up to the next brace. */
const TOKENS = /\{\{|\}\}|\{([^{}]*)(\}?)|\}|[^{}]+/g;

/**
 * Takes a template apart: `{name}`, `{name|fallback}`, and `{{` and `}}` for braces themselves. What is
 * no good stays as text, and is told.
 */
export function parseTemplate(template: string): ParsedTemplate {
  const parts: TemplatePart[] = [];
  const problems: TemplateSyntaxProblem[] = [];
  for (const { 0: token, 1: inside, 2: end, index } of template.matchAll(TOKENS)) {
    if (inside === undefined) {
      const isDoubled = token === '{{' || token === '}}';
      parts.push({ type: 'text', text: isDoubled ? token.slice(1) : token });
      continue;
    }
    const problem = problemOf(inside, end === '}', template[index + token.length]);
    if (problem !== null) {
      problems.push({ code: problem, index });
      parts.push({ type: 'text', text: token });
      continue;
    }
    const bar = inside.indexOf('|');
    const name = (bar < 0 ? inside : inside.slice(0, bar)).trim();
    parts.push({ type: 'variable', name, fallback: bar < 0 ? null : inside.slice(bar + 1), index });
  }
  return { parts, problems };
}

function problemOf(
  inside: string,
  isClosed: boolean,
  next: string | undefined,
): TemplateSyntaxProblem['code'] | null {
  if (!isClosed) return next === '{' ? 'nested_brace' : 'unclosed_brace';
  return /^\s*(\||$)/u.test(inside) ? 'empty_name' : null;
}
