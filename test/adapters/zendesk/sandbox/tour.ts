import type { Answer, Client } from './client.ts';
import { tourPeople } from './tour-people.ts';

export interface Visit {
  readonly method: string;
  readonly path: string;
  readonly answer: Answer;
}

/** Calls every operation of the sandbox once with something to show, and keeps the answers. */
export async function tour(client: Client): Promise<Visit[]> {
  const visits: Visit[] = [];
  const visit = async (method: string, path: string, body?: unknown): Promise<Answer> => {
    const answer = await client.call(method, path, body);
    if (answer.status >= 400)
      throw new Error(`${method} ${path} answered ${answer.status}: ${answer.text}`);
    visits.push({ method, path, answer });
    return answer;
  };
  const fixtures = furnish(client);
  await tourTickets(visit, fixtures);
  await tourPeople(visit, fixtures);
  await tourSettings(visit, fixtures);
  await tourExports(visit);
  await tourWebhooks(visit);
  return visits;
}

export type VisitOne = (method: string, path: string, body?: unknown) => Promise<Answer>;
export type Fixtures = ReturnType<typeof furnish>;

function furnish({ sandbox }: Client) {
  const { seed, state } = sandbox;
  const customer = seed.user({ name: 'Cy Customer', email: 'cy@example.org', external_id: 'c-1' });
  const other = seed.user({ name: 'Di Doe', email: 'di@example.org' });
  const agent = seed.agent({ name: 'Bo Agent', email: 'bo@example.org' });
  const organization = seed.organization({ name: 'Initech', external_id: 'o-1' });
  const field = seed.ticketField({
    type: 'tagger',
    title: 'Category',
    options: [{ name: 'Bug', value: 'cat_bug' }],
  });
  const problem = seed.ticket({ properties: { type: 'problem', tags: ['vip'] } });
  const tickets = seed.tickets(6, { requesterId: customer.id });
  const dates = { created_at: '2026-01-01T00:00:00Z', updated_at: '2026-01-01T00:00:00Z' };
  state.macros.rows.set(71, {
    id: 71,
    title: 'Close',
    active: true,
    description: null,
    position: 1,
    actions: [
      { field: 'status', value: 'solved' },
      { field: 'comment_value', value: 'Bye' },
    ],
    restriction: null,
    ...dates,
  });
  state.views.rows.set(72, {
    id: 72,
    title: 'Open',
    active: true,
    position: 1,
    conditions: { all: [], any: [] },
    ...dates,
  });
  state.slaPolicies.rows.set(73, {
    id: 73,
    title: 'Gold',
    description: null,
    position: 1,
    filter: { all: [], any: [] },
    policy_metrics: [
      { priority: 'high', metric: 'first_reply_time', target: 60, business_hours: false },
    ],
    ...dates,
  });
  for (const id of [74, 75]) {
    state.suspendedTickets.rows.set(id, {
      id,
      author: { id: null, name: 'Mo', email: 'mo@example.org' },
      subject: 'Help',
      content: 'Help me',
      cause: 'Detected as spam',
      cause_id: 1,
      message_id: '<m@example.org>',
      ticket_id: null,
      via: { channel: 'email', source: { from: {}, to: {}, rel: null } },
      attachments: [],
      recipient: 'support@example.org',
      brand_id: 1,
      error_messages: null,
      ...dates,
    });
  }
  return { customer, other, agent, organization, field, problem, tickets };
}

async function tourTickets(
  visit: VisitOne,
  { customer, other, agent, problem, tickets }: Fixtures,
) {
  const [first, second, third, fourth, fifth] = tickets.map((ticket) => ticket.id);
  for (const path of [
    'tickets',
    'tickets?page[size]=2&include=users',
    'tickets/count',
    'problems',
    `tickets/${problem.id}/incidents`,
  ]) {
    await visit('GET', `/api/v2/${path}`);
  }
  const made = await visit('POST', '/api/v2/tickets', {
    ticket: {
      subject: 'New',
      comment: { body: 'Hello', public: true },
      email_ccs: [{ user_email: 'di@example.org', action: 'put' }],
      followers: [{ user_id: agent.id, action: 'put' }],
    },
  });
  const id: number = made.body.ticket.id;
  await visit('PUT', `/api/v2/tickets/${id}`, {
    ticket: { priority: 'low', comment: { body: 'Note', public: false } },
  });
  for (const path of [
    '',
    '/related',
    '/collaborators',
    '/followers',
    '/email_ccs',
    '/tags',
    '/comments',
    '/comments/count',
    '/comments?page[size]=1',
    '/audits',
    '/audits/count',
    '/metrics',
  ]) {
    await visit('GET', `/api/v2/tickets/${id}${path}`);
  }
  await visit('GET', `/api/v2/tickets/${id}/audits/${made.body.audit.id}`);
  await visit('GET', `/api/v2/tickets/show_many?ids=${first},${second}`);
  await visit('PUT', `/api/v2/tickets/${id}/tags`, { tags: ['a'] });
  await visit('POST', `/api/v2/tickets/${id}/tags`, { tags: ['b'] });
  await visit('DELETE', `/api/v2/tickets/${id}/tags`, { tags: ['b'] });
  const commentId: number = made.body.audit.events[0].id;
  await visit('PUT', `/api/v2/tickets/${id}/comments/${commentId}/redact`, { text: 'Hello' });
  await visit('PUT', `/api/v2/tickets/${id}/comments/${commentId}/make_private`);
  await visit('GET', `/api/v2/tickets/${id}/macros/71/apply`);
  const job = await visit('POST', '/api/v2/tickets/create_many', {
    tickets: [{ comment: { body: 'x' } }],
  });
  for (const path of [
    'job_statuses',
    `job_statuses/${job.body.job_status.id}`,
    `job_statuses/show_many?ids=${job.body.job_status.id}`,
  ]) {
    await visit('GET', `/api/v2/${path}`);
  }
  await visit('PUT', `/api/v2/tickets/update_many?ids=${first}`, { ticket: { priority: 'low' } });
  await visit('POST', `/api/v2/tickets/${first}/merge`, { ids: [second] });
  await visit('DELETE', `/api/v2/tickets/${third}`);
  await visit('GET', '/api/v2/deleted_tickets');
  await visit('PUT', `/api/v2/deleted_tickets/${third}/restore`);
  await visit('DELETE', `/api/v2/tickets/destroy_many?ids=${third},${fourth}`);
  await visit('PUT', `/api/v2/deleted_tickets/restore_many?ids=${third}`);
  await visit('DELETE', `/api/v2/deleted_tickets/${fourth}`);
  await visit('DELETE', `/api/v2/tickets/${third}`);
  await visit('DELETE', `/api/v2/deleted_tickets/destroy_many?ids=${third}`);
  await visit('PUT', `/api/v2/tickets/${fifth}/mark_as_spam`);
  await visit('PUT', `/api/v2/tickets/mark_many_as_spam?ids=${id}`);
  await visit('POST', '/api/v2/imports/tickets', {
    ticket: {
      requester_id: other.id,
      comments: [{ value: 'old', author_id: other.id, created_at: '2015-01-01T00:00:00Z' }],
    },
  });
  await visit('POST', '/api/v2/imports/tickets/create_many', {
    tickets: [{ requester_id: other.id, comments: [{ value: 'old' }] }],
  });
  await visit('GET', `/api/v2/users/${customer.id}/tickets/requested`);
}

async function tourSettings(visit: VisitOne, { field }: Fixtures) {
  for (const path of [
    'ticket_fields',
    'ticket_fields/count',
    `ticket_fields/${field.id}`,
    `ticket_fields/${field.id}/options`,
    'ticket_forms',
    'custom_statuses',
    'brands',
    'satisfaction_ratings',
    'satisfaction_ratings/count',
    'slas/policies',
    'slas/policies/73',
    'macros',
    'macros/active',
    'macros/71',
    'macros/71/apply',
    'views',
    'views/active',
    'views/72',
    'views/72/tickets',
    'views/72/count',
    'views/72/execute',
    'suspended_tickets',
    'suspended_tickets/74',
    'tags',
    'tags/count',
    'autocomplete/tags?name=v',
  ]) {
    await visit('GET', `/api/v2/${path}`);
  }
  const made = await visit('POST', '/api/v2/ticket_fields', {
    ticket_field: { type: 'text', title: 'Serial' },
  });
  await visit('PUT', `/api/v2/ticket_fields/${made.body.ticket_field.id}`, {
    ticket_field: { title: 'Number' },
  });
  await visit('POST', `/api/v2/ticket_fields/${field.id}/options`, {
    custom_field_option: { name: 'Idea', value: 'cat_idea' },
  });
  await visit('DELETE', `/api/v2/ticket_fields/${made.body.ticket_field.id}`);
  const status = await visit('POST', '/api/v2/custom_statuses', {
    custom_status: { status_category: 'open', agent_label: 'Busy' },
  });
  await visit('GET', `/api/v2/custom_statuses/${status.body.custom_status.id}`);
  await visit('PUT', `/api/v2/custom_statuses/${status.body.custom_status.id}`, {
    custom_status: { agent_label: 'Busier' },
  });
  await visit('PUT', '/api/v2/suspended_tickets/74/recover');
  await visit('PUT', '/api/v2/suspended_tickets/recover_many?ids=75');
  const upload = await visit('POST', '/api/v2/uploads?filename=a.json', { a: 1 });
  await visit('GET', `/api/v2/attachments/${upload.body.upload.attachment.id}`);
  await visit('DELETE', `/api/v2/uploads/${upload.body.upload.token}`);
}

async function tourExports(visit: VisitOne) {
  for (const path of [
    'incremental/tickets?start_time=1',
    'incremental/tickets/cursor?start_time=1',
    'incremental/users?start_time=1',
    'incremental/users/cursor?start_time=1',
    'incremental/organizations?start_time=1',
    'incremental/ticket_events?start_time=1',
    'incremental/ticket_metric_events?start_time=1',
    'search?query=type:ticket',
    'search/count?query=type:ticket',
    'search/export?query=vip&filter[type]=ticket&page[size]=2',
    'ticket_audits',
    'ticket_metrics',
  ]) {
    await visit('GET', `/api/v2/${path}`);
  }
}

async function tourWebhooks(visit: VisitOne) {
  const made = await visit('POST', '/api/v2/webhooks', {
    webhook: {
      name: 'Hook',
      endpoint: 'https://hook.example.org',
      http_method: 'POST',
      request_format: 'json',
      status: 'active',
      subscriptions: ['zen:event-type:user.created'],
    },
  });
  const path = `/api/v2/webhooks/${made.body.webhook.id}`;
  await visit('POST', '/api/v2/users', { user: { name: 'Seen', email: 'seen@example.org' } });
  for (const suffix of ['', '/signing_secret', '/invocations'])
    await visit('GET', `${path}${suffix}`);
  const { body } = await visit('GET', `${path}/invocations`);
  await visit('GET', `${path}/invocations/${body.invocations[0].id}/attempts`);
  await visit('GET', '/api/v2/webhooks');
  await visit('POST', '/api/v2/webhooks/test', {
    request: { endpoint: 'https://hook.example.org', payload: '{}' },
  });
  await visit('POST', `${path}/signing_secret`);
  await visit('PATCH', path, { webhook: { name: 'Renamed' } });
  await visit('PUT', path, { webhook: { name: 'Again' } });
  await visit('DELETE', path);
}
