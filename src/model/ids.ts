import { ConfigurationError, WireFormatError } from '../errors/classes.ts';

/**
 * A flavoured string: the compiler refuses a `ContactId` where a `TicketId` is wanted, while a
 * plain string (a native id, say) is still accepted.
 */
export type Id<Kind extends string> = string & { readonly __idKind?: Kind };

/** The id of a ticket. */
export type TicketId = Id<'ticket'>;
/** The id of a message. */
export type MessageId = Id<'message'>;
/** The id of a contact. */
export type ContactId = Id<'contact'>;
/** The id of an organization. */
export type OrganizationId = Id<'organization'>;
/** The id of an agent. */
export type AgentId = Id<'agent'>;
/** The id of a group. */
export type GroupId = Id<'group'>;
/** The id of an attachment. */
export type AttachmentId = Id<'attachment'>;
/** The id of an article. */
export type ArticleId = Id<'article'>;
/** The id of an event. */
export type EventId = Id<'event'>;

/** The three parts of a polydesk id. */
export interface IdParts {
  /** Which adapter the record came from, for example `zendesk`. */
  readonly provider: string;
  /** Which account of that provider, for example the sub-domain `acme`. */
  readonly account: string;
  /** The provider's own id, always as a string. */
  readonly nativeId: string;
}

const escapePart = (part: string): string => part.replace(/%/g, '%25').replace(/:/g, '%3A');
const unescapePart = (part: string): string =>
  part.includes('%') ? part.replace(/%3A/g, ':').replace(/%25/g, '%') : part;

/**
 * Builds the id under which polydesk knows a record: `provider:account:nativeId`. Records of
 * several accounts can share a table without colliding.
 *
 * @example formatId({ provider: 'zendesk', account: 'acme', nativeId: '35436' })
 * //=> 'zendesk:acme:35436'
 */
export function formatId<Kind extends string>(parts: IdParts): Id<Kind> {
  return idPrefix(parts) + parts.nativeId;
}

/**
 * The part that all ids of one account share; put before a native id it makes a polydesk id. For
 * code that builds many.
 *
 * @example idPrefix({ provider: 'zendesk', account: 'acme' }) //=> 'zendesk:acme:'
 */
export function idPrefix(scope: Omit<IdParts, 'nativeId'>): string {
  return `${escapePart(scope.provider)}:${escapePart(scope.account)}:`;
}

/**
 * A prefix and a native id as one. A payload whose record has no id would otherwise get one that every
 * such record shares.
 *
 * @throws {WireFormatError} for an empty native id.
 * @example joinId('zendesk:acme:', 35436) //=> 'zendesk:acme:35436'
 */
export function joinId(prefix: string, nativeId: string | number): string {
  if (nativeId !== '') return prefix + nativeId;
  throw new WireFormatError('A record or an event has an empty id.', {
    issues: [{ path: 'id', message: 'expected an id' }],
  });
}

/**
 * Takes a polydesk id apart. Returns `null` for a string that is not one (a native id, say).
 *
 * @example parseId('zendesk:acme:35436')
 * //=> { provider: 'zendesk', account: 'acme', nativeId: '35436' }
 * @example parseId('35436') //=> null
 */
export function parseId(id: string): IdParts | null {
  const first = id.indexOf(':');
  const second = first < 1 ? -1 : id.indexOf(':', first + 1);
  if (second <= first + 1 || second === id.length - 1) return null;
  return {
    provider: unescapePart(id.slice(0, first)),
    account: unescapePart(id.slice(first + 1, second)),
    nativeId: id.slice(second + 1),
  };
}

/**
 * The provider's own id behind a polydesk id; a native id passes through. An id of another
 * provider or account is refused, so that a ticket of one desk is never written to another.
 *
 * @throws {ConfigurationError} `id_mismatch` when the id names another provider or account, or is
 *   empty.
 * @example nativeIdOf('zendesk:acme:42', { provider: 'zendesk', account: 'acme' }) //=> '42'
 * @example nativeIdOf('42', { provider: 'zendesk', account: 'acme' }) //=> '42'
 */
export function nativeIdOf(id: string, scope: Omit<IdParts, 'nativeId'>): string {
  const prefix = idPrefix(scope);
  if (id.startsWith(prefix) && id.length > prefix.length) return id.slice(prefix.length);
  if (id === '')
    throw new ConfigurationError('An id is required, but it is empty.', { code: 'id_mismatch' });
  const parts = parseId(id);
  if (parts === null) return id;
  throw new ConfigurationError(
    `The id belongs to ${parts.provider} account "${parts.account}", but this adapter serves ` +
      `${scope.provider} account "${scope.account}". Pass an id of this account, or its native id.`,
    { code: 'id_mismatch' },
  );
}
