import { createWarningLog, type Mapped, type WarningLog } from '../../../src/adapter/mapping.ts';
import { parseWire } from '../../../src/adapter/wire.ts';
import { WireFormatError } from '../../../src/errors/classes.ts';
import type { Visibility } from '../../../src/model/enums.ts';
import type { Channel, Message } from '../../../src/model/message.ts';
import { MESSAGE_PARTS } from '../enums.ts';
import { type IntercomPart, type IntercomSource, partWire, sourceWire } from '../wire/messages.ts';
import { attachmentToUnified } from './attachments.ts';
import {
  type BodyContext,
  bodyOf,
  dateOf,
  idOf,
  optionalDateOf,
  PROVIDER,
  provenanceOf,
  rawOf,
  sourceMessageId,
  type TranslationContext,
} from './common.ts';
import { authorKindOf, authorOf } from './people.ts';

/** What the entry itself does not say. */
export interface MessageContext extends TranslationContext {
  /** Native id of the conversation or ticket. */
  readonly ticketId: string;
  /** True when this is known to be the message that opened the case. @default false for parts */
  readonly isFirst?: boolean;
  /** When the conversation began: its first message has no date of its own. */
  readonly createdAt?: number | string | null | undefined;
  /** How the case came in. */
  readonly channel?: Channel | undefined;
  /**
   * True for tickets that customers never see: nothing that staff write there is public. `null`
   * where that is not known, which is treated the same. @default false
   */
  readonly isBackOffice?: boolean | null;
  /** Who sees a first message that was made of a ticket's description. @default null for any other */
  readonly description?: Visibility | null;
}

type IntercomMessage = IntercomPart | IntercomSource;

/**
 * An entry of a thread as a Message: a part of a conversation or of a ticket, or the `source` that
 * a conversation began with. Only notes are internal; the kind of a part says nothing else.
 *
 * @throws {WireFormatError} when the payload lacks what every entry has.
 */
export function messageToUnified(
  json: unknown,
  context: MessageContext,
): Mapped<Message<IntercomMessage>> {
  return isSource(json) ? sourceToUnified(json, context) : partToUnified(json, context);
}

// A part always names its kind, a source how it was delivered.
const isSource = (json: unknown): boolean =>
  typeof json === 'object' && json !== null && 'delivered_as' in json && !('part_type' in json);

function partToUnified(json: unknown, context: MessageContext): Mapped<Message<IntercomMessage>> {
  const wire = parseWire(partWire, json, { provider: PROVIDER, what: 'conversation part' });
  const log = createWarningLog();
  const id = idOf<'message'>(context, wire.id);
  const value: Message<IntercomMessage> = {
    id,
    externalId: String(wire.id),
    visibility: shownTo(wire, context, log),
    ...bodyOf(wire.body, context),
    ...commonOf(wire, context),
    attachments: (wire.attachments ?? []).map((file) => attachmentToUnified(file, id)),
    channel: partChannelOf(wire, context),
    createdAt: dateOf(wire.created_at, 'created_at'),
    updatedAt: optionalDateOf(wire.updated_at, 'updated_at'),
    isFirst: context.isFirst ?? false,
    nativeType: wire.part_type,
    provenance: provenanceOf(context, wire.id, log),
    ...rawOf(context, wire),
  };
  return { value, warnings: log.list() };
}

/**
 * The `source` that a conversation began with, for whoever knows that it is one: it may lack every
 * key by which `messageToUnified` would tell.
 *
 * @throws {WireFormatError} when the payload is no message, or its conversation has no date.
 */
export function sourceToUnified(
  json: unknown,
  context: MessageContext,
): Mapped<Message<IntercomMessage>> {
  const wire = parseWire(sourceWire, json, { provider: PROVIDER, what: 'conversation source' });
  const { createdAt } = context;
  if (createdAt === null || createdAt === undefined) {
    throw new WireFormatError(
      'The first message of a conversation has the date of the conversation, which is not known here.',
      {
        provider: PROVIDER,
        issues: [{ path: 'created_at', message: 'expected number or string' }],
      },
    );
  }
  const log = createWarningLog();
  const externalId = sourceIdOf(wire, context.ticketId);
  const id = idOf<'message'>(context, externalId);
  const value: Message<IntercomMessage> = {
    id,
    externalId,
    visibility: context.description
      ? describedTo(context.description, log)
      : shownTo(wire, context, log),
    ...bodyOf(wire.body, context),
    ...commonOf(wire, context),
    attachments: (wire.attachments ?? []).map((file) => attachmentToUnified(file, id)),
    channel: context.channel ?? NO_CHANNEL,
    createdAt: dateOf(createdAt, 'created_at'),
    updatedAt: null,
    isFirst: context.isFirst ?? true,
    nativeType: context.description ? 'description' : 'source',
    provenance: provenanceOf(context, externalId, log),
    ...rawOf(context, wire),
  };
  return { value, warnings: log.list() };
}

/** The native id of a conversation's first message, which may have none of its own. */
export const sourceIdOf = (source: Pick<IntercomSource, 'id'>, ticketId: string): string =>
  sourceMessageId(source.id ?? `of-${ticketId}`);

const NO_CHANNEL: Channel = { kind: 'other', native: null };
const EMAIL: Channel = { kind: 'email', native: 'email' };

/** Parts do not say how they came, but those from mails carry the mail's headers. */
const partChannelOf = (wire: IntercomPart, context: MessageContext): Channel =>
  wire.email_message_metadata ? EMAIL : (context.channel ?? NO_CHANNEL);

/** Author, addresses and whatever Intercom never says. */
function commonOf(
  wire: IntercomMessage,
  context: MessageContext,
): Pick<
  Message,
  | 'ticketId'
  | 'author'
  | 'strippedText'
  | 'to'
  | 'cc'
  | 'bcc'
  | 'inReplyTo'
  | 'isRedacted'
  | 'deliveryStatus'
> {
  return {
    ticketId: idOf(context, context.ticketId),
    author: authorOf(wire.author, context),
    strippedText: null,
    to: addressesOf(wire, 'to'),
    cc: addressesOf(wire, 'cc'),
    bcc: addressesOf(wire, 'bcc'),
    inReplyTo: null,
    isRedacted: wire.redacted ?? false,
    deliveryStatus: null,
  };
}

function addressesOf(wire: IntercomMessage, kind: 'to' | 'cc' | 'bcc'): readonly string[] {
  const recipients = ('recipients' in wire ? wire.recipients : null) ?? [];
  const headers = wire.email_message_metadata?.email_address_headers ?? [];
  const named = [
    ...recipients.map(({ type, email }) => ({ type, address: email })),
    ...headers.map(({ type, email_address }) => ({ type, address: email_address })),
  ].filter(({ type, address }) => type === kind && address);
  return [...new Set(named.map(({ address }) => address ?? ''))];
}

function describedTo(visibility: Visibility, log: WarningLog): Visibility {
  log.add({
    type: 'derived',
    field: 'visibility',
    reason:
      'The ticket has no first message; this is its description, whose author Intercom does not name.',
    from: 'description',
    to: visibility,
  });
  return visibility;
}

/** Who sees an entry, recorded where the entry alone would say something else. */
function shownTo(wire: IntercomMessage, context: MessageContext, log: WarningLog): Visibility {
  const native = 'part_type' in wire ? wire.part_type : 'source';
  const visibility = visibilityOf({ part_type: native, author: wire.author }, context);
  if (visibility === 'internal' && !isNote({ part_type: native })) {
    log.add({
      type: 'derived',
      field: 'visibility',
      reason:
        context.isBackOffice === null
          ? 'Intercom does not say whether customers see this ticket, so staff’s words are kept internal.'
          : 'The ticket is of a kind that customers never see.',
      from: native,
      to: 'internal',
    });
  }
  return visibility;
}

/** Whether a part is a note. Whatever else begins with the word is taken for one as well. */
export const isNote = ({ part_type }: Pick<IntercomPart, 'part_type'>): boolean =>
  part_type === 'note' || part_type.startsWith('note_');

/**
 * Who sees a part: a note is internal, and so is what anybody but a customer writes on a ticket
 * that customers do not see or may not see.
 */
export function visibilityOf(
  wire: Pick<IntercomPart, 'part_type' | 'author'>,
  { isBackOffice = false }: Pick<MessageContext, 'isBackOffice'>,
): Visibility {
  if (isNote(wire)) return 'internal';
  return isBackOffice === false || authorKindOf(wire.author) === 'customer' ? 'public' : 'internal';
}

/**
 * Whether a part says something to people. Text stands in parts of any kind: a customer's in
 * `open`, a teammate's in `assignment` and `close`, a bot's in kinds of its own (sheet 8.4).
 */
export function isMessagePart(
  wire: Pick<IntercomPart, 'part_type' | 'body' | 'attachments'>,
  context: BodyContext,
): boolean {
  if (MESSAGE_PARTS.has(wire.part_type)) return true;
  if ((wire.attachments ?? []).length > 0) return true;
  const { bodyText, bodyHtml } = bodyOf(wire.body, context);
  return (bodyText ?? '').trim() !== '' || (bodyHtml !== null && /<img\b/i.test(bodyHtml));
}
