/**
 * Defects that other libraries shipped, as far as reading from Intercom could repeat them: rows of
 * the numbered table, the complaints about Intercom's own and others' libraries, and the ten things
 * that adapters usually get wrong. Each test carries its row in its name.
 *
 * Rows whose tests live elsewhere:
 * - 1, 19, 21, 24 (what is written, and when): the tests of `from-unified`.
 * - 3 (keys of trigger bodies), 9, 10, 27: Zendesk's own; there is no such thing here.
 * - 5, 8, 11, 17's calls (paging, refusals, retries): `field-defects-client.test.ts`, `test/http`.
 * - 6, 7 (uploads, tokens in logs): the tests of the client, `test/http`.
 * - 12, 15 (Freshdesk's lists), 20 (an unmappable field aborts): a field whose type is not known is
 *   `unknown` and never an error (`to-unified/fields.test.ts`).
 * - Complaints about lists, searches, limits, answers and writes: `field-defects-client.test.ts`.
 */
import { SupportError } from 'polydesk';
import { describe, expect, it } from 'vitest';
import { agentToUnified } from '../../../adapters/intercom/to-unified/agents.ts';
import { contactToUnified } from '../../../adapters/intercom/to-unified/contacts.ts';
import { historyToUnified } from '../../../adapters/intercom/to-unified/events.ts';
import { threadToUnified } from '../../../adapters/intercom/to-unified/thread.ts';
import { ticketToUnified } from '../../../adapters/intercom/to-unified/tickets.ts';
import { readContext } from './support/contexts.ts';
import { restFixture, webhookFixture } from './support/own-fixtures.ts';
import {
  ADA,
  conversation,
  MIRA,
  notification,
  now,
  parse,
  part,
  rejects,
  secret,
  signed,
  signedCallback,
  ticket as ticketItem,
  unsigned,
  webhooks,
  withTicketPart,
} from './webhook/deliveries.ts';

const read = (changes: object, name = 'conversation.sparse') =>
  ticketToUnified(restFixture(name, { ...changes }), readContext());
const thread = (changes: object) =>
  threadToUnified(restFixture('conversation.sparse', { ...changes }), readContext());
const withParts = (parts: readonly object[]) => ({
  conversation_parts: { conversation_parts: parts, total_count: parts.length },
});

describe('defects of other libraries, by number', () => {
  it('field defect 2: a payload that is not proven is refused, not looked past', async () => {
    const body = webhookFixture('conversation.user.created');
    await rejects(unsigned(body), 'missing_header');
    await rejects({ ...signed(body), rawBody: `${body} ` }, 'signature_mismatch');
  });

  it('field defect 4: urgent stays urgent, native words never stand where ours belong', () => {
    expect(read({ priority: 'urgent' }).value.priority).toBe('urgent');
    for (const state of ['open', 'snoozed', 'closed']) {
      expect(['open', 'pending', 'resolved']).toContain(read({ state }).value.status);
    }
  });

  it('field defect 4: the time of solving is never the time of the last update', () => {
    const { value } = read({ state: 'closed', statistics: null });
    expect(value.resolvedAt).toBeNull();
    expect(value.closedAt).toBeNull();
  });

  it('field defect 13: without a stored secret nothing is accepted', async () => {
    const body = webhookFixture('conversation.user.created');
    await rejects(signed(body, { secret: 'x' }), 'secret_missing', { secret: '' });
    await rejects(unsigned(body), 'secret_missing', { secret: [] });
  });

  it('field defect 14: a signature is compared as a whole: no part of it is enough', async () => {
    const body = webhookFixture('conversation.user.created');
    const good = signed(body).headers['X-Hub-Signature'];
    for (const sent of [good.slice(0, -1), `${good}0`, good.toUpperCase(), `${good}, ${good}`]) {
      await expect(
        webhooks.verify({ rawBody: body, headers: { 'X-Hub-Signature': sent } }, { secret, now }),
      ).rejects.toMatchObject({ code: 'webhook_unverified' });
    }
  });

  it('field defect 16: no priority and a given priority are told apart, nothing becomes ""', () => {
    const none = read({ priority: null, title: '', custom_attributes: {} });
    expect(none.value).toMatchObject({ nativePriority: null, subject: null, callerKey: null });
    expect(none.warnings).toContainEqual(
      expect.objectContaining({ type: 'defaulted', field: 'priority', to: 'normal' }),
    );
    const medium = read({ priority: 'medium' });
    expect(medium.value.nativePriority?.id).toBe('medium');
    expect(medium.warnings).toEqual([]);
  });

  it('field defect 17: a thread at the ceiling of 500 parts says that it is not whole', () => {
    const parts = Array.from({ length: 500 }, (_, id) => part({ id: String(id), body: 'x' }));
    expect(read(withParts(parts)).value.threadComplete).toBe(false);
    expect(thread(withParts(parts)).warnings).toContainEqual(
      expect.objectContaining({ type: 'dropped', field: 'messages' }),
    );
  });

  it('field defect 18: a state of the account’s own is its category, not nil', () => {
    const state = { id: '999', category: 'waiting_on_customer', internal_label: 'Papers' };
    expect(read({ ticket_state: state }, 'ticket.full').value).toMatchObject({
      status: 'pending',
      nativeStatus: { id: '999', label: 'Papers', category: 'waiting_on_customer' },
    });
  });

  it('field defect 22: an unknown state is open, with a record of the loss', () => {
    const { value, warnings } = read({ state: 'parked' });
    expect(value.status).toBe('open');
    expect(warnings).toContainEqual(
      expect.objectContaining({ type: 'coerced', field: 'status', from: 'parked', to: 'open' }),
    );
    expect(value.provenance.warnings).toEqual(warnings);
  });

  it('field defect 23: not every conversation is resolved', () => {
    const statuses = ['open', 'snoozed', 'closed'].map((state) => read({ state }).value.status);
    expect(statuses).toEqual(['open', 'pending', 'resolved']);
  });

  it('field defect 25: two events of one type have two ids, one event always has the same', () => {
    const idOf = (partId: string, id: string) =>
      parse(
        notification(
          'conversation.admin.replied',
          conversation([part({ id: partId, body: 'x' })]),
          { id },
        ),
      )[0]?.id;
    expect(idOf('51', 'notif_1')).not.toBe(idOf('52', 'notif_2'));
    expect(idOf('51', 'notif_1')).toBe(idOf('51', 'notif_1'));
  });

  it('field defect 26: a message that two topics tell of is one event, not two', () => {
    const item = conversation([
      part({ part_type: 'assignment', body: 'Mine', assigned_to: { type: 'admin', id: '4401' } }),
    ]);
    const [one, other] = ['conversation.admin.assigned', 'conversation.admin.open.assigned'].map(
      (topic, index) => parse(notification(topic, item, { id: `notif_${index}` })),
    );
    expect(one?.map(({ id }) => id)).toEqual([
      'intercom:abc123de:51.ticket.assigned',
      'intercom:abc123de:51.message.created',
    ]);
    expect(other?.map(({ id }) => id)).toEqual(one?.map(({ id }) => id));
  });

  it('field defect 26: who wrote a message, and through which app, is told: no echo is answered', () => {
    const item = conversation([part({ body: 'Hi', app_package_code: 'acme-bridge' })]);
    const [event] = parse(notification('conversation.admin.replied', item));
    expect(event).toMatchObject({ actor: { id: 'intercom:abc123de:4401', kind: 'agent' } });
    expect(event).toHaveProperty(
      'raw.data.item.conversation_parts.conversation_parts.0.app_package_code',
      'acme-bridge',
    );
    const bot = conversation([part({ body: 'Hi', author: { ...ADA, type: 'bot' } })]);
    expect(parse(notification('conversation.operator.replied', bot))).toMatchObject([
      { actor: { kind: 'bot' } },
    ]);
  });
});

describe('complaints about Intercom', () => {
  it('complaint: assignee ids flip between text, number and null from version to version', () => {
    for (const id of [4401, '4401']) {
      expect(read({ admin_assignee_id: id }).value.assignee?.id).toBe('intercom:abc123de:4401');
    }
    for (const id of [null, 0, '0']) {
      expect(read({ admin_assignee_id: id, team_assignee_id: id }).value.assignee).toBeNull();
    }
  });

  it('complaint: the companies of a contact are missing from its type', () => {
    const { value } = contactToUnified(restFixture('contact.user'), readContext());
    expect(value.organizationIds).toEqual(['intercom:abc123de:65a000000000000000000c01']);
  });

  it('complaint: webhook payloads have no published schema, so that nothing may be taken for sure', () => {
    const outcomes = [
      'conversation.user.replied',
      'ticket.created',
      'contact.user.updated',
    ].flatMap((topic) =>
      [{}, { id: null }, { id: ['1'] }, { id: '1', source: 7 }].map((item) => {
        try {
          return parse(notification(topic, item)).map(({ type }) => type);
        } catch (error) {
          return SupportError.isInstance(error) ? error.code : error;
        }
      }),
    );
    const refused = 'wire_format';
    expect(outcomes).toEqual([
      ...[refused, refused, refused, refused],
      ...[refused, refused, refused, ['ticket.created']],
      ...[['unknown'], ['unknown'], ['unknown'], ['contact.updated']],
    ]);
  });

  it('complaint: events crowd out messages below the ceiling of 500', () => {
    const events = Array.from({ length: 499 }, (_, id) =>
      part({ id: String(id), part_type: 'conversation_tags_updated' }),
    );
    const json = withParts([...events, part({ id: '499', body: 'The only text' })]);
    const { value, warnings } = thread(json);
    expect(value.map(({ bodyText }) => bodyText)).toEqual(['The only text']);
    expect(warnings).toHaveLength(1);
    const history = historyToUnified(restFixture('conversation.sparse', json), readContext());
    expect(history).toHaveLength(501);
  });

  it('complaint: uninstall and health check are signed in another way', async () => {
    for (const name of ['app.uninstalled', 'app.health_check']) {
      const delivery = signedCallback(webhookFixture(name));
      await expect(webhooks.verify(delivery, { secret, now })).resolves.toBeUndefined();
      expect(webhooks.parse(delivery)).toMatchObject([{ type: 'unknown', nativeType: name }]);
    }
  });
});

describe('what adapters of Intercom usually get wrong', () => {
  it('Intercom top ten 1: the first message is in the source, which may be null', () => {
    const source = { type: null, id: '9', delivered_as: 'x', body: 'First', author: MIRA };
    expect(thread({ source }).value).toMatchObject([{ bodyText: 'First', isFirst: true }]);
    expect(thread({ source: null }).value).toEqual([]);
    expect(read({ source: null }).value.description).toBeNull();
  });

  it('Intercom top ten 2: text counts by body and author, not by the kind of part', () => {
    const kinds = ['comment', 'open', 'assignment', 'assign_and_reopen', 'close', 'anything'];
    const parts = kinds.map((part_type) => part({ id: part_type, part_type, body: part_type }));
    const note = part({ id: 'n', part_type: 'note', body: 'note' });
    const { value } = thread(withParts([...parts, note]));
    expect(value.map(({ bodyText }) => bodyText)).toEqual([...kinds, 'note']);
    expect(value.filter(({ visibility }) => visibility === 'internal')).toHaveLength(1);
  });

  it('Intercom top ten 3: a conversation and its ticket are one case, by the id that paths take', () => {
    const json = restFixture('ticket.full');
    const one = ticketToUnified(json, readContext()).value;
    const other = ticketToUnified(
      restFixture('conversation.full', { id: json['id'] }),
      readContext(),
    ).value;
    expect(one.id).toBe(other.id);
    expect(one.externalId).not.toBe(one.number);
    expect(one.url).toContain(one.externalId);
  });

  it('Intercom top ten 4: what an item is depends on topic and version', () => {
    const types = [
      parse(notification('conversation.deleted', { conversation_id: '12' })),
      parse(notification('ticket.state.updated', ticketItem())),
      parse(notification('ticket.closed', { ticket: ticketItem({ open: false }) })),
      parse(notification('ticket.note.created', withTicketPart({ part_type: 'note', body: 'x' }))),
      parse(webhookFixture('conversation.contact.attached')),
      parse(webhookFixture('ticket.contact.attached')),
    ].map(([event]) => event?.type);
    expect(types).toEqual([
      'ticket.deleted',
      'ticket.status_changed',
      'ticket.status_changed',
      'note.created',
      'ticket.updated',
      'ticket.updated',
    ]);
    const times = [1767600000, '1767600000', '2026-01-05T08:00:00.000Z'].map((last) => {
      const item = conversation([], { statistics: { last_contact_reply_at: last } });
      const [event] = parse(notification('conversation.read', item));
      return event !== undefined && 'ticket' in event ? event.ticket.lastCustomerReplyAt : null;
    });
    expect(times).toEqual([1, 1, 1].map(() => new Date('2026-01-05T08:00:00Z')));
  });

  it('Intercom top ten 7: nobody is null, 0, "0" or nobody_admin; admin and team stand apart', () => {
    const item = conversation(
      [part({ part_type: 'assignment', assigned_to: { type: 'nobody_admin', id: null } })],
      { admin_assignee_id: '0', team_assignee_id: 7701 },
    );
    expect(parse(notification('conversation.admin.assigned', item))).toMatchObject([
      {
        ticket: { assignee: { type: 'team', id: 'intercom:abc123de:7701' } },
        changes: [{ field: 'assignee.id', to: null }],
      },
    ]);
  });

  it('Intercom top ten 8: open while asleep, two vocabularies, a state as text or object', () => {
    expect(read({ state: 'snoozed', open: true }).value.status).toBe('pending');
    expect(read({ priority: 'priority' }).value.priority).toBe('high');
    expect(read({ priority: 'high' }).value.priority).toBe('high');
    const asText = read({ ticket_state: 'resolved' }, 'ticket.old').value.status;
    const asObject = read({ ticket_state: { category: 'resolved' } }, 'ticket.full').value.status;
    expect([asText, asObject]).toEqual(['resolved', 'resolved']);
  });

  it('Intercom top ten 9: an address that will be dead soon says when', () => {
    const file = { name: 'a.png', url: 'https://x.example/a.png?expires=1767601800&signature=s' };
    const { value } = thread(withParts([part({ body: 'x', attachments: [file] })]));
    expect(value[0]?.attachments[0]?.urlExpiresAt).toEqual(new Date('2026-01-05T08:30:00Z'));
  });

  it('Intercom top ten 10: own writes are recognised by the acting teammate', () => {
    const item = conversation([part({ part_type: 'close' })], { state: 'closed' });
    expect(parse(notification('conversation.admin.closed', item))).toMatchObject([
      { actor: { id: 'intercom:abc123de:4401' } },
    ]);
  });

  it('runner-up: escaped names are shown as they are', () => {
    const author = { ...MIRA, name: 'Mira &lt;3 &amp; Co' };
    expect(thread(withParts([part({ body: 'x', author })])).value[0]?.author.name).toBe(
      'Mira <3 & Co',
    );
  });

  it('runner-up: bots are no humans, whether listed or typed as such', () => {
    const operator = { id: '4400', name: 'Operator', email: 'operator+abc123de@intercom.io' };
    expect(agentToUnified(operator, readContext()).value.role).toBe('bot');
    const typed = part({ body: 'x', author: { ...operator, type: 'admin' } });
    const source = {
      type: null,
      id: '1',
      delivered_as: 'x',
      body: 'y',
      author: { ...operator, type: 'admin' },
    };
    const kinds = thread({ source, ...withParts([typed]) }).value.map(({ author }) => author.kind);
    expect(kinds).toEqual(['bot', 'bot']);
  });

  it('runner-up: figures of a write’s answer lag one step, the thread does not', () => {
    const json = {
      state: 'closed',
      statistics: { last_close_at: 1767590000 },
      ...withParts([part({ part_type: 'close', created_at: 1767600000 })]),
    };
    expect(read(json).value.resolvedAt).toEqual(new Date('2026-01-05T08:00:00Z'));
  });
});
