import { ProblemError } from '../../../src/sandbox/kit/messages.ts';

/** One complaint about a field (section 4.2, body A). */
export interface FieldError {
  readonly field: string;
  readonly message: string;
  readonly code: string;
  readonly additional_info?: Readonly<Record<string, unknown>>;
}

const reply = (status: number, body: unknown) => new ProblemError({ status, body });

/**
 * Without a body. The type is that of a page: clients that read JSON wherever no type is given
 * could not treat an empty 404 as the documented one otherwise.
 */
const empty = (status: number, headers: Readonly<Record<string, string>> = {}) =>
  new ProblemError({
    status,
    text: '',
    headers: { 'content-type': 'text/html; charset=utf-8', ...headers },
  });

const coded = (status: number, code: string, message: string) => reply(status, { code, message });

/** The provider's error answers; bodies are those of section 4.2. */
export const problems = {
  unauthenticated: () =>
    coded(401, 'invalid_credentials', 'You have to be logged in to perform this action.'),
  forbidden: () => coded(403, 'access_denied', 'You are not authorized to perform this action.'),
  suspended: () =>
    reply(403, {
      description: 'Access denied',
      errors: [{ message: 'Account has been suspended.', code: 'account_suspended' }],
    }),
  requireFeature: (feature: string) =>
    coded(403, 'require_feature', `The ${feature} feature is not supported in your plan.`),
  maxAgents: () =>
    coded(403, 'max_agents_reached', 'You have reached the maximum number of agents.'),
  /** Section 4.1: a 404 has no body. */
  notFound: () => empty(404),
  /** Sections 4.1 and 27: what a 405, 406 or 415 says is not known, so nothing. */
  methodNotAllowed: (allowed?: string) =>
    empty(405, allowed === undefined ? {} : { allow: allowed }),
  notAcceptable: () => empty(406),
  unsupportedMediaType: () => empty(415),
  /** Section 2: not JSON. */
  tooManyRequests: (seconds: number) =>
    new ProblemError({
      status: 429,
      text: 'You have exceeded the limit of requests per minute',
      headers: { 'content-type': 'text/plain; charset=utf-8', 'retry-after': String(seconds) },
    }),
  invalidJson: () => coded(400, 'invalid_json', 'Request body has invalid json format'),
  condition: (code: string, message: string) => coded(400, code, message),
  invalid: (errors: readonly FieldError[]) =>
    reply(400, { description: 'Validation failed', errors }),
  /** Section 4.1. */
  duplicate: (field: string, info: Readonly<Record<string, unknown>> | null) =>
    reply(409, {
      description: 'Validation failed',
      errors: [
        {
          field,
          message: 'It should be a unique value',
          code: 'duplicate_value',
          ...(info === null ? {} : { additional_info: info }),
        },
      ],
    }),
} as const;

/** Ends a request whose fields have complaints (section 4.2, body A). */
export function refuseIfInvalid(errors: readonly FieldError[]): void {
  if (errors.length > 0) throw problems.invalid(errors);
}

export const invalidValue = (field: string, message: string): FieldError => ({
  field,
  message,
  code: 'invalid_value',
});

/** The texts of section 4.4. */
export const fieldErrors = {
  oneOf: (field: string, values: readonly (string | number)[]) =>
    invalidValue(field, `It should be one of these values: '${values.join(',')}'`),
  mismatch: (field: string, found: string, wanted: string): FieldError => ({
    field,
    message: `Value set is of type ${found}.It should be a/an ${wanted}`,
    code: 'datatype_mismatch',
  }),
  missing: (field: string, wanted: string): FieldError => ({
    field,
    message: `It should be a/an ${wanted}`,
    code: 'missing_field',
  }),
  unexpected: (field: string): FieldError => ({
    field,
    message: 'Unexpected/invalid field in request',
    code: 'invalid_field',
  }),
  needsFeature: (field: string, feature: string): FieldError => ({
    field,
    message: `The ${feature} feature is required to support ${field} attribute in the request`,
    code: 'inaccessible_field',
  }),
  blank: (field: string) =>
    invalidValue(field, 'It should not be blank as this is a mandatory field'),
  notAFile: (field: string): FieldError => ({
    field,
    message: 'It should contain elements of type valid file format only',
    code: 'datatype_mismatch',
  }),
  /** Recorded for company_id; the same sentence is assumed for the other references. */
  noMatch: (field: string, what: string) =>
    invalidValue(field, `There is no ${what} matching the given ${field}`),
} as const;
