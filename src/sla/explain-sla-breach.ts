import type { SlaBreach, SlaReason } from './types.ts';

const WORDS = {
  first_response: { code: 'first_response_overdue', what: 'No first response' },
  resolution: { code: 'resolution_overdue', what: 'Not resolved' },
} as const;

/**
 * Says in words why a target counts as missed. Kept apart from the check so that checking a
 * hundred thousand tickets builds no sentences.
 *
 * @example
 * explainSlaBreach({ ticketId: '7', type: 'first_response', priority: 'urgent',
 *   targetMinutes: 30, ageMinutes: 31, minutesOverdue: 1 }).message
 * //=> 'No first response after 31 minutes; the target for urgent tickets is 30.'
 */
export function explainSlaBreach(breach: SlaBreach): SlaReason {
  const { code, what } = WORDS[breach.type];
  const age = Math.round(breach.ageMinutes * 10) / 10;
  return {
    code,
    message: `${what} after ${age} minutes; the target for ${breach.priority} tickets is ${breach.targetMinutes}.`,
    evidence: {
      targetMinutes: breach.targetMinutes,
      ageMinutes: breach.ageMinutes,
      minutesOverdue: breach.minutesOverdue,
    },
  };
}
