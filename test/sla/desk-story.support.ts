import {
  type AnySupportAdapter,
  createPollingSource,
  type SupportEvent,
  type TicketId,
} from 'polydesk';
import { createFreshdesk } from 'polydesk/freshdesk';
import { createFreshdeskSandbox } from 'polydesk/freshdesk/sandbox';
import { createIntercom } from 'polydesk/intercom';
import { createIntercomSandbox } from 'polydesk/intercom/sandbox';
import { createClock, type SandboxClock } from 'polydesk/sandbox';
import { createZendesk } from 'polydesk/zendesk';
import { createZendeskSandbox } from 'polydesk/zendesk/sandbox';
import { toTimeline } from 'polydesk/sla';

export const STORY_START = '2026-03-02T09:00:00Z';
export const PROVIDERS = ['zendesk', 'intercom', 'freshdesk'] as const;
export type StoryProvider = (typeof PROVIDERS)[number];

const time = (clock: SandboxClock) => ({
  now: () => clock.now(),
  sleep: async (ms: number) => void clock.advance(ms),
});

/** An empty sandbox of each provider, and how its history names a priority. */
const DESKS = {
  zendesk(clock: SandboxClock) {
    const { fetch, credentials } = createZendeskSandbox({ clock });
    const { email, apiToken } = credentials;
    return createZendesk({
      subdomain: 'acme',
      credentials: { email, apiToken },
      fetch,
      clock: time(clock),
    });
  },
  intercom(clock: SandboxClock) {
    const sandbox = createIntercomSandbox({ clock, botParts: false });
    const { accessToken, workspaceId } = sandbox.credentials;
    return createIntercom({
      workspaceId,
      credentials: { accessToken },
      priorityAttribute: sandbox.seed.conversationAttribute({ name: 'Priority' }).name,
      fetch: sandbox.fetch,
      clock: time(clock),
    });
  },
  freshdesk(clock: SandboxClock) {
    const { fetch, credentials } = createFreshdeskSandbox({ clock });
    return createFreshdesk({ subdomain: 'acme', credentials, fetch, clock: time(clock) });
  },
} as const satisfies Readonly<Record<StoryProvider, (clock: SandboxClock) => AnySupportAdapter>>;

/** Somebody does something so many minutes after the ticket was opened. */
export interface Step {
  readonly at: number;
  readonly do: 'customer' | 'agent' | 'note' | 'pending' | 'resolve' | 'urgent';
}

/** Plays a story at a desk, and reads it back the way an application would. */
export async function playAt(provider: StoryProvider, steps: readonly Step[]) {
  const clock = createClock({ start: STORY_START });
  const desk: AnySupportAdapter = DESKS[provider](clock);
  const polling = createPollingSource({
    adapter: desk,
    clock: time(clock),
    since: new Date(clock.now() - 60_000),
  });
  const observed: SupportEvent[] = [];
  const listen = async () => {
    for await (const page of polling.round()) observed.push(...page.events);
  };
  const ada = await desk.contacts?.create?.({ email: 'ada@customer.example', name: 'Ada' });
  if (ada === undefined) throw new Error('Every desk of this test creates contacts.');
  const created = await desk.tickets.create?.({
    subject: 'Label printing is down',
    requester: { id: ada.value.id },
    message: {
      body: { text: 'Nothing comes out.' },
      visibility: 'public',
      authorId: ada.value.id,
    },
    priority: 'high',
  });
  if (created === undefined) throw new Error('Every desk of this test creates tickets.');
  const { id, requester } = created.value;
  for (const step of steps) {
    clock.advance(120_000);
    await listen();
    clock.set(Date.parse(STORY_START) + step.at * 60_000);
    await take(desk, step, { id, requesterId: requester.id, clock });
  }
  clock.advance(120_000);
  await listen();
  return read(desk, id, { observed, provider });
}

async function take(
  desk: AnySupportAdapter,
  step: Step,
  about: {
    readonly id: TicketId;
    readonly requesterId: string | null;
    readonly clock: SandboxClock;
  },
): Promise<void> {
  const { id, requesterId, clock } = about;
  const body = { text: 'Words.' };
  switch (step.do) {
    case 'customer': {
      const authorId = requesterId === null ? {} : { authorId: requesterId };
      await desk.messages.reply?.(id, { body, authorKind: 'customer', ...authorId });
      // An answer by mail reopens a ticket; one that is written through the API does so at some desks.
      if ((await desk.tickets.get(id)).status !== 'open')
        await desk.tickets.update?.(id, { status: 'open' });
      return;
    }
    case 'agent':
      await desk.messages.reply?.(id, { body });
      return;
    case 'note':
      await desk.messages.note?.(id, { body });
      return;
    case 'pending': {
      // A conversation waits until a time.
      const until =
        desk.provider === 'intercom'
          ? { snoozedUntil: new Date(clock.now() + 30 * 86_400_000) }
          : {};
      await desk.tickets.update?.(id, { status: 'pending', ...until });
      return;
    }
    case 'resolve':
      await desk.tickets.update?.(id, { status: 'resolved' });
      return;
    case 'urgent':
      await desk.tickets.update?.(id, { priority: 'urgent' });
      return;
    default:
      throw new Error('A step that nobody can take.');
  }
}

async function read(
  desk: AnySupportAdapter,
  id: TicketId,
  {
    observed,
    provider,
  }: { readonly observed: readonly SupportEvent[]; readonly provider: StoryProvider },
) {
  const ticket = await desk.tickets.get(id);
  const messages = (await desk.messages.list?.(id)?.toArray({ limit: 100 })) ?? [];
  const history = await desk.events?.list?.(id).toArray({ limit: 500 });
  const statuses = (await desk.statuses?.list?.()) ?? [];
  const sources = { ticket, messages, ...(history === undefined ? { observed } : { history }) };
  const priorityField = provider === 'intercom' ? { priorityField: 'customFields.Priority' } : {};
  return { sources, timeline: toTimeline(sources, { statuses, ...priorityField }) };
}
