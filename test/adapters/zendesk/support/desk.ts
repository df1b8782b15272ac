import { createZendesk, type ZendeskAdapter } from 'polydesk/zendesk';

/** An adapter of the account `acme` whose every call gets the same answer. */
export const deskAnswering = (
  json: unknown,
  answer: { readonly status?: number; readonly headers?: Readonly<Record<string, string>> } = {},
): ZendeskAdapter =>
  createZendesk({
    subdomain: 'acme',
    credentials: { accessToken: 'token-of-the-tests' },
    maxRetries: 0,
    fetch: async () =>
      new Response(typeof json === 'string' ? json : JSON.stringify(json), {
        status: answer.status ?? 200,
        headers: { 'content-type': 'application/json', ...answer.headers },
      }),
  });
