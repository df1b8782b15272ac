import type { AnyFields, AnySupportAdapter } from '../../adapter/contract.ts';
import { supports } from '../../adapter/manifest.ts';
import { hasCode } from '../../errors/classes.ts';
import type { GroupId } from '../../model/ids.ts';
import type { Mapped } from '../../model/provenance.ts';
import type { TicketPatch } from '../../model/ticket.ts';
import { triageTicket } from '../../triage/triage-ticket.ts';
import type { TriageResult } from '../../triage/types.ts';
import type { HubStage, HubTicket } from '../types.ts';
import { triagePatch } from './triage-patch.ts';
import { createTriageOccasions } from './triage-occasions.ts';

/** What came of a triage. */
export interface TriageOutcome {
  /** As it was when it was decided, enriched. */
  readonly ticket: HubTicket;
  readonly result: TriageResult;
  /** What was written; `null` when nothing was to be, or may be. */
  readonly patch: TicketPatch<AnyFields> | null;
  /** What the desk could not take. */
  readonly warnings: Mapped<unknown>['warnings'];
}

/** How new tickets are sorted. */
export interface TriageStageOptions {
  /** Decides. @default triageTicket(ticket) */
  readonly triage?: (ticket: HubTicket) => Promise<TriageResult>;
  /** Write the decision to the desk. @default true */
  readonly writeBack?: boolean;
  /** The desk's group of a team; without it, the group stays as it is. */
  readonly groupOf?: (team: string, desk: AnySupportAdapter) => GroupId | null;
  /** Hears of every decision. Awaited. */
  readonly onTriaged?: (outcome: TriageOutcome) => void | Promise<void>;
}

/** What a ticket is sorted with. */
interface Sorting {
  readonly desk: AnySupportAdapter;
  readonly read: () => Promise<HubTicket>;
}

/**
 * Sorts every new ticket, or its first message where it began without one: reads and enriches it, decides
 * on category, priority, tags and team, and writes what differs back. When somebody changed the ticket
 * meanwhile, it decides again on what the ticket says then, once. A desk that cannot be written to, or not
 * so, is left as it is. A ticket that the application made itself is left alone.
 *
 * @example
 * createHub({ adapters, stages: [triageStage({ onTriaged: ({ result }) => log(result.reasons) })] });
 */
export function triageStage(options: TriageStageOptions = {}): HubStage {
  const occasions = createTriageOccasions();
  return {
    name: 'triage',
    async run(event, { desk, delivery }, tools) {
      if (delivery?.isEcho === true || !occasions.isOne(event)) return;
      const { id } = event.ticket;
      const signal = delivery?.signal;
      const read = async (): Promise<HubTicket> => {
        const ticket = await tools.ticket(id, signal === undefined ? {} : { signal });
        // Not every provider counts a chat's first words as the description.
        const words = event.type === 'message.created' ? (event.message.bodyText ?? null) : null;
        return ticket.description === null ? { ...ticket, description: words } : ticket;
      };
      const outcome = await sort({ desk, read }, options).catch((error: unknown) => {
        if (hasCode(error, 'stale_write')) return sort({ desk, read }, options);
        throw error;
      });
      if (outcome === null) return;
      occasions.note(outcome.ticket);
      await options.onTriaged?.(outcome);
    },
  };
}

/** `null` for a ticket that is not there any more. */
async function sort(
  { desk, read }: Sorting,
  options: TriageStageOptions,
): Promise<TriageOutcome | null> {
  const { triage = (ticket: HubTicket) => triageTicket(ticket), writeBack = true } = options;
  const ticket = await read().catch((error: unknown) => {
    if (hasCode(error, 'not_found')) return null;
    throw error;
  });
  if (ticket === null || ticket.isDeleted || ticket.isSpam) return null;
  const result = await triage(ticket);
  const groupId = options.groupOf?.(result.team, desk) ?? null;
  const patch = writeBack
    ? triagePatch(ticket, { result, groupId, manifest: desk.manifest })
    : null;
  const unwritten = { ticket, result, patch: null, warnings: [] };
  const { update } = desk.tickets;
  if (patch === null || update === undefined || !supports(desk.manifest, 'tickets.update')) {
    return unwritten;
  }
  try {
    const { warnings } = await update(ticket.id, { ...patch, ifVersion: ticket.version });
    return { ticket, result, patch, warnings };
  } catch (error) {
    if (hasCode(error, 'unsupported_operation')) return unwritten;
    throw error;
  }
}
