import type { Ledger } from 'polydesk/migration';
import { expect } from 'vitest';
import { type Mess, PICTURE } from './messy.ts';
import type { PlayedDesk } from './worlds.ts';

/** Where the mess is told apart from what `verify` says of it: read at the target, by hand. */
export async function expectMess(
  mess: Mess,
  { source, target, ledger }: { source: PlayedDesk; target: PlayedDesk; ledger: Ledger },
): Promise<void> {
  const { adapter, provider } = target;
  const read = async (id: string) => {
    const item = await ledger.item('ticket', id);
    const ticket = await adapter.tickets.get(item?.target ?? '');
    const messages = await adapter.messages.list(ticket.id).toArray({ limit: 1000 });
    const text = messages.map(({ bodyHtml, bodyText }) => `${bodyHtml} ${bodyText}`).join('\n');
    return { item, ticket, messages, text };
  };

  for (const id of mess.pictured) {
    const { messages } = await read(id);
    const quoting = messages.find(({ bodyText }) => bodyText?.includes('See [screen shot.png]'));
    const url = quoting?.attachments[0]?.url ?? null;
    const file = await adapter.attachments?.download?.({ url });
    expect([...(file?.data ?? [])]).toEqual([...PICTURE]);
  }
  for (const [id, address] of mess.copied) {
    const { ticket, text, item } = await read(id);
    if (provider === 'zendesk') {
      const copies = ticket.participants.filter(({ role }) => role === 'cc');
      expect(copies.map(({ email }) => email)).toEqual([address]);
    } else {
      expect(text).toContain(`In copy: ${address}`);
      expect(item?.losses.map(({ field }) => field)).toContain('cc');
    }
  }
  for (const id of mess.ownStatus) {
    const { ticket, text, item } = await read(id);
    const { nativeStatus } = await source.adapter.tickets.get(id);
    if (ticket.nativeStatus?.label === nativeStatus?.label) continue;
    expect(text).toContain(`Status: ${nativeStatus?.label}`);
    expect(item?.losses.map(({ field }) => field)).toContain('nativeStatus');
  }
  for (const id of mess.orphaned) {
    const { ticket } = await read(id);
    expect(ticket.requester.name).toMatch(/^Gone \d+$/);
    const requester = (await source.adapter.tickets.get(id)).requester.id ?? '';
    // What Intercom archives can still be read.
    const isLeft = await source.adapter.contacts?.get?.(requester).then(
      ({ isDeleted }) => !isDeleted,
      () => false,
    );
    if (isLeft === true) continue;
    const contact = await ledger.item('contact', requester);
    expect(contact?.losses.map(({ reason }) => reason)).toContain(
      'The source has deleted this contact: a stand-in has its name.',
    );
  }
  for (const [id, ...others] of mess.leading) {
    const { text } = await read(id);
    for (const other of others) expect(text).toContain((await read(other)).ticket.url);
  }
  for (const [incident, problem] of mess.incidents) {
    const { ticket, text } = await read(incident);
    const { ticket: fault } = await read(problem);
    if (provider === 'zendesk') {
      expect(ticket.links).toEqual([{ kind: 'problem', ticketId: fault.id, url: null }]);
      expect([ticket.category, fault.category]).toEqual(['incident', 'problem']);
    } else {
      expect(text).toContain(`Linked (problem): ${fault.url}`);
    }
  }
}
