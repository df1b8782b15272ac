import type { SupportEvent } from '../../model/event.ts';
import type { TimedChange, TimelineHistoryEntry, TimelineSources } from './timeline-types.ts';

/** What changed, and what the ticket was created with; each in order of time. */
export interface ChangesOfTicket {
  readonly initial: readonly TimedChange[];
  readonly later: readonly TimedChange[];
  /** Observed changes that came without a time. */
  readonly timeless: number;
}

/** The changes that a history and observed events tell, none of them twice. */
export function changesOf(
  { history = [], observed = [] }: TimelineSources,
  priorityField = 'priority',
): ChangesOfTicket {
  const timed = ({ at, changes }: TimelineHistoryEntry): readonly TimedChange[] =>
    changes.map((change) => ({
      ...change,
      field: change.field === priorityField ? 'priority' : change.field,
      at: at.getTime(),
    }));
  const known = history.map(({ at }) => at.getTime()).reduce((a, b) => Math.max(a, b), -Infinity);
  const told = observed.filter(hasChanges);
  const heard = told.flatMap(({ occurredAt, changes }) =>
    occurredAt === null ? [] : changes.map((change) => ({ ...change, at: occurredAt.getTime() })),
  );
  const entries = (isCreation: boolean) =>
    history.filter(({ kind }) => (kind === 'created') === isCreation).flatMap(timed);
  return {
    initial: entries(true),
    later: [...entries(false), ...heard.filter(({ at }) => at > known)].toSorted(
      (left, right) => left.at - right.at,
    ),
    timeless: told.filter(({ occurredAt, changes }) => occurredAt === null && changes.length > 0)
      .length,
  };
}

type WithChanges = Extract<SupportEvent, { readonly changes: unknown; readonly ticket: unknown }>;

const hasChanges = (event: SupportEvent): event is WithChanges =>
  'ticket' in event && 'changes' in event;
