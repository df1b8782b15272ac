import {
  type AnySupportAdapter,
  createHub,
  type Enrich,
  type HubStage,
  NotFoundError,
  type SupportEvent,
  type SupportEventType,
  type TicketPatch,
} from 'polydesk';
import { type AnyTicket, createStubDesk, ticketOf } from '../../support/stub-desk.ts';

export const CREATED = new Date('2026-05-11T08:00:00Z');

/** A desk whose tickets a test can change, and what was asked of it. */
export interface LivingDesk {
  readonly adapter: AnySupportAdapter;
  readonly reads: readonly string[];
  readonly patches: readonly TicketPatch<Readonly<Record<string, unknown>>>[];
  put(id: string, ticket: Partial<AnyTicket>): void;
  drop(id: string): void;
  /** Each of the next calls of that kind fails with one of these. */
  fail(call: 'get' | 'update', ...errors: readonly Error[]): void;
}

/** Starts without a ticket. */
export function createLivingDesk(
  fields: Readonly<Record<string, 'native' | 'none'>> = {},
): LivingDesk {
  const tickets = new Map<string, AnyTicket>();
  const failures: Record<'get' | 'update', Error[]> = { get: [], update: [] };
  const reads: string[] = [];
  const patches: TicketPatch<Readonly<Record<string, unknown>>>[] = [];
  const stub = createStubDesk({ provider: 'paper' });
  const { resources } = stub.manifest;
  const find = (id: string): AnyTicket => {
    const found = tickets.get(id.split(':').at(-1) ?? '');
    if (found === undefined) throw new NotFoundError('There is no ticket.', { status: 404 });
    return found;
  };
  const failing = (call: 'get' | 'update'): void => {
    const failure = failures[call].shift();
    if (failure !== undefined) throw failure;
  };
  const put: LivingDesk['put'] = (id, ticket) => {
    const before = tickets.get(id) ?? ticketOf('paper:acme', id, { createdAt: CREATED });
    tickets.set(id, { ...before, ...ticket });
  };
  return {
    reads,
    patches,
    put,
    drop: (id) => void tickets.delete(id),
    fail: (call, ...errors) => void failures[call].push(...errors),
    adapter: {
      ...stub,
      manifest: {
        ...stub.manifest,
        resources: {
          ...resources,
          tickets: { operations: { ...resources.tickets?.operations, update: {} }, fields },
        },
      },
      tickets: {
        ...stub.tickets,
        async get(id) {
          reads.push(id);
          failing('get');
          return find(id);
        },
        async update(id, patch) {
          failing('update');
          patches.push(patch);
          return { value: find(id), warnings: [] };
        },
      },
    },
  };
}

/** A hub with one stage in front of a living desk. */
export function openStage(stage: HubStage, desk = createLivingDesk(), enrich?: Enrich) {
  const hub = createHub({ adapters: [desk.adapter], stages: [stage], enrich });
  let count = 0;
  const tell = (
    type: SupportEventType,
    id: string,
    more: Readonly<Record<string, unknown>> = {},
  ): Promise<void> => {
    count += 1;
    const event = {
      type,
      id: `paper:acme:event-${count}`,
      provider: 'paper',
      account: 'acme',
      occurredAt: null,
      sequence: null,
      actor: null,
      nativeType: type,
      ticket: { id: `paper:acme:${id}`, externalId: id },
      changes: [],
      ...more,
    };
    // Safe: the tests give each type what its payload has.
    return hub.dispatch(event as unknown as SupportEvent);
  };
  return { hub, desk, tell };
}

/** What a message event carries beside its ticket. */
export const messageBy = (kind: 'customer' | 'agent', bodyText = 'words') => ({
  message: {
    externalId: 'm1',
    ticketId: 'x',
    author: { id: null, kind, name: null, email: null },
    bodyText,
  },
});
