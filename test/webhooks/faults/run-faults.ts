import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { WebhookDelivery } from 'polydesk/sandbox';
import { signTestWebhook } from 'polydesk/testing';
import { createRandom } from '../../../examples/data/random.ts';
import type { ReceiverConfig } from './config.ts';
import { eventsOf, type PlayedDesk, playDesks } from './desks.ts';
import { startReceivers } from './receivers.ts';
import { forward, type NetworkCounts, openNetwork } from './unreliable-network.ts';

/** What is to go wrong, and how often. */
export interface FaultPlan {
  readonly seed: number;
  /** Deliveries that the desks are to send at least. */
  readonly deliveries: number;
  readonly kills: number;
  readonly receivers: number;
  readonly failPercent: number;
  readonly store: ReceiverConfig['store'];
  /** Resolves when nothing is kept or being handled in the store. */
  readonly settled: () => Promise<boolean>;
}

/** What happened. */
export interface FaultReport {
  /** Distinct events by their id, for each desk. */
  readonly events: ReadonlyMap<string, ReadonlySet<string>>;
  /** The state of each ticket at its desk. */
  readonly states: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  readonly deliveries: number;
  readonly attempts: number;
  readonly redelivered: number;
  readonly kills: number;
  readonly handlerCalls: number;
  readonly network: NetworkCounts;
}

type Random = () => number;

/** Plays three desks into receivers that are killed, through a network that fails. */
export async function runFaults(plan: FaultPlan): Promise<FaultReport> {
  const random = createRandom(plan.seed).next;
  let ports: readonly number[] = [];
  const network = await openNetwork(random, () => ports);
  const played = await playDesks(plan.seed, network.url);
  const { seed, failPercent, store } = plan;
  const folder = mkdtempSync(join(tmpdir(), 'polydesk-clock-'));
  const clockFile = join(folder, 'ahead');
  const tellTime = (): void => writeFileSync(clockFile, String(played.clock.now() - Date.now()));
  tellTime();
  const receivers = await startReceivers(plan.receivers, {
    seed,
    failPercent,
    clockFile,
    store,
    desks: played.access,
  });
  ports = receivers.ports();
  const update = (): void => {
    ports = receivers.ports();
  };
  try {
    const sent = (): number =>
      played.desks.reduce((count, { sandbox }) => count + sandbox.webhooks.deliveries.length, 0);
    const tickets = new Map<PlayedDesk, string[]>(played.desks.map((desk) => [desk, []]));
    const killEvery = plan.deliveries / (plan.kills + 1);
    let killing: Promise<void> = Promise.resolve();
    for (let kills = 0; sent() < plan.deliveries; ) {
      for (const [desk, ids] of tickets) {
        // Zendesk and Intercom tell time in seconds, Freshdesk's rules not at all: their words are told
        // apart by the minute. Two changes of a ticket within that time are one to a receiver.
        played.clock.advance(61_000);
        tellTime();
        await workAt(desk, ids, random);
      }
      for (const { sandbox } of played.desks) {
        if (random() < 0.2) sandbox.webhooks.duplicateNext();
        if (random() < 0.5) sandbox.webhooks.reorder((pending) => shuffled(pending, random));
      }
      if (random() < 0.4)
        await Promise.all(played.desks.map(({ sandbox }) => sandbox.webhooks.deliver()));
      if (sent() > killEvery * (kills + 1)) {
        kills += 1;
        killing = killing.then(() => receivers.killOne(random)).then(update);
      }
    }
    await Promise.all(played.desks.map(({ sandbox }) => sandbox.webhooks.drain()));
    await killing;
    update();
    const redelivered = await redeliver(played.desks, () => ports, random);
    while (!(await plan.settled())) await new Promise((resolve) => setTimeout(resolve, 100));
    const all = played.desks.flatMap(({ sandbox }) => [...sandbox.webhooks.deliveries]);
    return {
      events: new Map(
        played.desks.map((desk) => [
          desk.provider,
          new Set(
            desk.sandbox.webhooks.deliveries
              .flatMap((one) => eventsOf(desk, one))
              .map(({ id }) => id),
          ),
        ]),
      ),
      states: await statesOf(tickets),
      deliveries: all.length,
      attempts: all.reduce((count, { attempts }) => count + attempts.length, 0),
      redelivered,
      kills: receivers.kills,
      handlerCalls: receivers.calls,
      network: network.counts,
    };
  } finally {
    await receivers.stop();
    await network.close();
    await played.close();
    rmSync(folder, { recursive: true });
  }
}

const pick = <T>(list: readonly T[], random: Random): T | undefined =>
  list[Math.floor(random() * list.length)];

const shuffled = <T>(list: readonly T[], random: Random): readonly T[] =>
  list
    .map((item) => ({ item, place: random() }))
    .sort((left, right) => left.place - right.place)
    .map(({ item }) => item);

/** Does something that a support team does. */
async function workAt(
  { adapter, requesterId }: PlayedDesk,
  ids: string[],
  random: Random,
): Promise<void> {
  const id = pick(ids, random);
  if (id === undefined || (ids.length < 40 && random() < 0.25)) {
    const made = await adapter.tickets.create({
      subject: `Case ${ids.length}`,
      requester: { id: `${adapter.provider}:${adapter.account}:${requesterId}` },
      message: { visibility: 'public', body: { text: 'It is broken.' } },
    });
    ids.push(made.value.id);
    return;
  }
  const choice = random();
  if (choice < 0.2)
    await adapter.messages.reply(id, { body: { text: `We are on it: ${random()}` } });
  else if (choice < 0.4) await adapter.messages.note(id, { body: { text: `Note ${random()}` } });
  else if (choice < 0.7) {
    const priority = pick(['low', 'normal', 'high', 'urgent'] as const, random) ?? 'normal';
    await adapter.tickets.update(id, { priority });
  } else {
    const status = pick(['open', 'resolved'] as const, random) ?? 'open';
    await adapter.tickets.update(id, { status });
  }
}

/**
 * What a provider gave up, an operator sends again by hand, until it is taken. Zendesk gives a delivery up
 * when the connection breaks, Intercom after one more attempt, Freshdesk after three: none of that is the
 * receiver's doing.
 */
async function redeliver(
  desks: readonly PlayedDesk[],
  ports: () => readonly number[],
  random: Random,
): Promise<number> {
  let count = 0;
  for (const { sandbox, secret } of desks) {
    for (const delivery of sandbox.webhooks.deliveries) {
      if (delivery.state === 'delivered') continue;
      count += 1;
      while (!(await takenBy(delivery, secret, pick(ports(), random) ?? 0))) {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    }
  }
  return count;
}

async function takenBy(
  { message, attempts }: WebhookDelivery,
  secret: string,
  port: number,
): Promise<boolean> {
  const { pathname } = new URL(message.url);
  const last = { ...message.headers, ...attempts.at(-1)?.headers };
  // Intercom counts attempts in the body, so the last signature is not of the body that is kept.
  const headers = pathname.endsWith('/intercom')
    ? {
        ...message.headers,
        ...(await signTestWebhook({ scheme: 'hmac-sha1', body: message.body, secret })),
      }
    : last;
  const status = await forward({ url: pathname, headers }, Buffer.from(message.body), port);
  return status !== null && status >= 200 && status < 300;
}

/** What each ticket is like at its desk, read through its own API. */
async function statesOf(
  tickets: ReadonlyMap<PlayedDesk, readonly string[]>,
): Promise<FaultReport['states']> {
  const states = new Map<string, Readonly<Record<string, unknown>>>();
  for (const [{ adapter }, ids] of tickets) {
    for (const id of ids) {
      const { status, priority, tags, assignee } = await adapter.tickets.get(id);
      states.set(id, { status, priority, tags: [...tags].sort(), assignee: assignee?.id ?? null });
    }
  }
  return states;
}
