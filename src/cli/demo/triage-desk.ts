import { hasCode } from '../../errors/index.ts';
import type { Hub, HubTicket } from '../../hub/index.ts';
import { CHURN_TAG, type TeamRoute, type TriageResult, triageTicket } from '../../triage/index.ts';
import { idOf } from './directory.ts';
import type { LossLog } from './losses.ts';
import type { Desk } from './open-desks.ts';
import type { TriageEntry } from './report.ts';

/** Where tickets go: the company's own teams instead of the ready-made ones. */
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
  handle(ticket: HubTicket, cause: TriageEntry['cause']): Promise<TriageEntry>;
}

/** What triage works with. */
export interface TriageDeskOptions {
  readonly hub: Hub;
  readonly deskOf: (ticket: HubTicket) => Desk;
  readonly losses: LossLog;
  readonly scenarioOf: (caseKey: string) => string;
}

/** Triage as an application would run it on all of its desks at once. */
export function createTriageDesk(options: TriageDeskOptions): TriageDesk {
  const { hub, deskOf, scenarioOf } = options;
  const decide = (ticket: HubTicket): Promise<TriageResult> =>
    triageTicket(ticket, { routes: ROUTES, fallbackTeam: OTHER_TEAM });
  return {
    async handle(ticket, cause) {
      const { written, staleWriteRefused } = await decide(ticket)
        .then((result) => write(ticket, result, options))
        .then((done) => ({ written: done, staleWriteRefused: false }))
        .catch(async (error: unknown) => {
          if (!hasCode(error, 'stale_write')) throw error;
          // Somebody was faster: decide again on what the ticket says now.
          const current = await hub.ticket(ticket.id);
          const again = await write(current, await decide(current), options);
          return { written: again, staleWriteRefused: true };
        });
      const caseKey = deskOf(ticket).actors.cases.get(ticket.externalId) ?? ticket.externalId;
      return {
        desk: ticket.provenance.provider,
        caseKey,
        ticket: ticket.externalId,
        scenario: scenarioOf(caseKey),
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
  readonly ticket: HubTicket;
  readonly note: string | null;
}

/** The same call whatever the desk; what it cannot take comes back as a warning. */
async function write(
  ticket: HubTicket,
  result: TriageResult,
  { deskOf, losses }: TriageDeskOptions,
): Promise<Written> {
  const { adapter, directory } = deskOf(ticket);
  const { value, warnings } = await adapter.tickets.update(ticket.id, {
    priority: result.priority,
    category: result.category,
    ...(result.category === 'technical.outage' ? { status: 'in_progress' } : {}),
    groupId: idOf(directory.groups, result.team),
    tags: { add: newTags(ticket, result) },
    ifVersion: ticket.version,
  });
  losses.add(adapter.provider, 'write', warnings);
  const note = await adapter.messages.note(ticket.id, { body: { text: noteOf(ticket, result) } });
  return { result, ticket: value, note: note.value.bodyText };
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

const newTags = (ticket: HubTicket, result: TriageResult): readonly string[] => [
  ...result.tags.filter((tag) => !ticket.tags.includes(tag)),
  'triaged',
];

/** The decision in words, for the staff who read the ticket. */
function noteOf(ticket: HubTicket, result: TriageResult): string {
  const confidence = Math.round(result.confidence * 100);
  return [
    `Triage: ${result.category} (${confidence} %), ${ticket.priority} → ${result.priority}, ${result.team}.`,
    ...result.reasons.map((reason) => `- ${reason.message}`),
  ].join('\n');
}
