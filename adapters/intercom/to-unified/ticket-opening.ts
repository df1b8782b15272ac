import type { Visibility } from '../../../src/model/enums.ts';
import { type BodyContext, bodyOf, type TranslationContext } from './common.ts';
import { isMessagePart, visibilityOf } from './messages.ts';
import { authorKindOf } from './people.ts';
import { isBackOfficeOf, type TicketFacet } from './ticket-facet.ts';
import type { IntercomPart, IntercomSource } from '../wire/messages.ts';

/** A first message that was made of a ticket's description. */
export interface DescriptionMessage {
  readonly source: IntercomSource;
  readonly visibility: Visibility;
}

/**
 * The first message of a ticket that has none (sheet section 11): its description, told once. Where
 * the first public message says the same, as in imports, that is the first message, and this is
 * `null`. Nobody says who wrote a description; recorded ones are summaries of a bot's. It is public
 * only where the ticket is its customer's and its type says that customers see it.
 */
export function descriptionOf(
  facet: TicketFacet | null,
  parts: readonly IntercomPart[],
  context: TranslationContext,
): DescriptionMessage | null {
  const body = facet?.description ?? null;
  if (facet === null || body === null || wordsOf(body, context) === '') return null;
  const isBackOffice = isBackOfficeOf(facet);
  const first = parts.find((part) => isShown(part, isBackOffice, context));
  if (first !== undefined && wordsOf(first.body, context) === wordsOf(body, context)) return null;
  const isPublic = isBackOffice === false && facet.showsDescription;
  return { source: { body, author: null }, visibility: isPublic ? 'public' : 'internal' };
}

/**
 * The part that opened a case without a first message of its own: the first public one, bots left
 * out, unless staff wrote it, who would only answer something that is not in the thread.
 */
export function openingPart(
  parts: readonly IntercomPart[],
  isBackOffice: boolean | null,
  context: TranslationContext,
): IntercomPart | null {
  const shown = parts.filter((part) => isShown(part, isBackOffice, context));
  const first = shown.find(({ author }) => authorKindOf(author) !== 'bot');
  return first === undefined || authorKindOf(first.author) === 'agent' ? null : first;
}

const isShown = (
  part: IntercomPart,
  isBackOffice: boolean | null,
  context: TranslationContext,
): boolean => isMessagePart(part, context) && visibilityOf(part, { isBackOffice }) === 'public';

/** A text as it reads, since the server rewrites markup and blanks (sheet section 9). */
const wordsOf = (body: string | null | undefined, context: BodyContext): string =>
  (bodyOf(body, context).bodyText ?? '').replace(/\s+/g, ' ').trim();
