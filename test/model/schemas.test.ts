import type * as z from 'zod/mini';
import { expect, expectTypeOf, test } from 'vitest';
import {
  agentSchema,
  type articleSchema,
  type attachmentSchema,
  type contactSchema,
  type groupSchema,
  type messageSchema,
  type organizationSchema,
  type satisfactionSchema,
  type slaStateSchema,
  type ticketEventSchema,
  type ticketSchema,
} from 'polydesk/schemas';
import type { Article } from '../../src/model/article.ts';
import type { TicketEvent } from '../../src/model/event.ts';
import type { StoredTicket } from '../../src/model/json.ts';
import type { Attachment, Message } from '../../src/model/message.ts';
import type { Agent, Contact, Group, Organization } from '../../src/model/people.ts';
import type { SatisfactionRating } from '../../src/model/satisfaction.ts';
import type { SlaState } from '../../src/model/sla.ts';

/** True when each can stand for the other, also key by key. */
type Same<Left, Right> = [Left] extends [Right]
  ? [Right] extends [Left]
    ? [keyof Left] extends [keyof Right]
      ? [keyof Right] extends [keyof Left]
        ? true
        : false
      : false
    : false
  : false;

test('what a schema gives is the type of the model', () => {
  expectTypeOf<Same<z.output<typeof ticketSchema>, StoredTicket>>().toEqualTypeOf<true>();
  expectTypeOf<Same<z.output<typeof messageSchema>, Message>>().toEqualTypeOf<true>();
  expectTypeOf<Same<z.output<typeof attachmentSchema>, Attachment>>().toEqualTypeOf<true>();
  expectTypeOf<Same<z.output<typeof contactSchema>, Contact>>().toEqualTypeOf<true>();
  expectTypeOf<Same<z.output<typeof organizationSchema>, Organization>>().toEqualTypeOf<true>();
  expectTypeOf<Same<z.output<typeof agentSchema>, Agent>>().toEqualTypeOf<true>();
  expectTypeOf<Same<z.output<typeof groupSchema>, Group>>().toEqualTypeOf<true>();
  expectTypeOf<Same<z.output<typeof articleSchema>, Article>>().toEqualTypeOf<true>();
  expectTypeOf<Same<z.output<typeof ticketEventSchema>, TicketEvent>>().toEqualTypeOf<true>();
  expectTypeOf<
    Same<z.output<typeof satisfactionSchema>, SatisfactionRating>
  >().toEqualTypeOf<true>();
  expectTypeOf<Same<z.output<typeof slaStateSchema>, SlaState>>().toEqualTypeOf<true>();
});

test('an agent without a role is refused', () => {
  expect(agentSchema.safeParse({ id: 'zendesk:acme:1' }).success).toBe(false);
});
