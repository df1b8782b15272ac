import { TICKET_PRIORITIES, type TicketPriority } from '../../model/enums.ts';
import { TRIAGE_DEFAULTS } from '../defaults.ts';
import { elevatePriority } from '../elevate-priority.ts';
import type {
  CancellationIntent,
  Classification,
  TriageOptions,
  TriageReason,
  Urgency,
} from '../types.ts';

/** Categories whose customers leave, and from which confidence a classifier is believed. */
const LEAVING = new Set(['subscription.cancel_subscription', 'account.delete']);
const LEAVING_FROM = 0.5;

export interface PriorityFacts {
  readonly classification: Classification;
  readonly urgency: Urgency;
  readonly mrr: number | null;
  readonly cancellation: CancellationIntent | null;
}

export interface PriorityDecision {
  readonly priority: TicketPriority;
  readonly isLeaving: boolean;
  readonly reasons: readonly TriageReason[];
}

const rank = (priority: TicketPriority): number => TICKET_PRIORITIES.indexOf(priority);

/** The classifier's priority, raised by urgency, then by revenue; leaving customers are urgent. */
export function decidePriority(
  facts: PriorityFacts,
  options: Pick<TriageOptions, 'classifier' | 'urgencyMayRaise' | 'elevateFromMrr'>,
): PriorityDecision {
  const { classification, urgency, mrr } = facts;
  const reasons: TriageReason[] = [];
  let { priority } = classification;
  const move = (to: TicketPriority, code: TriageReason['code'], why: string, evidence: object) => {
    if (to === priority && code !== 'cancellation_intent') return;
    const outcome = to === priority ? `stays ${to}` : `${priority} becomes ${to}`;
    const message = `${why}: ${outcome}.`;
    reasons.push({ code, message, evidence: { ...evidence, from: priority, to } });
    priority = to;
  };

  if (options.urgencyMayRaise !== false && rank(urgency.suggestedPriority) > rank(priority))
    move(urgency.suggestedPriority, 'urgency_raised_priority', 'The message is pressing', {
      cues: urgency.cues,
      score: urgency.score,
    });
  const elevateFrom = options.elevateFromMrr ?? TRIAGE_DEFAULTS.elevateFromMrr;
  if (mrr !== null && mrr >= elevateFrom)
    move(
      elevatePriority(priority),
      'high_revenue_raised_priority',
      'The customer brings much revenue',
      {
        mrr,
        elevateFromMrr: elevateFrom,
      },
    );
  const leaving = whyLeaving(facts, options.classifier !== undefined);
  if (leaving !== null) move('urgent', 'cancellation_intent', 'The customer may leave', leaving);
  return { priority, isLeaving: leaving !== null, reasons };
}

/**
 * The built-in classifier counts words and would take "do not delete my account" for a wish to
 * leave, so only a classifier of the caller's own is believed beside the text.
 */
function whyLeaving(facts: PriorityFacts, ownClassifier: boolean): object | null {
  const { cancellation, classification } = facts;
  if (cancellation !== null) return { by: 'text', ...cancellation };
  const { category, confidence } = classification;
  if (ownClassifier && LEAVING.has(category) && confidence >= LEAVING_FROM)
    return { by: 'classifier', category, confidence };
  return null;
}
