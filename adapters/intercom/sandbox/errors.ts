import { ProblemError } from '../../../src/sandbox/kit/messages.ts';

type Headers = Readonly<Record<string, string>>;

/** The one error envelope (section 4); the dispatcher fills the request's id in. */
function list(status: number, code: string, message: string | null, headers: Headers = {}) {
  const body = { type: 'error.list', request_id: null, errors: [{ code, message }] };
  return new ProblemError({ status, body, headers });
}

/** The provider's error answers by what they complain about; codes are those of section 4. */
export const problems = {
  list,
  unauthorized: (code = 'unauthorized', message = 'Access Token Invalid') =>
    list(401, code, message),
  forbidden: (message: string) => list(403, 'forbidden', message),
  notFound: (message = 'Resource Not Found', code = 'not_found') => list(404, code, message),
  userNotFound: () => list(404, 'not_found', 'User Not Found'),
  /** Recorded without a request id. */
  notAcceptable: () =>
    new ProblemError({
      status: 406,
      body: {
        errors: [
          {
            code: 'media_type_not_acceptable',
            message: 'The Accept header should send a media type of application/json',
          },
        ],
        type: 'error.list',
      },
    }),
  /** Not an error list at all (section 4, second point). */
  malformedJson: (digest: string) =>
    new ProblemError({
      status: 400,
      body: {
        status: 400,
        error: `There was a problem in the JSON you submitted [${digest}]: logged with error code`,
      },
    }),
  invalid: (message: string, status = 400) => list(status, 'parameter_invalid', message),
  required: (name: string) => list(400, 'parameter_not_found', `${name} is a required parameter`),
  conflict: (message: string) => list(409, 'conflict', message),
  merged: (canonicalId: string) =>
    list(
      410,
      'contact_merged',
      "This contact has been merged. See the 'Link' header for the canonical contact.",
      { link: `</contacts/${canonicalId}>; rel="canonical"` },
    ),
  rateLimited: (limit: number, windowSeconds: number, headers: Headers = {}) =>
    list(
      429,
      'rate_limit_exceeded',
      `Exceeded rate limit of ${limit} in ${windowSeconds}_seconds`,
      headers,
    ),
} as const;
