import { describe, expect, it } from 'vitest';
import { createClient, lastPart, startConversation } from './client.ts';

const now = 1_772_442_000;

describe('POST /conversations', () => {
  it('answers a message that names the conversation', async () => {
    const client = createClient();
    const contact = client.sandbox.seed.contact({ email: 'cy@example.org' });
    const made = await client.post('/conversations', {
      from: { type: 'user', id: contact.id },
      body: 'Hi <there>\nagain\n\nand more',
    });
    expect(made.status).toBe(200);
    expect(made.body).toEqual({
      type: 'user_message',
      id: expect.stringMatching(/^\d+$/),
      created_at: now,
      body: 'Hi <there>\nagain\n\nand more',
      message_type: 'inapp',
      conversation_id: '1',
    });
    const { body } = await client.get('/conversations/1');
    expect(body.source).toEqual({
      type: 'conversation',
      id: made.body.id,
      delivered_as: 'customer_initiated',
      subject: '',
      body: '<p>Hi &lt;there&gt;<br>again</p>\n<p>and more</p>',
      author: { type: 'user', id: contact.id, name: null, email: 'cy@example.org' },
      attachments: [],
      url: null,
      redacted: false,
    });
    expect(body).toMatchObject({ open: true, state: 'open', read: true, waiting_since: now });
  });

  it('shows a lead as such in the source and as a user in parts', async () => {
    const client = createClient();
    const lead = client.sandbox.seed.lead({ name: 'Phone & SMS' });
    await client.post('/conversations', { from: { type: 'lead', id: lead.id }, body: 'Hi' });
    const answer = await client.post('/conversations/1/reply', {
      type: 'user',
      message_type: 'comment',
      intercom_user_id: lead.id,
      body: 'More',
    });
    expect(answer.body.source.author).toMatchObject({ type: 'lead', name: 'Phone &amp; SMS' });
    expect(lastPart(answer).author).toMatchObject({ type: 'user', id: lead.id, email: '' });
  });

  it('refuses an unknown contact, no text and more than ten files', async () => {
    const client = createClient();
    const { id } = client.sandbox.seed.contact();
    const from = { type: 'user', id };
    const lost = await client.post('/conversations', {
      from: { type: 'user', id: 'f00' },
      body: 'Hi',
    });
    expect([lost.status, lost.body.errors[0].message]).toEqual([404, 'User Not Found']);
    expect((await client.post('/conversations', { from })).status).toBe(400);
    const attachment_urls = Array.from(
      { length: 11 },
      (_url, n) => `https://f.example.org/${n}.png`,
    );
    const many = await client.post('/conversations', { from, body: 'Hi', attachment_urls });
    expect(many.status).toBe(400);
    expect(client.sandbox.state.conversations.rows.size).toBe(0);
  });

  it('gains the parts of the bot within a second', async () => {
    const client = createClient();
    const { id } = await startConversation(client);
    const at = `/conversations/${id}`;
    expect((await client.get(at)).body.conversation_parts.total_count).toBe(0);
    client.sandbox.clock.advance(1000);
    const { body } = await client.get(at);
    expect(body.conversation_parts.conversation_parts).toMatchObject([
      {
        part_type: 'conversation_attribute_updated_by_admin',
        body: null,
        created_at: now + 1,
        author: { type: 'bot', name: 'Fin', email: 'operator+abc123de@intercom.io' },
      },
    ]);
    expect(body.custom_attributes['Has attachments']).toBe(false);
    const quiet = createClient({ botParts: false });
    const other = await startConversation(quiet);
    quiet.sandbox.clock.advance(5000);
    expect(
      (await quiet.get(`/conversations/${other.id}`)).body.conversation_parts.total_count,
    ).toBe(0);
  });

  it('takes dates of the past, for replies too, and puts parts where their dates are', async () => {
    const client = createClient({ botParts: false });
    const { id, contactId } = await startConversation(client, { createdAt: 1_600_000_000 });
    const reply = (body: string, created_at: number) =>
      client.post(`/conversations/${id}/reply`, {
        type: 'user',
        message_type: 'comment',
        intercom_user_id: contactId,
        body,
        created_at,
      });
    await reply('late', 1_600_000_200);
    await reply('early', 1_600_000_100);
    const { body } = await client.get(`/conversations/${id}?display_as=plaintext`);
    expect(body.created_at).toBe(1_600_000_000);
    expect(body.updated_at).toBe(1_600_000_200);
    const parts = body.conversation_parts.conversation_parts;
    expect(parts.map((part: { body: string }) => part.body)).toEqual(['early', 'late']);
    const closed = await client.post(`/conversations/${id}/parts`, {
      type: 'admin',
      message_type: 'close',
      admin_id: client.adminId,
      created_at: 1_600_000_300,
    });
    // Nothing but the import day can stand here.
    expect(lastPart(closed).created_at).toBe(now);
    expect(closed.body.updated_at).toBe(now);
  });
});

describe('a reply', () => {
  async function opened(options = {}) {
    const client = createClient({ botParts: false, ...options });
    const conversation = await startConversation(client);
    const at = `/conversations/${conversation.id}`;
    const admin = (body: object) =>
      client.post(`${at}/reply`, { type: 'admin', admin_id: client.adminId, ...body });
    const contact = (body: string) =>
      client.post(`${at}/reply`, {
        type: 'user',
        message_type: 'comment',
        intercom_user_id: conversation.contactId,
        body,
      });
    const manage = (body: object) =>
      client.post(`${at}/parts`, { type: 'admin', admin_id: client.adminId, ...body });
    return { client, at, admin, contact, manage, ...conversation };
  }

  it('of a teammate ends the wait and leaves `read` as it was', async () => {
    const { admin, client } = await opened();
    client.sandbox.clock.advance(60_000);
    const answer = await admin({ message_type: 'comment', body: '<p>One</p><p>Two</p>' });
    expect(answer.body).toMatchObject({ waiting_since: null, read: true, state: 'open' });
    expect(lastPart(answer)).toMatchObject({
      part_type: 'comment',
      body: '<p class="no-margin">One</p>\n<p class="no-margin">Two</p>',
      author: { type: 'admin', id: client.adminId, name: 'Ada Admin' },
      app_package_code: 'polydesk-sandbox',
    });
    expect(answer.body.teammates).toEqual({
      type: 'admin.list',
      admins: [{ type: 'admin', id: client.adminId }],
    });
  });

  it('keeps no script, no document and puts plain words in a paragraph', async () => {
    const { admin } = await opened();
    const html =
      '<html><body> <h2>List</h2>  <ul>   <li>Tea</li> </ul><script>x()</script></body></html>';
    const answer = await admin({ message_type: 'note', body: html });
    expect(lastPart(answer).body).toBe('<h2>List</h2>\n<ul>\n<li>Tea</li>\n</ul>');
    const plain = await admin({ message_type: 'note', body: 'Just & words' });
    expect(lastPart(plain).body).toBe('<p>Just &amp; words</p>');
  });

  it('tells the customer, unless it is a note or asks for silence', async () => {
    const { admin, contact, client } = await opened();
    await admin({ message_type: 'note', body: 'Internal' });
    await admin({ message_type: 'comment', body: 'Quiet', skip_notifications: true });
    await contact('Thanks');
    expect(client.sandbox.state.outbox).toEqual([]);
    const told = await admin({ message_type: 'comment', body: 'Loud' });
    expect(client.sandbox.state.outbox).toEqual([
      {
        at: now,
        kind: 'reply',
        conversation_id: '1',
        part_id: lastPart(told).id,
        to: ['cy@example.org'],
      },
    ]);
  });

  it('cannot be silent before 2.15', async () => {
    const { client, at } = await opened();
    await client.post(
      `${at}/reply`,
      {
        type: 'admin',
        admin_id: client.adminId,
        message_type: 'comment',
        body: 'Quiet?',
        skip_notifications: true,
      },
      { 'intercom-version': '2.14' },
    );
    expect(client.sandbox.state.outbox).toHaveLength(1);
  });

  it('of the customer opens a closed conversation, its text in a part of type open', async () => {
    const { manage, contact, client } = await opened();
    await manage({ message_type: 'close' });
    client.sandbox.clock.advance(10_000);
    const answer = await contact('Still broken');
    expect(lastPart(answer)).toMatchObject({ part_type: 'open', body: '<p>Still broken</p>' });
    expect(answer.body).toMatchObject({ state: 'open', open: true, read: false });
    expect(answer.body.waiting_since).toBe(now + 10);
  });

  it('of a teammate wakes a snoozed conversation without a part of its own', async () => {
    const { manage, admin } = await opened();
    const snoozed = await manage({ message_type: 'snoozed', snoozed_until: now + 3600 });
    expect(snoozed.body).toMatchObject({ open: true, state: 'snoozed', snoozed_until: now + 3600 });
    const answer = await admin({ message_type: 'comment', body: 'Here I am' });
    expect(answer.body).toMatchObject({ state: 'open', snoozed_until: null });
    const types = answer.body.conversation_parts.conversation_parts.map(
      (part: { part_type: string }) => part.part_type,
    );
    expect(types).toEqual(['snoozed', 'comment']);
  });

  it('leaves a snooze alone only under Preview and only when asked', async () => {
    const { manage, client, at } = await opened();
    const note = { type: 'admin', admin_id: client.adminId, message_type: 'note', body: 'x' };
    const wait = { message_type: 'snoozed', snoozed_until: now + 3600 };
    await manage(wait);
    const kept = await client.post(
      `${at}/reply`,
      { ...note, skip_unsnooze: true },
      { 'intercom-version': 'Preview' },
    );
    expect(kept.body.state).toBe('snoozed');
    const woken = await client.post(`${at}/reply`, { ...note, skip_unsnooze: true });
    expect(woken.body.state).toBe('open');
  });

  it('with a note on a closed conversation leaves it closed', async () => {
    const { manage, admin } = await opened();
    await manage({ message_type: 'close' });
    const answer = await admin({ message_type: 'note', body: 'For the record' });
    expect(answer.body).toMatchObject({ state: 'closed', open: false });
  });

  it('can offer answers to choose from, and one can be chosen', async () => {
    const { admin, client, at, contactId } = await opened();
    const reply_options = [
      { text: 'Yes', uuid: 'a22ffcca-7e03-4d3a-9c8a-1f2e3d4c5b6a' },
      { text: 'No', uuid: 'b33ffcca-7e03-4d3a-9c8a-1f2e3d4c5b6a' },
    ];
    const asked = await admin({ message_type: 'quick_reply', reply_options });
    expect(lastPart(asked)).toMatchObject({
      part_type: 'quick_reply',
      body: null,
      metadata: { quick_reply_options: reply_options },
    });
    const chosen = await client.post(`${at}/reply`, {
      type: 'user',
      message_type: 'quick_reply',
      intercom_user_id: contactId,
      reply_options: [reply_options[0]],
    });
    expect(lastPart(chosen)).toMatchObject({
      body: '<p>Yes</p>',
      metadata: { quick_reply_uuid: reply_options[0]!.uuid },
    });
  });

  it('finds its writer by Intercom’s id, the caller’s own id or the address', async () => {
    const { client, at } = await opened();
    const { id } = client.sandbox.seed.contact({ external_id: 'u-9', email: 'nine@example.org' });
    for (const who of [
      { intercom_user_id: id },
      { user_id: 'u-9' },
      { email: 'NINE@example.org' },
    ]) {
      const answer = await client.post(`${at}/reply`, {
        type: 'user',
        message_type: 'comment',
        body: 'Me',
        ...who,
      });
      expect(lastPart(answer).author.id).toBe(id);
    }
    const nobody = { type: 'user', message_type: 'comment', body: 'Me', user_id: 'nobody' };
    expect((await client.post(`${at}/reply`, nobody)).status).toBe(404);
  });

  it('goes to the last conversation of a contact under the name `last`', async () => {
    const { client, contactId } = await opened();
    const later = client.sandbox.seed.conversation({
      contactId,
      createdAt: new Date((now + 5) * 1000),
    });
    const answer = await client.post('/conversations/last/reply', {
      type: 'user',
      message_type: 'comment',
      intercom_user_id: contactId,
      body: 'Here',
    });
    expect(answer.body.id).toBe(later.id);
  });

  it('refuses an empty text, a teammate without a seat and an unknown type', async () => {
    const { client, at, admin } = await opened();
    const guest = client.sandbox.seed.admin({ name: 'Gus Guest', has_inbox_seat: false });
    const comment = { message_type: 'comment', body: 'Hi' };
    expect((await admin({ message_type: 'comment', body: ' ' })).status).toBe(400);
    expect((await admin({ ...comment, admin_id: guest.id })).status).toBe(403);
    expect((await admin({ ...comment, admin_id: '1' })).status).toBe(404);
    expect((await client.post(`${at}/reply`, comment)).status).toBe(400);
    expect(client.sandbox.state.conversations.rows.get('1')!.parts).toEqual([]);
  });
});
