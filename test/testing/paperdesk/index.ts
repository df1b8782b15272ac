import { guardAdapter } from 'polydesk';
import { createAdapter, type PaperdeskAdapter } from './adapter.ts';
import type { PaperdeskOptions } from './options.ts';

export type { PaperdeskAdapter, PaperdeskOptions };
export { paperdeskCapabilities } from './capabilities.ts';
export { createPaperdeskWebhooks } from './webhook.ts';

/** Connects to a Paperdesk workspace. */
export function createPaperdesk(options: PaperdeskOptions): PaperdeskAdapter {
  return guardAdapter(createAdapter(options));
}
