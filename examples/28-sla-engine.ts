// SLA clocks over business hours: a ticket's history is played, and the next change of risk is known.
import {
  businessTime,
  evaluateSla,
  type Schedule,
  type SlaEvent,
  tieredPolicies,
} from 'polydesk/sla';

const day = [['09:00', '17:00']] as const;
const ny: Schedule = {
  timezone: 'America/New_York',
  weekly: { mon: day, tue: day, wed: day, thu: day, fri: day },
};
const policies = tieredPolicies([
  { id: 'enterprise', when: { mrrAtLeast: 5000 }, preset: 'matrix' },
  { id: 'standard', hours: 'business', schedule: 'ny' },
]);
const at = (text: string) => new Date(`2026-05-${text}:00Z`);
const events: readonly SlaEvent[] = [
  // Friday, half an hour before the office closes.
  { type: 'created', at: at('08T20:30'), priority: 'high', attributes: { mrr: 80 } },
  { type: 'message', at: at('11T14:00'), author: 'agent', public: true },
  { type: 'status', at: at('11T14:00'), to: 'pending' },
];

for (const now of [at('09T12:00'), at('11T15:00')]) {
  const { clocks, policyId, risk } = evaluateSla({ events, policies, schedules: { ny } }, { now });
  console.log(now.toISOString(), policyId, risk);
  for (const { metric, elapsedMinutes, targetMinutes, dueAt } of clocks)
    console.log(' ', metric, elapsedMinutes, 'of', targetMinutes, dueAt?.toISOString() ?? 'paused');
}
console.log('opens:', businessTime.next(ny, at('09T12:00')).toISOString());
