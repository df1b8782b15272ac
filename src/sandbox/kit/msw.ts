import type { Sandbox } from './engine.ts';

/** The part of msw's `http` that is used; passing it keeps msw out of the dependencies. */
export interface MswHttp<Handler> {
  all(path: string, resolver: (info: { readonly request: Request }) => Promise<Response>): Handler;
}

/**
 * The sandbox as msw request handlers. msw's own `http` is passed in: the caller's version is used,
 * nothing is loaded that is not there, and the call stays synchronous.
 *
 * @example
 * import { http } from 'msw';
 * const server = setupServer(...toMswHandlers(sandbox, http));
 */
export function toMswHandlers<Handler>(
  sandbox: Pick<Sandbox, 'fetch' | 'origins'>,
  http: MswHttp<Handler>,
): Handler[] {
  return Object.values(sandbox.origins).map((origin) =>
    http.all(`${origin}/*`, async ({ request }) => {
      try {
        return await sandbox.fetch(request);
      } catch (error) {
        // msw turns an error response into the network failure that a broken connection is; a
        // caller who has given up sees his own abort and not this answer.
        if (error instanceof TypeError || request.signal.aborted) return Response.error();
        throw error;
      }
    }),
  );
}
