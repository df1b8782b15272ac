import { orNull } from '../carry/people-calls.ts';
import { isSomebodyElse } from '../carry/same-person.ts';
import { callOptions, type Work } from '../carry/work.ts';
import type { Contact } from '../../model/people.ts';
import type { Difference } from '../ledger/types.ts';
import type { SourceTicket } from '../translate/types.ts';

type Ticket = SourceTicket['ticket'];
type Desks = Pick<Work, 'from' | 'to' | 'signal'>;

/** A desk can have millions of people: then some are looked up again. */
const MOST_KNOWN = 10_000;

const OTHER: Difference = {
  field: 'requester',
  expected: 'the same person',
  actual: 'another key and other addresses',
};

/**
 * Whether a ticket belongs to the same person at the target, whatever the ledger says: by keys and addresses. Whom
 * either desk does not know any more cannot be compared. People have several tickets: each is looked up once.
 */
export async function compareRequester(
  work: Pick<Work, 'compared' | 'from' | 'to' | 'signal'>,
  source: Ticket,
  actual: Ticket,
): Promise<readonly Difference[]> {
  const [left, right] = [source.requester.id, actual.requester.id];
  if (left === null || right === null) return [];
  const key = `${left} ${right}`;
  const known = work.compared.get(key) ?? isOther(work, left, right);
  if (work.compared.size >= MOST_KNOWN) work.compared.clear();
  work.compared.set(key, known);
  try {
    return (await known) ? [OTHER] : [];
  } catch (error) {
    work.compared.delete(key);
    throw error;
  }
}

async function isOther(work: Desks, left: string, right: string): Promise<boolean> {
  const source = await contactOf(work, 'from', left);
  const found = source === null ? null : await contactOf(work, 'to', right);
  return source !== null && found !== null && isSomebodyElse(source, found);
}

async function contactOf(work: Desks, side: 'from' | 'to', id: string): Promise<Contact | null> {
  const contact = await orNull(work[side].contacts?.get?.(id, callOptions(work)));
  return contact === null || contact.isDeleted ? null : contact;
}
