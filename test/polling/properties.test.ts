import fc from 'fast-check';
import {
  type Change,
  createMemorySnapshots,
  createPollingSource,
  type PollSnapshot,
  type SupportEvent,
  TICKET_PRIORITIES,
  TICKET_STATUSES,
} from 'polydesk';
import { expect, it } from 'vitest';
import type { AnyTicket } from '../support/stub-desk.ts';
import { at, createFeedDesk, deletion, upsert, version } from './support.ts';

interface Step {
  readonly ticket: string;
  readonly kind: 'write' | 'delete';
  readonly status: AnyTicket['status'];
  readonly priority: AnyTicket['priority'];
  readonly tags: readonly string[];
}

const step: fc.Arbitrary<Step> = fc.record({
  ticket: fc.constantFrom('1', '2', '3'),
  kind: fc.constantFrom('write', 'write', 'write', 'delete'),
  status: fc.constantFrom(...TICKET_STATUSES),
  priority: fc.constantFrom(...TICKET_PRIORITIES),
  tags: fc.uniqueArray(fc.constantFrom('a', 'b', 'c')),
});

/** Each step a second after the one before, so that versions differ. */
const changesOf = (steps: readonly Step[]): readonly Change<AnyTicket>[] =>
  steps.map(({ ticket, kind, ...fields }, index) => {
    const time = `08:${String(Math.floor(index / 60)).padStart(2, '0')}:${String(index % 60).padStart(2, '0')}`;
    return kind === 'delete'
      ? deletion(ticket, time)
      : upsert(version(ticket, time, { createdAt: at('08:00'), ...fields }));
  });

/** Pages that hold each change once or more, in any order. */
const story = fc.array(step, { minLength: 1, maxLength: 12 }).chain((steps) => {
  const changes = changesOf(steps);
  const order = fc.shuffledSubarray([...changes], { minLength: changes.length });
  const again = fc.array(fc.constantFrom(...changes), { maxLength: 6 });
  const cuts = fc.array(fc.nat({ max: changes.length + 6 }), { maxLength: 4 });
  return fc.record({ changes: fc.constant(changes), order, again, cuts });
});

function cut<T>(items: readonly T[], places: readonly number[]): T[][] {
  const edges = [0, ...[...places].sort((a, b) => a - b), items.length];
  return edges.slice(1).map((end, index) => items.slice(edges[index], end));
}

async function play(pages: readonly Change<AnyTicket>[][]) {
  const feed = createFeedDesk('09:00', false);
  feed.pages.push(...pages);
  const snapshots = createMemorySnapshots();
  const source = createPollingSource({
    adapter: feed.desk,
    clock: feed.clock,
    since: at('07:59'),
    snapshots,
  });
  const events: SupportEvent[] = [];
  for await (const page of source.round()) events.push(...page.events);
  const ids = ['1', '2', '3'].map((id) => `paper:acme:${id}`);
  const final: ReadonlyMap<string, PollSnapshot> = await snapshots.get(ids);
  return { events, final: Object.fromEntries(final) };
}

/** A copy of the desk as somebody would keep it who only hears the events. */
function copyOf(events: readonly SupportEvent[]) {
  const copy = new Map<string, { status: unknown; priority: unknown; tags: unknown } | 'deleted'>();
  for (const event of events) {
    if (!('ticket' in event)) continue;
    const { externalId, status, priority, tags } = event.ticket;
    copy.set(
      externalId,
      event.type === 'ticket.deleted' ? 'deleted' : { status, priority, tags: [...(tags ?? [])] },
    );
  }
  return Object.fromEntries([...copy].sort());
}

it('pages in any order, cut anywhere and overlapping, leave the same snapshot', async () => {
  await fc.assert(
    fc.asyncProperty(story, async ({ changes, order, again, cuts }) => {
      const inOrder = await play([[...changes]]);
      const shuffled = await play(cut([...order, ...again], cuts));
      expect(shuffled.final).toEqual(inOrder.final);
      expect(copyOf(shuffled.events)).toEqual(copyOf(inOrder.events));
    }),
  );
});

it('changes that were told already are never told again', async () => {
  await fc.assert(
    fc.asyncProperty(story, async ({ changes, again, cuts }) => {
      const once = await play([[...changes]]);
      const more = await play([[...changes], ...cut(again, cuts)]);
      expect(more.events).toEqual(once.events);
      expect(new Set(once.events.map(({ id }) => id)).size).toBe(once.events.length);
    }),
  );
});

it('the changes of events, put together, lead from the first version to the last', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
      const writes = steps.map((one) => ({ ...one, ticket: '1', kind: 'write' as const }));
      const { events } = await play([[...changesOf(writes)]]);
      const [first] = writes;
      const values: Record<string, unknown> = {
        status: first?.status,
        priority: first?.priority,
        tags: [...(first?.tags ?? [])].sort(),
      };
      for (const event of events) {
        for (const { field, from, to } of 'changes' in event ? event.changes : []) {
          expect(from).toEqual(values[field]);
          values[field] = to;
        }
      }
      const last = writes.at(-1);
      expect(values).toEqual({
        status: last?.status,
        priority: last?.priority,
        tags: [...(last?.tags ?? [])].sort(),
      });
    }),
  );
});
