import type { Client } from './client.ts';
import type { People, VisitOne } from './tour.ts';

/** Teammates, contacts, companies, tags and visitors. */
export async function tourPeople(visit: VisitOne, client: Client): Promise<People> {
  const { adminId, sandbox } = client;
  const { seed } = sandbox;
  await visit('GET', '/me');
  await visit('GET', '/admins');
  await visit('GET', `/admins/${adminId}`);
  const reason = seed.awayReason('Holiday');
  await visit('GET', '/away_status_reasons');
  await visit('PUT', `/admins/${adminId}/away`, {
    away_mode_enabled: true,
    away_mode_reassign: false,
    away_status_reason_id: Number(reason.id),
  });
  const team = seed.team({ name: 'Tier 1', admin_ids: [adminId] });
  await visit('GET', '/teams');
  await visit('GET', `/teams/${team.id}`);
  const tag = await visit('POST', '/tags', { name: 'VIP' });
  await visit('GET', '/tags');
  await visit('GET', `/tags/${tag.body.id}`);
  const spare = await visit('POST', '/tags', { name: 'Spare' });
  await visit('DELETE', `/tags/${spare.body.id}`);
  const people = await tourContacts(visit, client, tag.body.id);
  await tourCompanies(visit, client, people, tag.body.id);
  const visitor = seed.visitor({ name: 'Vi', email: 'vi@example.org' });
  await visit('GET', `/visitors?user_id=${visitor.user_id}`);
  await visit('PUT', '/visitors', { id: visitor.id, name: 'Vi Visitor' });
  await visit('POST', '/visitors/convert', {
    type: 'lead',
    visitor: { user_id: visitor.user_id },
  });
  return { ...people, tagId: tag.body.id };
}

async function tourContacts(visit: VisitOne, { adminId, sandbox }: Client, tagId: string) {
  const { seed } = sandbox;
  seed.dataAttribute({ name: 'plan_tier', model: 'contact' });
  const made = await visit('POST', '/contacts', {
    email: 'cy@example.org',
    external_id: 'c-1',
    name: 'Cy & Co',
    phone: '+15551234567',
    avatar: 'https://files.example.org/cy.png',
    owner_id: adminId,
    custom_attributes: { plan_tier: 'gold' },
  });
  const id = made.body.id;
  const at = `/contacts/${id}`;
  await visit('GET', at);
  await visit('PUT', at, { name: 'Cy Customer', language_override: 'en' });
  await visit('GET', '/contacts/find_by_external_id/c-1');
  const lead = seed.lead({ email: 'cy@example.org' });
  await visit('POST', '/contacts/merge', { from: lead.id, into: id });
  await visit('GET', `${at}/merge_history`);
  const other = seed.contact({ email: 'di@example.org', name: 'Di Doe' });
  await visit('GET', '/contacts?per_page=1');
  await visit('POST', '/contacts/search', {
    query: { field: 'email', operator: '=', value: 'di@example.org' },
  });
  seed.segment({ name: 'Active', contact_ids: [id] });
  await visit('GET', '/segments?include_count=true');
  await visit('GET', `/segments/${[...sandbox.state.segments.rows.keys()][0]}`);
  await visit('GET', `${at}/segments`);
  const newsletter = seed.subscriptionType({ name: 'Newsletter', consent_type: 'opt_in' });
  await visit('GET', '/subscription_types');
  await visit('POST', `${at}/subscriptions`, { id: newsletter.id, consent_type: 'opt_in' });
  await visit('GET', `${at}/subscriptions`);
  await visit('DELETE', `${at}/subscriptions/${newsletter.id}`);
  const note = await visit('POST', `${at}/notes`, { body: 'Prefers e-mail', admin_id: adminId });
  await visit('GET', `${at}/notes`);
  await visit('GET', `/notes/${note.body.id}`);
  await visit('POST', `${at}/tags`, { id: tagId });
  await visit('GET', `${at}/tags`);
  await visit('DELETE', `${at}/tags/${tagId}`);
  await visit('POST', '/events', { event_name: 'signed-in', id, created_at: 1_772_442_000 });
  const gone = seed.contact({ email: 'gone@example.org' });
  await visit('POST', `/contacts/${gone.id}/archive`);
  await visit('POST', `/contacts/${gone.id}/unarchive`);
  await visit('POST', `/contacts/${gone.id}/block`);
  await visit('DELETE', `/contacts/${gone.id}`);
  return { userId: id, otherId: other.id };
}

async function tourCompanies(
  visit: VisitOne,
  { adminId }: Client,
  { userId }: { readonly userId: string },
  tagId: string,
) {
  const made = await visit('POST', '/companies', {
    company_id: 'initech',
    name: 'Initech',
    plan: 'Pro',
    size: 40,
    website: 'https://initech.example.org',
    industry: 'Software',
    monthly_spend: 900,
    remote_created_at: 1_700_000_000,
    custom_attributes: { region: 'west' },
  });
  const id = made.body.id;
  await visit('POST', `/contacts/${userId}/companies`, { id });
  await visit('GET', `/contacts/${userId}/companies`);
  await visit('GET', '/companies');
  await visit('GET', '/companies?company_id=initech');
  await visit('POST', '/companies/list');
  const scroll = await visit('GET', '/companies/scroll');
  await visit('GET', `/companies/scroll?scroll_param=${scroll.body.scroll_param}`);
  await visit('GET', `/companies/${id}`);
  await visit('PUT', `/companies/${id}`, { name: 'Initech Ltd' });
  await visit('GET', `/companies/${id}/contacts`);
  await visit('GET', `/companies/${id}/segments`);
  await visit('POST', `/companies/${id}/notes`, { body: 'Large', admin_id: adminId });
  await visit('GET', `/companies/${id}/notes`);
  await visit('POST', '/tags', { name: 'VIP', companies: [{ id }] });
  await visit('POST', '/tags', { name: 'VIP', users: [{ id: userId }] });
  await visit('DELETE', `/contacts/${userId}/companies/${id}`);
  await visit('DELETE', `/companies/${id}`);
  return tagId;
}
