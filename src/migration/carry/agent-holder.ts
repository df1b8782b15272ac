import { hasCode } from '../../errors/classes.ts';
import type { Agent, ContactDraft } from '../../model/people.ts';
import type { Work } from './work.ts';

/**
 * The agent of the target because of whom it has refused a contact: desks that keep agents and contacts as users of
 * one kind let only one of them have an address, and do not give an agent out, or change one, as a contact. `null`
 * where the refusal has another reason.
 */
export function agentHolding(
  { toCatalog }: Pick<Work, 'toCatalog'>,
  { email }: Pick<ContactDraft, 'email'>,
  error: unknown,
): Agent | null {
  if (email == null || !(hasCode(error, 'not_found') || hasCode(error, 'conflict'))) return null;
  const address = email.toLowerCase();
  return toCatalog.agents.find((agent) => agent.email?.toLowerCase() === address) ?? null;
}
