import { Intercom, IntercomError } from 'intercom-client';
import { describe, expect, it } from 'vitest';
import { collect, failure, serveToVendorClient } from './support/vendor-client.ts';

describe('intercom-client against the served sandbox: conversations', () => {
  const { sandbox, adminId, connect, client } = serveToVendorClient();
  const { seed, state } = sandbox;
  const conversation = (given = {}) => seed.conversation(given).id;
  const admin = { type: 'admin', admin_id: adminId } as const;
  const read = (conversation_id: string) => client.conversations.find({ conversation_id });
  const partsOf = (answer: Intercom.Conversation) =>
    answer.conversation_parts?.conversation_parts ?? [];

  it('asks in version 2.14 by default, which the answers echo', async () => {
    const { rawResponse } = await client.admins.identify().withRawResponse();
    expect(rawResponse.headers.get('intercom-version')).toBe('2.14');
  });

  it('conversations.create answers the message and its conversation', async () => {
    const { id } = seed.contact({ email: 'create@example.org' });
    const message = await client.conversations.create({ from: { type: 'user', id }, body: 'Hi' });
    expect(message).toMatchObject({ type: 'user_message', body: 'Hi' });
    expect(state.conversations.rows.get(message.conversation_id)?.source?.body).toBe('<p>Hi</p>');
  });

  it('conversations.find gets one, as text where asked', async () => {
    const conversation_id = conversation({ body: 'One & two' });
    expect((await read(conversation_id)).source?.body).toBe('<p>One &amp; two</p>');
    const plain = await client.conversations.find({ conversation_id, display_as: 'plaintext' });
    expect(plain.source?.body).toBe('One & two');
  });

  it('conversations.list walks to the end, each once', async () => {
    seed.conversations(45);
    const all = await collect(await client.conversations.list({ per_page: 10 }));
    const ids = all.map((row) => row.id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toHaveLength(state.conversations.rows.size);
  });

  it('conversations.search walks to the end of what was found', async () => {
    const contact = seed.contact({ email: 'search@example.org' });
    seed.conversations(23, { contactId: contact.id });
    const found = await client.conversations.search({
      query: { field: 'contact_ids', operator: '=', value: contact.id },
      pagination: { per_page: 10 },
    });
    expect(await collect(found)).toHaveLength(23);
    expect(found.response.total_count).toBe(23);
  });

  it('conversations.reply writes as a teammate', async () => {
    const conversation_id = conversation();
    const answer = await client.conversations.reply({
      conversation_id,
      body: { ...admin, message_type: 'comment', body: '<p>Hello</p>' },
    });
    expect(partsOf(answer).at(-1)).toMatchObject({
      part_type: 'comment',
      body: '<p class="no-margin">Hello</p>',
    });
  });

  it('conversations.reply writes as the customer', async () => {
    const contact = seed.contact({ email: 'reply@example.org' });
    const answer = await client.conversations.reply({
      conversation_id: conversation({ contactId: contact.id }),
      body: {
        message_type: 'comment',
        type: 'user',
        intercom_user_id: contact.id,
        body: 'Thanks',
      },
    });
    expect(partsOf(answer).at(-1)?.author).toMatchObject({ type: 'user', id: contact.id });
  });

  it('conversations.reply writes a note nobody outside hears of', async () => {
    const before = state.outbox.length;
    const answer = await client.conversations.reply({
      conversation_id: conversation(),
      body: { ...admin, message_type: 'note', body: 'Internal' },
    });
    expect(partsOf(answer).at(-1)?.part_type).toBe('note');
    expect(state.outbox).toHaveLength(before);
  });

  it('conversations.reply carries files in base64', async () => {
    const answer = await client.conversations.reply({
      conversation_id: conversation(),
      body: {
        ...admin,
        message_type: 'comment',
        body: 'See',
        attachment_files: [{ content_type: 'text/plain', name: 'log.txt', data: btoa('line') }],
      },
    });
    const [file] = partsOf(answer).at(-1)?.attachments ?? [];
    expect(file).toMatchObject({ name: 'log.txt', filesize: 4 });
    expect(await (await fetch(file!.url!)).text()).toBe('line');
  });

  it('conversations.reply carries files by address', async () => {
    const answer = await client.conversations.reply({
      conversation_id: conversation(),
      body: {
        ...admin,
        message_type: 'comment',
        body: 'See',
        attachment_urls: ['https://files.example.org/cat.png'],
      },
    });
    expect(partsOf(answer).at(-1)?.attachments).toMatchObject([
      { name: 'cat.png', content_type: 'image/png' },
    ]);
  });

  it('conversations.manage closes', async () => {
    const answer = await client.conversations.manage({
      conversation_id: conversation(),
      body: { ...admin, message_type: 'close', body: 'Bye' },
    });
    expect(answer).toMatchObject({ state: 'closed', open: false });
  });

  it('conversations.manage opens', async () => {
    const answer = await client.conversations.manage({
      conversation_id: conversation({ properties: { state: 'closed' } }),
      body: { message_type: 'open', admin_id: adminId },
    });
    expect(answer).toMatchObject({ state: 'open', open: true });
  });

  it('conversations.manage snoozes', async () => {
    const until = Math.floor(sandbox.clock.now() / 1000) + 3600;
    const answer = await client.conversations.manage({
      conversation_id: conversation(),
      body: { message_type: 'snoozed', admin_id: adminId, snoozed_until: until },
    });
    expect(answer).toMatchObject({ state: 'snoozed', snoozed_until: until, open: true });
  });

  it('conversations.manage assigns', async () => {
    const answer = await client.conversations.manage({
      conversation_id: conversation(),
      body: { ...admin, message_type: 'assignment', assignee_id: adminId },
    });
    expect(answer.admin_assignee_id).toBe(Number(adminId));
  });

  it('conversations.update sets title and reading', async () => {
    const conversation_id = conversation();
    await client.conversations.update({ conversation_id, read: true, title: 'Printer' });
    expect(await read(conversation_id)).toMatchObject({ read: true, title: 'Printer' });
  });

  it('conversations.attachContactAsAdmin and detachContactAsAdmin move people', async () => {
    const conversation_id = conversation();
    const other = seed.contact({ email: 'attach@example.org' });
    const joined = await client.conversations.attachContactAsAdmin({
      conversation_id,
      admin_id: adminId,
      customer: { intercom_user_id: other.id },
    });
    expect(joined.contacts?.contacts).toHaveLength(2);
    const left = await client.conversations.detachContactAsAdmin({
      conversation_id,
      contact_id: other.id,
      admin_id: adminId,
    });
    expect(left.contacts?.contacts).toHaveLength(1);
  });

  it('conversations.redactConversationPart takes a text away', async () => {
    const row = seed.conversation({ parts: [{ body: 'Secret' }] });
    const answer = await client.conversations.redactConversationPart({
      type: 'conversation_part',
      conversation_id: row.id,
      conversation_part_id: row.parts[0]!.id,
    });
    expect(partsOf(answer)).toMatchObject([{ redacted: true }]);
  });

  it('conversations.convertToTicket keeps the id', async () => {
    const conversation_id = conversation();
    const type = seed.ticketType({ name: 'Converted' });
    const ticket = await client.conversations.convertToTicket({
      conversation_id: Number(conversation_id),
      ticket_type_id: type.id,
    });
    expect(ticket).toMatchObject({ type: 'ticket', id: conversation_id });
  });

  it('conversations.deleteConversation deletes', async () => {
    const conversation_id = conversation();
    const gone = await client.conversations.deleteConversation({
      conversation_id: Number(conversation_id),
    });
    expect(gone).toMatchObject({ id: conversation_id, deleted: true });
    expect(await failure(read(conversation_id))).toBeInstanceOf(Intercom.NotFoundError);
  });

  it('tags.tagConversation tags', async () => {
    const conversation_id = conversation();
    const { id } = seed.tag('Tagged');
    const tag = await client.tags.tagConversation({ conversation_id, id, admin_id: adminId });
    expect(tag).toMatchObject({ id, applied_by: { type: 'admin', id: adminId } });
    expect((await read(conversation_id)).tags?.tags).toMatchObject([{ name: 'Tagged' }]);
  });

  it('tags.untagConversation sends its body with a DELETE', async () => {
    const row = seed.conversation({ tags: ['Tagged'] });
    const tag_id = row.tags[0]!.tag_id;
    await client.tags.untagConversation({ conversation_id: row.id, tag_id, admin_id: adminId });
    expect((await read(row.id)).tags?.tags).toEqual([]);
  });

  describe('failures', () => {
    it('a wrong token is an UnauthorizedError', async () => {
      const error = await failure(connect('wrong').admins.list());
      expect(error).toBeInstanceOf(Intercom.UnauthorizedError);
      expect(error).toMatchObject({ statusCode: 401, body: { type: 'error.list' } });
    });

    it('a teammate without a seat is a ForbiddenError', async () => {
      const guest = seed.admin({ name: 'Gus Guest', has_inbox_seat: false });
      const error = await failure(
        client.conversations.reply({
          conversation_id: conversation(),
          body: { type: 'admin', admin_id: guest.id, message_type: 'comment', body: 'x' },
        }),
      );
      expect(error).toBeInstanceOf(Intercom.ForbiddenError);
    });

    it('an unknown conversation is a NotFoundError', async () => {
      const error = await failure(read('999999'));
      expect(error).toBeInstanceOf(Intercom.NotFoundError);
      expect(error).toMatchObject({ body: { errors: [{ code: 'not_found' }] } });
    });

    it('an article without a title is a BadRequestError', async () => {
      const wrong = { title: '', author_id: Number(adminId) };
      const error = await failure(client.articles.create(wrong));
      expect(error).toBeInstanceOf(Intercom.BadRequestError);
    });

    it('the last customer is an UnprocessableEntityError', async () => {
      const row = seed.conversation();
      const error = await failure(
        client.conversations.detachContactAsAdmin({
          conversation_id: row.id,
          contact_id: row.contact_ids[0]!,
          admin_id: adminId,
        }),
      );
      expect(error).toBeInstanceOf(Intercom.UnprocessableEntityError);
    });

    it('the rate limit is an error with its status', async () => {
      sandbox.faults.inject({ fault: { kind: 'rate-limited' } });
      const error = await failure(client.admins.list());
      expect(error).toBeInstanceOf(IntercomError);
      expect(error).toMatchObject({
        statusCode: 429,
        body: { errors: [{ code: 'rate_limit_exceeded' }] },
      });
    });

    it('a write that is answered with a 503 is sent again by default, and counts twice', async () => {
      const retrying = connect(undefined, { maxRetries: 2 });
      const contact = seed.contact({ email: 'twice@example.org' });
      const ownOf = () =>
        [...state.conversations.rows.values()].filter((row) =>
          row.contact_ids.includes(contact.id),
        );
      sandbox.faults.inject({
        method: 'POST',
        path: '/conversations',
        fault: { kind: 'commit-then-status', status: 503, html: '<h1>Service Unavailable</h1>' },
      });
      const from = { type: 'user', id: contact.id } as const;
      await retrying.conversations.create({ from, body: 'Once?' });
      expect(ownOf()).toHaveLength(2);
    });
  });
});
