import { describe, expect, it } from 'vitest';
import { createClient, lastPart, startConversation } from './client.ts';

const now = 1_772_442_000;

async function opened() {
  const client = createClient({ botParts: false });
  const { id, contactId } = await startConversation(client);
  const at = `/conversations/${id}`;
  const manage = (body: object) =>
    client.post(`${at}/parts`, { type: 'admin', admin_id: client.adminId, ...body });
  return { client, id, contactId, at, manage };
}

describe('managing a conversation', () => {
  it('closes it again and again, a part each time', async () => {
    const { manage } = await opened();
    const first = await manage({ message_type: 'close', body: '<p>Bye</p>' });
    expect(lastPart(first)).toMatchObject({
      part_type: 'close',
      body: '<p class="no-margin">Bye</p>',
    });
    expect(first.body).toMatchObject({ open: false, state: 'closed', waiting_since: null });
    const second = await manage({ message_type: 'close' });
    expect(second.status).toBe(200);
    expect(second.body.conversation_parts.total_count).toBe(2);
  });

  it('opens it with the wait it had', async () => {
    const { manage, client } = await opened();
    await manage({ message_type: 'close' });
    client.sandbox.clock.advance(60_000);
    const answer = await manage({ message_type: 'open' });
    expect(answer.body).toMatchObject({ open: true, state: 'open', waiting_since: now });
    const again = await manage({ message_type: 'open' });
    expect(again.body.conversation_parts.total_count).toBe(3);
  });

  it('wakes a snooze when its time has come', async () => {
    const { manage, client, at } = await opened();
    await manage({ message_type: 'snoozed', snoozed_until: now + 60 });
    client.sandbox.clock.advance(59_000);
    expect((await client.get(at)).body.state).toBe('snoozed');
    client.sandbox.clock.advance(1000);
    const { body } = await client.get(at);
    expect(body).toMatchObject({ state: 'open', snoozed_until: null });
    const part = body.conversation_parts.conversation_parts.at(-1);
    expect(part.author.type).toBe('bot');
  });

  it('assigns teammate and team apart from each other, and nobody with "0"', async () => {
    const { manage, client } = await opened();
    const team = client.sandbox.seed.team({ name: 'Tier 2' });
    await manage({ message_type: 'assignment', assignee_id: client.adminId });
    const both = await manage({ message_type: 'assignment', type: 'team', assignee_id: team.id });
    expect(both.body).toMatchObject({
      admin_assignee_id: Number(client.adminId),
      team_assignee_id: Number(team.id),
    });
    expect(lastPart(both).assigned_to).toEqual({ type: 'team', id: team.id });
    const none = await manage({ message_type: 'assignment', assignee_id: '0' });
    expect(none.body).toMatchObject({ admin_assignee_id: 0, team_assignee_id: Number(team.id) });
    expect(lastPart(none).assigned_to).toEqual({ type: 'nobody_admin', id: null });
    const lost = await manage({ message_type: 'assignment', assignee_id: '77' });
    expect([lost.status, lost.body.errors[0].code]).toEqual([404, 'assignee_not_found']);
  });

  it('assigns and opens a closed one in one part', async () => {
    const { manage, client } = await opened();
    await manage({ message_type: 'close' });
    const answer = await manage({
      message_type: 'assignment',
      assignee_id: client.adminId,
      body: 'Yours',
    });
    expect(lastPart(answer)).toMatchObject({
      part_type: 'assign_and_reopen',
      body: '<p>Yours</p>',
    });
    expect(answer.body.state).toBe('open');
  });

  it('refuses unknown actions and actions without a teammate', async () => {
    const { client, at, manage } = await opened();
    expect((await manage({ message_type: 'vanish' })).status).toBe(400);
    const nobody = await client.post(`${at}/parts`, { type: 'admin', message_type: 'close' });
    expect([nobody.status, nobody.body.errors[0].code]).toEqual([400, 'parameter_not_found']);
  });
});

describe('updating a conversation', () => {
  it('reads it without touching its date', async () => {
    const { client, at } = await opened();
    client.sandbox.clock.advance(60_000);
    const answer = await client.put(at, { read: false });
    expect(answer.body).toMatchObject({ read: false, updated_at: now });
  });

  it('sets a title, known attributes and a company', async () => {
    const { client, at } = await opened();
    const { seed } = client.sandbox;
    seed.conversationAttribute({ name: 'Ticket category: main', options: ['Bug', 'Question'] });
    const company = seed.company({ name: 'Initech' });
    const answer = await client.put(at, {
      title: 'Printer',
      custom_attributes: { 'Ticket category: main': 'Bug' },
      company_id: company.id,
    });
    expect(answer.body).toMatchObject({
      title: 'Printer',
      custom_attributes: { 'Ticket category: main': 'Bug' },
      company: { type: 'company', id: company.id, name: 'Initech' },
    });
    expect((await client.put(at, { company_id: null })).body.company).toBeNull();
  });

  it('refuses an attribute that does not exist, exists twice or has no such value', async () => {
    const { client, at } = await opened();
    const { seed } = client.sandbox;
    seed.conversationAttribute({ name: 'Area', options: ['North', 'South'] });
    seed.conversationAttribute({ name: 'Twin' });
    seed.conversationAttribute({ name: 'Twin' });
    for (const custom_attributes of [{ Nope: 'x' }, { Twin: 'x' }, { Area: 'East' }]) {
      expect((await client.put(at, { title: 'No', custom_attributes })).status).toBe(400);
    }
    // Nothing of a refused write is kept.
    expect((await client.get(at)).body.title).toBe('');
  });

  it('sets a priority under Preview alone', async () => {
    const { client, at } = await opened();
    expect((await client.put(at, { priority: 'high' })).body.priority).toBe('none');
    const preview = { 'intercom-version': 'Preview' };
    const answer = await client.put(at, { priority: 'high' }, preview);
    expect(answer.body.priority).toBe('high');
    expect(lastPart(answer).event_details).toEqual({
      current_priority: 'high',
      previous_priority: 'none',
    });
    expect((await client.put(at, { priority: 'huge' }, preview)).status).toBe(400);
  });
});

describe('around a conversation', () => {
  it('tags come by id and go with a body in the DELETE', async () => {
    const { client, at } = await opened();
    const tag = (await client.post('/tags', { name: 'VIP' })).body;
    const acting = { admin_id: client.adminId };
    const applied = await client.post(`${at}/tags`, { id: tag.id, ...acting });
    expect(applied.body).toEqual({
      type: 'tag',
      id: tag.id,
      name: 'VIP',
      applied_at: now,
      applied_by: { type: 'admin', id: client.adminId },
    });
    const answer = await client.get(at);
    expect(answer.body.tags).toEqual({ type: 'tag.list', tags: [applied.body] });
    expect((await client.delete(`${at}/tags/${tag.id}`)).status).toBe(400);
    const removed = await client.delete(`${at}/tags/${tag.id}`, acting);
    expect(removed.body).toEqual({ ...tag, applied_at: null, applied_by: null });
    expect((await client.get(at)).body.tags.tags).toEqual([]);
    expect((await client.post(`${at}/tags`, { id: '1', ...acting })).status).toBe(404);
    const lost = await client.post('/conversations/999/tags', { id: tag.id, ...acting });
    expect(lost.body.errors[0].message).toBe('Conversation not found');
  });

  it('people come and go, but the last one stays', async () => {
    const { client, at, contactId } = await opened();
    const acting = { admin_id: client.adminId };
    const joined = await client.post(`${at}/customers`, {
      ...acting,
      customer: { email: 'new@example.org' },
    });
    expect(joined.body.contacts.contacts).toHaveLength(2);
    const other = joined.body.contacts.contacts[1].id;
    expect((await client.get(`/contacts/${other}`)).body.role).toBe('lead');
    const left = await client.delete(`${at}/customers/${contactId}`, acting);
    expect(left.body.contacts.contacts).toMatchObject([{ id: other }]);
    const last = await client.delete(`${at}/customers/${other}`, acting);
    expect([last.status, last.body.errors[0]]).toEqual([
      422,
      { code: 'parameter_invalid', message: 'Removing the last customer is not allowed' },
    ]);
  });

  it('texts can be redacted, of parts by part id and of the source by message id', async () => {
    const { client, at, id } = await opened();
    const reply = await client.post(`${at}/reply`, {
      type: 'admin',
      admin_id: client.adminId,
      message_type: 'comment',
      body: 'Secret',
      attachment_files: [{ content_type: 'text/plain', name: 's.txt', data: btoa('s') }],
    });
    const part = lastPart(reply);
    const redact = (body: object) =>
      client.post('/conversations/redact', { conversation_id: Number(id), ...body });
    const gone = await redact({ type: 'conversation_part', conversation_part_id: part.id });
    expect(lastPart(gone)).toMatchObject({
      redacted: true,
      body: '<p><i>This message was deleted</i></p>',
      attachments: [],
    });
    const wrong = await redact({ type: 'source', source_id: part.id });
    expect([wrong.status, wrong.body.errors[0].code]).toEqual([
      404,
      'conversation_part_or_message_not_found',
    ]);
    const source = await redact({ type: 'source', source_id: reply.body.source.id });
    expect(source.body.source).toMatchObject({
      redacted: true,
      body: '<p><i>This message was deleted</i></p>',
    });
  });

  it('a deleted one is gone and listed as such', async () => {
    const { client, at, id } = await opened();
    const other = client.sandbox.seed.conversation();
    expect((await client.delete(`${at}?retain_metrics=true`)).body).toEqual({
      id,
      object: 'conversation',
      deleted: true,
    });
    await client.delete(`/conversations/${other.id}`);
    expect((await client.get(at)).status).toBe(404);
    const first = await client.get('/conversations/deleted?per_page=1');
    expect(first.body).toMatchObject({
      type: 'conversations.list',
      total_count: 2,
      conversations: [{ type: 'conversation', id: other.id, metrics_retained: false }],
    });
    const next = await client.get(first.body.pages.next);
    expect(next.body.conversations).toEqual([
      { type: 'conversation', id, metrics_retained: true, deleted_at: now },
    ]);
    expect(next.body.pages.next).toBeNull();
  });

  it('one can be merged into another, once and not into itself', async () => {
    const { client, at, id } = await opened();
    const primary = client.sandbox.seed.conversation();
    const merge = (into: unknown) =>
      client.post(`${at}/merge`, { merge_into_conversation_id: into });
    const text = await merge('x');
    expect([text.status, text.body.errors[0].code]).toEqual([400, 'parameter_invalid']);
    expect((await merge(Number(id))).body.errors[0].message).toBe(
      'Cannot merge a conversation into itself',
    );
    const merged = await merge(Number(primary.id));
    expect(merged.body.id).toBe(primary.id);
    expect(lastPart(merged).part_type).toBe('merged_primary_conversation');
    expect((await client.get(at)).body.state).toBe('closed');
    const again = await merge(Number(primary.id));
    expect([again.status, again.body.errors[0].code]).toEqual([422, 'merge_failed']);
  });

  it('keeps the newest 500 parts and counts them all', async () => {
    const client = createClient();
    const parts = Array.from({ length: 501 }, (_part, n) => ({ body: `Part ${n}` }));
    const row = client.sandbox.seed.conversation({ parts });
    const { body } = await client.get(`/conversations/${row.id}`);
    expect(body.conversation_parts.total_count).toBe(500);
    expect(body.conversation_parts.conversation_parts[0].body).toBe('<p>Part 1</p>');
    expect(body.statistics.count_conversation_parts).toBe(502);
  });

  it('files come in both forms and their addresses run out', async () => {
    const { client, at } = await opened();
    const reply = await client.post(`${at}/reply`, {
      type: 'admin',
      admin_id: client.adminId,
      message_type: 'comment',
      attachment_files: [{ content_type: 'text/plain', name: 'a b.txt', data: btoa('text') }],
      attachment_urls: ['https://files.example.org/cat.png'],
    });
    const [image, file] = lastPart(reply).attachments;
    expect(image).toMatchObject({ type: 'upload', name: 'cat.png', content_type: 'image/png' });
    expect(file).toMatchObject({ name: 'a b.txt', content_type: 'text/plain', filesize: 4 });
    const loaded = await client.get(file.url);
    expect([loaded.status, loaded.text]).toEqual([200, 'text']);
    expect(loaded.headers.get('content-type')).toBe('text/plain');
    const elsewhere = await client.sandbox.fetch(image.url, { redirect: 'manual' });
    expect(elsewhere.headers.get('location')).toBe('https://files.example.org/cat.png');
    expect((await client.get(file.url.replace('signature=', 'signature=0'))).status).toBe(403);
    client.sandbox.clock.advance(30 * 60_000);
    expect((await client.get(file.url)).status).toBe(403);
    const fresh = (await client.get(at)).body.conversation_parts.conversation_parts[0];
    expect((await client.get(fresh.attachments[1].url)).text).toBe('text');
  });

  it('refuses attachments that are no files, no addresses or too many', async () => {
    const { client, at } = await opened();
    const send = (body: object) =>
      client.post(`${at}/reply`, {
        type: 'admin',
        admin_id: client.adminId,
        message_type: 'comment',
        body: 'x',
        ...body,
      });
    const file = { content_type: 'text/plain', name: 'a.txt', data: btoa('x') };
    for (const body of [
      { attachment_files: [{ ...file, data: '%%%' }] },
      { attachment_files: [{ name: 'a.txt' }] },
      { attachment_files: Array.from({ length: 11 }, () => file) },
      { attachment_urls: ['nowhere'] },
    ]) {
      expect((await send(body)).status).toBe(400);
    }
  });
});
