import fc from 'fast-check';
import { type AnyFields, type MessageBody, TICKET_PRIORITIES, TICKET_STATUSES } from 'polydesk';
import type { TicketDraft } from 'polydesk';
import type { Desk } from './desks.ts';

/** The parts of a draft that do not name records of an account. */
export type Fields = Omit<
  TicketDraft<AnyFields>,
  'requester' | 'assigneeId' | 'groupId' | 'message'
> & {
  readonly text: string;
  readonly assigned: 'nobody' | 'agent' | 'group' | 'both';
};

const WORDS = [
  'refund',
  'Größe',
  '東京',
  '<b>bold</b>',
  'a & b',
  '"quoted"',
  "it's",
  '🎫',
  '{{x}}',
];
const words = (most: number) =>
  fc
    .array(fc.oneof(fc.constantFrom(...WORDS), fc.string({ minLength: 1, maxLength: 8 })), {
      minLength: 1,
      maxLength: most,
    })
    .map((parts) => parts.join(' ').trim())
    .filter((text) => text !== '');

const lines = fc.array(words(5), { minLength: 1, maxLength: 4 }).map((list) => list.join('\n'));

// Details that fit another status would be a contradiction, which is not what is tested here.
const status = fc.oneof(
  fc.constantFrom(...TICKET_STATUSES).map((word) => ({ status: word })),
  fc
    .constantFrom('waiting_on_customer' as const, 'waiting_on_third_party' as const)
    .map((statusDetail) => ({ status: 'pending' as const, statusDetail })),
);

const soon = fc
  .integer({ min: 1, max: 10_000 })
  .map((minutes) => new Date(Date.UTC(2026, 2, 3) + minutes * 60_000));

const optional = <T>(key: string, value: fc.Arbitrary<T>) =>
  fc
    .option(value, { nil: undefined })
    .map((given) => (given === undefined ? {} : { [key]: given }));

/** Any case that somebody could file, with the awkward texts that people write. */
export const anyFields: fc.Arbitrary<Fields> = fc
  .tuple(
    fc.record({
      subject: words(6),
      text: lines,
      assigned: fc.constantFrom(
        'nobody' as const,
        'agent' as const,
        'group' as const,
        'both' as const,
      ),
    }),
    fc.option(status, { nil: {} }),
    optional('priority', fc.constantFrom(...TICKET_PRIORITIES)),
    optional('category', fc.constantFrom('Question', 'Incident', 'question', 'Billing: other')),
    optional('tags', fc.uniqueArray(words(2), { minLength: 1, maxLength: 4 })),
    optional('callerKey', fc.stringMatching(/^[a-z0-9:_-]{1,20}$/)),
    optional('dueAt', soon),
    optional('snoozedUntil', soon),
    optional(
      'customFields',
      fc.record(
        {
          plan: fc.constantFrom('gold', 'Größe 5', 'a & b'),
          seats: fc.integer({ min: 0, max: 9_999 }),
        },
        { requiredKeys: [] },
      ),
    ),
  )
  // Safe: each part holds fields of a draft under their own names.
  .map((parts) => Object.assign({}, ...parts) as Fields);

/** The draft in terms of one account. */
export function draftFor(
  desk: Desk,
  { text, assigned, ...fields }: Fields,
): TicketDraft<AnyFields> {
  const body: MessageBody = { text };
  return {
    ...fields,
    requester: { id: desk.requesterId },
    message: { body, visibility: 'public', authorId: desk.requesterId },
    ...(assigned === 'agent' || assigned === 'both' ? { assigneeId: desk.agentId } : {}),
    ...(assigned === 'group' || assigned === 'both' ? { groupId: desk.groupId } : {}),
  };
}
