import type { SlaEvent } from '../engine/event-types.ts';
import { changesOf } from './changes-of.ts';
import { closingGap } from './closing-gap.ts';
import { initialState } from './initial-state.ts';
import { messageEvents, openedBy } from './message-events.ts';
import { createChangeReader, eventsBetween } from './state-events.ts';
import type {
  SlaTimeline,
  TimelineOptions,
  TimelineSources,
  TimelineTicket,
  TimelineWarning,
} from './timeline-types.ts';
import { createWords } from './words.ts';

/**
 * The order within one instant, the same whichever desk told of it: an answer that also resolves the
 * ticket is an answer first.
 */
const RANKS: Readonly<Record<SlaEvent['type'], number>> = {
  created: 0,
  attributes: 1,
  priority: 1,
  assigned: 1,
  due_override: 1,
  message: 2,
  status: 3,
};

/**
 * The events of a ticket for `evaluateSla`, from its thread and its history in the unified model, so that
 * the same story gives the same clocks on every desk. A desk without a history needs the events that were
 * heard of the ticket. Where neither tells how the ticket came to be as it is, the difference is put at
 * the time of resolution, else of the last update, and `warnings` says so.
 *
 * Policies may ask for `plan`, `mrr`, `accountAge`, `previousTickets`, `category`, `tags`, what
 * `metadata.extra` holds and what `attributes` adds, as they are now. A `dueAt` of the desk is no event.
 *
 * Throws nothing: what is not understood becomes a warning.
 *
 * @example
 * const { events } = toTimeline({ ticket, messages, history }, { statuses: await desk.statuses.list() });
 * evaluateSla({ events, policies }, { now }).risk //=> 'ok'
 */
export function toTimeline(sources: TimelineSources, options: TimelineOptions = {}): SlaTimeline {
  const { ticket, messages } = sources;
  const warnings = new Map<TimelineWarning['code'], TimelineWarning>();
  const warn = (code: TimelineWarning['code'], message: string): void => {
    warnings.set(code, { code, message });
  };
  const reader = createChangeReader(ticket, { words: createWords(options), warn });
  const changes = changesOf(sources, options.priorityField);
  if (changes.timeless > 0) warn('no_time', 'Some changes that were heard carry no time.');

  const first = initialState(ticket, changes, reader);
  const createdAt = ticket.createdAt.getTime();
  const events: SlaEvent[] = [
    {
      type: 'created',
      at: createdAt,
      by: openedBy(messages, ticket),
      ...first,
      attributes: { ...attributesOf(ticket), ...options.attributes },
    },
  ];
  const thread = messageEvents(messages, ticket);
  events.push(...thread.events);

  let reached = { ...first, at: createdAt };
  for (const change of changes.later) {
    const next = { ...reached, ...reader.read(change), at: change.at };
    events.push(...eventsBetween(reached, next, change.at));
    reached = next;
  }
  const gap = closingGap(ticket, reached);
  events.push(...gap.events);
  for (const { code, message } of [...thread.warnings, ...gap.warnings]) warn(code, message);
  return { events: inOrder(events), warnings: [...warnings.values()] };
}

const timeOf = ({ at }: SlaEvent): number => (typeof at === 'number' ? at : at.getTime());

const inOrder = (events: readonly SlaEvent[]): readonly SlaEvent[] =>
  events
    .toSorted((left, right) => timeOf(left) - timeOf(right) || RANKS[left.type] - RANKS[right.type])
    .map((event, seq) => ({ ...event, seq }));

const attributesOf = ({ metadata, category, tags }: TimelineTicket) => {
  const { extra, ...rest } = metadata;
  return { ...extra, ...rest, category, tags };
};
