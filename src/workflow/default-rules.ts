import type { Rule } from '../rules/index.ts';

/** Minutes after which a case without a first response is brought to the group lead. */
export const FIRST_RESPONSE_REMINDER_MINUTES = 120;

/**
 * Three rules that most desks want; take them as they are or as a pattern. `serverFailure` reads
 * `category` and `urgency`, which a form gives; the group is told by its name, where an update needs the
 * id that your desk has for it.
 *
 * @example WORKFLOW_RULES.waitForCustomer.on //=> 'message'
 */
export const WORKFLOW_RULES = {
  /** A server failure of high urgency goes to the IT infrastructure group, one priority up. */
  serverFailure: {
    id: 'server-failure',
    name: 'Server failures go to IT infrastructure support',
    on: 'created',
    when: {
      all: [
        { field: 'category', op: 'eq', value: 'server_failure' },
        { field: 'urgency', op: 'eq', value: 'high' },
      ],
    },
    then: [
      { type: 'assignGroup', groupId: 'IT infrastructure support' },
      { type: 'raisePriority', by: 1 },
    ],
  },
  /** No first response in two hours: a mail and a to-do for the group lead, once. */
  firstResponseReminder: {
    id: 'first-response-reminder',
    name: 'Remind the group lead of a case without a first response',
    on: 'schedule',
    when: {
      all: [
        { field: 'status', op: 'in', value: ['open', 'pending', 'in_progress'] },
        { field: 'firstResponseAt', op: 'exists', value: false },
        {
          field: 'createdAt',
          op: 'olderThan',
          value: { minutes: FIRST_RESPONSE_REMINDER_MINUTES, businessHours: true },
        },
      ],
    },
    then: [{ type: 'notify', to: 'group_lead', channels: ['mail', 'todo'] }],
  },
  /** After an agent's public reply, a case that is worked on waits for the customer. */
  waitForCustomer: {
    id: 'wait-for-customer',
    name: 'Wait for the customer after a reply',
    on: 'message',
    when: {
      all: [
        { field: 'message.author.kind', op: 'eq', value: 'agent' },
        { field: 'message.visibility', op: 'eq', value: 'public' },
        { field: 'status', op: 'eq', value: 'in_progress' },
      ],
    },
    then: [{ type: 'setStatus', status: 'pending', statusDetail: 'waiting_on_customer' }],
  },
} as const satisfies Readonly<Record<string, Rule>>;
