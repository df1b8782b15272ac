import { createMemoryLedger, createMigration } from 'polydesk/migration';
import { expect, it } from 'vitest';
import { createClocks, playDesk } from './support/worlds.ts';

const AT = new Date('2026-03-02T09:00:00Z');
const PICTURE = Uint8Array.from([137, 80, 78, 71, 1, 2, 3]);
const ELSEWHERE = 'https://images.example.net/logo.png';

it.each(['intercom', 'freshdesk'] as const)(
  'carries images that stand in a text of Zendesk to %s, and leaves those of others where they are',
  async (to) => {
    const { clock, patient } = createClocks();
    const source = await playDesk('zendesk', clock);
    const target = await playDesk(to, clock, { empty: true });
    const { adapter, directory } = source;
    const [requester = ''] = directory.contacts.values();
    const [authorId = ''] = directory.agents.values();
    const start = await adapter.imports?.ticket?.({
      subject: 'A picture',
      requester: { id: requester },
      status: 'open',
      createdAt: AT,
      messages: [
        {
          visibility: 'public',
          body: { text: 'Hello' },
          authorId: requester,
          authorKind: 'customer',
          createdAt: AT,
        },
        {
          visibility: 'internal',
          body: { text: 'The file' },
          authorId,
          authorKind: 'agent',
          createdAt: new Date(AT.getTime() + 60_000),
          attachments: [{ fileName: 'screen shot.png', contentType: 'image/png', data: PICTURE }],
        },
      ],
    });
    const id = start?.value.id ?? '';
    const [, withFile] = await adapter.messages.list(id).toArray({ limit: 10 });
    const [file] = withFile?.attachments ?? [];
    // Quoted in another message, as editors do: in its text, and not among its attachments.
    const address = (file?.url ?? '').replaceAll('&', '&amp;');
    const html = `<p>See <img alt="" src="${address}"> and <img src="${ELSEWHERE}">.</p>`;
    await adapter.messages.note?.(id, { body: { html } });
    clock.advance(3_600_000);

    const ledger = createMemoryLedger();
    const desks = { from: adapter, to: target.adapter };
    const migration = createMigration({ ...desks, ledger, clock: patient, silence: 'confirmed' });
    for await (const { phase } of migration.run()) expect(phase).toBe('run');
    for await (const { phase } of migration.verify()) expect(phase).toBe('verify');

    const item = await ledger.item('ticket', id);
    expect(item).toMatchObject({ state: 'verified', differences: [] });
    expect(item?.losses.map(({ reason }) => reason)).toContain(
      'An image in the text is among the attachments now.',
    );
    const there = await target.adapter.messages.list(item?.target ?? '').toArray({ limit: 10 });
    const quoting = there.find(({ bodyHtml, bodyText }) =>
      (bodyHtml ?? bodyText ?? '').includes('See'),
    );
    expect(quoting?.bodyHtml).toContain('[screen shot.png]');
    expect(quoting?.bodyHtml).toContain(ELSEWHERE);
    expect(quoting?.bodyHtml).not.toContain('/attachments/token/');
    const url = quoting?.attachments[0]?.url ?? null;
    const carried = await target.adapter.attachments?.download?.({ url });
    expect([...(carried?.data ?? [])]).toEqual([...PICTURE]);
  },
);
