import { readFileSync } from 'node:fs';

type Json = Readonly<Record<string, unknown>>;

/** One of our own payloads of the REST API, from `test/fixtures/zendesk/rest`, with changes. */
export function restFixture(name: string, changes: Json = {}): Json {
  const file = new URL(`../../../fixtures/zendesk/rest/${name}.json`, import.meta.url);
  // Safe: every payload there is an object; its values stay unknown.
  return { ...(JSON.parse(readFileSync(file, 'utf8')) as Json), ...changes };
}
