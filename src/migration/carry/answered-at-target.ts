import type { Advance, LedgerItem } from '../ledger/types.ts';
import { callOptions, type Work } from './work.ts';
import { isWrittenVersion } from './written-version.ts';

/** How far the desks' clocks may be ahead of this one. */
const SKEW_MS = 30_000;

/**
 * Whether somebody has written a message at the target since: that is worth more than an older version of the
 * ticket. Its other fields are the source's to say.
 */
export async function isAnsweredAtTarget(
  work: Pick<Work, 'mapping' | 'to' | 'signal'>,
  { detail }: Pick<LedgerItem, 'detail'>,
  there: { readonly id: string; readonly updatedAt: Date } | null,
): Promise<boolean> {
  const { confirmedAt } = detail;
  if (work.mapping.answeredAtTarget === 'overwrite' || there === null) return false;
  if (typeof confirmedAt !== 'number') return false;
  const since = confirmedAt + SKEW_MS;
  if (there.updatedAt.getTime() <= since) return false;
  const messages = work.to.messages.list(there.id, {}, callOptions(work));
  for await (const { createdAt } of messages) if (createdAt.getTime() > since) return true;
  return false;
}

/** The same of a ticket that has not been read yet. */
export async function isAnsweredAt(
  work: Pick<Work, 'mapping' | 'to' | 'signal'>,
  item: LedgerItem,
  target: string,
): Promise<boolean> {
  if (work.mapping.answeredAtTarget === 'overwrite') return false;
  const [there] = (await work.to.tickets.getMany?.([target], callOptions(work))) ?? [];
  return isAnsweredAtTarget(work, item, there === undefined || there.isDeleted ? null : there);
}

/** What becomes of such an item. One whose source has not changed is only as different as it was. */
export const leftAlone = (
  { writtenVersion }: Pick<LedgerItem, 'writtenVersion'>,
  version: Date | null,
): Pick<Advance, 'state' | 'error'> =>
  version !== null && isWrittenVersion(version, writtenVersion)
    ? { state: 'confirmed', error: null }
    : {
        state: 'failed',
        error: {
          code: 'answered_at_target',
          message:
            'Somebody has written in the ticket at the target since it was carried: it is left as it is there. ' +
            "mapping.answeredAtTarget: 'overwrite' writes it anew from the source.",
        },
      };
