import {
  type Classification,
  type TicketClassifier,
  type TriageOptions,
  type TriageTicket,
  triageTicket,
} from 'polydesk/triage';

export const ticket = (changes: Partial<TriageTicket> = {}): TriageTicket => ({
  subject: 'Export of the quarterly report',
  description: 'The second page has another order than the first.',
  tags: [],
  metadata: { plan: null, mrr: null },
  ...changes,
});
export const paying = (mrr: number | null) => ticket({ metadata: { plan: 'pro', mrr } });
export const says =
  (answer: Partial<Classification> = {}): TicketClassifier =>
  () => ({ category: 'technical.bug', priority: 'normal', tags: [], confidence: 0.8, ...answer });
export const run = (
  one: TriageTicket,
  answer: Partial<Classification> = {},
  options: TriageOptions = {},
) => triageTicket(one, { classifier: says(answer), ...options });
export const codes = (result: { readonly reasons: readonly { readonly code: string }[] }) =>
  result.reasons.map(({ code }) => code);

/** The value, frozen at every level: a function that changes it throws. */
export function frozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) frozen(inner);
  }
  return value;
}
