// A case goes up a tier: why, by when, and what the next person gets.
import {
  buildHandoff,
  checkEscalation,
  type HandoffInput,
  renderHandoff,
  severityOf,
  transition,
} from 'polydesk/escalation';
import { aMessage, aTicket } from 'polydesk/testing';

const at = (time: string) => new Date(`2026-03-02T${time}:00Z`);
const ticket = aTicket({ subject: 'The export stops half way', number: '1042' });

const { severity, reasons } = severityOf({
  affected: 'some',
  importance: 'major',
  condition: 'unavailable',
  workaround: null,
});
console.log('severity:', severity, '-', reasons[0]?.message);

const { to, triggers } = checkEscalation(
  { tier: 'L1', severity, severitySince: at('10:00'), failedAttempts: 2 },
  { now: at('11:30') },
);
console.log('goes to:', to, triggers.map(({ code }) => code).join(', '));

const { next, effects } = transition('in_progress', 'escalate', { now: at('11:30') });
console.log('state:', next, effects.map(({ type }) => type).join(', '));

const input: HandoffInput = {
  ticket,
  customer: { plan: 'pro', mrr: 1200, accountAge: 400 },
  messages: [aMessage({ bodyText: 'It stops. My password is hunter22, see yourself.' })],
  attemptedSolutions: [],
  from: 'L1',
  to: to ?? 'L2',
  severity,
  reason: 'The first level cannot see the export log.',
  requestedAction: 'Find out why row 1001 is refused.',
};
try {
  buildHandoff(input);
} catch (error) {
  console.log('refused:', error instanceof Error ? error.message : error);
}
const handoff = buildHandoff({ ...input, attemptedSolutions: 'none tried' });
console.log('taken out:', handoff.redactions[0]?.path, handoff.redactions[0]?.kind);
console.log(renderHandoff(handoff)[0]?.split('\n').at(-3));
