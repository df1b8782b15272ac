import type { View } from './call.ts';
import { presentCompany } from './present/companies.ts';
import { presentContact } from './present/contacts.ts';
import { presentConversation, presentEmbeddedTicket } from './present/conversations.ts';
import { presentTagList } from './present/people.ts';
import { presentTicket, presentTicketPart } from './present/tickets.ts';
import type { AppliedTag, ConversationRow, PartRow } from './records/conversations.ts';
import type { CompanyRow, ContactRow } from './records/people.ts';
import { enqueueNotification, type WebhookTopic } from './webhooks.ts';
import type { World } from './world.ts';

/** Webhooks go by the app's version: texts are plain from 2.15 on (sections 2 and 9). */
function webhookView(world: World): View {
  const version = world.settings.appVersion;
  return { world, version, filesOrigin: world.settings.filesOrigin, plainText: version >= 15 };
}

/** A conversation with only the parts that caused the event (section 18.2). */
export function fireConversation(
  world: World,
  topic: WebhookTopic,
  row: ConversationRow,
  parts: readonly PartRow[],
): void {
  enqueueNotification(world, topic, () =>
    presentConversation(webhookView(world), row, { parts, webhook: true }),
  );
}

/** What happened to a conversation or, where it is one, to a ticket: each has its own topics. */
export function firePart(
  world: World,
  row: ConversationRow,
  part: PartRow,
  topics: { readonly conversation: WebhookTopic; readonly ticket: WebhookTopic },
): void {
  if (row.ticket === null) return fireConversation(world, topics.conversation, row, [part]);
  fireTicketPart(world, topics.ticket, row, part);
}

/** A ticket beside the part that caused the event (section 18.2). */
export function fireTicketPart(
  world: World,
  topic: WebhookTopic,
  row: ConversationRow,
  part: PartRow,
): void {
  const view = webhookView(world);
  enqueueNotification(world, topic, () => ({
    type: 'ticket_ticket_part',
    ticket: presentWebhookTicket(view, row),
    ticket_part: presentTicketPart(view, part),
  }));
}

export function fireTicket(world: World, topic: WebhookTopic, row: ConversationRow): void {
  enqueueNotification(world, topic, () => presentWebhookTicket(webhookView(world), row));
}

/** `ticket.closed` nests the ticket since `ticket.resolved` was split from it (section 18.2). */
export function fireTicketClosed(world: World, row: ConversationRow): void {
  const view = webhookView(world);
  enqueueNotification(world, 'ticket.closed', () =>
    view.version >= 15
      ? { ticket: presentWebhookTicket(view, row) }
      : presentWebhookTicket(view, row),
  );
}

/** Webhooks tell a ticket's channel, which the endpoints leave out (section 11). */
function presentWebhookTicket(view: View, row: ConversationRow): Record<string, unknown> {
  return { ...presentTicket(view, row), channel: row.channel.current };
}

/** No `id` here (trap 13). */
export function fireConversationDeleted(world: World, id: string): void {
  enqueueNotification(world, 'conversation.deleted', () => ({
    type: 'conversation',
    conversation_id: id,
  }));
}

/** A reduced conversation, without source and parts (section 18.2). */
export function fireConversationRead(world: World, row: ConversationRow): void {
  enqueueNotification(world, 'conversation.read', () => {
    const { source: _source, ...reduced } = presentConversation(webhookView(world), row, {
      parts: 'none',
      webhook: true,
    });
    return reduced;
  });
}

export function fireTagsAdded(
  world: World,
  row: ConversationRow,
  parts: readonly PartRow[],
  tags: readonly AppliedTag[],
): void {
  enqueueNotification(world, 'conversation_part.tag.created', () => ({
    ...presentConversation(webhookView(world), row, { parts, webhook: true }),
    tags_added: presentTagList(world, tags),
  }));
}

/** The provider's inner model leaks out of these two, without a `type` (section 18.2). */
export function fireParticipant(
  world: World,
  row: ConversationRow,
  contact: ContactRow,
  change: 'attached' | 'detached',
): void {
  const view = webhookView(world);
  const person = presentContact(view, contact, { isoTimes: true });
  if (row.ticket !== null) {
    enqueueNotification(world, `ticket.contact.${change}`, () => ({
      ticket: presentEmbeddedTicket(view, row),
      contact: person,
    }));
    return;
  }
  enqueueNotification(world, `conversation.contact.${change}`, () => ({
    conversation: {
      parts: row.parts.map((part) => ({ id: Number(part.id), type: part.part_type })),
      options: {},
      model: {
        id: Number(row.id),
        user_id: contact.id,
        created_at: isoTime(row.created_at),
        updated_at: isoTime(row.updated_at),
      },
    },
    contact: person,
  }));
}

const isoTime = (seconds: number) => new Date(seconds * 1000).toISOString();

/** Contacts come with their times as text (section 18.2); topics go by the role. */
export function fireContact(
  world: World,
  contact: ContactRow,
  change: 'created' | 'updated',
): void {
  fireContactTopic(world, `contact.${contact.role}.${change}`, contact);
}

export function fireContactTopic(
  world: World,
  topic: WebhookTopic,
  contact: ContactRow,
  more: object = {},
): void {
  enqueueNotification(world, topic, () => ({
    ...presentContact(webhookView(world), contact, { isoTimes: true }),
    ...more,
  }));
}

export function fireContactGone(
  world: World,
  contact: ContactRow,
  what: { readonly deleted: true } | { readonly archived: boolean },
): void {
  const topic =
    'deleted' in what
      ? 'contact.deleted'
      : what.archived
        ? 'contact.archived'
        : 'contact.unarchive';
  enqueueNotification(world, topic, () => ({
    id: contact.id,
    external_id: contact.external_id,
    type: 'contact',
    ...what,
  }));
}

export function fireContactTag(
  world: World,
  contact: ContactRow,
  tag: AppliedTag,
  change: 'created' | 'deleted',
): void {
  enqueueNotification(world, `contact.${contact.role}.tag.${change}`, () => ({
    type: 'contact_tag',
    tag: {
      type: 'tag',
      id: tag.tag_id,
      name: world.state.tags.rows.get(tag.tag_id)?.name ?? '',
    },
    contact: presentContact(webhookView(world), contact, { isoTimes: true }),
    created_at: tag.applied_at,
  }));
}

export function fireSubscription(
  world: World,
  contact: ContactRow,
  change: 'subscribed' | 'unsubscribed',
): void {
  const type = change === 'subscribed' ? 'contact_subscribe' : 'contact_unsubscribe';
  enqueueNotification(world, `contact.${change}`, () => ({
    type,
    contact: presentContact(webhookView(world), contact, { isoTimes: true }),
    created_at: Math.floor(world.clock.now() / 1000),
  }));
}

export function fireCompany(
  world: World,
  company: CompanyRow,
  change: 'created' | 'updated' | 'deleted',
): void {
  enqueueNotification(world, `company.${change}`, () => presentCompany(world, company));
}

/** The keys of the pair are not known for certain (section 18.2). */
export function fireCompanyContact(
  world: World,
  company: CompanyRow,
  contact: ContactRow,
  change: 'attached' | 'detached',
): void {
  enqueueNotification(world, `company.contact.${change}`, () => ({
    company: presentCompany(world, company),
    contact: presentContact(webhookView(world), contact, { isoTimes: true }),
  }));
}
