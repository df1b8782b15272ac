import type { RequestOptions } from '../../../src/adapter/request-options.ts';
import type { WireBody } from '../from-unified/common.ts';
import type { Json } from './answers.ts';
import type { FreshdeskCore } from './core.ts';

/** What must be said where both contacts have one (sheet section 13). */
const UNIQUE = ['phone', 'mobile', 'twitter_id', 'unique_external_id'] as const;

/** Merges one contact into another, which keeps what both have. */
export async function mergeContacts(
  core: FreshdeskCore,
  { target, source }: { readonly target: number; readonly source: number },
  options?: RequestOptions,
): Promise<void> {
  const read = (id: number): Promise<Json> => core.get(`/api/v2/contacts/${id}`, options);
  const [primary, secondary] = [await read(target), await read(source)];
  const contact: WireBody = Object.fromEntries(
    UNIQUE.filter((key) => isSet(primary[key]) && isSet(secondary[key])).map((key) => [
      key,
      primary[key],
    ]),
  );
  await core.send(
    {
      method: 'POST',
      path: '/api/v2/contacts/merge',
      body: {
        primary_contact_id: target,
        secondary_contact_ids: [source],
        ...(Object.keys(contact).length === 0 ? {} : { contact }),
      },
    },
    options,
  );
}

const isSet = (value: unknown): boolean => value !== null && value !== undefined && value !== '';
