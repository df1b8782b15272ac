import type { PlayedDesk, Provider } from './worlds.ts';

/** What was made of a desk's tickets, by their ids. */
export interface Mess {
  /** Tickets that came to those that were there. */
  readonly added: readonly string[];
  readonly merged: readonly string[];
  readonly pictured: readonly string[];
  /** Somebody is in copy, with this address. */
  readonly copied: readonly (readonly [id: string, address: string])[];
  /** In a status that the desk's owner has made. */
  readonly ownStatus: readonly string[];
  /** Of somebody whose record is deleted. */
  readonly orphaned: readonly string[];
  /** Texts lead to an earlier ticket and to a later one: the texts' tickets, and the two that they lead to. */
  readonly leading: readonly (readonly [id: string, earlier: string, later: string])[];
  /** Tickets of one fault, and the ticket of the fault. */
  readonly incidents: readonly (readonly [incident: string, problem: string])[];
}

type Call = Readonly<{ desk: PlayedDesk; ids: readonly string[] }>;

/** The bytes of the picture that texts show. */
export const PICTURE = Uint8Array.from([137, 80, 78, 71, 9, 8, 7]);
const COPY = 'in.copy@copies.example.org';

/** What each desk has its own way for. */
interface Hands {
  /** Puts somebody into copy; answers the ticket that it is about, and the address. */
  copy(desk: PlayedDesk, id: string): Promise<readonly [id: string, address: string]>;
  /** Has one ticket stand for the fault that the others tell of; answers it, or `null`. */
  gather(desk: PlayedDesk, ids: readonly string[]): Promise<string | null>;
}

const native = (id: string): number => Number(id.split(':').at(-1));

const HANDS: Readonly<Record<Provider, Hands>> = {
  zendesk: {
    async copy({ adapter }, id) {
      await adapter.request({
        method: 'PUT',
        path: `/api/v2/tickets/${native(id)}`,
        body: { ticket: { email_ccs: [{ user_email: COPY, action: 'put' }] } },
      });
      return [id, COPY];
    },
    async gather({ adapter }, [problem = '', ...incidents]) {
      await adapter.tickets.update?.(problem, { category: 'problem' });
      for (const incident of incidents) {
        const providerOptions = { zendesk: { problem_id: native(problem) } };
        await adapter.tickets.update?.(incident, { category: 'incident', providerOptions });
      }
      return problem;
    },
  },
  intercom: {
    async copy({ adapter, directory }, id) {
      const [, someone = ''] = directory.contacts.values();
      const [admin = ''] = directory.agents.values();
      const contact = await adapter.contacts?.get?.(someone);
      await adapter.request({
        method: 'POST',
        path: `/conversations/${id.split(':').at(-1)}/customers`,
        body: { admin_id: admin, customer: { intercom_user_id: someone } },
      });
      return [id, contact?.emails[0]?.address ?? ''];
    },
    // Only tickets can gather conversations, and only conversations are read here.
    gather: async () => null,
  },
  freshdesk: {
    // Who is in copy is said when a ticket is made, and never again.
    async copy({ adapter, directory }) {
      const [requester = ''] = directory.contacts.values();
      const made = await adapter.tickets.create?.({
        subject: 'With a copy',
        requester: { id: requester },
        message: { body: { text: 'Please keep us both in the loop.' }, visibility: 'public' },
        cc: [COPY],
      });
      return [made?.value.id ?? '', COPY];
    },
    async gather({ adapter, directory }, incidents) {
      const [requester = ''] = directory.contacts.values();
      const made = await adapter.tickets.create?.({
        subject: 'The fault behind them',
        requester: { id: requester },
        message: { body: { text: 'All of these are one fault.' }, visibility: 'public' },
        providerOptions: { freshdesk: { related_ticket_ids: incidents.map(native) } },
      });
      return made?.value.id ?? null;
    },
  },
};

/** A note with a file, and one that shows the file in its text, as editors do. */
async function showPicture({ adapter }: PlayedDesk, id: string): Promise<void> {
  const attachments = [{ fileName: 'screen shot.png', contentType: 'image/png', data: PICTURE }];
  const { value } = (await adapter.messages.note?.(id, {
    body: { text: 'The screen' },
    attachments,
  })) ?? { value: null };
  const listed = await adapter.messages.list(id).toArray({ limit: 1000 });
  const file = listed.find((one) => one.id === value?.id)?.attachments[0];
  const address = (file?.url ?? '').replaceAll('&', '&amp;');
  await adapter.messages.note?.(id, {
    body: { html: `<p>See <img alt="" src="${address}">.</p>` },
  });
}

/** A ticket of somebody whose record is deleted then. */
async function leaveOrphan({ adapter }: PlayedDesk, number: number): Promise<string> {
  const email = `gone.${number}@left.example.org`;
  const contact = await adapter.contacts?.create?.({ name: `Gone ${number}`, email });
  const id = contact?.value.id ?? '';
  const createdAt = new Date(Date.parse('2026-01-15T10:00:00Z') + number * 60_000);
  const made = await adapter.imports?.ticket?.({
    subject: `Goodbye ${number}`,
    requester: { id },
    status: 'closed',
    createdAt,
    messages: [
      {
        visibility: 'public',
        body: { text: `Please delete my account. ${number}` },
        authorId: id,
        authorKind: 'customer',
        createdAt,
      },
    ],
  });
  await adapter.contacts?.delete?.(id);
  return made?.value.id ?? '';
}

async function lead(
  { adapter }: PlayedDesk,
  id: string,
  others: readonly [string, string],
): Promise<void> {
  const addresses = [];
  for (const other of others) addresses.push((await adapter.tickets.get(other)).url ?? '');
  const links = addresses.map((address) => `<a href="${address}">that one</a>`).join(' and ');
  await adapter.messages.note?.(id, { body: { html: `<p>The same as ${links}.</p>` } });
}

/**
 * What years of work do to tickets: merges, copies, pictures in texts, statuses of the desk's own, people who
 * were deleted, references back and forth, one fault behind several tickets. Every tenth ticket gets each.
 */
export async function makeMessy({ desk, ids }: Call): Promise<Mess> {
  const { adapter, directory, provider } = desk;
  const hands = HANDS[provider];
  const [ownStatus] = directory.statuses.values();
  const mess = {
    added: [] as string[],
    merged: [] as string[],
    pictured: [] as string[],
    copied: [] as (readonly [string, string])[],
    ownStatus: [] as string[],
    orphaned: [] as string[],
    leading: [] as (readonly [string, string, string])[],
    incidents: [] as (readonly [string, string])[],
  };
  for (let start = 0; start + 10 <= ids.length; start += 10) {
    const at = (index: number): string => ids[start + index] ?? '';
    await showPicture(desk, at(2));
    mess.pictured.push(at(2));
    const copied = await hands.copy(desk, at(3));
    mess.copied.push(copied);
    if (copied[0] !== at(3)) mess.added.push(copied[0]);
    if (ownStatus !== undefined) {
      await adapter.tickets.update?.(at(4), { nativeStatusId: ownStatus });
      mess.ownStatus.push(at(4));
    }
    const orphan = await leaveOrphan(desk, start);
    mess.orphaned.push(orphan);
    mess.added.push(orphan);
    await lead(desk, at(5), [at(4), at(8)]);
    mess.leading.push([at(5), at(4), at(8)]);
    const gathered = [at(6), at(7)];
    const problem = await hands.gather(desk, gathered);
    if (problem !== null) {
      const incidents = gathered.filter((id) => id !== problem);
      mess.incidents.push(...incidents.map((id) => [id, problem] as const));
      if (!gathered.includes(problem)) mess.added.push(problem);
    }
    // Last: a merge closes for good.
    await adapter.tickets.merge?.(at(0), [at(9)]);
    mess.merged.push(at(9));
  }
  return mess;
}
