import type { Contact } from '../../model/people.ts';
import { foldText } from '../translate/plain-words.ts';
import type { Work } from './work.ts';

/** Behind the key of a contact that had to be made anew because a deleted one holds on to the key. */
export const AGAIN = '/again';

type Identity = Pick<Contact, 'id' | 'name' | 'callerKey' | 'emails'>;

const nameOf = ({ name }: Identity): string => foldText(name ?? '').toLowerCase();

const addressesOf = ({ emails }: Identity): ReadonlySet<string> =>
  new Set(emails.map(({ address }) => address.toLowerCase()));

const shareAddress = (left: Identity, right: Identity): boolean => {
  const known = addressesOf(left);
  return [...addressesOf(right)].some((address) => known.has(address));
};

/** Whether the target's contact has the key under which this migration carries the source's. */
const hasKeyOf = ({ callerKey }: Identity, source: Identity): boolean =>
  callerKey !== null &&
  [source.callerKey, source.id].some((key) => callerKey === key || callerKey === `${key}${AGAIN}`);

/**
 * Whether somebody at the target who has the phone number of a contact may be taken for the same person. Offices
 * and families share numbers: who has a key or an address of his own, and none in common, is somebody else, and so
 * is who has neither and another name.
 */
export function isSameByNumber(source: Identity, found: Identity): boolean {
  if (found.callerKey !== null) return hasKeyOf(found, source);
  if (found.emails.length > 0) return shareAddress(source, found);
  return found.name === null || nameOf(found) === nameOf(source);
}

/** Whether what is known of the two says that they are two people. */
export function isSomebodyElse(source: Identity, found: Identity): boolean {
  if (hasKeyOf(found, source) || shareAddress(source, found)) return false;
  return found.callerKey !== null || (source.emails.length > 0 && found.emails.length > 0);
}

const SETTLE_MS = 100;

type Desk = Pick<Work, 'ledger' | 'clock' | 'signal'>;

const markOf = (target: string): string => `alone:${target}`;

/**
 * Whether this record of the source is the one that a record of the target stands for, of which no more is known
 * than a number or a name: whoever comes first has it. Of two processes that come at once, the later mark counts,
 * which both see after a moment.
 */
export async function takesAlone(
  { ledger, clock, signal }: Desk,
  source: string,
  target: string,
): Promise<boolean> {
  const holder = await ledger.checkpoint(markOf(target));
  if (holder !== null) return holder === source;
  await ledger.saveCheckpoint(markOf(target), source);
  await clock.sleep(SETTLE_MS, signal);
  return (await ledger.checkpoint(markOf(target))) === source;
}

/** Says for which record of the source a record of the target stands, where nobody doubts it. */
export const keepAlone = ({ ledger }: Desk, source: string, target: string): Promise<void> =>
  ledger.saveCheckpoint(markOf(target), source);
