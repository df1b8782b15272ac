import {
  createMemoryLedger,
  createMigration,
  type Ledger,
  type LedgerItem,
  type Migration,
  type MigrationOptions,
  type Progress,
} from 'polydesk/migration';
import type { AnyFields, ImportDraft } from './types.ts';
import type { Clock } from 'polydesk';
import { createClock, type SandboxClock } from 'polydesk/sandbox';
import { type PlayedDesk, playDesk, type Provider } from './worlds.ts';

/** Two desks with people and without tickets, and a ledger between them. */
export interface SmallWorld {
  readonly source: PlayedDesk;
  readonly target: PlayedDesk;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly advance: (ms: number) => void;
  migrate(options?: Partial<MigrationOptions>): Migration;
  ticket(id: string): Promise<LedgerItem | null>;
}

const HEARTBEAT_MS = 15_000;

/** Pauses pass at once; heartbeats, which would move the time on their own, never come. */
const pausing = (clock: SandboxClock): Clock => ({
  now: () => clock.now(),
  async sleep(ms, signal) {
    if (ms === HEARTBEAT_MS) {
      return new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
      });
    }
    clock.advance(ms);
    await new Promise((resolve) => setTimeout(resolve, 1));
    signal?.throwIfAborted();
  },
});

/** Opens one. */
export async function openSmallWorld(from: Provider, to: Provider): Promise<SmallWorld> {
  const clock = createClock({ start: new Date('2026-05-11T08:00:00Z') });
  const source = await playDesk(from, clock);
  const target = await playDesk(to, clock, { empty: true });
  const ledger = createMemoryLedger();
  const fixed = {
    leaseMs: HEARTBEAT_MS * 4,
    ledger,
    clock: pausing(clock),
    silence: 'confirmed' as const,
  };
  return {
    source,
    target,
    ledger,
    clock: fixed.clock,
    advance: (ms) => clock.advance(ms),
    migrate: (options = {}) =>
      createMigration({ from: source.adapter, to: target.adapter, ...fixed, ...options }),
    ticket: (id) => ledger.item('ticket', id),
  };
}

/** Ends a phase; answers its last progress. */
export async function whole(phase: AsyncIterable<Progress>): Promise<Progress | undefined> {
  let last: Progress | undefined;
  for await (const progress of phase) last = progress;
  return last;
}

const AT = new Date('2026-03-02T09:00:00Z');

/** Puts one ticket with one message into a desk; answers its id. */
export async function giveTicket(
  { adapter, directory }: PlayedDesk,
  { text = 'Hello', ...draft }: Partial<ImportDraft<AnyFields>> & { readonly text?: string } = {},
): Promise<string> {
  const [someone = ''] = directory.contacts.values();
  const { requester = { id: someone }, createdAt = AT } = draft;
  const authorId = 'id' in requester ? requester.id : someone;
  const made = await adapter.imports?.ticket?.({
    subject: 'One ticket',
    status: 'open',
    messages: [
      { visibility: 'public', body: { text }, authorId, authorKind: 'customer', createdAt },
    ],
    ...draft,
    requester,
    createdAt,
  });
  return made?.value.id ?? '';
}

/** Tickets of a desk. */
export const ticketsOf = ({ adapter }: PlayedDesk) =>
  adapter.tickets.list().toArray({ limit: 1000 });

/** What a network does with a request: answers it in its own way, or `null` to let the desk answer. */
export type Interference = (
  request: Request,
  answer: () => Promise<Response>,
) => Promise<Response> | null;

/** An adapter for the desk over a network of its own. */
export const over = (desk: PlayedDesk, interfere: Interference) =>
  desk.connect({
    fetch: (input, init) => {
      const request = new Request(input, init);
      const answer = (): Promise<Response> => desk.sandbox.fetch(request);
      return interfere(request, answer) ?? answer();
    },
  });

/** Whether a request makes a ticket. */
export const makesTicket = ({ method, url }: Request): boolean =>
  method === 'POST' && /\/(?:imports\/tickets|tickets|conversations)(?:\.json)?$/.test(pathOf(url));

const pathOf = (url: string): string => new URL(url).pathname;
