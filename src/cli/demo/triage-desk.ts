import type { ZendeskAdapter } from '../../../adapters/zendesk/index.ts';
import { hasCode } from '../../errors/index.ts';
import type { SupportTicket } from '../../model/ticket.ts';
import { CHURN_TAG, type TeamRoute, type TriageResult, triageTicket } from '../../triage/index.ts';
import { type Directory, idOf } from './directory.ts';
import type { Enricher } from './enrich.ts';
import type { LossLog } from './losses.ts';
import type { TriageEntry } from './report.ts';

/** Where this desk's tickets go: its own teams instead of the ready-made ones. */
const ROUTES: readonly TeamRoute[] = [
  { team: 'Security', category: 'technical.security_incident' },
  { team: 'Retention', category: 'subscription.cancel_subscription' },
  { team: 'Retention', category: 'account.delete' },
  { team: 'Technical support', category: 'technical' },
  { team: 'Billing', category: 'billing' },
  { team: 'Billing', category: 'subscription' },
];
const OTHER_TEAM = 'Customer care';

export interface TriageDesk {
  /** Decides, writes the decision back with its reasons, and answers what the desk holds then. */
  handle(ticket: SupportTicket, cause: TriageEntry['cause']): Promise<TriageEntry>;
}

/** Triage as an application would run it on its desk. */
export function createTriageDesk(options: {
  readonly adapter: ZendeskAdapter;
  readonly directory: Directory;
  readonly enricher: Enricher;
  readonly losses: LossLog;
  readonly scenarioOf: (caseKey: string) => string;
}): TriageDesk {
  const { adapter, directory, enricher, losses } = options;
  const decide = (ticket: SupportTicket): Promise<TriageResult> =>
    triageTicket(enricher.enrich(ticket), { routes: ROUTES, fallbackTeam: OTHER_TEAM });
  const write = async (ticket: SupportTicket, result: TriageResult): Promise<Written> => {
    const groupId = idOf(directory.groups, result.team);
    const { value, warnings } = await adapter.tickets.update(ticket.id, {
      priority: result.priority,
      category: result.category,
      ...(result.category === 'technical.outage' ? { status: 'in_progress' } : {}),
      groupId,
      tags: { add: newTags(ticket, result) },
      ifVersion: ticket.version,
    });
    losses.add('write', warnings);
    const body = { text: noteOf(ticket, result) };
    const note = await adapter.messages.note(ticket.id, { body });
    return { result, ticket: value, note: note.value.bodyText };
  };
  return {
    async handle(ticket, cause) {
      const { written, staleWriteRefused } = await decide(ticket)
        .then((result) => write(ticket, result))
        .then((done) => ({ written: done, staleWriteRefused: false }))
        .catch(async (error: unknown) => {
          if (!hasCode(error, 'stale_write')) throw error;
          // Somebody was faster: decide again on what the ticket says now.
          const current = await adapter.tickets.get(ticket.id);
          return { written: await write(current, await decide(current)), staleWriteRefused: true };
        });
      const caseKey = ticket.callerKey ?? ticket.externalId;
      return {
        caseKey,
        ticket: ticket.externalId,
        scenario: options.scenarioOf(caseKey),
        subject: ticket.subject,
        cause,
        before: ticket.priority,
        ...summarize(written),
        staleWriteRefused,
      };
    },
  };
}

/** A decision, and what the desk holds after it was written. */
interface Written {
  readonly result: TriageResult;
  readonly ticket: SupportTicket;
  readonly note: string | null;
}

function summarize({ result, ticket, note }: Written) {
  return {
    language: result.language.language,
    category: result.category,
    confidence: result.confidence,
    team: result.team,
    after: result.priority,
    churnRisk: result.tags.includes(CHURN_TAG),
    autoResponse: result.autoResponse?.mode ?? null,
    reasons: result.reasons.map((reason) => reason.code),
    written: { priority: ticket.priority, tags: ticket.tags },
    note,
  };
}

const newTags = (ticket: SupportTicket, result: TriageResult): readonly string[] => [
  ...result.tags.filter((tag) => !ticket.tags.includes(tag)),
  'triaged',
];

/** The decision in words, for the staff who read the ticket. */
function noteOf(ticket: SupportTicket, result: TriageResult): string {
  const confidence = Math.round(result.confidence * 100);
  return [
    `Triage: ${result.category} (${confidence} %), ${ticket.priority} → ${result.priority}, ${result.team}.`,
    ...result.reasons.map((reason) => `- ${reason.message}`),
  ].join('\n');
}
