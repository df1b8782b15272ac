import { readFileSync } from 'node:fs';

type Json = Readonly<Record<string, unknown>>;

/** One of our own payloads of the REST API, from `test/fixtures/freshdesk/rest`, with changes. */
export function restFixture(name: string, changes: Json = {}): Json {
  const file = new URL(`../../../fixtures/freshdesk/rest/${name}.json`, import.meta.url);
  // Safe: every payload there is an object; its values stay unknown.
  return { ...(JSON.parse(readFileSync(file, 'utf8')) as Json), ...changes };
}

/** The text of one of our own deliveries, from `test/fixtures/freshdesk/webhooks`. */
export function webhookBody(name: string): string {
  const file = new URL(`../../../fixtures/freshdesk/webhooks/${name}.json`, import.meta.url);
  return readFileSync(file, 'utf8');
}
