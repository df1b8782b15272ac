import { type Issue, WireFormatError } from '../errors/classes.ts';

interface SchemaIssue {
  readonly path: readonly PropertyKey[];
  readonly code?: string | undefined;
  readonly expected?: unknown;
}

type ParseResult<T> =
  | { readonly success: true; readonly data: T }
  | { readonly success: false; readonly error: { readonly issues: readonly SchemaIssue[] } };

/** What `parseWire` needs of a schema. Schemas of zod fit, and so do those of `wire-schema.ts`. */
export interface WireSchema<T> {
  safeParse(value: unknown): ParseResult<T>;
}

const toIssue = ({ path, code, expected }: SchemaIssue): Issue => ({
  path: path.map(String).join('.'),
  // A library's own text can quote the received value; the code and the type cannot.
  message: code === 'invalid_type' ? `expected ${String(expected)}` : (code ?? 'invalid'),
  code,
});

/**
 * Checks a payload against the fields we read and returns it typed, **by identity**: what comes
 * back is what was passed, so `raw` is the received object and unknown fields survive.
 *
 * @throws {WireFormatError} that names the paths that are wrong, never their values.
 */
export function parseWire<T>(schema: WireSchema<T>, json: unknown, context: WireContext): T {
  const result = schema.safeParse(json);
  // Safe: wire schemas are loose and transform nothing, so input and output are the same shape.
  if (result.success) return json as T;
  throw new WireFormatError(
    `${context.provider} sent data that does not have the documented form of: ${context.what}.`,
    { provider: context.provider, issues: result.error.issues.map(toIssue) },
  );
}

/** Names the payload in an error. */
export interface WireContext {
  readonly provider: string;
  /** For example `ticket`. */
  readonly what: string;
}

/**
 * A schema that is compiled on its first use, not on import. Where `eval` is forbidden (edge
 * runtimes) zod's `compile` keeps the plain parser by itself.
 *
 * @example lazyCompiled(() => z.compile(ticketSchema))
 */
export function lazyCompiled<T>(compile: () => WireSchema<T>): WireSchema<T> {
  let compiled: WireSchema<T> | null = null;
  return {
    safeParse(value) {
      compiled ??= compile();
      return compiled.safeParse(value);
    },
  };
}
