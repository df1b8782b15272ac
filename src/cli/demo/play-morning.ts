import type { MorningStep } from '../../../examples/data/morning.ts';
import type { SupportEvent } from '../../model/event.ts';
import { forgeDeliveries, replayDelivery } from './attack-receiver.ts';
import type { DemoObserver } from './observer.ts';
import { type Receiver, startReceiver } from './receiver.ts';
import type { MorningSummary, TriageEntry, WebhookSummary } from './report.ts';
import type { TriageDesk } from './triage-desk.ts';
import type { Desk } from './zendesk-desk.ts';

const EVENTS = [
  'ticket.created',
  'ticket.comment_added',
  'ticket.status_changed',
  'ticket.priority_changed',
  'ticket.tags_changed',
  'ticket.group_assignment_changed',
  'ticket.agent_assignment_changed',
] as const;

/** At this step the desk delivers something twice, as Zendesk does when an answer is lost. */
const STEP_DELIVERED_TWICE = 9;
/** After this step somebody sends forgeries; at the last step, something old. */
const STEP_ATTACKED = 20;

interface ReactOptions {
  readonly triage: TriageDesk;
  readonly observer: DemoObserver;
}

/** What a morning came to. */
export interface Morning {
  readonly morning: MorningSummary;
  readonly webhooks: WebhookSummary;
  readonly triage: readonly TriageEntry[];
}

/**
 * Subscribes to the desk's webhooks and plays the morning: people act over HTTP, the desk delivers
 * signed events over HTTP, and every new case is triaged as it comes in.
 */
export async function playMorning(
  desk: Desk,
  steps: readonly MorningStep[],
  options: ReactOptions & { readonly endsAt: Date },
): Promise<Morning> {
  const { adapter, sandbox } = desk;
  const { observer } = options;
  const now = (): Date => new Date(sandbox.clock.now());
  const receiver = await startReceiver({ parser: adapter.webhooks, now });
  const refused: WebhookSummary['refused'][number][] = [];
  const triage: TriageEntry[] = [];
  try {
    await subscribe(desk, receiver);
    observer.onSubscribed(receiver.url);
    for (const [index, step] of steps.entries()) {
      if (step.at.getTime() > sandbox.clock.now()) sandbox.clock.set(step.at);
      if (index === STEP_DELIVERED_TWICE) sandbox.webhooks.duplicateNext();
      await act(desk, step);
      triage.push(...(await react(desk, receiver, options)));
      if (index === STEP_ATTACKED) refused.push(...(await forge(desk, receiver)));
      observer.onProgress(index + 1, steps.length);
    }
    sandbox.clock.set(Math.max(sandbox.clock.now(), options.endsAt.getTime()));
    refused.push(...(await replay(desk, receiver)));
    for (const { attack: name, reason } of refused) observer.onRefused(name, reason);
    const endedAt = now().toISOString();
    return {
      morning: { endedAt, steps: steps.length, byKind: countBy(steps, ({ kind }) => kind) },
      webhooks: summarize(desk, receiver, refused),
      triage,
    };
  } finally {
    await receiver.close();
  }
}

async function subscribe({ adapter }: Desk, receiver: Receiver): Promise<void> {
  const { id } = await adapter.subscriptions.create({
    name: 'polydesk demo',
    url: receiver.url,
    events: EVENTS,
  });
  receiver.trust(await adapter.subscriptions.secret(id));
}

/** Lets somebody do something. */
async function act({ actors }: Desk, step: MorningStep): Promise<void> {
  if (step.kind === 'opens') return actors.open(step.ticket);
  const { caseKey, author, text } = step;
  const visibility = step.kind === 'notes' ? 'internal' : 'public';
  await actors.say({ caseKey, author, visibility, body: { text } });
  if (step.kind === 'solves') await actors.resolve(caseKey);
}

/** Delivers what happened and handles it, until handling it makes nothing new happen. */
async function react(
  { adapter, sandbox }: Desk,
  receiver: Receiver,
  options: ReactOptions,
): Promise<readonly TriageEntry[]> {
  const entries: TriageEntry[] = [];
  for (;;) {
    const before = receiver.receipts.length;
    await sandbox.webhooks.drain();
    for (const receipt of receiver.receipts.slice(before)) {
      if (receipt.outcome === 'duplicate') options.observer.onDuplicate(receipt.event.nativeType);
    }
    const events = receiver.takeEvents();
    if (events.length === 0) return entries;
    for (const event of events.filter(isNewTicket)) {
      const ticket = await adapter.tickets.get(event.ticket.id);
      const entry = await options.triage.handle(ticket, 'webhook');
      options.observer.onTriage(entry, new Date(sandbox.clock.now()));
      entries.push(entry);
    }
  }
}

const isNewTicket = (
  event: SupportEvent,
): event is Extract<SupportEvent, { readonly type: 'ticket.created' }> =>
  event.type === 'ticket.created';

const forge = async ({ sandbox }: Desk, receiver: Receiver): Promise<WebhookSummary['refused']> => {
  const latest = sandbox.webhooks.deliveries.at(-1);
  return latest === undefined ? [] : forgeDeliveries(receiver, latest);
};

const replay = async (
  { sandbox }: Desk,
  receiver: Receiver,
): Promise<WebhookSummary['refused']> => {
  const oldest = sandbox.webhooks.deliveries[0];
  return oldest === undefined ? [] : replayDelivery(receiver, oldest);
};

function summarize(
  { sandbox }: Desk,
  receiver: Receiver,
  refused: WebhookSummary['refused'],
): WebhookSummary {
  const { receipts } = receiver;
  const accepted = receipts.flatMap((receipt) =>
    receipt.outcome === 'accepted' ? [receipt.event] : [],
  );
  const messages = sandbox.webhooks.deliveries.map(({ message }) => message.invocationId);
  return {
    subscribedTo: EVENTS,
    sent: new Set(messages).size,
    deliveries: receipts.length,
    accepted: accepted.length,
    duplicates: receipts.filter(({ outcome }) => outcome === 'duplicate').length,
    refused,
    events: new Set(accepted.map(({ id }) => id)).size,
    byType: countBy(accepted, ({ type }) => type),
  };
}

function countBy<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}
