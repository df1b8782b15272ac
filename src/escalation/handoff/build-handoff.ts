import { ValidationError } from '../../errors/index.ts';
import { redactText } from './redact-text.ts';
import type {
  Handoff,
  HandoffCompleteness,
  HandoffCustomer,
  HandoffInput,
  HandoffMessage,
  HandoffPart,
  HandoffRedaction,
  TimelineEntry,
} from './types.ts';
import { requireInstant } from '../../numbers/instant.ts';

/** Whether a handoff may have gaps. */
export interface BuildHandoffOptions {
  /** Hand over although parts are missing; the gaps stay listed. @default false */
  readonly force?: boolean;
}

/**
 * Which mandatory parts a handoff lacks: the whole conversation, the account, what was tried ('none
 * tried' must be said, an empty list does not say it), the reason, and what is asked for.
 *
 * @example handoffCompleteness({ ...input, customer: null }).missing[0]?.part //=> 'account'
 */
export function handoffCompleteness(input: HandoffInput): HandoffCompleteness {
  const missing: { readonly part: HandoffPart; readonly message: string }[] = [];
  const lacks = (part: HandoffPart, message: string): void => {
    missing.push({ part, message });
  };
  if (input.messages.length === 0) lacks('conversation', 'The conversation is not there.');
  else if (input.threadComplete === false)
    lacks('conversation', 'The desk cut the conversation short.');
  if (input.customer === null) lacks('account', 'Nothing is known of the account.');
  else if (isUnknown(input.customer))
    lacks('account', 'Neither plan nor revenue nor age of the account is known.');
  const { attemptedSolutions: tried } = input;
  if (tried === null || (tried !== 'none tried' && tried.length === 0))
    lacks('attempted_solutions', "Say what was tried, or 'none tried'.");
  if (input.reason.trim() === '') lacks('reason', 'Say why the case is handed over.');
  if (input.requestedAction.trim() === '')
    lacks('requested_action', 'Say what the next tier is asked to do.');
  return { complete: missing.length === 0, missing };
}

/** Whether nothing at all is known that tells one account from another. */
const isUnknown = ({ plan, mrr, accountAge }: HandoffCustomer): boolean =>
  plan === null && mrr === null && accountAge === null;

/**
 * All that the next tier needs to go on: ticket, account, the whole conversation with notes and bots,
 * what was tried, environment, SLA clocks, severity, reason and request. Nothing is cut; card numbers
 * and secrets are taken out of every text, and `redactions` says where.
 *
 * @throws {ValidationError} when a mandatory part is missing and `force` is not set; it lists them all.
 * @throws {ValidationError} when a time is no point in time.
 * @example
 * buildHandoff(input).completeness //=> { complete: true, missing: [] }
 */
export function buildHandoff(input: HandoffInput, options: BuildHandoffOptions = {}): Handoff {
  const completeness = handoffCompleteness(input);
  if (!completeness.complete && options.force !== true)
    throw new ValidationError('The handoff is not complete.', {
      issues: completeness.missing.map(({ part, message }) => ({ path: part, message })),
    });
  const redactions: HandoffRedaction[] = [];
  const clean = (text: string, path: string): string => {
    const result = redactText(text);
    redactions.push(...result.redactions.map((found) => ({ path, ...found })));
    return result.text;
  };
  const { summary = null, environment = {}, slaClocks = [] } = input;
  return {
    ticket: ticketPart(input, clean),
    customer: customerPart(input),
    timeline: timelineOf(input.messages, clean),
    summary: summary === null ? null : clean(summary, 'summary'),
    attemptedSolutions: attemptsOf(input, clean),
    environment: Object.fromEntries(
      Object.entries(environment).map(([name, value]) => [
        name,
        clean(value, `environment.${name}`),
      ]),
    ),
    slaState: slaClocks.map(({ metric, cycle, state, risk, dueAt }) => ({
      metric,
      cycle,
      state,
      risk,
      dueAt: dueAt === null ? null : new Date(requireInstant('dueAt', dueAt)),
    })),
    severity: input.severity,
    reason: clean(input.reason, 'reason'),
    requestedAction: clean(input.requestedAction, 'requestedAction'),
    from: input.from,
    to: input.to,
    language: input.ticket.language ?? null,
    redactions,
    completeness,
  };
}

type Clean = (text: string, path: string) => string;

function ticketPart({ ticket }: HandoffInput, clean: Clean): Handoff['ticket'] {
  const { id, number = null, url = null, subject, status, statusDetail, priority } = ticket;
  return {
    id,
    number,
    url,
    subject: subject === null ? null : clean(subject, 'ticket.subject'),
    status,
    statusDetail,
    priority,
    category: ticket.category,
    tags: [...ticket.tags],
    createdAt: new Date(requireInstant('ticket.createdAt', ticket.createdAt)),
  };
}

function customerPart({ customer }: HandoffInput): Handoff['customer'] {
  if (customer === null) return null;
  const { name = null, health = null, renewalDate = null, openTickets = null } = customer;
  const { plan, mrr, accountAge } = customer;
  return {
    name,
    plan,
    mrr,
    accountAge,
    health,
    renewalDate: renewalDate === null ? null : new Date(requireInstant('renewalDate', renewalDate)),
    openTickets,
  };
}

/** Oldest first; of the same moment in the order of the input. */
function timelineOf(messages: readonly HandoffMessage[], clean: Clean): readonly TimelineEntry[] {
  return messages
    .map((message) => ({ message, at: requireInstant('message.createdAt', message.createdAt) }))
    .sort((a, b) => a.at - b.at)
    .map(({ message, at }, index) => ({
      id: message.id,
      at: new Date(at),
      role: message.author.kind,
      author: message.author.name,
      visibility: message.visibility,
      text: clean(message.bodyText ?? message.bodyHtml ?? '', `timeline[${index}].text`),
      attachments: (message.attachments ?? []).map(({ id = null, ...file }, place) => ({
        id,
        fileName: clean(file.fileName, `timeline[${index}].attachments[${place}].fileName`),
        contentType: file.contentType,
        size: file.size,
      })),
    }));
}

function attemptsOf(
  { attemptedSolutions: tried }: HandoffInput,
  clean: Clean,
): Handoff['attemptedSolutions'] {
  if (tried === null || tried === 'none tried') return [];
  return tried
    .map((attempt) => ({ attempt, at: requireInstant('attemptedSolutions.at', attempt.at) }))
    .sort((a, b) => a.at - b.at)
    .map(({ attempt, at }, index) => ({
      action: clean(attempt.action, `attemptedSolutions[${index}].action`),
      by: attempt.by,
      at: new Date(at),
      result: clean(attempt.result, `attemptedSolutions[${index}].result`),
      articleId: attempt.articleId ?? null,
    }));
}
