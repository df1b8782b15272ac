import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CHANNEL_TO_UNIFIED,
  MESSAGE_CHANNEL_TO_UNIFIED,
  PRIORITY_TO_UNIFIED,
  STATUS_TO_UNIFIED,
} from '../../../../adapters/freshdesk/enums.ts';
import { messageToUnified } from '../../../../adapters/freshdesk/to-unified/messages.ts';
import { ticketToUnified } from '../../../../adapters/freshdesk/to-unified/tickets.ts';
import { optionsOf } from '../../../../adapters/freshdesk/to-unified/field-options.ts';
import { addressesOf } from '../../../../adapters/freshdesk/to-unified/addresses.ts';
import {
  AUTHOR_KINDS,
  CHANNEL_KINDS,
  SLA_CLOCK_STATES,
  SLA_RISKS,
  STATUS_DETAILS,
  TICKET_PRIORITIES,
  TICKET_STATUSES,
} from '../../../../src/model/enums.ts';
import { deepFreeze, readContext } from '../support/read-context.ts';

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
/** A number of the vocabulary, or any other. */
const numberOf = (table: object) =>
  fc.oneof(fc.constantFrom(...Object.keys(table).map(Number)), fc.integer());
const id = fc.oneof(fc.nat(), fc.constantFrom(11_000_006_030_676, '11'));
const time = fc
  .date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());
const addresses = maybe(fc.oneof(fc.array(fc.string()), fc.string()));

const ticket = fc.record(
  {
    id,
    subject: maybe(fc.string()),
    description: maybe(fc.string()),
    description_text: maybe(fc.string()),
    status: numberOf(STATUS_TO_UNIFIED),
    priority: maybe(numberOf(PRIORITY_TO_UNIFIED)),
    source: maybe(numberOf(CHANNEL_TO_UNIFIED)),
    type: maybe(fc.string()),
    requester_id: maybe(id),
    responder_id: maybe(id),
    group_id: maybe(id),
    company_id: maybe(id),
    cc_emails: addresses,
    reply_cc_emails: addresses,
    ticket_cc_emails: addresses,
    spam: maybe(fc.boolean()),
    deleted: maybe(fc.boolean()),
    archived: maybe(fc.boolean()),
    is_escalated: maybe(fc.boolean()),
    fr_escalated: maybe(fc.boolean()),
    nr_escalated: maybe(fc.boolean()),
    due_by: maybe(time),
    fr_due_by: maybe(time),
    nr_due_by: maybe(time),
    custom_fields: maybe(fc.dictionary(fc.string(), fc.jsonValue())),
    tags: maybe(fc.array(fc.string())),
    created_at: time,
    updated_at: time,
    association_type: maybe(fc.integer()),
    associated_tickets_list: maybe(fc.array(id)),
    sentiment_score: maybe(fc.integer()),
    stats: maybe(
      fc.record(
        { first_responded_at: maybe(time), resolved_at: maybe(time), closed_at: maybe(time) },
        { requiredKeys: [] },
      ),
    ),
  },
  { requiredKeys: ['id', 'status', 'created_at', 'updated_at'] },
);

const conversation = fc.record(
  {
    id,
    body: maybe(fc.string()),
    body_text: maybe(fc.string()),
    incoming: maybe(fc.boolean()),
    private: maybe(fc.boolean()),
    user_id: maybe(id),
    source: maybe(numberOf(MESSAGE_CHANNEL_TO_UNIFIED)),
    category: maybe(fc.integer()),
    from_email: maybe(fc.oneof(fc.string(), fc.integer())),
    to_emails: addresses,
    cc_emails: addresses,
    bcc_emails: addresses,
    email_failure_count: maybe(fc.nat()),
    created_at: time,
    updated_at: maybe(time),
    automation_id: maybe(id),
    auto_response: maybe(fc.boolean()),
  },
  { requiredKeys: ['id', 'created_at'] },
);

describe('whatever Freshdesk sends', () => {
  it('a ticket has only words of the unified vocabularies, valid dates and its own raw', () => {
    fc.assert(
      fc.property(ticket, (json) => {
        const frozen = deepFreeze(json);
        const { value, warnings } = ticketToUnified(frozen, readContext());
        expect(value.raw).toBe(frozen);
        expect(TICKET_STATUSES).toContain(value.status);
        expect([...STATUS_DETAILS, null]).toContain(value.statusDetail);
        expect(TICKET_PRIORITIES).toContain(value.priority);
        expect(CHANNEL_KINDS).toContain(value.channel.kind);
        expect(Number.isNaN(value.createdAt.getTime())).toBe(false);
        for (const clock of value.sla?.clocks ?? []) {
          expect(SLA_CLOCK_STATES).toContain(clock.state);
          expect(SLA_RISKS).toContain(clock.risk);
        }
        expect(value.subject).not.toBe('');
        expect(value.provenance.warnings).toEqual(warnings);
        expect(ticketToUnified(frozen, readContext())).toEqual({ value, warnings });
      }),
    );
  });

  it('a known status, priority or source never warns, and an unknown one always does', () => {
    fc.assert(
      fc.property(ticket, (json) => {
        const { warnings } = ticketToUnified(json, readContext());
        const coerced = new Set(
          warnings.filter(({ type }) => type === 'coerced').map(({ field }) => field),
        );
        const known = (table: object, value: number | null | undefined) =>
          value === null || value === undefined || Object.hasOwn(table, String(value));
        expect(coerced.has('status')).toBe(!known(STATUS_TO_UNIFIED, json.status));
        expect(coerced.has('priority')).toBe(!known(PRIORITY_TO_UNIFIED, json.priority));
        expect(coerced.has('channel.kind')).toBe(!known(CHANNEL_TO_UNIFIED, json.source));
      }),
    );
  });

  it('a message is public only if it says so, and its side is what incoming says', () => {
    fc.assert(
      fc.property(conversation, (json) => {
        const frozen = deepFreeze(json);
        const { value } = messageToUnified(frozen, { ...readContext(), ticketId: '1' });
        expect(value.raw).toBe(frozen);
        expect(value.visibility).toBe(json.private === false ? 'public' : 'internal');
        expect(AUTHOR_KINDS).toContain(value.author.kind);
        expect(CHANNEL_KINDS).toContain(value.channel.kind);
        const isMachine = json.automation_id != null || json.auto_response === true;
        if (json.incoming === true && !isMachine && !(json.source === 15 && json.user_id == null)) {
          expect(value.author.kind).toBe('customer');
        }
        if (json.incoming === false) expect(value.author.kind).not.toBe('customer');
      }),
    );
  });

  it('choices of any form are read without an error', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (choices) => {
        for (const option of optionsOf(choices)) {
          expect(typeof option.value).toBe('string');
          expect(typeof option.label).toBe('string');
        }
      }),
    );
  });

  it('addresses of any form are addresses', () => {
    fc.assert(
      fc.property(addresses, (value) => {
        for (const address of addressesOf(value)) expect(address).toMatch(/^\S+@\S+$/);
      }),
    );
  });
});
