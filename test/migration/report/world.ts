import {
  createMemoryLedger,
  createMigration,
  type Ledger,
  type LedgerItem,
  type Migration,
  type Progress,
} from 'polydesk/migration';
import { createClocks, type PlayedDesk, playDesk, seedAwkward } from '../support/worlds.ts';

/** A migration to which everything has happened that a report tells of, and what a test knows of it. */
export interface World {
  readonly source: PlayedDesk;
  readonly target: PlayedDesk;
  readonly ledger: Ledger;
  readonly migration: Migration;
  /** Another process: other adapters, the same ledger. */
  readonly elsewhere: Migration;
  /** Answers of both desks while phases ran, as their networks saw them. */
  readonly answers: Readonly<Record<'source' | 'target', readonly number[]>>;
  /** Minutes of all confirmations, as the ledger was told. */
  readonly confirmations: readonly number[];
  readonly failed: readonly string[];
  readonly outOfScope: string;
  /** Its target was changed behind the migration's back. */
  readonly tampered: LedgerItem;
  /** Its contact was deleted at the target. */
  readonly lostContact: LedgerItem;
  readonly deletedContact: string;
  readonly conflict: string;
  readonly killedRun: string;
  readonly carriedAgain: string;
}

async function whole(phase: AsyncIterable<Progress>): Promise<void> {
  for await (const _progress of phase);
}

/** A `fetch` that notes the answers, as long as `isOn` says so. */
const counting =
  (desk: PlayedDesk, statuses: number[], isOn: () => boolean): typeof fetch =>
  async (input, init) => {
    const answer = await desk.sandbox.fetch(input, init);
    if (isOn()) statuses.push(answer.status);
    return answer;
  };

/** A memory ledger that notes when items were confirmed. */
function watchedLedger(minutes: number[]): Ledger {
  const ledger = createMemoryLedger();
  return {
    ...ledger,
    async advance(changes, now) {
      const held = await ledger.advance(changes, now);
      for (const [index, { kind, state, checked }] of changes.entries()) {
        // Links are the ledger's own; only records are throughput.
        if (kind === 'link') continue;
        if (held[index] === true && state === 'confirmed' && checked !== true)
          minutes.push(Math.floor(now / 60_000) * 60_000);
      }
      return held;
    },
  };
}

async function itemOf(ledger: Ledger, kind: 'ticket' | 'contact', source: string) {
  const item = await ledger.item(kind, source);
  if (item === null) throw new Error(`no ${kind} ${source}`);
  return item;
}

/** Freshdesk to Zendesk: a killed run, a failure, a skip, deleted people, a conflict, a delta and two differences. */
export async function makeWorld(): Promise<World> {
  const { clock, patient } = createClocks();
  const source = await playDesk('freshdesk', clock);
  const target = await playDesk('zendesk', clock, { empty: true });
  const from = source.adapter;
  const { formerAgent } = source.directory;
  // Two more addresses, and at the target somebody else at each.
  const addresses = ['twofold@one.example.com', 'twofold@two.example.com'];
  const { data } = await from.request<{ readonly id: number }>({
    method: 'POST',
    path: '/api/v2/contacts',
    body: {
      name: 'Twofold Person',
      email: 'twofold@customer.example.com',
      other_emails: addresses,
    },
  });
  for (const email of addresses) await target.adapter.contacts?.create?.({ name: email, email });
  const gone = await from.contacts?.create?.({
    name: 'Gone Person',
    email: 'gone@customer.example.com',
  });
  const ids = await seedAwkward(source, { count: 10 });
  const opening = (id: string, subject: string) =>
    from.imports?.ticket?.({
      subject,
      requester: { id },
      // Whoever still has an open ticket cannot be deleted at the target.
      status: 'closed',
      tags: [],
      createdAt: new Date('2026-03-03T10:00:00Z'),
      messages: [
        {
          visibility: 'public',
          body: { text: `Body of ${subject}` },
          authorId: id,
          authorKind: 'customer',
          createdAt: new Date('2026-03-03T10:00:00Z'),
        },
        {
          visibility: 'internal',
          body: { text: 'Looked into it.' },
          authorId: formerAgent,
          authorKind: 'agent',
          createdAt: new Date('2026-03-03T11:00:00Z'),
        },
      ],
    });
  const [conflictId, goneId] = [`freshdesk:acme:${data.id}`, gone?.value.id ?? ''];
  await opening(conflictId, 'Two of me');
  await opening(goneId, 'I am gone');
  await from.contacts?.delete?.(goneId);
  clock.advance(3_600_000);

  const answers = { source: [] as number[], target: [] as number[] };
  const confirmations: number[] = [];
  const ledger = watchedLedger(confirmations);
  let isAtWork = true;
  const isOn = () => isAtWork;
  const [outOfScope = ''] = ids;
  const connect = () =>
    createMigration({
      from: source.connect({ fetch: counting(source, answers.source, isOn) }),
      to: target.connect({ fetch: counting(target, answers.target, isOn) }),
      ledger,
      clock: patient,
      scope: { tickets: ({ id }) => id !== outOfScope },
      mapping: { people: { agents: { [formerAgent]: null } } },
    });
  const [migration, elsewhere] = [connect(), connect()];
  await ledger.open({ from: `freshdesk:${from.account}`, to: `zendesk:${target.adapter.account}` });
  const killed = await ledger.startRun('run', clock.now());
  clock.advance(600_000);
  target.sandbox.faults.inject({
    method: 'POST',
    path: '/api/v2/imports/tickets',
    fault: { kind: 'status', status: 422, body: { error: 'RecordInvalid' } },
  });
  target.sandbox.faults.inject({ fault: { kind: 'rate-limited', retryAfterSeconds: 3 }, after: 9 });
  await whole(migration.run());
  isAtWork = false;
  const carried = (
    await ledger.items({ kind: 'ticket', states: ['confirmed'], limit: 9, cursor: null })
  ).items.filter(({ source: id }) => ids.includes(id));
  const [carriedAgain = '', tamperedId = ''] = carried.map(({ source: id }) => id);
  clock.advance(600_000);
  await from.tickets.update?.(carriedAgain, { priority: 'urgent' });
  clock.advance(3_600_000);
  isAtWork = true;
  await whole(elsewhere.delta());
  isAtWork = false;
  const tampered = await itemOf(ledger, 'ticket', tamperedId);
  await target.adapter.tickets.update?.(tampered.target ?? '', { subject: 'Somebody was here' });
  const lostContact = await itemOf(ledger, 'contact', conflictId);
  await target.adapter.contacts?.delete?.(lostContact.target ?? '');
  const { items: refused } = await ledger.items({ states: ['failed'], limit: 9, cursor: null });
  isAtWork = true;
  return {
    source,
    target,
    ledger,
    migration,
    elsewhere,
    answers,
    confirmations,
    failed: refused.map(({ source: id }) => id),
    outOfScope,
    tampered: await finished(),
    lostContact,
    deletedContact: goneId,
    conflict: conflictId,
    killedRun: killed.id,
    carriedAgain,
  };

  async function finished(): Promise<LedgerItem> {
    await whole(migration.verify());
    isAtWork = false;
    return itemOf(ledger, 'ticket', tamperedId);
  }
}

/** Every item of a ledger. */
export async function allItems(ledger: Ledger): Promise<readonly LedgerItem[]> {
  return (await ledger.items({ limit: 100_000, cursor: null })).items;
}
