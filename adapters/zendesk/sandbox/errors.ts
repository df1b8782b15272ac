import { ProblemError } from '../../../src/sandbox/kit/messages.ts';

/** One complaint about a field (section 5.1, shape B). */
export interface Complaint {
  readonly description: string;
  readonly error?: string | null;
  readonly [key: string]: unknown;
}

const reply = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  new ProblemError({ status, body, headers });

/** The provider's error answers, by their `error` name; shapes are those of section 5.1. */
export const problems = {
  /** Shape E, section 2. */
  unauthenticated: () => reply(401, { error: "Couldn't authenticate you" }),
  /** Shape C, section 5.2. */
  forbidden: (message = 'You do not have access to this page. Please contact the account owner.') =>
    reply(403, { error: { title: 'Forbidden', message } }),
  /** Shape A. */
  notFound: () => reply(404, { error: 'RecordNotFound', description: 'Not found' }),
  invalidEndpoint: () => reply(404, { error: 'InvalidEndpoint', description: 'Not found' }),
  /** Shape C with a 404: the wrong sub-domain. */
  noHelpDesk: (host: string) =>
    reply(404, {
      error: {
        title: `No help desk at ${host}`,
        message: 'There is no help desk configured at this address.',
      },
    }),
  badRequest: (error: string, description: string, more: Record<string, unknown> = {}) =>
    reply(400, { error, description, ...more }),
  parameterMissing: (name: string) =>
    reply(400, { error: 'ParameterMissing', description: `Parameter ${name} is required` }),
  tooManyValues: (name: string, counted: boolean) =>
    reply(400, {
      error: 'TooManyValues',
      description: `Parameter ${name} cannot specify more than 100 values`,
      ...(counted ? { max_count: 100 } : {}),
    }),
  /** Shape D, section 3. */
  pagination: (code: string, title: string) => reply(400, { errors: [{ code, title }] }),
  /** Shape B. */
  invalid: (details: Readonly<Record<string, readonly Complaint[]>>) =>
    reply(422, { error: 'RecordInvalid', description: 'Record validation errors', details }),
  unprocessable: (error: string, description: string) => reply(422, { error, description }),
  /** Section 5.2: the name of a safe update's 409 is not known for certain. */
  conflict: () =>
    reply(409, { error: 'UpdateConflict', description: 'Ticket was updated since it was read' }),
  /** Section 12; the status code is not known for certain. */
  tooManyJobs: () =>
    reply(
      429,
      { error: 'TooManyJobs', description: 'Too many jobs are queued or running' },
      {
        'retry-after': '60',
      },
    ),
  /** Shape D with a 404: newer services (section 5.1). */
  webhookNotFound: () =>
    reply(404, {
      errors: [{ code: 'WebhookNotFound', title: 'Webhook not found', status: '404' }],
    }),
  tooManyRequests: (description: string, headers: Record<string, string>) =>
    reply(429, { error: 'APIRateLimitExceeded', description }, headers),
} as const;

/** Shape B for one field. */
export function invalidField(field: string, description: string, error: string | null = null) {
  return problems.invalid({ [field]: [{ description, error }] });
}
