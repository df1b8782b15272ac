import { IntercomError } from 'intercom-client';
import { describe, expect, it } from 'vitest';
import { collect, failure, serveToVendorClient } from './support/vendor-client.ts';

describe('intercom-client against the served sandbox: people', () => {
  const { sandbox, adminId, client } = serveToVendorClient();
  const { seed, state } = sandbox;

  it('tags.create makes a tag', async () => {
    const tag = await client.tags.create({ name: 'Made' });
    expect(state.tags.rows.get(tag.id)?.name).toBe('Made');
  });

  it('tags.list lists them', async () => {
    const { id } = seed.tag('Listed');
    expect((await client.tags.list()).data).toContainEqual({ type: 'tag', id, name: 'Listed' });
  });

  it('tags.find gets one', async () => {
    const { id } = seed.tag('Found');
    expect(await client.tags.find({ tag_id: id })).toMatchObject({ id, name: 'Found' });
  });

  it('tags.delete deletes one', async () => {
    const { id } = seed.tag('Gone');
    await client.tags.delete({ tag_id: id });
    expect(state.tags.rows.has(id)).toBe(false);
  });

  it('tags.tagContact tags a person', async () => {
    const contact = seed.contact();
    const { id } = seed.tag('Person');
    await client.tags.tagContact({ contact_id: contact.id, id });
    expect(contact.tags).toMatchObject([{ tag_id: id }]);
  });

  it('contacts.listAttachedTags and tags.untagContact see it and take it away', async () => {
    const contact = seed.contact();
    const { id } = seed.tag('Off');
    await client.tags.tagContact({ contact_id: contact.id, id });
    const attached = await client.contacts.listAttachedTags({ contact_id: contact.id });
    expect(attached.data).toMatchObject([{ id }]);
    await client.tags.untagContact({ contact_id: contact.id, tag_id: id });
    expect(contact.tags).toEqual([]);
  });

  it('contacts.create makes a user', async () => {
    const contact = await client.contacts.create({
      email: 'made@example.org',
      external_id: 'made-1',
      name: 'Mae',
    });
    expect(contact).toMatchObject({ role: 'user', email: 'made@example.org' });
  });

  it('contacts.create again is a conflict that names the contact to update instead', async () => {
    const known = seed.contact({ email: 'upsert@example.org' });
    const error = await failure(client.contacts.create({ email: 'upsert@example.org' }));
    expect(error).toBeInstanceOf(IntercomError);
    expect(error).toMatchObject({
      statusCode: 409,
      body: {
        errors: [
          {
            code: 'conflict',
            message: `A contact matching those details already exists with id=${known.id}`,
          },
        ],
      },
    });
    const updated = await client.contacts.update({ contact_id: known.id, name: 'Una' });
    expect(updated).toMatchObject({ id: known.id, name: 'Una' });
  });

  it('contacts.find gets one', async () => {
    const { id } = seed.contact({ name: 'Fay' });
    expect(await client.contacts.find({ contact_id: id })).toMatchObject({ id, name: 'Fay' });
  });

  it('contacts.showContactByExternalId gets one by its own id', async () => {
    const { id } = seed.contact({ external_id: 'find-1' });
    const found = await client.contacts.showContactByExternalId({ external_id: 'find-1' });
    expect(found).toMatchObject({ id });
  });

  it('contacts.search walks to the end of what was found', async () => {
    for (let number = 0; number < 25; number += 1)
      seed.contact({ email: `c${number}@many.example.org` });
    const found = await client.contacts.search({
      query: { field: 'email', operator: '$', value: '@many.example.org' },
      pagination: { per_page: 10 },
    });
    expect(new Set((await collect(found)).map(({ id }) => id)).size).toBe(25);
  });

  it('contacts.list walks to the end', async () => {
    const all = await collect(await client.contacts.list({ per_page: 20 }));
    const listed = [...state.contacts.rows.values()].filter((row) => !row.archived);
    expect(new Set(all.map(({ id }) => id)).size).toBe(listed.length);
  });

  it('contacts.mergeLeadInUser leaves 410 behind', async () => {
    const lead = seed.lead({ name: 'Lea' });
    const user = seed.contact({ email: 'merge@example.org' });
    const merged = await client.contacts.mergeLeadInUser({ from: lead.id, into: user.id });
    expect(merged).toMatchObject({ id: user.id, name: 'Lea' });
    const error = await failure(client.contacts.find({ contact_id: lead.id }));
    expect(error).toMatchObject({ statusCode: 410 });
  });

  it('contacts.archive takes one out of sight', async () => {
    const { id: contact_id } = seed.contact();
    expect(await client.contacts.archive({ contact_id })).toMatchObject({ archived: true });
    expect(state.contacts.rows.get(contact_id)?.archived).toBe(true);
  });

  it('contacts.unarchive brings one back', async () => {
    const { id: contact_id } = seed.contact({ archived: true });
    expect(await client.contacts.unarchive({ contact_id })).toMatchObject({ archived: false });
  });

  it('contacts.blockContact blocks one', async () => {
    const { id: contact_id } = seed.contact();
    expect(await client.contacts.blockContact({ contact_id })).toMatchObject({ blocked: true });
  });

  it('contacts.delete deletes one', async () => {
    const { id: contact_id } = seed.contact();
    expect(await client.contacts.delete({ contact_id })).toMatchObject({ deleted: true });
    expect(state.contacts.rows.has(contact_id)).toBe(false);
  });

  it('notes.create writes a note on a contact', async () => {
    const { id: contact_id } = seed.contact();
    const note = await client.notes.create({ contact_id, body: 'Calls', admin_id: adminId });
    expect(note).toMatchObject({ type: 'note', body: '<p>Calls</p>', author: { id: adminId } });
  });

  it('notes.list reads them all', async () => {
    const { id: contact_id } = seed.contact();
    seed.note({ contact_id, body: 'Prefers e-mail' });
    const notes = await collect(await client.notes.list({ contact_id }));
    expect(notes).toMatchObject([{ body: '<p>Prefers e-mail</p>' }]);
  });

  it('notes.find gets one', async () => {
    const { id: contact_id } = seed.contact();
    const { id } = seed.note({ contact_id, body: 'Once' });
    expect(await client.notes.find({ note_id: Number(id) })).toMatchObject({ id });
  });

  it('companies.createOrUpdate makes one and changes it the second time', async () => {
    const made = await client.companies.createOrUpdate({ company_id: 'v-1', name: 'Vendor' });
    const changed = await client.companies.createOrUpdate({ company_id: 'v-1', name: 'Vendor 2' });
    expect(changed).toMatchObject({ id: made.id, name: 'Vendor 2' });
  });

  it('companies.find gets one', async () => {
    const { id } = seed.company({ name: 'Found' });
    expect(await client.companies.find({ company_id: id })).toMatchObject({ id, name: 'Found' });
  });

  it('companies.attachContact and detachContact change who belongs to it', async () => {
    const contact = seed.contact();
    const company = seed.company({ name: 'Joined' });
    const ids = { contact_id: contact.id, id: company.id };
    expect(await client.companies.attachContact(ids)).toMatchObject({ user_count: 1 });
    const left = { contact_id: contact.id, company_id: company.id };
    expect(await client.companies.detachContact(left)).toMatchObject({ user_count: 0 });
  });

  it('companies.scroll hands out pages until an empty one', async () => {
    for (let number = 0; number < 120; number += 1) seed.company({ name: `S${number}` });
    const first = await client.companies.scroll();
    expect(first.data).toHaveLength(100);
    const second = await first.getNextPage();
    expect(second.data).toHaveLength(state.companies.rows.size - 100);
    expect((await second.getNextPage()).data).toEqual([]);
  });

  it('admins.identify tells whose token it is', async () => {
    const me = await client.admins.identify();
    expect(me).toMatchObject({ id: adminId, app: { id_code: 'abc123de' } });
  });

  it('admins.list lists the teammates and the bot', async () => {
    const names = (await client.admins.list()).admins?.map((admin) => admin?.name);
    expect(names).toEqual(['Ada Admin', 'Fin']);
  });

  it('admins.find gets one', async () => {
    const admin = await client.admins.find({ admin_id: Number(adminId) });
    expect(admin).toMatchObject({ id: adminId, name: 'Ada Admin' });
  });

  it('admins.away sets one away', async () => {
    const away = { admin_id: Number(adminId), away_mode_enabled: true, away_mode_reassign: false };
    expect(await client.admins.away(away)).toMatchObject({ away_mode_enabled: true });
  });

  it('teams.list lists the teams', async () => {
    const team = seed.team({ name: 'Tier 2' });
    expect((await client.teams.list()).teams).toMatchObject([{ id: team.id, name: 'Tier 2' }]);
  });

  it('teams.find gets one', async () => {
    const team = seed.team({ name: 'Tier 3', admin_ids: [adminId] });
    expect(await client.teams.find({ team_id: team.id })).toMatchObject({
      admin_ids: [Number(adminId)],
    });
  });

  it('dataAttributes.create makes an attribute', async () => {
    // The client's type of this body knows nothing but its data type.
    const attribute = { name: 'Tier', model: 'contact', data_type: 'string' } as const;
    expect(await client.dataAttributes.create(attribute)).toMatchObject({ name: 'Tier' });
  });

  it('dataAttributes.list lists them', async () => {
    seed.dataAttribute({ name: 'Seats', model: 'contact' });
    const { data } = await client.dataAttributes.list({ model: 'contact' });
    expect(data?.map((attribute) => attribute.name)).toContain('Seats');
  });

  it('segments.list lists them', async () => {
    const segment = seed.segment({ name: 'Active' });
    expect((await client.segments.list()).segments).toMatchObject([{ id: segment.id }]);
  });

  it('subscriptionTypes.list lists them', async () => {
    const type = seed.subscriptionType({ name: 'News' });
    expect((await client.subscriptionTypes.list()).data).toMatchObject([{ id: type.id }]);
  });

  it('visitors.find gets one', async () => {
    const { user_id } = seed.visitor({ name: 'Vi' });
    expect(await client.visitors.find({ user_id })).toMatchObject({ name: 'Vi' });
  });

  it('events.create takes an event', async () => {
    const { id } = seed.contact();
    await client.events.create({ event_name: 'signed-in', created_at: 1, id });
    expect(state.events.size).toBe(1);
  });
});
