/**
 * A case lived through in the account in memory, in every version that an app can be set to: each
 * delivery is proven and read, means the same in all versions, and says of the case what the API
 * says of it.
 */
import { describe, expect, it } from 'vitest';
import { createIntercomWebhooks } from '../../../../adapters/intercom/webhook/index.ts';
import { threadToUnified } from '../../../../adapters/intercom/to-unified/thread.ts';
import { ticketToUnified } from '../../../../adapters/intercom/to-unified/tickets.ts';
import type { SupportEvent } from '../../../../src/model/event.ts';
import { startConversation } from '../sandbox/client.ts';
import { createReceiver } from '../sandbox/receiver.ts';
import { readContext } from '../support/contexts.ts';

const VERSIONS = ['2.11', '2.12', '2.13', '2.14', '2.15', '2.16'];
const parserOf = (apiVersion: string) =>
  createIntercomWebhooks({ workspaceId: 'abc123de', apiVersion });

/** What the morning of one case looks like from outside. */
async function liveThrough(version: string) {
  const webhooks = parserOf(version);
  const { client, received, deliver } = createReceiver({ version });
  const { adminId } = client;
  const { id, contactId } = await startConversation(client, { body: 'Where is my invoice?' });
  const reply = (body: object) => client.post(`/conversations/${id}/reply`, body);
  const manage = (body: object) =>
    client.post(`/conversations/${id}/parts`, { type: 'admin', admin_id: adminId, ...body });
  const staff = { type: 'admin', admin_id: adminId };
  await reply({ ...staff, message_type: 'note', body: '<p>Looks paid</p>' });
  await reply({ ...staff, message_type: 'comment', body: '<p>Here it is.</p>' });
  await manage({ message_type: 'assignment', assignee_id: adminId, body: 'Mine' });
  await manage({ message_type: 'snoozed', snoozed_until: 1_772_500_000 });
  await manage({ message_type: 'open' });
  await manage({ message_type: 'close', body: 'Done' });
  await reply({ message_type: 'comment', type: 'user', intercom_user_id: contactId, body: 'No!' });
  await client.sandbox.webhooks.drain();
  await deliver();
  const options = { secret: client.sandbox.credentials.clientSecret, now: new Date() };
  const events = new Map<string, SupportEvent>();
  for (const { headers, text } of received) {
    await webhooks.verify({ rawBody: text, headers }, options);
    for (const event of webhooks.parse({ rawBody: text, headers })) events.set(event.id, event);
  }
  const { body } = await client.get(`/conversations/${id}`);
  // Two topics tell of one assignment; whoever looks at ids sees it once.
  return { id, events: [...events.values()], body: body as unknown };
}

const ticketIn = (event: SupportEvent | undefined) =>
  event !== undefined && 'ticket' in event ? event.ticket : undefined;

describe.each(VERSIONS)('webhooks of an app that is set to %s', (version) => {
  it('are proven, and tell the same story', async () => {
    const { events } = await liveThrough(version);
    const texts = events.map((event) =>
      'message' in event ? `${event.type}: ${event.message.bodyText}` : event.type,
    );
    expect(texts).toEqual([
      'contact.created',
      'ticket.created',
      'message.created: Where is my invoice?',
      'note.created: Looks paid',
      'message.created: Here it is.',
      'ticket.assigned',
      'message.created: Mine',
      'ticket.status_changed',
      'ticket.status_changed',
      'ticket.status_changed',
      'message.created: Done',
      'message.created: No!',
      'ticket.status_changed',
    ]);
    const statuses = events
      .filter(({ type }) => type === 'ticket.status_changed')
      .map((event) => ticketIn(event)?.status);
    expect(statuses).toEqual(['pending', 'open', 'resolved', 'open']);
  });

  it('say of a case what the API says of it', async () => {
    const { id, events, body } = await liveThrough(version);
    const last = ticketIn(events.at(-1));
    const { value } = ticketToUnified(body, readContext());
    expect(value.externalId).toBe(id);
    for (const field of [
      'id',
      'status',
      'statusDetail',
      'nativeStatus',
      'priority',
      'tags',
      'groupId',
      'organizationId',
      'createdAt',
      'channel',
      'customFields',
      'reopenCount',
    ] as const) {
      expect([field, last?.[field] ?? null]).toEqual([field, value[field] ?? null]);
    }
    expect(last?.assignee?.id).toBe(value.assignee?.id);
    expect(last?.requester?.id).toBe(value.requester.id);
  });

  it('name messages as the API names them', async () => {
    const { events, body } = await liveThrough(version);
    const told = events.flatMap((event) =>
      'message' in event ? [[event.message.externalId, event.message.visibility]] : [],
    );
    const thread = threadToUnified(body, readContext()).value;
    expect(told).toEqual(thread.map(({ externalId, visibility }) => [externalId, visibility]));
  });
});
