import {
  ConfigurationError,
  NotFoundError,
  ProviderError,
  RateLimitError,
  RequestError,
  ServerError,
  SupportError,
} from 'polydesk';
import {
  type BrokenAdapter,
  failing,
  withAdapter,
  withFetch,
  withHeaders,
  withSetup,
} from './breaking.ts';
import { TOKEN } from '../paperdesk/server.ts';

const rateLimited = (change: (retryAfterMs: number | null) => number | null) =>
  failing((error) =>
    error instanceof RateLimitError
      ? new RateLimitError(error.message, {
          status: 429,
          provider: 'paperdesk',
          retryAfterMs: change(error.retryAfterMs),
        })
      : error,
  );

const server = (message: string, cause?: unknown) =>
  failing((error) =>
    error instanceof ServerError
      ? new ServerError(message, { status: error.status, provider: 'paperdesk', cause })
      : error,
  );

/** Adapters that fail wrongly, or tell too much when they do. */
export const brokenErrors: readonly BrokenAdapter[] = [
  {
    mistake: 'calls a missing ticket a wrong option',
    harness: failing((error) =>
      error instanceof NotFoundError ? new ConfigurationError('There is no such ticket.') : error,
    ),
    killedBy: 'errors: follow the one table from status to code',
  },
  {
    mistake: 'throws plain errors without a status',
    harness: failing((error) =>
      error instanceof ProviderError ? new TypeError(`Status ${error.status}`) : error,
    ),
    killedBy: 'errors: follow the one table from status to code',
  },
  {
    mistake: 'calls nothing retryable',
    harness: failing((error) =>
      error instanceof ServerError
        ? new ServerError(error.message, { status: error.status, retryable: false })
        : error,
    ),
    killedBy: 'errors: say whether a repeat can help',
  },
  {
    mistake: 'gives retryAfterMs in seconds',
    harness: rateLimited((ms) => (ms === null ? null : ms / 1000)),
    killedBy: 'errors: read Retry-After in seconds',
  },
  {
    mistake: 'reads Retry-After only when it is a number',
    harness: withFetch(async (request, send) =>
      withHeaders(await send(request), (headers) => {
        if (!/^\d+$/.test(headers.get('retry-after') ?? '')) headers.delete('retry-after');
      }),
    ),
    killedBy: 'errors: read Retry-After as a date',
  },
  {
    mistake: 'makes NaN of a missing Retry-After',
    harness: rateLimited((ms) => ms ?? Number.NaN),
    killedBy: 'errors: survive a missing or senseless Retry-After',
  },
  {
    mistake: 'forgets the id of the request',
    harness: withFetch(async (request, send) =>
      withHeaders(await send(request), (headers) => headers.delete('x-request-id')),
    ),
    killedBy: 'errors: carry the id of the request',
  },
  {
    mistake: 'puts the error page into the message',
    harness: server('<h1>Bad gateway</h1>'),
    killedBy: 'errors: survive bodies that are HTML, broken or empty',
  },
  {
    mistake: 'expects JSON also from a proxy',
    harness: failing((error) =>
      error instanceof ServerError ? new SyntaxError('Unexpected token <') : error,
    ),
    killedBy: 'errors: survive bodies that are HTML, broken or empty',
  },
  {
    mistake: 'lets network errors of the platform through',
    harness: failing((error) =>
      error instanceof RequestError ? new TypeError('fetch failed') : error,
    ),
    killedBy: 'errors: turn a lost connection into a typed error',
  },
  {
    mistake: 'writes errors as an empty object',
    harness: failing((error) =>
      SupportError.isInstance(error) ? Object.assign(error, { toJSON: () => ({}) }) : error,
    ),
    killedBy: 'errors: can be written as JSON',
  },
  {
    mistake: 'tells the token with which it failed',
    harness: server(`The call with the token ${TOKEN} failed.`),
    killedBy: 'privacy: keeps secrets out of errors, causes and events when calls fail',
  },
  {
    mistake: 'attaches the error of its HTTP client, headers and all',
    harness: server('The call failed.', {
      name: 'AxiosError',
      config: { headers: { Authorization: `Bearer ${TOKEN}` } },
    }),
    killedBy: 'privacy: keeps secrets out of errors, causes and events when calls fail',
  },
  {
    mistake: 'quotes the ticket that was refused',
    harness: withAdapter(({ tickets }) => ({
      tickets: {
        ...tickets,
        async create(draft, options) {
          const made = await tickets.create?.(draft, options).catch(() => undefined);
          if (made !== undefined) return made;
          throw new ServerError(`Could not create "${draft.subject}".`, { status: 500 });
        },
      },
    })),
    killedBy: 'privacy: keeps customer text out of errors, causes and events',
  },
  {
    mistake: 'keeps its options where everybody sees them',
    harness: withAdapter(() => Object({ options: { token: TOKEN } })),
    killedBy: 'privacy: keeps secrets out of the adapter itself',
  },
  {
    mistake: 'tells observers the address with its query',
    harness: withAdapter(({ on }) => ({
      on: (name, listener) =>
        on(name, (event) =>
          listener('path' in event ? { ...event, path: `${event.path}?token=${TOKEN}` } : event),
        ),
    })),
    killedBy: 'privacy: tells observers neither secrets nor customer text',
  },
  {
    mistake: 'quotes in a warning what it dropped',
    harness: withAdapter(({ translate }) => ({
      translate: {
        ...translate,
        ticket: {
          ...translate.ticket,
          fromUnified(draft) {
            const { value } = translate.ticket.fromUnified(draft);
            const reason = `The category ${draft.category ?? ''} is not known here.`;
            return { value, warnings: [{ type: 'dropped', field: 'category', reason }] };
          },
        },
      },
    })),
    killedBy: 'privacy: quotes no customer text in warnings',
  },
  {
    mistake: 'sends raw requests wherever they say',
    harness: withAdapter((_adapter, { fetch }) => ({
      async request({ path }) {
        const url = new URL(path, 'https://acme.paperdesk.example');
        const answer = await fetch(url, { headers: { authorization: `Bearer ${TOKEN}` } });
        // Safe: the mistake itself; nobody reads the data.
        return { status: answer.status, headers: {}, data: null as never };
      },
    })),
    killedBy: 'privacy: sends credentials to no other host',
  },
  {
    mistake: 'follows redirects with its credentials',
    harness: withSetup((setup) => ({
      ...setup,
      async fetch(input, init) {
        const request = new Request(input, init);
        const answer = await setup.fetch(request);
        const location = answer.headers.get('location');
        return location === null ? answer : setup.fetch(location, { headers: request.headers });
      },
    })),
    killedBy: 'privacy: does not take credentials along a redirect',
  },
];
