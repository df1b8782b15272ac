import type { MorningStep } from '../../../examples/data/morning.ts';
import type { Hub } from '../../hub/index.ts';
import type { SandboxClock } from '../../sandbox/kit/clock.ts';
import { forgeDeliveries, replayDelivery } from './attack-receiver.ts';
import { createInbox, type Inbox } from './inbox.ts';
import type { DemoObserver } from './observer.ts';
import type { Desk } from './open-desks.ts';
import { type Receiver, startReceiver } from './receiver.ts';
import type { MorningSummary, TriageEntry, WebhookSummary } from './report.ts';
import type { TriageDesk } from './triage-desk.ts';

/** At these steps a desk delivers something twice, as providers do when an answer is lost. */
const STEP_DELIVERED_TWICE = 9;
/** After this step somebody sends forgeries; at the end, something old. */
const STEP_ATTACKED = 20;

/** What plays the morning. */
export interface MorningOptions {
  readonly hub: Hub;
  readonly clock: SandboxClock;
  readonly deskOf: (caseKey: string) => Desk;
  readonly triage: TriageDesk;
  readonly observer: DemoObserver;
  readonly endsAt: Date;
}

/** What a morning came to. */
export interface Morning {
  readonly morning: MorningSummary;
  readonly webhooks: readonly WebhookSummary[];
  readonly triage: readonly TriageEntry[];
}

/** By provider. */
type Refusals = Map<string, WebhookSummary['refused']>;

/**
 * Subscribes to the webhooks of all desks and plays the morning: people act over HTTP, the desks
 * deliver over HTTP, and every new case is triaged as it comes in, by one handler for all.
 */
export async function playMorning(
  desks: readonly Desk[],
  steps: readonly MorningStep[],
  options: MorningOptions,
): Promise<Morning> {
  const { hub, clock, observer } = options;
  const now = (): Date => new Date(clock.now());
  const receiver = await startReceiver({ hub, now });
  const inbox = createInbox();
  const refused: Refusals = new Map();
  const triage: TriageEntry[] = [];
  const stopHandling = handle(inbox, { ...options, onTriaged: (entry) => triage.push(entry) });
  try {
    for (const desk of desks)
      receiver.trust(desk.name, await desk.subscribe(desk.adapter, receiver.urlOf(desk.name)));
    observer.onSubscribed(receiver.url);
    for (const [index, step] of steps.entries()) {
      if (step.at.getTime() > clock.now()) clock.set(step.at);
      const desk = options.deskOf(caseKeyOf(step));
      if (index === STEP_DELIVERED_TWICE) desk.sandbox.webhooks.duplicateNext();
      await act(desk, step);
      await deliver(desks);
      if (index === STEP_ATTACKED) await attack(forgeDeliveries, receiver, desks, refused);
      observer.onProgress(index + 1, steps.length);
    }
    clock.set(Math.max(clock.now(), options.endsAt.getTime()));
    await attack(replayDelivery, receiver, desks, refused);
    tellRefusals(refused, observer);
    const endedAt = now().toISOString();
    return {
      morning: { endedAt, steps: steps.length, byKind: countBy(steps, ({ kind }) => kind) },
      webhooks: desks.map((desk) => summarize(desk, receiver, inbox, refused)),
      triage,
    };
  } finally {
    stopHandling();
    await receiver.close();
  }
}

const caseKeyOf = (step: MorningStep): string =>
  step.kind === 'opens' ? step.ticket.key : step.caseKey;

/** The one handler: whatever desk a case came in at, it is read, judged and answered. */
function handle(
  inbox: Inbox,
  {
    hub,
    clock,
    triage,
    observer,
    onTriaged,
  }: MorningOptions & { readonly onTriaged: (entry: TriageEntry) => void },
): () => void {
  return hub.on('*', async (event) => {
    if (!inbox.take(event)) return observer.onDuplicate(event.provider, event.nativeType);
    if (event.type !== 'ticket.created') return;
    const entry = await triage.handle(await hub.ticket(event.ticket.id), 'webhook');
    observer.onTriage(entry, new Date(clock.now()));
    onTriaged(entry);
  });
}

/** Lets somebody do something. */
async function act({ actors }: Desk, step: MorningStep): Promise<void> {
  if (step.kind === 'opens') return actors.open(step.ticket);
  const { caseKey, author, text } = step;
  const visibility = step.kind === 'notes' ? 'internal' : 'public';
  await actors.say({ caseKey, author, visibility, body: { text } });
  if (step.kind === 'solves') await actors.resolve(caseKey);
}

/** Delivers what happened, until handling it makes nothing new happen. */
async function deliver(desks: readonly Desk[]): Promise<void> {
  while (desks.some(({ sandbox }) => sandbox.webhooks.pending.length > 0)) {
    for (const { sandbox } of desks) await sandbox.webhooks.drain();
  }
}

async function attack(
  send: typeof forgeDeliveries,
  receiver: Receiver,
  desks: readonly Desk[],
  refused: Refusals,
): Promise<void> {
  for (const desk of desks) {
    const before = refused.get(desk.adapter.provider) ?? [];
    refused.set(desk.adapter.provider, [...before, ...(await send(receiver, desk))]);
  }
}

function tellRefusals(refused: Refusals, observer: DemoObserver): void {
  for (const [desk, refusals] of refused)
    for (const { attack: name, reason } of refusals) observer.onRefused(desk, name, reason);
}

function summarize(
  { name, adapter, sandbox }: Desk,
  receiver: Receiver,
  inbox: Inbox,
  refused: Refusals,
): WebhookSummary {
  const isOwn = ({ provider }: { readonly provider: string }) => provider === adapter.provider;
  const accepted = inbox.accepted.filter(isOwn);
  const messages = sandbox.webhooks.deliveries.map(({ message }) => message.invocationId);
  return {
    desk: adapter.provider,
    proof: adapter.manifest.webhooks.signature,
    sent: new Set(messages).size,
    deliveries: receiver.deliveries.get(name) ?? 0,
    accepted: accepted.length,
    duplicates: inbox.duplicates.filter(isOwn).length,
    refused: refused.get(adapter.provider) ?? [],
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
