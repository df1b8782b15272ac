import { describe, expect, it } from 'vitest';
import { IMAGE } from '../../src/migration/translate/images.ts';
import { openSmallWorld, over, ticketsOf, whole } from './support/small-world.ts';
import type { PlayedDesk } from './support/worlds.ts';

interface Seed {
  ticket(ticket: Readonly<Record<string, unknown>>): { readonly id: number };
}

const AT = new Date('2026-03-02T09:00:00Z');
const PICTURE = Uint8Array.from([137, 80, 78, 71, 9, 8, 7]);
const DATA = `data:image/png;base64,${btoa(String.fromCharCode(...PICTURE))}`;

function seed({ sandbox, directory }: PlayedDesk, ticket: Readonly<Record<string, unknown>>) {
  // Safe: every sandbox of Freshdesk has this.
  const seeds = (sandbox as unknown as { readonly seed: Seed }).seed;
  const [requester] = directory.contacts.values();
  const fixed = { subject: 'Odd', requesterId: Number(requester), createdAt: AT, updatedAt: AT };
  return `freshdesk:acme:${seeds.ticket({ ...fixed, ...ticket }).id}`;
}

async function carry(ticket: Readonly<Record<string, unknown>>) {
  const world = await openSmallWorld('freshdesk', 'zendesk');
  const id = seed(world.source, ticket);
  world.advance(3_600_000);
  const migration = world.migrate();
  await whole(migration.run());
  await whole(migration.verify());
  const item = await world.ticket(id);
  const { adapter } = world.target;
  const [message] = await adapter.messages.list(item?.target ?? '').toArray({ limit: 10 });
  return { item, message, adapter };
}

describe('one odd file', () => {
  it('that is empty is a loss of that file', async () => {
    const files = [
      { name: 'empty.txt', content: '' },
      { name: 'full.txt', content: 'x' },
    ];
    const { item, message } = await carry({ description: '<p>Two files</p>', files });
    expect(item).toMatchObject({ state: 'verified', error: null });
    expect(item?.losses).toContainEqual(
      expect.objectContaining({
        type: 'dropped',
        field: 'attachments',
        reason: 'The file is empty.',
      }),
    );
    expect(message?.attachments.map(({ fileName }) => fileName)).toEqual(['full.txt']);
  });

  it('that the source refuses for good is a loss of that file', async () => {
    const src = 'https://attachment.freshdesk.com/inline/attachment?token=abc';
    const { item, message } = await carry({ description: `<p>see <img src="${src}"> here</p>` });
    expect(item).toMatchObject({ state: 'verified', error: null });
    expect(item?.losses.map(({ field, reason }) => `${field}: ${reason}`)).toContain(
      'attachments: The source refuses to give this file (provider_rejected).',
    );
    expect(message?.attachments).toEqual([]);
    expect(message?.bodyText).toContain('here');
  });

  it('that the target refuses for good is a loss of that file, also when its bytes are not kept', async () => {
    const world = await openSmallWorld('freshdesk', 'zendesk');
    const files = ['good.txt', 'bad.txt', 'last.txt'].map((name) => ({ name, content: name }));
    const id = seed(world.source, { description: '<p>Three files</p>', files });
    world.advance(3_600_000);
    const to = over(world.target, ({ url }) =>
      new URL(url).searchParams.get('filename') === 'bad.txt'
        ? Promise.resolve(Response.json({ error: 'RecordInvalid' }, { status: 422 }))
        : null,
    );
    const migration = world.migrate({ to, fileBytes: 1 });
    await whole(migration.run());
    await whole(migration.verify());
    const item = await world.ticket(id);
    expect(item).toMatchObject({ state: 'verified', error: null, differences: [] });
    expect(item?.losses.map(({ field, reason }) => `${field}: ${reason}`)).toContain(
      'attachments: The target refuses this file.',
    );
    const thread = await world.target.adapter.messages
      .list(item?.target ?? '')
      .toArray({ limit: 10 });
    const carried = thread.flatMap(({ attachments }) => attachments);
    expect(carried.map(({ fileName }) => fileName)).toEqual(['good.txt', 'last.txt']);
    expect(await ticketsOf(world.target)).toHaveLength(1);
  });

  it('whose bytes stand in the text is an attachment', async () => {
    const { item, message, adapter } = await carry({
      description: `<p>see <img alt="a>b" src="${DATA}"> here</p>`,
    });
    expect(item).toMatchObject({ state: 'verified', error: null });
    expect(message?.bodyHtml).toContain('see [image-1.png] here');
    const [file] = message?.attachments ?? [];
    const carried = await adapter.attachments?.download?.({ url: file?.url ?? null });
    expect([...(carried?.data ?? [])]).toEqual([...PICTURE]);
  });
});

it('an image is found to its end, also with a > in quotes and with quotes that never end', () => {
  const found = (html: string): readonly string[] => [...html.matchAll(IMAGE)].map(([tag]) => tag);
  expect(found('<img alt="a>b" src="x"> c')).toEqual(['<img alt="a>b" src="x">']);
  expect(found("<img alt='1 > 0'> c > d")).toEqual(["<img alt='1 > 0'>"]);
  expect(found('<img alt="a> b')).toEqual(['<img alt="a>']);
  expect(found('<img "'.repeat(50_000))).toEqual([]);
});
