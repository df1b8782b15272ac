import type { Catalog } from '../mapping/catalog.ts';
import type { SettledMapping } from '../mapping/settle-mapping.ts';
import type { SourceTicket } from '../translate/types.ts';
import type { UnmappedValue } from '../types.ts';

/** Counts what a scan sees that the mapping says nothing about. */
export interface Tally {
  add(ticket: SourceTicket['ticket']): void;
  readonly tickets: number;
  /** Most frequent first. */
  list(): readonly UnmappedValue[];
}

const SAMPLES = 3;
/** Values kept in mind; tags alone can be a hundred thousand. */
const MOST_VALUES = 20_000;

const CONSEQUENCES = {
  agent: 'Tickets are carried without this assignee; messages name the author in their first line.',
  group: 'Tickets are carried without this group.',
  status: 'Carried as the unified status that it reads as.',
  customField: 'Kept in an internal note.',
} as const satisfies Record<UnmappedValue['kind'], string>;

/** An empty one. */
export function createTally(settled: SettledMapping, from: Catalog): Tally {
  const seen = new Map<string, UnmappedValue & { samples: string[]; count: number }>();
  let tickets = 0;
  const agents = new Map(from.agents.map((agent) => [String(agent.id), agent.name]));
  const groups = new Map(from.groups.map((group) => [String(group.id), group.name]));
  const note = (
    kind: UnmappedValue['kind'],
    value: string,
    label: string | null,
    ticketId: string,
  ): void => {
    const key = `${kind} ${value}`;
    const known = seen.get(key);
    if (known !== undefined) {
      known.count += 1;
      if (known.samples.length < SAMPLES) known.samples.push(ticketId);
      return;
    }
    if (seen.size >= MOST_VALUES) return;
    const consequence = CONSEQUENCES[kind];
    seen.set(key, { kind, value, label, count: 1, samples: [ticketId], consequence });
  };
  return {
    add(ticket) {
      tickets += 1;
      const { id, assignee, groupId, nativeStatus, status, customFields } = ticket;
      if (assignee?.id != null && assignee.type !== 'team') {
        const found = settled.agent(assignee.id, assignee.email ?? null);
        if (found === undefined) {
          note('agent', assignee.id, assignee.name ?? agents.get(assignee.id) ?? null, id);
        }
      }
      if (groupId !== null && settled.group(groupId) === undefined) {
        note('group', groupId, groups.get(groupId) ?? null, id);
      }
      const isOwn = ticket.statusDetail === 'custom' && nativeStatus !== null;
      if (isOwn && settled.status(nativeStatus, status) === undefined) {
        note('status', nativeStatus.id ?? nativeStatus.label ?? status, nativeStatus.label, id);
      }
      for (const [key, field] of Object.entries(customFields)) {
        if (field.value === null || settled.field(key) !== undefined) continue;
        note('customField', key, field.label, id);
      }
    },
    get tickets() {
      return tickets;
    },
    list: () => [...seen.values()].sort((left, right) => right.count - left.count),
  };
}
