import { notesOf } from '../carry/item-notes.ts';
import type { LedgerItem } from '../ledger/types.ts';
import type { Gatherer } from './gather-items.ts';
import type { MigrationReport, PersonConflict } from './types.ts';

const MOST_CONFLICTS = 200;
/** Desks have a few thousand agents at most. */
const MOST_AGENTS = 50_000;

/** How people were found at the target: contacts from their own items, agents from the tickets that name them. */
export function gatherPeople(): Gatherer<Pick<MigrationReport, 'people'>> {
  const contacts = { matched: 0, created: 0, conflicts: 0, fallback: 0 };
  const conflicts: PersonConflict[] = [];
  const known = new Set<string>();
  const unknown = new Set<string>();
  let isConcerned = false;
  return {
    add(item) {
      if (item.kind === 'contact') isConcerned = true;
      const { agents, candidates = [], isStandIn } = notesOf(item);
      note(known, agents?.[0]);
      note(unknown, agents?.[1]);
      if (item.kind !== 'contact' || item.target === null) return;
      if (isStandIn === true) contacts.fallback += 1;
      else if (item.detail['created'] === true) contacts.created += 1;
      else contacts.matched += 1;
      if (candidates.length === 0) return;
      contacts.conflicts += 1;
      if (conflicts.length < MOST_CONFLICTS) conflicts.push(conflictOf(item, candidates));
    },
    part() {
      // Who had no counterpart once stands under a stand-in there, whatever the mapping says now.
      const matched = [...known].filter((id) => !unknown.has(id)).length;
      const agents = { matched, created: 0, conflicts: 0, fallback: unknown.size };
      if (!isConcerned && known.size + unknown.size === 0) return { people: null };
      return {
        people: {
          roles: [
            { role: 'agent', ...agents },
            { role: 'contact', ...contacts },
          ],
          fallbackAuthor: null,
          conflicts: { total: contacts.conflicts, items: conflicts },
        },
      };
    },
  };

  function note(set: Set<string>, ids: readonly string[] = []): void {
    for (const id of ids) if (set.size < MOST_AGENTS) set.add(id);
  }
}

const conflictOf = (
  { source, detail }: LedgerItem,
  candidates: readonly string[],
): PersonConflict =>
  detail['created'] === true
    ? {
        role: 'contact',
        source,
        candidates,
        reason:
          'A contact of the target has the same phone number, and is not known to be the same person.',
        decision: 'A contact of its own was made.',
      }
    : {
        role: 'contact',
        source,
        candidates,
        reason: 'Several contacts of the target have a key of this one.',
        decision: 'The first is taken.',
      };
