import type { AuthorKind } from '../../../src/model/enums.ts';
import type { Author } from '../../../src/model/message.ts';
import type { IntercomAuthor } from '../wire/common.ts';
import {
  assignedId,
  emptyToNull,
  idOf,
  type KnownPerson,
  nameOf,
  type TranslationContext,
} from './common.ts';

// The workspace's bot, whatever it is called and however it is typed (sheet 8.3, trap 24).
const BOT_ADDRESS = /^operator\+[^@\s]*@intercom\.io$/i;

/** Whether an address is that of a workspace's bot. */
export const isBotAddress = (email: string | null | undefined): boolean =>
  email !== null && email !== undefined && BOT_ADDRESS.test(email);

const KINDS: Readonly<Record<string, AuthorKind>> = {
  admin: 'agent',
  // Something that was sent in the name of a team.
  team: 'agent',
  bot: 'bot',
  user: 'customer',
  lead: 'customer',
  contact: 'customer',
  visitor: 'customer',
};

/** Which side somebody is on. The bot is a bot also where it is typed as a teammate. */
export function authorKindOf(author: IntercomAuthor | null | undefined): AuthorKind {
  if (author === null || author === undefined) return 'unknown';
  if (author.from_ai_agent === true || isBotAddress(author.email)) return 'bot';
  const type = author.type ?? '';
  return Object.hasOwn(KINDS, type) ? (KINDS[type] ?? 'unknown') : 'unknown';
}

/** Who wrote something; a teammate who left keeps his id. */
export function authorOf(
  author: IntercomAuthor | null | undefined,
  context: Pick<TranslationContext, 'idPrefix' | 'lookups'>,
): Author {
  const nativeId = assignedId(author?.id);
  const known = nativeId === null ? undefined : context.lookups.person(nativeId);
  const kind = authorKindOf(author);
  return {
    id: nativeId === null ? null : idOf(context, nativeId),
    kind: kind === 'agent' && known?.kind === 'bot' ? 'bot' : kind,
    name: nameOf(author?.name) ?? known?.name ?? null,
    email: emptyToNull(author?.email) ?? known?.email ?? null,
  };
}

/**
 * What is known of people: records that were read, else what they are called as authors in the
 * payload itself.
 */
export function peopleIn(
  authors: readonly (IntercomAuthor | null | undefined)[],
  context: Pick<TranslationContext, 'lookups'>,
): (nativeId: string) => KnownPerson | undefined {
  return (nativeId) => {
    const known = context.lookups.person(nativeId);
    if (known !== undefined) return known;
    const author = authors.find((candidate) => assignedId(candidate?.id) === nativeId);
    if (author === undefined || author === null) return undefined;
    return {
      name: nameOf(author.name),
      email: emptyToNull(author.email),
      kind: authorKindOf(author),
    };
  };
}
