import { describe, expect, it } from 'vitest';
import { ask, failure, useVendorDesk } from './support/vendor-client.ts';

describe('freshdesk-api against the people and settings of the served sandbox', () => {
  const desk = useVendorDesk();

  it('createContact, getContact and updateContact carry a contact', async () => {
    const given = { name: 'Cy Clark', email: 'cy@example.org', tags: ['a'] };
    const made = await ask((done) => desk.client.createContact(given, done));
    const { id } = made.data;
    const changes = { job_title: 'Lead' };
    await ask((done) => desk.client.updateContact(id, changes, done));
    const { data } = await ask((done) => desk.client.getContact(id, done));
    expect(data).toMatchObject({ name: 'Cy Clark', job_title: 'Lead', tags: ['a'] });
  });

  it('listAllContacts by address makes an upsert of two calls', async () => {
    const upsert = async (email: string, fields: object): Promise<number> => {
      const found = await ask((done) => desk.client.listAllContacts({ email }, done));
      const id: number | undefined = found.data[0]?.id;
      const answer = await ask((done) =>
        id === undefined
          ? desk.client.createContact({ email, ...fields }, done)
          : desk.client.updateContact(id, fields, done),
      );
      return answer.data.id;
    };
    const first = await upsert('di+test@example.org', { name: 'Di' });
    const second = await upsert('di+test@example.org', { name: 'Diana' });
    expect(second).toBe(first);
    expect(desk.sandbox.state.users.rows.get(first)?.name).toBe('Diana');
  });

  it('deleteContact trashes a contact and makeAgent promotes one', async () => {
    const gone = desk.sandbox.seed.contact({ name: 'Gone', email: 'gone@example.org' });
    const bo = desk.sandbox.seed.contact({ name: 'Bo', email: 'bo@example.org' });
    await ask((done) => desk.client.deleteContact(gone.id, done));
    expect(gone.deleted).toBe(true);
    const { data } = await ask((done) => desk.client.makeAgent(bo.id, done));
    expect(data).toMatchObject({ id: bo.id, agent: { ticket_scope: 1 } });
  });

  it('filterContacts and listAllContactFields read contacts and their fields', async () => {
    desk.sandbox.seed.contact({ name: 'Cy', email: 'cy@example.org', tags: ['gold'] });
    const found = await ask((done) => desk.client.filterContacts("tag:'gold'", done));
    expect(found.data).toMatchObject({ total: 1, results: [{ name: 'Cy' }] });
    const fields = await ask((done) => desk.client.listAllContactFields(done));
    expect(fields.data.map((field: { name: string }) => field.name)).toContain('email');
  });

  it('companies are created, read, changed, searched, listed and deleted', async () => {
    const given = { name: 'Globex', domains: ['globex.example.org'] };
    const made = await ask((done) => desk.client.createCompany(given, done));
    const { id } = made.data;
    await ask((done) => desk.client.updateCompany(id, { note: 'vip' }, done));
    const read = await ask((done) => desk.client.getCompany(id, done));
    expect(read.data).toMatchObject({ name: 'Globex', note: 'vip' });
    const found = await ask((done) => desk.client.searchCompany({ name: 'glo' }, done));
    expect(found.data).toEqual({ companies: [{ id, name: 'Globex' }] });
    const listed = await ask((done) => desk.client.listAllCompanies({}, done));
    expect(listed.data).toHaveLength(1);
    await ask((done) => desk.client.deleteCompany(id, done));
    expect(desk.sandbox.state.companies.rows.size).toBe(0);
  });

  it('currentAgent, listAllAgents and getAgent read the staff', async () => {
    const bo = desk.sandbox.seed.agent({ name: 'Bo', email: 'bo@acme.example.com' });
    const me = await ask((done) => desk.client.currentAgent(done));
    expect(me.data.contact.email).toBe('admin@acme.example.com');
    const all = await ask((done) => desk.client.listAllAgents({}, done));
    expect(all.data.map((agent: { id: number }) => agent.id)).toContain(bo.id);
    const one = await ask((done) => desk.client.getAgent(bo.id, done));
    expect(one.data.group_ids).toEqual(bo.agent.group_ids);
  });

  it('listAllTicketFields names groups, which the client has no call for', async () => {
    desk.sandbox.seed.group({ name: 'Billing' });
    const asked = { type: 'default_group' };
    const { data } = await ask((done) => desk.client.listAllTicketFields(asked, done));
    expect(Object.keys(data[0].choices)).toEqual(['Customer Support', 'Billing']);
  });

  it('listAllRoles and getRole read roles', async () => {
    const { data } = await ask((done) => desk.client.listAllRoles(done));
    expect(data.map((role: { name: string }) => role.name)).toContain('Agent');
    const one = await ask((done) => desk.client.getRole(data[0].id, done));
    expect(one.data.name).toBe('Account Administrator');
  });

  it('time entries are written, listed, stopped and deleted', async () => {
    const { id } = await desk.create();
    const given = { time_spent: '01:30', note: 'call' };
    const made = await ask((done) => desk.client.createTimeEntry(id, given, done));
    const entry = made.data.id;
    expect(made.data).toMatchObject({ time_spent_in_seconds: 5400, timer_running: false });
    await ask((done) => desk.client.toggleTimer(entry, done));
    desk.sandbox.clock.advance(103_000);
    const stopped = await ask((done) => desk.client.toggleTimer(entry, done));
    expect(stopped.data).toMatchObject({ time_spent: '01:31', time_spent_in_seconds: 5503 });
    const change = { billable: false };
    await ask((done) => desk.client.updateTimeEntry(entry, change, done));
    const listed = await ask((done) => desk.client.listAllTicketTimeEntries(id, done));
    expect(listed.data[0]).toMatchObject({ id: entry, billable: false });
    await ask((done) => desk.client.deleteTimeEntry(entry, done));
    expect(desk.sandbox.state.timeEntries.rows.size).toBe(0);
  });

  it('solutions are written from category to article and searched', async () => {
    const named = { name: 'General', description: '' };
    const category = await ask((done) => desk.client.createSolutionCategory(named, done));
    const inside = await ask((done) =>
      desk.client.createSolutionFolder(category.data.id, { name: 'FAQ', visibility: 1 }, done),
    );
    const article = { title: 'Reset', description: '<p>How to reset</p>', status: 2, type: 1 };
    const made = await ask((done) =>
      desk.client.createSolutionArticle(inside.data.id, article, done),
    );
    expect(made.data.hierarchy.map((level: { data: { name: string } }) => level.data.name)).toEqual(
      ['General', 'FAQ'],
    );
    const found = await ask((done) => desk.client.searchSolutionArticles('reset', done));
    expect(found.data[0]).toMatchObject({ id: made.data.id, folder_name: 'FAQ' });
  });

  it('getSettings reads the languages', async () => {
    const { data } = await ask((done) => desk.client.getSettings(done));
    expect(data.primary_language).toBe('en');
  });

  it('a taken address is a FreshdeskError with status 409', async () => {
    const known = desk.sandbox.seed.contact({ name: 'Cy', email: 'cy@example.org' });
    const given = { name: 'Cy', email: 'cy@example.org' };
    const error = await failure((done) => desk.client.createContact(given, done));
    expect(error.status).toBe(409);
    expect(error.data).toMatchObject({
      errors: [{ code: 'duplicate_value', additional_info: { user_id: known.id } }],
    });
  });
});
