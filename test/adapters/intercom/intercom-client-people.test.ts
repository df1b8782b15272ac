import { IntercomError } from 'intercom-client';
import { describe, expect, it } from 'vitest';
import { collect, failure, serveToVendorClient } from './support/vendor-client.ts';

describe('intercom-client against the served sandbox: people', () => {
  const { sandbox, adminId, client } = serveToVendorClient();
  const { seed, state } = sandbox;

  it('tags.create, tags.list and tags.delete keep the workspace’s tags', async () => {
    const tag = await client.tags.create({ name: 'From the client' });
    expect((await client.tags.list()).data).toContainEqual({
      type: 'tag',
      id: tag.id,
      name: 'From the client',
    });
    await client.tags.delete({ tag_id: tag.id });
    expect(state.tags.rows.has(tag.id)).toBe(false);
  });

  it('tags.tagContact and tags.untagContact do the same for people', async () => {
    const contact = seed.contact();
    const { id } = seed.tag('Person');
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

  it('contacts.find and contacts.showContactByExternalId get one', async () => {
    const { id } = seed.contact({ external_id: 'find-1' });
    expect(await client.contacts.find({ contact_id: id })).toMatchObject({ id });
    expect(await client.contacts.showContactByExternalId({ external_id: 'find-1' })).toMatchObject({
      id,
    });
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

  it('contacts.archive, unarchive, blockContact and delete answer what they did', async () => {
    const { id: contact_id } = seed.contact();
    expect(await client.contacts.archive({ contact_id })).toMatchObject({ archived: true });
    expect(await client.contacts.unarchive({ contact_id })).toMatchObject({ archived: false });
    expect(await client.contacts.blockContact({ contact_id })).toMatchObject({ blocked: true });
    expect(await client.contacts.delete({ contact_id })).toMatchObject({ deleted: true });
  });

  it('notes.create and notes.list keep notes on a contact', async () => {
    const { id: contact_id } = seed.contact();
    await client.notes.create({ contact_id, body: 'Prefers e-mail', admin_id: adminId });
    const notes = await collect(await client.notes.list({ contact_id }));
    expect(notes).toMatchObject([{ body: '<p>Prefers e-mail</p>' }]);
  });

  it('companies.createOrUpdate, find and attachContact keep companies', async () => {
    const contact = seed.contact();
    const company = await client.companies.createOrUpdate({ company_id: 'v-1', name: 'Vendor' });
    await client.companies.attachContact({ contact_id: contact.id, id: company.id });
    expect(await client.companies.find({ company_id: company.id })).toMatchObject({
      name: 'Vendor',
      user_count: 1,
    });
  });

  it('companies.scroll hands out pages until an empty one', async () => {
    for (let number = 0; number < 120; number += 1) seed.company({ name: `S${number}` });
    const first = await client.companies.scroll();
    expect(first.data).toHaveLength(100);
    const second = await first.getNextPage();
    expect(second.data).toHaveLength(state.companies.rows.size - 100);
    expect((await second.getNextPage()).data).toEqual([]);
  });

  it('admins.identify, list, find and away know the teammates', async () => {
    expect(await client.admins.identify()).toMatchObject({
      id: adminId,
      app: { id_code: 'abc123de' },
    });
    expect((await client.admins.list()).admins).toHaveLength(2);
    const id = Number(adminId);
    expect(await client.admins.find({ admin_id: id })).toMatchObject({ name: 'Ada Admin' });
    const away = { admin_id: id, away_mode_enabled: true, away_mode_reassign: false };
    expect(await client.admins.away(away)).toMatchObject({ away_mode_enabled: true });
  });

  it('teams.list and teams.find know the teams', async () => {
    const team = seed.team({ name: 'Tier 2', admin_ids: [adminId] });
    expect((await client.teams.list()).teams).toMatchObject([{ id: team.id }]);
    expect(await client.teams.find({ team_id: team.id })).toMatchObject({
      admin_ids: [Number(adminId)],
    });
  });

  it('dataAttributes, segments, subscriptionTypes, visitors and events are served', async () => {
    const contact = seed.contact();
    // The client's type of this body knows nothing but its data type.
    const attribute = { name: 'Tier', model: 'contact', data_type: 'string' } as const;
    const made = await client.dataAttributes.create(attribute);
    expect((await client.dataAttributes.list({ model: 'contact' })).data).toContainEqual(
      expect.objectContaining({ id: made.id }),
    );
    const segment = seed.segment({ name: 'Active', contact_ids: [contact.id] });
    expect((await client.segments.list()).segments).toMatchObject([{ id: segment.id }]);
    const type = seed.subscriptionType({ name: 'News' });
    expect((await client.subscriptionTypes.list()).data).toMatchObject([{ id: type.id }]);
    const { user_id } = seed.visitor({ name: 'Vi' });
    expect(await client.visitors.find({ user_id })).toMatchObject({ name: 'Vi' });
    await client.events.create({ event_name: 'signed-in', created_at: 1, id: contact.id });
    expect(state.events.size).toBe(1);
  });
});
