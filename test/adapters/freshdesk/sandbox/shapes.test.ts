import { expect, it } from 'vitest';
import { describeWithReference, readReferenceJson } from '../../../support/reference.ts';
import { createClient } from './client.ts';

/** A recorded answer of the reference folder; lists are judged by their first item. */
const recorded = (name: string): Record<string, unknown> => {
  const json = readReferenceJson('providers', 'freshdesk', 'fixtures', `${name}.json`);
  // The fixtures named here are objects or lists of objects.
  return (Array.isArray(json) ? json[0] : json) as Record<string, unknown>;
};

const keysOf = (value: object): readonly string[] => Object.keys(value).sort();

/** Keys that came or went between the recordings of different years, named beside each use. */
const without = (value: object, ...names: readonly string[]): object =>
  Object.fromEntries(Object.entries(value).filter(([key]) => !names.includes(key)));

const base = { subject: 'Broken', description: 'It broke.', email: 'ann@example.org' };

describeWithReference('the shapes that live accounts answered', () => {
  it('of a created ticket', async () => {
    const { post } = createClient();
    const { body } = await post('/tickets', base);
    expect(keysOf(without(body, 'ticket_bcc_emails'))).toEqual(
      keysOf(recorded('ticket.create.response')),
    );
  });

  it('of a created ticket on a newer account with forms and the new SLA engine', async () => {
    const { sandbox, post } = createClient({ features: { newSlaEngine: true, ticketForms: true } });
    sandbox.seed.ticketForm({ title: 'Default' });
    const { body } = await post('/tickets', base);
    const wanted = recorded('ticket.create.response.due-by-null');
    expect(keysOf(body)).toEqual(keysOf(wanted));
    expect([body.due_by, body.fr_due_by]).toEqual([wanted['due_by'], wanted['fr_due_by']]);
  });

  it('of a created child and a created tracker', async () => {
    const { post } = createClient();
    await post('/tickets', base);
    const child = await post('/tickets', { ...base, parent_id: 1 });
    expect(keysOf(child.body)).toEqual(keysOf(recorded('ticket.create.child.response')));
    const other = createClient({ features: { sharedOwnership: true, ticketForms: true } });
    await other.post('/tickets', base);
    const tracker = await other.post('/tickets', { ...base, related_ticket_ids: [1] });
    expect(keysOf(without(tracker.body, 'ticket_bcc_emails'))).toEqual(
      keysOf(recorded('ticket.create.tracker.response')),
    );
  });

  it('of a viewed ticket with stats', async () => {
    const { sandbox, get } = createClient();
    sandbox.seed.ticket();
    const { body } = await get('/tickets/1?include=stats');
    const wanted = recorded('ticket.view.include-stats');
    expect(keysOf(body)).toEqual(keysOf(wanted));
    expect(keysOf(body.stats)).toEqual(keysOf(wanted['stats'] as object));
  });

  it('of an attachment', async () => {
    const { sandbox, get } = createClient();
    sandbox.seed.ticket({ files: [{ name: 'a.png', content: 'x', contentType: 'image/png' }] });
    const [shown] = (await get('/tickets/1')).body.attachments;
    const [wanted] = recorded('ticket.view.with-attachments')['attachments'] as {
      attachment_url: string;
    }[];
    expect(keysOf(shown)).toEqual(keysOf(wanted ?? {}));
    const names = (url: string) => [...new URL(url).searchParams.keys()];
    expect(names(shown.attachment_url)).toEqual(names(wanted?.attachment_url ?? ''));
  });

  it('of a listed ticket, plain, with embedded records and with sentiment', async () => {
    const { sandbox, get } = createClient();
    sandbox.seed.ticket();
    const full = (await get('/tickets?include=description,requester,stats')).body[0];
    const wanted = recorded('tickets.list.include-description-requester-stats');
    // structured_description belongs to accounts with web chat.
    expect(keysOf(full)).toEqual(keysOf(without(wanted, 'structured_description')));
    expect(keysOf(full.requester)).toEqual(keysOf(wanted['requester'] as object));
    const shared = createClient({ features: { sharedOwnership: true, ticketForms: true } });
    shared.sandbox.seed.ticket();
    const plain = (await shared.get('/tickets')).body[0];
    expect(keysOf(without(plain, 'ticket_bcc_emails'))).toEqual(keysOf(recorded('tickets.list')));
    const moody = createClient({ features: { sentiment: true } });
    moody.sandbox.seed.ticket();
    const scored = (await moody.get('/tickets')).body[0];
    expect(keysOf(without(scored, 'ticket_bcc_emails'))).toEqual(
      keysOf(recorded('tickets.list.sentiment')),
    );
  });

  it('of associated tickets', async () => {
    const { post, get } = createClient();
    await post('/tickets', base);
    await post('/tickets', { ...base, parent_id: 1 });
    const { body } = await get('/tickets/1/associated_tickets');
    const [wanted] = recorded('tickets.associated.docs')['tickets'] as object[];
    expect(keysOf(body.tickets[0])).toEqual(keysOf(wanted ?? {}));
  });

  it('of conversations, replies, notes and forwards', async () => {
    const { sandbox, post, get } = createClient();
    sandbox.seed.ticket();
    const reply = await post('/tickets/1/reply', { body: 'x' });
    const wanted = without(recorded('reply.create.response.docs'), 'structured_body');
    expect(keysOf(reply.body)).toEqual(keysOf(wanted));
    const note = await post('/tickets/1/notes', { body: 'x', notify_emails: ['l@example.com'] });
    expect(keysOf(note.body)).toEqual(keysOf(recorded('note.create.response')));
    const forward = await post('/tickets/1/forward', { body: 'x', to_emails: ['v@example.com'] });
    expect(keysOf(forward.body)).toEqual(keysOf(recorded('forward.create.response.docs')));
    const [listed] = (await get('/tickets/1/conversations')).body;
    expect(keysOf(listed)).toEqual(keysOf(recorded('conversations.list')));
  });

  it('of contacts, companies, agents and groups', async () => {
    const { sandbox, post, get } = createClient();
    const contact = await post('/contacts', { name: 'Ann', email: 'ann@example.org' });
    expect(keysOf(contact.body)).toEqual(keysOf(recorded('contact.create.response')));
    const [listed] = (await get('/contacts')).body;
    expect(keysOf(listed)).toEqual(keysOf(recorded('contacts.list')));
    sandbox.seed.company({ name: 'Globex' });
    const [company] = (await get('/companies')).body;
    expect(keysOf(company)).toEqual(keysOf(recorded('companies.list')));
    const [agent] = (await get('/agents')).body;
    const wanted = recorded('agents.list');
    expect(keysOf(agent)).toEqual(keysOf(wanted));
    expect(keysOf(agent.contact)).toEqual(keysOf(wanted['contact'] as object));
    const [group] = (await get('/groups')).body;
    expect(keysOf(group)).toEqual(keysOf(recorded('groups.list')));
  });

  it('of fields, policies, time entries, ratings, jobs and articles', async () => {
    const { sandbox, post, get } = createClient();
    const { body: fields } = await get('/ticket_fields');
    expect(keysOf(fields[0])).toEqual(keysOf(recorded('ticket_fields.list')));
    const [policy] = (await get('/sla_policies')).body;
    expect(keysOf(policy)).toEqual(keysOf(recorded('sla_policies.default')));
    sandbox.seed.ticket();
    const entry = await post('/tickets/1/time_entries', { time_spent: '01:30' });
    expect(keysOf(entry.body)).toEqual(keysOf(recorded('time_entries.list')));
    sandbox.actors.customerRates(1, 103);
    const [rating] = (await get('/surveys/satisfaction_ratings')).body;
    expect(keysOf(rating)).toEqual(keysOf(recorded('satisfaction_ratings.list')));
    const bulk = { bulk_action: { ids: [1], properties: { status: 4 } } };
    const started = await post('/tickets/bulk_update', bulk);
    expect(keysOf(started.body)).toEqual(keysOf(recorded('tickets.bulk_update.job.docs')));
    const job = await get(started.body.href);
    expect(keysOf(job.body)).toEqual(keysOf(recorded('job.view.docs')));
    const { id } = sandbox.seed.article({ title: 'Reset', description: 'How' });
    const article = await get(`/solutions/articles/${id}`);
    expect(keysOf(article.body)).toEqual(keysOf(recorded('solutions.folder-articles.list')));
  });

  it('of a search page', async () => {
    const { sandbox, get } = createClient();
    sandbox.seed.ticket();
    const { body } = await get(`/search/tickets?query=${encodeURIComponent('"priority:1"')}`);
    const wanted = recorded('search.tickets');
    expect(keysOf(body)).toEqual(keysOf(wanted));
    const [item] = wanted['results'] as object[];
    expect(keysOf(body.results[0])).toEqual(expect.arrayContaining([...keysOf(item ?? {})]));
  });

  it('of twelve complaints at once, word for word', async () => {
    const { post } = createClient({ waitingStatuses: false, features: { parentChild: false } });
    const { status, body } = await post('/tickets', {
      ...base,
      status: null,
      priority: null,
      source: null,
      internal_group_id: null,
      internal_agent_id: null,
      parent_id: null,
      attachments: null,
      cc_emails: null,
      tags: null,
      custom_fields: null,
      unique_external_id: null,
      responder_id: null,
    });
    expect([status, body]).toEqual([400, recorded('error.400.validation.create-ticket')]);
  });

  it('of the other errors, word for word', async () => {
    const { sandbox, get, post, as } = createClient();
    const bo = sandbox.seed.agent({ name: 'Bo' });
    sandbox.seed.status({ label: 'Escalated' });
    const query = (text: string) => `/search/tickets?query=${encodeURIComponent(`"${text}"`)}`;
    expect((await get('/tickets', { authorization: '' })).body).toEqual(
      recorded('error.401.invalid_credentials'),
    );
    expect((await get('/agents', as(bo.agent.api_key))).body).toEqual(
      recorded('error.403.access_denied'),
    );
    expect((await get('/tickets?page=301')).body).toEqual(recorded('error.400.page-over-300'));
    expect((await get(query('status:99'))).body).toEqual(
      recorded('error.400.search-invalid-status'),
    );
    expect((await get(`${query('status:2')}&page=11`)).body).toEqual(
      recorded('error.400.search-page-over-10'),
    );
    const tracker = await post('/tickets', { ...base, related_ticket_ids: [9] });
    expect(tracker.body).toEqual(recorded('error.400.cannot_create_tracker'));
    sandbox.state.account.suspended = true;
    expect((await get('/tickets')).body).toEqual(recorded('error.403.account_suspended'));
  });

  it('of webhooks and classic app events', async () => {
    const bodies: Record<string, Record<string, any>>[] = []; // eslint-disable-line @typescript-eslint/no-explicit-any -- provider bodies are read by path
    const send = async (request: Request) => {
      bodies.push((await request.json()) as (typeof bodies)[number]);
      return new Response('');
    };
    const { sandbox, post } = createClient({ webhooks: { send } });
    const simple = recorded('webhook.automation.simple.full')['freshdesk_webhook'] as object;
    sandbox.seed.rule({ url: 'https://x.example.org', on: 'create', content: Object.keys(simple) });
    sandbox.seed.app({
      url: 'https://x.example.org',
      events: ['onTicketCreate', 'onConversationCreate', 'onContactUpdate'],
    });
    await post('/tickets', base);
    await post('/tickets/1/notes', { body: 'x' });
    await sandbox.webhooks.deliver();
    const byEvent = (name: string) => bodies.find((body) => String(body['event']) === name) ?? {};
    const told = bodies.find((body) => body['freshdesk_webhook'] !== undefined) ?? {};
    expect(keysOf(told['freshdesk_webhook'] ?? {})).toEqual(keysOf(simple));
    const created = recorded('webhook.app.onTicketCreate');
    const data = created['data'] as Record<string, object>;
    expect(keysOf(byEvent('onTicketCreate'))).toEqual(keysOf(created));
    // first_response_by_bhrs belongs to business-hour reports.
    expect(keysOf(byEvent('onTicketCreate')['data']?.['ticket'])).toEqual(
      keysOf(without(data['ticket'] ?? {}, 'first_response_by_bhrs')),
    );
    expect(keysOf(byEvent('onTicketCreate')['data']?.['requester'])).toEqual(
      keysOf(data['requester'] ?? {}),
    );
    const message = recorded('webhook.app.onConversationCreate')['data'] as Record<string, object>;
    expect(keysOf(byEvent('onConversationCreate')['data']?.['conversation'])).toEqual(
      keysOf(message['conversation'] ?? {}),
    );
  });
});
