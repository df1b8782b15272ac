import type { AnyFields } from '../../adapter/contract.ts';
import type { Manifest } from '../../adapter/manifest.ts';
import type { GroupId } from '../../model/ids.ts';
import type { TicketPatch } from '../../model/ticket.ts';
import type { TriageResult } from '../../triage/types.ts';
import type { HubTicket } from '../types.ts';

/** What was decided, and for which desk. */
export interface TriageDecision {
  readonly result: TriageResult;
  readonly groupId: GroupId | null;
  readonly manifest: Manifest;
}

/** What differs from what the ticket has, as far as the desk has it; `null` for nothing. */
export function triagePatch(
  ticket: HubTicket,
  { result, groupId, manifest }: TriageDecision,
): TicketPatch<AnyFields> | null {
  const has = (field: string): boolean => manifest.resources.tickets?.fields?.[field] !== 'none';
  // Providers spell tags in small letters: written again, they would come back the same each time.
  const present = new Set(ticket.tags.map((tag) => tag.toLowerCase()));
  const add = has('tags') ? result.tags.filter((tag) => !present.has(tag.toLowerCase())) : [];
  const patch: TicketPatch<AnyFields> = {
    ...(has('priority') && result.priority !== ticket.priority
      ? { priority: result.priority }
      : {}),
    ...(has('category') && result.category !== ticket.category
      ? { category: result.category }
      : {}),
    ...(add.length === 0 ? {} : { tags: { add } }),
    ...(groupId === null || groupId === ticket.groupId ? {} : { groupId }),
  };
  return Object.keys(patch).length === 0 ? null : patch;
}
