import { ConfigurationError, ValidationError } from '../../errors/index.ts';
import { escapeHtml } from '../../text/escape-html.ts';
import { escapeMarkdown } from '../../text/escape-markdown.ts';
import { parseTemplate } from './parse-template.ts';
import { createNameReader, VARIABLE_ALIASES, type VariableAliases } from './variable-name.ts';

/** Values by name; `null` counts as missing, an empty text does not. */
export type TemplateVariables = Readonly<Record<string, string | number | null>>;

/** What a text is for, and how strict to be. */
export interface RenderTemplateOptions {
  /** What the text is for: values are escaped so that they show as they are. @default 'text' */
  readonly output?: 'text' | 'html' | 'markdown';
  /** A missing value without a fallback is an error; else it is left empty and listed. @default true */
  readonly strict?: boolean;
  /** Other names of variables; they come on top of `VARIABLE_ALIASES`. */
  readonly aliases?: VariableAliases;
}

/** The text, and what it lacked. */
export interface RenderedTemplate {
  readonly text: string;
  /** Names that had neither a value nor a fallback, each once; empty when `strict`. */
  readonly missing: readonly string[];
}

const ESCAPES = {
  text: (value: string) => value,
  html: escapeHtml,
  markdown: escapeMarkdown,
} as const;

/**
 * Puts values into a template: `{customer name}`, `{客户姓名}`, `{plan|your plan}`. Names may have blanks
 * and any script; case, width and blanks around them do not matter. `{{` and `}}` are braces. A value is
 * put in once and never read as a template itself, and it is escaped for the output; the template's own
 * text and its fallbacks are not.
 *
 * @throws {ValidationError} when `strict` and a value is missing; it lists the names, never the text. Also
 * for an `output` that is none.
 * @throws {ConfigurationError} when `strict` and a brace of the template does not close, or has no name.
 * @example
 * renderTemplate('Hello {Customer Name}!', { 'customer name': 'Ada' }).text //=> 'Hello Ada!'
 */
export function renderTemplate(
  template: string,
  variables: TemplateVariables,
  options: RenderTemplateOptions = {},
): RenderedTemplate {
  const { output = 'text', strict = true, aliases = {} } = options;
  if (!Object.hasOwn(ESCAPES, output))
    throw new ValidationError('The options are not usable.', {
      issues: [{ path: 'output', message: 'must be "text", "html" or "markdown"' }],
    });
  const nameOf = createNameReader({ ...VARIABLE_ALIASES, ...aliases });
  const values = new Map(
    Object.entries(variables).map(([name, value]) => [nameOf(name), value] as const),
  );
  const { parts, problems } = parseTemplate(template);
  const [problem] = problems;
  if (strict && problem !== undefined)
    throw new ConfigurationError(
      `The template has a brace at ${problem.index} that is no variable; lintTemplate says more.`,
    );
  const missing = new Set<string>();
  const texts = parts.map((part) => {
    if (part.type === 'text') return part.text;
    const value = values.get(nameOf(part.name)) ?? null;
    if (value !== null) return ESCAPES[output](String(value));
    if (part.fallback === null) missing.add(part.name);
    return part.fallback ?? '';
  });
  if (strict && missing.size > 0)
    throw new ValidationError('The template needs values that are not there.', {
      issues: [...missing].map((path) => ({ path, message: 'has no value and no fallback' })),
    });
  return { text: texts.join(''), missing: [...missing] };
}
