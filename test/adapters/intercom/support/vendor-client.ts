import { IntercomClient } from 'intercom-client';
import { createIntercomSandbox } from 'polydesk/intercom/sandbox';
import { type ServedSandbox, serve } from 'polydesk/sandbox';
import { afterAll, beforeAll } from 'vitest';

/** A sandbox on loopback and the vendor's own client, unmodified, told only where it is. */
export function serveToVendorClient() {
  const sandbox = createIntercomSandbox({ searchLagMs: 0, botParts: false, rateLimits: false });
  const adminId = [...sandbox.state.admins.rows.keys()][0]!;
  let served: ServedSandbox;
  beforeAll(async () => {
    served = await serve(sandbox);
  });
  afterAll(() => served.close());
  const connect = (token = sandbox.credentials.accessToken, options = { maxRetries: 0 }) =>
    new IntercomClient({ token, baseUrl: () => served.url, ...options });
  return { sandbox, adminId, connect, client: connect() };
}

/** What a promise was rejected with. */
export const failure = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => {
      throw new Error('It did not fail.');
    },
    (error: unknown) => error,
  );

/** Every item of a paged answer, however many pages it takes. */
export async function collect<Item>(pages: AsyncIterable<Item>): Promise<Item[]> {
  const items: Item[] = [];
  for await (const item of pages) items.push(item);
  return items;
}
