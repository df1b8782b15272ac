import type { RequestOptions } from 'polydesk';
import { type BrokenAdapter, withFetch, withHeaders, withSetup, withTickets } from './breaking.ts';

const changeHeaders = (change: (headers: Headers, method: string) => void) =>
  withFetch((request, send) => {
    const headers = new Headers(request.headers);
    change(headers, request.method);
    return send(new Request(request, { headers }));
  });

const without = (options: RequestOptions = {}, key: keyof RequestOptions): RequestOptions =>
  Object.fromEntries(Object.entries(options).filter(([name]) => name !== key));

/** Sends a request, and once more when the answer asks for it. */
const again = (wanted: (method: string, response: Response | null) => boolean) =>
  withFetch(async (request, send) => {
    const second = request.clone();
    const answer = await send(request).catch(() => null);
    if (answer !== null && !wanted(request.method, answer)) return answer;
    return wanted(request.method, answer) ? send(second) : Promise.reject(new TypeError('failed'));
  });

let attempts = 0;

/** Adapters that call wrongly. */
export const brokenTransports: readonly BrokenAdapter[] = [
  {
    mistake: 'forgets the credentials',
    harness: changeHeaders((headers) => headers.delete('authorization')),
    killedBy: 'transport: sends the credentials exactly once with every call',
  },
  {
    mistake: 'sends the credentials twice',
    harness: changeHeaders((headers) =>
      headers.append('authorization', headers.get('authorization') ?? ''),
    ),
    killedBy: 'transport: sends the credentials exactly once with every call',
  },
  {
    mistake: 'sends JSON as text',
    harness: changeHeaders((headers) => headers.set('content-type', 'text/plain')),
    killedBy: 'transport: sends JSON and says so',
  },
  {
    mistake: 'says JSON where nothing is sent',
    harness: changeHeaders((headers) => headers.set('content-type', 'application/json')),
    killedBy: 'transport: sends no body with a read',
  },
  {
    mistake: 'does not look at the signal of a read',
    harness: withTickets(({ get }) => ({
      get: (id, options) => get(id, without(options, 'signal')),
    })),
    killedBy: 'transport: sends nothing when the signal is aborted already',
  },
  {
    mistake: 'does not pass the signal of a write on',
    harness: withTickets(({ update }) =>
      update === undefined
        ? {}
        : { update: (id, patch, options) => update(id, patch, without(options, 'signal')) },
    ),
    killedBy: 'transport: passes the signal on from every operation',
  },
  {
    mistake: 'looks at the signal only before it sends',
    harness: withTickets(({ get }) => ({
      get: (id, options) =>
        options?.signal?.aborted === true ? get(id, options) : get(id, without(options, 'signal')),
    })),
    killedBy: 'transport: stops at once when aborted in flight',
  },
  {
    mistake: 'sleeps through an abort',
    harness: withSetup((setup) => ({
      ...setup,
      clock: { now: setup.clock.now, sleep: (ms) => setup.clock.sleep(ms) },
    })),
    killedBy: 'transport: stops at once when aborted between two attempts',
  },
  {
    mistake: 'waits for an answer as long as it takes',
    harness: withSetup((setup) => ({ ...setup, timeoutMs: 60_000 })),
    killedBy: 'transport: gives up on an answer that does not come',
  },
  {
    mistake: 'has one timeout for all calls',
    harness: withTickets(({ get }) => ({
      get: (id, options) => get(id, without(options, 'timeoutMs')),
    })),
    killedBy: 'transport: takes a timeout for a single call',
  },
  {
    mistake: 'mends answers that it cannot read',
    harness: withFetch(async (request, send) => {
      const answer = await send(request);
      const text = await answer.clone().text();
      if (answer.status !== 200 || text.endsWith('}')) return answer;
      const time = '2026-01-01T00:00:00Z';
      return Response.json({ id: 1, opened_at: time, changed_at: time });
    }),
    killedBy: 'transport: refuses an answer that is cut short or is not JSON',
  },
  {
    mistake: 'does not repeat anything',
    harness: withSetup((setup) => ({ ...setup, maxRetries: 0 })),
    killedBy: 'transport: repeats a read that failed for the moment',
  },
  {
    mistake: 'repeats as often as it likes',
    harness: withSetup((setup) => ({ ...setup, maxRetries: (setup.maxRetries ?? 3) + 3 })),
    killedBy: 'transport: gives up after as many repeats as it was told',
  },
  {
    mistake: 'repeats what was refused',
    harness: again((_method, response) => response?.status === 422),
    killedBy: 'transport: does not repeat what the provider refused for good',
  },
  {
    mistake: 'takes the seconds of Retry-After for milliseconds',
    harness: withFetch(async (request, send) => {
      const answer = await send(request);
      const seconds = Number(answer.headers.get('retry-after') ?? '0');
      if (seconds === 0) return answer;
      return withHeaders(answer, (headers) => headers.set('retry-after', String(seconds / 1000)));
    }),
    killedBy: 'transport: waits as long as the provider asks',
  },
  {
    mistake: 'repeats a create whose answer was lost',
    harness: again((method, response) => method === 'POST' && response === null),
    killedBy: 'transport: reports a create of unknown outcome instead of repeating it',
  },
  {
    mistake: 'repeats a create without its key',
    harness: withFetch(async (request, send) => {
      if (request.method !== 'POST') return send(request);
      request.headers.delete('idempotency-key');
      const second = request.clone();
      return send(request).catch(() => send(second));
    }),
    killedBy: 'transport: never makes two tickets of one create',
  },
  {
    mistake: 'takes a key and does not send it',
    harness: withTickets(({ create }) =>
      create === undefined
        ? {}
        : {
            create: (draft, { idempotencyKey: _dropped, ...options } = {}) =>
              create(draft, options),
          },
    ),
    killedBy: 'transport: repeats a create under the same key',
  },
  {
    mistake: 'makes a new key for every attempt',
    harness: changeHeaders((headers, method) => {
      attempts += 1;
      if (method === 'POST') headers.set('idempotency-key', `attempt-${attempts}`);
    }),
    killedBy: 'transport: repeats a create under the same key',
  },
];
