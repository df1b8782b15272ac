import { callOptions, type Work } from '../carry/work.ts';
import { hasCode } from '../../errors/classes.ts';
import type { Claim, Difference, LedgerItem } from '../ledger/types.ts';

/**
 * Looks whether a contact or an organization is still at the target, and tells the ledger. Their values are
 * not compared: those who were there before keep their own.
 */
export async function verifyPerson(work: Work, { item, token }: Claim): Promise<void> {
  const { kind, source } = item;
  const isThere = await isAtTarget(work, item);
  const gone: Difference = { field: kind, expected: item.target, actual: null };
  await work.ledger.advance(
    [
      {
        kind,
        source,
        token,
        state: isThere === true ? 'verified' : 'confirmed',
        differences: isThere === false ? [gone] : [],
        checked: true,
      },
    ],
    work.clock.now(),
  );
}

/** `null` where the target cannot be asked. */
async function isAtTarget(work: Work, { kind, target }: LedgerItem): Promise<boolean | null> {
  if (target === null) return false;
  if (kind !== 'contact' && kind !== 'organization') return null;
  if (kind === 'contact' && work.toCatalog.agents.some(({ id }) => id === target)) return true;
  const { contacts, organizations } = work.to;
  const options = callOptions(work);
  try {
    const get = kind === 'contact' ? contacts?.get : organizations?.get;
    const record = await get?.(target, options);
    return record === undefined ? null : !record.isDeleted;
  } catch (error) {
    if (hasCode(error, 'not_found')) return false;
    if (hasCode(error, 'permission_denied')) return null;
    throw error;
  }
}
