import type { TrainingExample } from 'polydesk/triage';

/** Written for these tests: four topics, some of them about money, some about the product. */
const TOPICS: Readonly<Record<string, readonly string[]>> = {
  'billing.refund_request': [
    'I want a refund for last month',
    'please refund my payment',
    'can I get my money back',
    'refund the double payment please',
    'give me my money back for this month',
    'how do I ask for a refund of a payment',
  ],
  'technical.bug': [
    'the app crashes when I open a report',
    'crash on start after the update',
    'the report page shows an error',
    'I see error E-1042 in the app',
    'the export button does nothing and the app crashes',
    'the page shows a blank report',
  ],
  'account.password_recovery': [
    'I forgot my password',
    'how do I reset my password',
    'the password reset mail does not arrive',
    'reset the password of my account',
    'I cannot remember the password I chose',
    'need a new password',
  ],
  'subscription.upgrade': [
    'we want to upgrade to the team plan',
    'how much is the upgrade to the larger plan',
    'move us to a larger plan',
    'please upgrade our plan today',
    'upgrade our subscription to the team plan',
    'we need a plan with more seats',
  ],
};

export const EXAMPLES: readonly TrainingExample[] = Object.entries(TOPICS).flatMap(
  ([label, texts]) => texts.map((text) => ({ text, label })),
);

/** Sentences with other words around the telling ones. */
export const UNSEEN: readonly TrainingExample[] = [
  { text: 'could you refund the payment of March', label: 'billing.refund_request' },
  { text: 'after the update the report crashes', label: 'technical.bug' },
  { text: 'password forgotten, please reset', label: 'account.password_recovery' },
  { text: 'can we upgrade our team to the larger plan', label: 'subscription.upgrade' },
];

export const UNRELATED: readonly string[] = [
  'bananas grow quickly near warm rivers',
  'yesterday Bernard sang twelve folk songs',
  'quel temps fera-t-il demain',
];
