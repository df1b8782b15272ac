import type { AnySupportAdapter, Message, TicketPatch } from 'polydesk';
import {
  type LifecycleFact,
  lifecycleOf,
  type LifecycleState,
  nativeStatusOf,
  replayLifecycle,
  type StatusVocabulary,
} from 'polydesk/escalation';
import { createFreshdesk } from 'polydesk/freshdesk';
import { createFreshdeskSandbox } from 'polydesk/freshdesk/sandbox';
import { createIntercom } from 'polydesk/intercom';
import { createIntercomSandbox } from 'polydesk/intercom/sandbox';
import { createClock, type SandboxClock } from 'polydesk/sandbox';
import { createZendesk } from 'polydesk/zendesk';
import { createZendeskSandbox } from 'polydesk/zendesk/sandbox';
import { describe, expect, it } from 'vitest';

const MINUTE = 60_000;
const START = Date.UTC(2026, 2, 2, 9);

/** An account of a provider with a customer in it, all on one clock. */
interface Account {
  readonly desk: AnySupportAdapter;
  readonly customerId: string;
}
const customer = { name: 'Ada', email: 'ada@customer.example' };
const timeOf = (clock: SandboxClock) => ({
  now: () => clock.now(),
  sleep: async (ms: number) => void clock.advance(ms),
});
const ACCOUNTS = {
  zendesk(clock: SandboxClock): Account {
    const { credentials, fetch, seed } = createZendeskSandbox({ clock });
    const desk = createZendesk({ subdomain: 'acme', credentials, fetch, clock: timeOf(clock) });
    return { desk, customerId: String(seed.user(customer).id) };
  },
  intercom(clock: SandboxClock): Account {
    const { credentials, fetch, seed } = createIntercomSandbox({ clock, botParts: false });
    const { accessToken, workspaceId } = credentials;
    const desk = createIntercom({
      workspaceId,
      credentials: { accessToken },
      fetch,
      clock: timeOf(clock),
    });
    return { desk, customerId: seed.contact(customer).id };
  },
  freshdesk(clock: SandboxClock): Account {
    const { credentials, fetch, seed } = createFreshdeskSandbox({ clock });
    const { apiKey } = credentials;
    const desk = createFreshdesk({
      subdomain: 'acme',
      credentials: { apiKey },
      fetch,
      clock: timeOf(clock),
    });
    return { desk, customerId: String(seed.contact(customer).id) };
  },
} as const;
type Provider = keyof typeof ACCOUNTS;

/** What people do, in minutes after the case came in. */
const STORY = [
  [10, 'note', 'Printer 3 again.'],
  [20, 'reply', 'Is it switched on?'],
  [50, 'customer', 'It is.'],
  [70, 'reply', 'A technician is on the way.'],
  [90, 'customer', 'Thank you, it works.'],
  [95, 'resolve', ''],
  [200, 'customer', 'It stopped again.'],
  [230, 'reply', 'The cable is new now.'],
  [240, 'resolve', ''],
] as const;

/** By section G.4, from the new case on. A note moves nothing, so it is no fact. */
const EXPECTED = [
  'waiting',
  'in_progress',
  'waiting',
  'in_progress',
  'resolved',
  'in_progress',
  'waiting',
  'resolved',
];

const snoozedUntil = new Date(START + 30 * 24 * 60 * MINUTE);

/** A conversation of Intercom waits until a time. */
const writable = (provider: Provider, status: TicketPatch['status']): TicketPatch =>
  provider === 'intercom' && status === 'pending' ? { snoozedUntil } : {};

/**
 * Plays the story at a desk: people write, and what the lifecycle makes of it is written back. Desks do
 * not agree on that by themselves: a reply through the API reopens a case at two of them only.
 */
async function play(provider: Provider) {
  const clock = createClock({ start: START });
  const { desk, customerId } = ACCOUNTS[provider](clock);
  const created = await desk.tickets.create?.({
    subject: 'Label printing is down',
    requester: { id: customerId },
    message: { body: { text: 'Nothing comes out.' }, visibility: 'public' },
  });
  const id = created?.value.id ?? '';
  const resolutions: Date[] = [];
  const read = async () => await desk.messages.list(id).toArray({ limit: 50 });
  for (const [minute, action, text] of STORY) {
    clock.set(START + minute * MINUTE);
    if (action === 'note') await desk.messages.note?.(id, { body: { text } });
    if (action === 'reply') await desk.messages.reply?.(id, { body: { text } });
    if (action === 'customer')
      await desk.messages.reply?.(id, {
        body: { text },
        authorId: customerId,
        authorKind: 'customer',
      });
    if (action === 'resolve') resolutions.push(new Date(clock.now()));
    const last = replayLifecycle(factsOf(await read(), resolutions)).at(-1);
    for (const effect of last?.transition?.effects ?? []) {
      if (effect.type !== 'set_status') continue;
      const { status } = effect;
      await desk.tickets.update?.(id, { status, ...writable(provider, status) });
      const { updatedAt } = await desk.tickets.get(id);
      // From here on the desk's own time of the resolution counts.
      if (status === 'resolved') resolutions[resolutions.length - 1] = updatedAt;
    }
  }
  return { desk, id, messages: await read(), resolutions };
}

/** What a unified thread says of a case: no provider's word takes part. */
const factsOf = (messages: readonly Message[], resolutions: readonly Date[]): LifecycleFact[] => [
  ...messages
    .filter(({ isFirst, visibility }) => !isFirst && visibility === 'public')
    .flatMap(({ author, createdAt }): LifecycleFact[] => {
      if (author.kind === 'agent') return [{ at: createdAt, event: 'agent_reply' }];
      return author.kind === 'customer' ? [{ at: createdAt, event: 'customer_reply' }] : [];
    }),
  ...resolutions.map((at): LifecycleFact => ({ at, event: 'resolve' })),
];

describe('the same numbers on every desk', () => {
  it.each(['zendesk', 'intercom', 'freshdesk'] as const)(
    'one story, read back from %s, has the same stations at the same minutes',
    async (provider) => {
      const { messages, resolutions } = await play(provider);
      const steps = replayLifecycle(factsOf(messages, resolutions));
      expect(steps.map(({ state }) => state)).toEqual(EXPECTED);
      expect(steps.map(({ at }) => (at.getTime() - START) / MINUTE)).toEqual(
        STORY.filter(([, action]) => action !== 'note').map(([minute]) => minute),
      );
      expect(steps.every(({ accepted }) => accepted)).toBe(true);
    },
  );

  it('the steps are equal in every detail', async () => {
    const [first, ...others] = await Promise.all(
      (['zendesk', 'intercom', 'freshdesk'] as const).map(async (provider) => {
        const { messages, resolutions } = await play(provider);
        return replayLifecycle(factsOf(messages, resolutions));
      }),
    );
    for (const other of others) expect(other).toEqual(first);
  });
});

describe('what the lifecycle writes to a desk', () => {
  // Waiting on a third party is a status that a Freshdesk account need not have.
  const CASES: readonly (readonly [Provider, StatusVocabulary, readonly LifecycleState[]])[] = [
    ['zendesk', 'zendesk', ['triaged', 'waiting', 'pending', 'resolved']],
    ['intercom', 'intercom_conversation', ['triaged', 'waiting', 'pending', 'resolved']],
    ['freshdesk', 'freshdesk', ['triaged', 'waiting', 'resolved']],
  ];
  it.each(CASES)('%s gives back what nativeStatusOf promised', async (provider, table, states) => {
    for (const state of states) {
      const { desk, id } = await play(provider);
      const { readsAs, lossy } = nativeStatusOf(state, { table });
      const { status, statusDetail } = readsAs;
      await desk.tickets.update?.(id, {
        status,
        ...(statusDetail === null || statusDetail === 'snoozed' ? {} : { statusDetail }),
        ...writable(provider, status),
      });
      const ticket = await desk.tickets.get(id);
      expect([state, ticket.status, ticket.statusDetail]).toEqual([state, status, statusDetail]);
      expect(lossy).toBe(false);
      const { assignee } = ticket;
      expect(lifecycleOf({ status: ticket.status, statusDetail, assignee })).toBe(
        lifecycleOf({ ...readsAs, assignee }),
      );
    }
  });
});
