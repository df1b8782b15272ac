import { describe, expect, it } from 'vitest';
import { createClient, startConversation } from './client.ts';

const now = 1_772_442_000;

describe('the figures', () => {
  it('lag one write behind in answers to writes', async () => {
    const client = createClient({ botParts: false });
    const { id } = await startConversation(client);
    const close = { type: 'admin', message_type: 'close', admin_id: client.adminId };
    client.sandbox.clock.advance(148_000);
    const first = await client.post(`/conversations/${id}/parts`, close);
    expect(first.body.conversation_parts.total_count).toBe(1);
    expect(first.body.statistics).toMatchObject({
      count_conversation_parts: 1,
      first_close_at: null,
    });
    client.sandbox.clock.advance(10_000);
    const second = await client.post(`/conversations/${id}/parts`, close);
    expect(second.body.statistics).toMatchObject({
      count_conversation_parts: 2,
      last_close_at: now + 148,
      time_to_first_close: 148,
      last_closed_by_id: Number(client.adminId),
    });
    const { statistics } = (await client.get(`/conversations/${id}`)).body;
    expect(statistics).toMatchObject({
      type: 'conversation_statistics',
      count_conversation_parts: 3,
      first_close_at: now + 148,
      last_close_at: now + 158,
      time_to_last_close: 158,
      count_reopens: 0,
    });
  });

  it('measure replies, assignments and reopenings', async () => {
    const client = createClient({ botParts: false });
    const { id, contactId } = await startConversation(client);
    const at = `/conversations/${id}`;
    const admin = { type: 'admin', admin_id: client.adminId };
    const wait = (seconds: number) => client.sandbox.clock.advance(seconds * 1000);
    wait(30);
    await client.post(`${at}/parts`, {
      ...admin,
      message_type: 'assignment',
      assignee_id: client.adminId,
    });
    wait(70);
    await client.post(`${at}/reply`, { ...admin, message_type: 'comment', body: 'One' });
    await client.post(`${at}/parts`, { ...admin, message_type: 'close' });
    wait(100);
    const user = { type: 'user', message_type: 'comment', intercom_user_id: contactId };
    await client.post(`${at}/reply`, { ...user, body: 'Again' });
    wait(20);
    await client.post(`${at}/reply`, { ...admin, message_type: 'comment', body: 'Two' });
    expect((await client.get(at)).body.statistics).toMatchObject({
      time_to_assignment: 30,
      time_to_admin_reply: 100,
      median_time_to_reply: 60,
      first_admin_reply_at: now + 100,
      last_admin_reply_at: now + 220,
      last_assignment_admin_reply_at: now + 100,
      last_contact_reply_at: now + 200,
      count_assignments: 1,
      count_reopens: 1,
    });
  });
});
