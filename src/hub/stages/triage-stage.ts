import type { AnyFields, AnySupportAdapter } from '../../adapter/contract.ts';
import { supports } from '../../adapter/manifest.ts';
import { SupportError } from '../../errors/base.ts';
import type { GroupId } from '../../model/ids.ts';
import type { Mapped } from '../../model/provenance.ts';
import type { TicketPatch } from '../../model/ticket.ts';
import { triageTicket } from '../../triage/triage-ticket.ts';
import type { TriageResult } from '../../triage/types.ts';
import type { HubStage, HubTicket } from '../types.ts';

/** What came of a triage. */
export interface TriageOutcome {
  /** As it was when it was decided. */
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

/**
 * Sorts every new ticket: reads it, decides on category, priority, tags and team, and writes what differs
 * back. When somebody changed the ticket meanwhile, it decides again on what the ticket says then, once.
 * A ticket that the application made itself is left alone.
 *
 * @example
 * createHub({ adapters, stages: [triageStage({ onTriaged: ({ result }) => log(result.reasons) })] });
 */
export function triageStage(options: TriageStageOptions = {}): HubStage {
  const { triage = (ticket: HubTicket) => triageTicket(ticket), writeBack = true } = options;
  const decide = async (desk: AnySupportAdapter, id: string): Promise<TriageOutcome> => {
    const ticket = await desk.tickets.get(id);
    const result = await triage(ticket);
    const patch = writeBack ? patchOf(ticket, result, options.groupOf?.(result.team, desk)) : null;
    const update = supports(desk.manifest, 'tickets.update') ? desk.tickets.update : undefined;
    if (patch === null || update === undefined)
      return { ticket, result, patch: null, warnings: [] };
    const { warnings } = await update(id, { ...patch, ifVersion: ticket.version });
    return { ticket, result, patch, warnings };
  };
  return {
    name: 'triage',
    async run(event, { desk, delivery }) {
      if (event.type !== 'ticket.created' || delivery?.isEcho === true) return;
      const { id } = event.ticket;
      const outcome = await decide(desk, id).catch((error: unknown) => {
        if (SupportError.isInstance(error) && error.code === 'stale_write') return decide(desk, id);
        throw error;
      });
      await options.onTriaged?.(outcome);
    },
  };
}

/** What differs from what the ticket has; `null` for nothing. */
function patchOf(
  ticket: HubTicket,
  result: TriageResult,
  groupId: GroupId | null | undefined,
): TicketPatch<AnyFields> | null {
  const add = result.tags.filter((tag) => !ticket.tags.includes(tag));
  const patch: TicketPatch<AnyFields> = {
    ...(result.priority === ticket.priority ? {} : { priority: result.priority }),
    ...(result.category === ticket.category ? {} : { category: result.category }),
    ...(add.length === 0 ? {} : { tags: { add } }),
    ...(groupId === null || groupId === undefined || groupId === ticket.groupId ? {} : { groupId }),
  };
  return Object.keys(patch).length === 0 ? null : patch;
}
