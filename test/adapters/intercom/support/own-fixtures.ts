import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

type Json = Readonly<Record<string, unknown>>;

const read = (path: string): string =>
  readFileSync(
    fileURLToPath(new URL(`../../../fixtures/intercom/${path}.json`, import.meta.url)),
    'utf8',
  );

/** A record of ours with some keys changed. */
export const restFixture = (name: string, changes: Json = {}): Json =>
  // Safe: every payload in the folder is an object; its values stay unknown.
  ({ ...(JSON.parse(read(`rest/${name}`)) as Json), ...changes });

/** The exact text of a delivery of ours. */
export const webhookFixture = (name: string): string => read(`webhooks/${name}`);
