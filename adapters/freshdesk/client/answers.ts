import { WireFormatError } from '../../../src/errors/classes.ts';
import { PROVIDER } from '../to-unified/common.ts';

export { isJson, type Json } from '../../../src/adapter/answers.ts';

/** One page of a list: most lists are bare arrays, and a header says whether there is more. */
export interface ListAnswer {
  readonly items: readonly unknown[];
  /** `null` where the header is missing: the page's size then has to tell. */
  readonly hasNext: boolean | null;
}

/** A list in an answer; an answer of another form is an error and not an empty list. */
export function itemsOf(data: unknown, what: string): readonly unknown[] {
  if (Array.isArray(data)) return data;
  throw new WireFormatError(`Freshdesk answered ${what} without a list.`, {
    provider: PROVIDER,
    issues: [{ path: '', message: 'expected array' }],
  });
}

/**
 * Whether the `Link` header names a next page; it does so only where there is one (sheet section 3).
 *
 * @example hasNextLink('< https://acme.freshdesk.com/api/v2/tickets?page=2>; rel="next"') //=> true
 */
export const hasNextLink = (header: string | undefined): boolean | null =>
  header === undefined ? null : /;\s*rel="?next"?/i.test(header);

/**
 * Whether another page is to be asked for. The header decides; a full page without one may have lost
 * it to a proxy, and costs one more call.
 */
export const hasMore = ({ items, hasNext }: ListAnswer, perPage: number): boolean =>
  items.length > 0 && (hasNext ?? items.length >= perPage);
