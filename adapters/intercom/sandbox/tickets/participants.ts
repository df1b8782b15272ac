import { isRecord } from '../../../../src/sandbox/kit/json.ts';
import { actorOf, type Call, contactById, idText } from '../call.ts';
import { problems } from '../errors.ts';
import { fireParticipant } from '../events.ts';
import { addContact, contactByEmail, contactByExternalId } from '../people.ts';
import type { ConversationRow } from '../records/conversations.ts';
import type { ContactRow } from '../records/people.ts';
import { adminAuthor, type World } from '../world.ts';
import { addPart } from './parts.ts';

/** Adds a contact; an unknown address makes a lead (section 7). */
export function attachContact(call: Call, row: ConversationRow): void {
  const admin = actorOf(call);
  const { customer } = call.body;
  if (!isRecord(customer)) throw problems.required('customer');
  const contact = participantOf(call.world, customer);
  if (row.contact_ids.includes(contact.id)) return;
  row.contact_ids = [...row.contact_ids, contact.id];
  addPart(call.world, row, { part_type: 'participant_added', author: adminAuthor(admin) });
  fireParticipant(call.world, row, contact, 'attached');
}

function participantOf(world: World, customer: Readonly<Record<string, unknown>>): ContactRow {
  const id = idText(customer['intercom_user_id']);
  if (id !== null) return contactById(world, id);
  const externalId = idText(customer['user_id']);
  const email = idText(customer['email']);
  const found =
    externalId !== null
      ? contactByExternalId(world, externalId)
      : email === null
        ? null
        : (contactByEmail(world, email) ?? addContact(world, { role: 'lead', email }));
  if (found === null) throw problems.userNotFound();
  return found;
}

/** The last one has to stay (section 7). */
export function detachContact(call: Call, row: ConversationRow, contactId: string): void {
  const admin = actorOf(call);
  const contact = contactById(call.world, contactId);
  if (!row.contact_ids.includes(contact.id)) throw problems.userNotFound();
  if (row.contact_ids.length === 1)
    throw problems.invalid('Removing the last customer is not allowed', 422);
  row.contact_ids = row.contact_ids.filter((id) => id !== contact.id);
  addPart(call.world, row, { part_type: 'participant_removed', author: adminAuthor(admin) });
  fireParticipant(call.world, row, contact, 'detached');
}
