import type { Answer, Client } from './client.ts';
import { tourPeople } from './tour-people.ts';
import { tourSettings } from './tour-settings.ts';

export interface Visit {
  readonly method: string;
  readonly path: string;
  readonly answer: Answer;
}

export type VisitOne = (method: string, path: string, body?: unknown) => Promise<Answer>;

/** Calls every operation of the sandbox once with something to show, and keeps the answers. */
export async function tour(client: Client): Promise<Visit[]> {
  const visits: Visit[] = [];
  const visit: VisitOne = async (method, path, body) => {
    const answer = await client.call(method, path, body);
    if (answer.status >= 400)
      throw new Error(`${method} ${path} answered ${answer.status}: ${answer.text}`);
    visits.push({ method, path, answer });
    return answer;
  };
  const people = await tourPeople(visit, client);
  await tourConversations(visit, client, people);
  await tourTickets(visit, client, people);
  await tourSettings(visit, client);
  return visits;
}

export interface People {
  readonly userId: string;
  readonly otherId: string;
  readonly tagId: string;
}

async function tourConversations(visit: VisitOne, client: Client, people: People) {
  const { adminId, sandbox } = client;
  const { userId, otherId, tagId } = people;
  const team = sandbox.seed.team({ name: 'Tier 2', admin_ids: [adminId] });
  sandbox.seed.conversationAttribute({ name: 'Topic', options: ['Bug', 'Question'] });
  const made = await visit('POST', '/conversations', {
    from: { type: 'user', id: userId },
    body: 'It does not work.',
    attachment_urls: ['https://files.example.org/screen.png'],
  });
  sandbox.clock.advance(5000);
  const id = made.body.conversation_id;
  const at = `/conversations/${id}`;
  const admin = { type: 'admin', admin_id: adminId };
  await visit('GET', '/conversations?per_page=10');
  await visit('POST', '/conversations/search', {
    query: { field: 'id', operator: '=', value: id },
  });
  await visit('PUT', at, { read: true, title: 'Help', custom_attributes: { Topic: 'Bug' } });
  const replied = await visit('POST', `${at}/reply`, {
    ...admin,
    message_type: 'comment',
    body: '<p>Hello</p>',
    attachment_files: [{ content_type: 'text/plain', name: 'a.txt', data: btoa('text') }],
  });
  await visit('POST', `${at}/reply`, { ...admin, message_type: 'note', body: 'Internal' });
  await visit('POST', '/conversations/last/reply', {
    type: 'user',
    message_type: 'comment',
    intercom_user_id: userId,
    body: 'Thanks',
  });
  await visit('POST', `${at}/parts`, {
    ...admin,
    message_type: 'assignment',
    assignee_id: adminId,
  });
  await visit('POST', `${at}/parts`, {
    type: 'team',
    admin_id: adminId,
    message_type: 'assignment',
    assignee_id: team.id,
  });
  const until = Math.floor(sandbox.clock.now() / 1000) + 3600;
  await visit('POST', `${at}/parts`, { ...admin, message_type: 'snoozed', snoozed_until: until });
  await visit('POST', `${at}/parts`, { ...admin, message_type: 'open' });
  await visit('POST', `${at}/tags`, { id: tagId, admin_id: adminId });
  await visit('POST', `${at}/customers`, {
    admin_id: adminId,
    customer: { intercom_user_id: otherId },
  });
  await visit('GET', `${at}?display_as=plaintext`);
  await visit('DELETE', `${at}/customers/${otherId}`, { admin_id: adminId });
  await visit('DELETE', `${at}/tags/${tagId}`, { admin_id: adminId });
  const comment = replied.body.conversation_parts.conversation_parts.at(-1);
  await visit('POST', '/conversations/redact', {
    type: 'conversation_part',
    conversation_id: id,
    conversation_part_id: comment.id,
  });
  await visit('GET', `${at}/handling_events`);
  await visit('GET', `${at}/side_conversations`);
  await visit('POST', `${at}/parts`, { ...admin, message_type: 'close', body: 'Bye' });
  await visit('GET', at);
  const [first, second, third] = sandbox.seed.conversations(3, { contactId: userId });
  await visit('POST', `/conversations/${first?.id}/merge`, {
    merge_into_conversation_id: Number(second?.id),
  });
  await visit('DELETE', `/conversations/${third?.id}?retain_metrics=true`);
  await visit('DELETE', `/conversations/${first?.id}`);
  await visit('GET', '/conversations/deleted?per_page=1');
}

async function tourTickets(visit: VisitOne, client: Client, { userId, tagId }: People) {
  const { adminId, sandbox } = client;
  const type = await visit('POST', '/ticket_types', { name: 'Bug', category: 'Customer' });
  const typeId = type.body.id;
  const attribute = await visit('POST', `/ticket_types/${typeId}/attributes`, {
    name: 'Severity',
    description: 'How bad it is',
    data_type: 'list',
    list_items: 'Low, High',
  });
  await visit('PUT', `/ticket_types/${typeId}/attributes/${attribute.body.id}`, {
    description: 'How bad',
  });
  await visit('PUT', `/ticket_types/${typeId}`, { description: 'What is broken' });
  await visit('GET', `/ticket_types/${typeId}`);
  await visit('GET', '/ticket_types');
  const states = await visit('GET', '/ticket_states');
  const items = attribute.body.input_options.list_items;
  const draft = {
    ticket_type_id: typeId,
    contacts: [{ id: userId }],
    ticket_attributes: { _default_title_: 'Broken', Severity: items[1].id },
  };
  const ticket = await visit('POST', '/tickets', draft);
  const job = await visit('POST', '/tickets/enqueue', draft);
  await visit('GET', `/jobs/status/${job.body.id}`);
  await visit('GET', `/jobs/status/${job.body.id}`);
  const at = `/tickets/${ticket.body.id}`;
  await visit('POST', `${at}/reply`, {
    type: 'admin',
    admin_id: adminId,
    message_type: 'comment',
    body: 'Hello',
    skip_notifications: true,
  });
  await visit('PUT', at, {
    admin_id: Number(adminId),
    assignee_id: adminId,
    ticket_attributes: { Severity: items[0].id },
    ticket_state_id: states.body.data[1].id,
  });
  sandbox.clock.advance(5000);
  await visit('GET', at);
  await visit('POST', '/tickets/search', {
    query: { field: 'ticket_type_id', operator: '=', value: typeId },
  });
  await visit('POST', `${at}/tags`, { id: tagId, admin_id: adminId });
  await visit('DELETE', `${at}/tags/${tagId}`, { admin_id: adminId });
  const other = sandbox.seed.ticketType({ name: 'Request' });
  await visit('POST', `${at}/change_type`, {
    ticket_type_id: other.id,
    ticket_state_id: states.body.data[2].id,
  });
  const tracker = sandbox.seed.ticketType({ name: 'Outage', category: 'Tracker' });
  const tracked = sandbox.seed.ticket({ ticketTypeId: tracker.id });
  const links = `/tickets/${tracked.id}/linked_conversations`;
  const conversation = sandbox.seed.conversation({ contactId: userId });
  await visit('POST', links, { conversation_id: conversation.id });
  await visit('DELETE', `${links}/${conversation.id}`);
  await visit('POST', `/conversations/${conversation.id}/convert`, { ticket_type_id: typeId });
  await visit('GET', `/conversations/${conversation.id}`);
  await visit('DELETE', at);
}
