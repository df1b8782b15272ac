import fc from 'fast-check';
import type { AnyFields, MappingWarning, SupportTicket } from 'polydesk';
import { describe, expect, it } from 'vitest';
import type { WireCall } from '../../../../adapters/intercom/from-unified/common.ts';
import { contactFromDraft } from '../../../../adapters/intercom/from-unified/contacts.ts';
import { conversationFromDraft } from '../../../../adapters/intercom/from-unified/conversations.ts';
import { organizationFromDraft } from '../../../../adapters/intercom/from-unified/organizations.ts';
import { typedTicketFromDraft } from '../../../../adapters/intercom/from-unified/typed-tickets.ts';
import { contactToUnified } from '../../../../adapters/intercom/to-unified/contacts.ts';
import { organizationToUnified } from '../../../../adapters/intercom/to-unified/organizations.ts';
import { ticketToUnified } from '../../../../adapters/intercom/to-unified/tickets.ts';
import { STATUS_DETAILS, TICKET_PRIORITIES, TICKET_STATUSES } from '../../../../src/model/enums.ts';
import { readContext, writeContext } from '../support/contexts.ts';

type Json = Readonly<Record<string, unknown>>;
type Ticket = SupportTicket<unknown, AnyFields>;

const RUNS = 1_000;
const ADA = '6762f0dd1bb69f9f2193bb83';
const NAMES = {
  callerKeyAttribute: 'Key',
  priorityAttribute: 'Urgency',
  categoryAttribute: 'Kind',
} as const;
const NO_NAMES = {
  callerKeyAttribute: null,
  priorityAttribute: null,
  categoryAttribute: null,
} as const;

const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const word = fc.string({ minLength: 1 }).filter((text) => text.trim() !== '');
const number = fc.integer({ min: 1, max: 2 ** 40 }).map(String);
const day = fc.date({
  min: new Date('2026-01-01'),
  max: new Date('2030-12-31'),
  noInvalidDate: true,
});
const value = fc.oneof(word, fc.integer(), fc.boolean(), fc.constant(null), day);
const seconds = (date: Date): number => Math.floor(date.getTime() / 1000);
const inSeconds = (given: unknown): unknown => (given instanceof Date ? seconds(given) : given);

const said = <T extends object>(record: T) =>
  // Safe: only keys whose value is undefined are left out.
  Object.fromEntries(Object.entries(record).filter(([, given]) => given !== undefined)) as {
    [Key in keyof T]?: Exclude<T[Key], undefined>;
  };

const given = fc.record({
  subject: word,
  status: optional(fc.constantFrom(...TICKET_STATUSES)),
  statusDetail: optional(fc.constantFrom(null, ...STATUS_DETAILS)),
  priority: optional(fc.constantFrom(...TICKET_PRIORITIES)),
  category: optional(fc.option(word)),
  callerKey: optional(fc.option(word)),
  assigneeId: optional(fc.option(number)),
  groupId: optional(fc.option(number)),
  organizationId: optional(fc.option(fc.stringMatching(/^[0-9a-f]{24}$/))),
  dueAt: optional(fc.option(day)),
  snoozedUntil: optional(fc.option(day)),
  brandId: optional(fc.option(number)),
  customFields: optional(fc.dictionary(fc.stringMatching(/^[a-z ]{1,6}$/), value, { maxKeys: 3 })),
});
type Given = ReturnType<typeof said<Parameters<Parameters<typeof given.map>[0]>[0]>>;

const draftOf = (parts: Given) => ({
  ...parts,
  subject: parts.subject ?? '',
  requester: { id: ADA },
  message: { body: { text: 'x' }, visibility: 'public' as const },
});

/** What the adapter must have kept, by field; each as it reads. */
function lossesOf(wanted: Given, back: Ticket, warnings: readonly MappingWarning[]) {
  const id = (native: string | null | undefined) => (native ? `intercom:abc123de:${native}` : null);
  const pairs: readonly (readonly [string, unknown, unknown])[] = [
    ['subject', wanted.subject, back.subject],
    ['status', wanted.status, back.status],
    ['statusDetail', wanted.statusDetail ?? undefined, back.statusDetail],
    ['priority', wanted.priority, back.priority],
    ['category', wanted.category ?? undefined, back.category],
    ['callerKey', wanted.callerKey ?? undefined, back.callerKey],
    ['assigneeId', id(wanted.assigneeId) ?? undefined, back.assignee?.id],
    ['groupId', id(wanted.groupId) ?? undefined, back.groupId],
    ['organizationId', id(wanted.organizationId) ?? undefined, back.organizationId],
    ['dueAt', wanted.dueAt ?? undefined, back.dueAt],
    [
      'snoozedUntil',
      wanted.snoozedUntil ? seconds(wanted.snoozedUntil) : undefined,
      back.snoozedUntil === null ? null : seconds(back.snoozedUntil),
    ],
    ...Object.entries(wanted.customFields ?? {}).map(
      ([key, field]) => ['customFields', inSeconds(field), back.customFields[key]?.value] as const,
    ),
  ];
  const told = new Set(warnings.map(({ field }) => field));
  return pairs.filter(
    ([field, wish, kept]) => wish !== undefined && !told.has(field) && !Object.is(wish, kept),
  );
}

const textAt = (body: Json, key: string): string | null =>
  typeof body[key] === 'string' ? body[key] : null;

/** A conversation as Intercom answers it after these calls: what was sent, and its own defaults. */
function conversationAfter(
  body: Json | undefined,
  parts: readonly WireCall[],
  brandId: unknown,
): object {
  const bodies = parts.map((part) => part.body);
  const assigned = (type: string) =>
    bodies.find((part) => part['message_type'] === 'assignment' && part['type'] === type);
  const snooze = bodies.find((part) => part['message_type'] === 'snoozed');
  const isClosed = bodies.some((part) => part['message_type'] === 'close');
  return {
    type: 'conversation',
    id: '7100',
    created_at: 1_772_355_600,
    updated_at: 1_772_355_600,
    state: isClosed ? 'closed' : snooze === undefined ? 'open' : 'snoozed',
    open: !isClosed,
    priority: textAt(body ?? {}, 'priority') ?? 'none',
    title: textAt(body ?? {}, 'title'),
    snoozed_until: snooze?.['snoozed_until'] ?? null,
    admin_assignee_id: assigned('admin')?.['assignee_id'] ?? null,
    team_assignee_id: assigned('team')?.['assignee_id'] ?? null,
    company: body?.['company_id'] === undefined ? null : { id: body['company_id'] },
    custom_attributes: body?.['custom_attributes'] ?? {},
    brand_id: brandId,
  };
}

/** A ticket as Intercom answers it after these calls. */
function ticketAfter(ticket: Json, calls: readonly WireCall[], category: unknown): object {
  const body: Json = Object.assign({}, ...calls.map((call) => call.body));
  const { assignment } = ticket;
  // Safe: whatever is in an assignment stays unknown.
  const assignees = (assignment ?? {}) as Json;
  return {
    type: 'ticket',
    id: '7100',
    ticket_id: '12',
    created_at: 1_772_355_600,
    updated_at: 1_772_355_600,
    ticket_state: { id: '5', category, internal_label: null },
    ticket_type: { id: ticket['ticket_type_id'], name: null, category: 'Customer' },
    ticket_attributes: ticket['ticket_attributes'],
    open: body['open'] ?? true,
    snoozed_until: body['snoozed_until'] ?? null,
    admin_assignee_id: assignees['admin_assignee_id'] ?? '0',
    team_assignee_id: assignees['team_assignee_id'] ?? '0',
    company_id: ticket['company_id'] ?? null,
  };
}

describe('a draft, sent to Intercom and read again', () => {
  it.each([
    ['2.16', 16, NAMES],
    ['2.16 without names for attributes', 16, NO_NAMES],
    ['2.14', 14, NAMES],
    ['Preview', Number.POSITIVE_INFINITY, NO_NAMES],
  ] as const)(
    'as a conversation of %s keeps every field, or says what it lost',
    (_v, version, names) => {
      fc.assert(
        fc.property(given, (parts) => {
          const wanted = said(parts);
          const context = writeContext({ version, ...names });
          const { value: plan, warnings } = conversationFromDraft(draftOf(wanted), context);
          const brandId = plan.message['brand_id'];
          const json = conversationAfter(plan.conversation?.body, plan.parts, brandId);
          const { value: back } = ticketToUnified(json, readContext(names));
          expect(lossesOf(wanted, back, warnings)).toEqual([]);
          // It is not on what is read, so only the call itself tells.
          const keepsBrand =
            warnings.some(({ field }) => field === 'brandId') || wanted.brandId == null;
          expect(keepsBrand ? undefined : wanted.brandId).toBe(keepsBrand ? undefined : brandId);
        }),
        { seed: 31, numRuns: RUNS },
      );
    },
  );

  it.each([
    ['with names for attributes', NAMES],
    ['without', NO_NAMES],
  ] as const)(
    'as a ticket of a ticket type, %s, keeps every field, or says what it lost',
    (_n, names) => {
      fc.assert(
        fc.property(given, (parts) => {
          const wanted = said(parts);
          const context = writeContext({ read: 'tickets', ...names });
          const { value: plan, warnings } = typedTicketFromDraft(
            { ...draftOf(wanted), formId: '41' },
            context,
          );
          const category = plan.state?.wish.category ?? 'submitted';
          const json = ticketAfter(plan.ticket, plan.tickets, category);
          const { value: back } = ticketToUnified(json, readContext(names));
          expect(lossesOf(wanted, back, warnings)).toEqual([]);
          expect(back.formId).toBe('41');
        }),
        { seed: 32, numRuns: RUNS },
      );
    },
  );

  it.each(['open', 'snoozed', 'closed'])(
    'a native state %s that was read goes back as the same',
    (state) => {
      const before = { id: '1', created_at: 1, updated_at: 1, state, snoozed_until: 1_772_355_600 };
      const { value: read } = ticketToUnified(before, readContext());
      const { value: plan } = conversationFromDraft(
        {
          ...draftOf({ subject: 's' }),
          nativeStatusId: read.nativeStatus?.id ?? '',
          ...(state === 'snoozed' ? { snoozedUntil: new Date(1_772_355_600_000) } : {}),
        },
        writeContext(),
      );
      expect(conversationAfter(undefined, plan.parts, null)).toMatchObject({ state });
    },
  );
});

describe('a contact and a company, sent and read again', () => {
  const person = fc.record({
    name: optional(word),
    email: optional(fc.emailAddress()),
    phone: optional(fc.stringMatching(/^\+[1-9][0-9]{6,12}$/)),
    callerKey: optional(word),
    role: optional(fc.constantFrom('user' as const, 'lead' as const, 'visitor' as const)),
    locale: optional(fc.constantFrom('de', 'pt-BR')),
    timezone: optional(fc.constant('Europe/Berlin')),
    customFields: optional(
      fc.dictionary(fc.stringMatching(/^[a-z ]{1,6}$/), value, { maxKeys: 3 }),
    ),
  });

  it('keep every field of a person, or say what was lost', () => {
    fc.assert(
      fc.property(person, fc.constantFrom(14, 16), (parts, version) => {
        const wanted = said({ ...parts, role: parts.role ?? 'user' });
        const { value: wire, warnings } = contactFromDraft(wanted, { version }, { isNew: true });
        const { value: back } = contactToUnified(
          { type: 'contact', id: ADA, ...wire },
          readContext(),
        );
        const told = new Set(warnings.map(({ field }) => field));
        const kept = {
          name: back.name ?? undefined,
          email: back.emails[0]?.address,
          phone: back.phones[0],
          callerKey: back.callerKey ?? undefined,
          role: back.role,
          locale: back.locale ?? undefined,
          timezone: back.timezone ?? undefined,
        };
        for (const [field, here] of Object.entries(kept)) {
          if (told.has(field)) continue;
          expect(here).toBe(Object.entries(wanted).find(([key]) => key === field)?.[1]);
        }
        for (const [key, field] of Object.entries(wanted.customFields ?? {})) {
          expect(back.customFields[key]?.value).toBe(inSeconds(field));
        }
      }),
      { seed: 33, numRuns: RUNS },
    );
  });

  it('keep every field of a company, or say what was lost', () => {
    const company = fc.record({
      name: word,
      callerKey: optional(word),
      domains: optional(fc.constant(['initech.example'])),
      customFields: optional(
        fc.dictionary(fc.stringMatching(/^[a-z ]{1,6}$/), value, { maxKeys: 3 }),
      ),
    });
    fc.assert(
      fc.property(company, (parts) => {
        const wanted = said(parts);
        const { value: wire, warnings } = organizationFromDraft(wanted, { isNew: true });
        const { value: back } = organizationToUnified({ id: '6', ...wire }, readContext());
        expect(back.name).toBe(parts.name);
        expect(back.callerKey).toBe(wanted.callerKey ?? null);
        expect(warnings.some(({ field }) => field === 'domains')).toBe(
          wanted.domains !== undefined,
        );
        for (const [key, field] of Object.entries(wanted.customFields ?? {})) {
          expect(back.customFields[key]?.value).toBe(inSeconds(field));
        }
      }),
      { seed: 34, numRuns: RUNS },
    );
  });
});
