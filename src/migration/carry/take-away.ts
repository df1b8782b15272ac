import { hasCode, UnsupportedError } from '../../errors/classes.ts';
import type { Advance, Claim } from '../ledger/types.ts';
import { isAnsweredAt, leftAlone } from './answered-at-target.ts';
import { findTarget } from './find-target.ts';
import { sentTrace } from './sent-trace.ts';
import { callOptions, type Work } from './work.ts';

type Tell = (change: Omit<Advance, 'kind' | 'source' | 'token'>) => Promise<void>;

/** Deletes a ticket that this migration has made. One that is gone already is what was wanted. */
export async function takeAway(work: Pick<Work, 'to' | 'signal'>, id: string): Promise<void> {
  const { tickets } = work.to;
  const remove = tickets.delete ?? tickets.purge;
  if (remove === undefined) {
    throw new UnsupportedError(`${work.to.manifest.label} cannot delete tickets.`, {
      operation: 'tickets.delete',
    });
  }
  try {
    await remove(id, callOptions(work));
  } catch (error) {
    if (!hasCode(error, 'not_found')) throw error;
  }
}

/** The id of an item's ticket at the target: as the ledger knows it, or looked for where it was sent and never answered. */
export async function targetOf(
  desk: Parameters<typeof findTarget>[0],
  { target, detail }: Claim['item'],
): Promise<string | null> {
  if (target !== null) return target;
  const trace = sentTrace({ detail });
  return trace === null ? null : ((await findTarget(desk, trace))?.id ?? null);
}

/** Nothing is left that could differ, or have lost something. */
const NOTHING_LEFT = {
  target: null,
  error: null,
  losses: [],
  differences: [],
  detail: {},
} as const;

/** Older than any version: whoever restores the record at the source has it carried again. */
const GONE = -1;

/** Whether the source had deleted a ticket that is planned again. Others may still lead to the copy that it had. */
export const wasGone = ({ writtenVersion }: Claim['item']): boolean => writtenVersion === GONE;

/** A ticket that the source has deleted: nothing to carry, or something to take away. */
export async function carryDeletion(work: Work, { item }: Claim, tell: Tell): Promise<void> {
  const reason = 'The source has deleted this ticket.';
  const target = await targetOf(work, item);
  if (target === null || work.mapping.deleted === 'keep') {
    const { sent: _sent, ...detail } = item.detail;
    const kept = target === null ? {} : { target, detail: { ...detail, created: true } };
    return tell({ state: 'skipped', reason, error: null, writtenVersion: GONE, ...kept });
  }
  if (await isAnsweredAt(work, item, target)) return tell(leftAlone(item, null));
  await tell({ state: 'sent' });
  await takeAway(work, target);
  await tell({
    ...NOTHING_LEFT,
    state: 'skipped',
    reason: `${reason} Its copy is deleted, too.`,
    writtenVersion: GONE,
  });
}

/** A ticket that is not to be carried. What an earlier attempt has sent of it must not stay. */
export async function leaveOut(
  work: Work,
  { item }: Claim,
  {
    reason,
    version,
    tell,
  }: { readonly reason: string; readonly version: number; readonly tell: Tell },
): Promise<void> {
  const target = await targetOf(work, item);
  if (target !== null) await takeAway(work, target);
  await tell({ ...NOTHING_LEFT, state: 'skipped', reason, writtenVersion: version });
}
