import { createWarningLog, type Mapped } from '../../../src/adapter/mapping.ts';
import { parseWire } from '../../../src/adapter/wire.ts';
import type { Message } from '../../../src/model/message.ts';
import { channelOf } from '../enums.ts';
import type { ZendeskVia } from '../wire/common.ts';
import { commentWire, type ZendeskComment } from '../wire/messages.ts';
import { attachmentToUnified } from './attachments.ts';
import {
  authorOf,
  dateOf,
  emptyToNull,
  idOf,
  PROVIDER,
  provenanceOf,
  rawOf,
  type TranslationContext,
} from './common.ts';

/** What the comment itself does not say. */
export interface MessageContext extends TranslationContext {
  readonly ticketId: string;
  /** True when this is known to be the first comment of its ticket. */
  readonly isFirst: boolean;
  /** Comments inside audits have no date of their own. */
  readonly createdAt?: string | null | undefined;
  readonly via?: ZendeskVia | null | undefined;
}

/**
 * A Zendesk comment as a Message. A comment that does not say whether it is public is taken as
 * internal: showing a note to a customer cannot be undone.
 *
 * @throws {WireFormatError} when the payload lacks what every comment has.
 */
export function commentToUnified(
  json: unknown,
  context: MessageContext,
): Mapped<Message<ZendeskComment>> {
  const wire = parseWire(commentWire, json, { provider: PROVIDER, what: 'comment' });
  const log = createWarningLog();
  if (wire.public === null || wire.public === undefined) {
    log.add({
      type: 'defaulted',
      field: 'visibility',
      reason: 'Zendesk does not say whether the comment is public.',
      to: 'internal',
    });
  }
  const id = idOf<'message'>(context, wire.id);
  const value: Message<ZendeskComment> = {
    id,
    externalId: String(wire.id),
    ticketId: idOf(context, context.ticketId),
    visibility: wire.public === true ? 'public' : 'internal',
    author: authorOf(context, wire.author_id),
    bodyText: wire.plain_body ?? wire.body ?? null,
    bodyHtml: emptyToNull(wire.html_body),
    strippedText: null,
    attachments: (wire.attachments ?? []).map((file) => attachmentToUnified(file, context, id)),
    channel: channelOf((wire.via ?? context.via)?.channel, log),
    createdAt: dateOf(wire.created_at ?? context.createdAt ?? '', 'created_at'),
    updatedAt: null,
    ...recipientsOf(wire),
    bcc: [],
    inReplyTo: null,
    isFirst: context.isFirst,
    isRedacted: false,
    deliveryStatus: null,
    nativeType: wire.type ?? null,
    provenance: provenanceOf(context, wire.id, log),
    ...rawOf(context, wire),
  };
  return { value, warnings: log.list() };
}

/** Addresses from the e-mail envelope. Entries of `email_ccs` can be ids; those are left out. */
function recipientsOf(wire: ZendeskComment): Pick<Message, 'to' | 'cc'> {
  const to = wire.via?.source?.to;
  const address = to?.['address'];
  const copies = to?.['email_ccs'];
  return {
    to: typeof address === 'string' ? [address] : [],
    cc: Array.isArray(copies)
      ? copies.filter((entry): entry is string => typeof entry === 'string' && entry.includes('@'))
      : [],
  };
}
