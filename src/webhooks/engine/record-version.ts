import type { SupportEvent } from '../../model/event.ts';

/** Where an event stands among the versions of its record: milliseconds, compared from left to right. */
export type RecordVersion = readonly [updatedAt: number, happenedAt: number, sequence: number];

/** What an event is about, as far as it tells. */
export interface RecordSnapshot {
  readonly id: string;
  readonly externalId: string;
  readonly updatedAt?: Date | null;
  readonly version?: { readonly at: Date };
}

/** The record that an event is about; `null` for events about none, such as a ping. */
export function recordOf(event: SupportEvent): RecordSnapshot | null {
  if ('ticket' in event) return event.ticket;
  if ('contact' in event) return event.contact;
  if ('organization' in event) return event.organization;
  if ('article' in event) return event.article;
  return null;
}

/**
 * The version of the record that an event carries: of the record's own update time, then of the
 * event's. `null` when the delivery has neither.
 *
 * @example versionOf(event) //=> [1778486398000, 1778486399000, 1]
 */
export function versionOf(event: SupportEvent): RecordVersion | null {
  const record = recordOf(event);
  const happenedAt = event.occurredAt?.getTime() ?? null;
  const updatedAt = (record?.version?.at ?? record?.updatedAt)?.getTime() ?? happenedAt;
  if (updatedAt === null) return null;
  return [updatedAt, happenedAt ?? updatedAt, event.sequence ?? 0];
}

/** Negative when the first is older, 0 for the same version. */
export const compareVersions = (left: RecordVersion, right: RecordVersion): number =>
  left[0] - right[0] || left[1] - right[1] || left[2] - right[2];
