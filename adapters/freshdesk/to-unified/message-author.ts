import type { WarningLog } from '../../../src/adapter/mapping.ts';
import type { Author } from '../../../src/model/message.ts';
import { BOT_SOURCE } from '../enums.ts';
import type { FreshdeskConversation } from '../wire/messages.ts';
import { readAddress } from './addresses.ts';
import { idOf, nativeText, type TranslationContext } from './common.ts';
import { kindOf } from './ticket-people.ts';

const NOBODY: Author = { id: null, kind: 'unknown', name: null, email: null };

/** What wrote the entry when no person did; `null` for an entry of a person. */
function machineOf(wire: FreshdeskConversation, source: number | null): Author | null {
  if (wire.automation_id != null || wire.auto_response === true) {
    return { ...NOBODY, kind: 'system' };
  }
  if (wire.user_id == null && source === BOT_SOURCE) return { ...NOBODY, kind: 'bot' };
  return null;
}

/**
 * Who wrote an entry. The direction alone says which side (sheet section 9.1): a note that an agent
 * entered for a customer keeps the agent's id, and then it is not known who the customer was.
 */
export function authorOf(
  wire: FreshdeskConversation,
  facts: { readonly incoming: boolean | null; readonly source: number | null },
  context: TranslationContext,
  log: WarningLog,
): Author {
  const machine = machineOf(wire, facts.source);
  if (machine !== null) return machine;
  const nativeId = nativeText(wire.user_id);
  const person = nativeId === null ? undefined : context.lookups.person(nativeId);
  const kind =
    facts.incoming === null ? kindOf(person) : facts.incoming ? 'customer' : sideOfStaff(nativeId);
  if (facts.incoming === true && person?.kind === 'agent') {
    log.add({
      type: 'dropped',
      field: 'author.id',
      reason: 'The entry came from a customer, but Freshdesk names the agent who entered it.',
    });
    return { ...NOBODY, kind, ...senderOf(wire) };
  }
  // What staff send comes from the mailbox of the help desk, which is nobody's own.
  const sender = facts.incoming === true ? senderOf(wire) : { name: null, email: null };
  return {
    id: nativeId === null ? null : idOf(context, nativeId),
    kind,
    name: person?.name ?? sender.name,
    email: person?.email ?? sender.email,
  };
}

// An entry of the help desk's side without a user is one of the system's or of a bot's.
const sideOfStaff = (nativeId: string | null): Author['kind'] =>
  nativeId === null ? 'system' : 'agent';

function senderOf({ from_email: from }: FreshdeskConversation): Pick<Author, 'name' | 'email'> {
  return typeof from === 'string' ? readAddress(from) : { name: null, email: null };
}
