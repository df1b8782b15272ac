import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseProvenanceHeader } from '../../../../src/adapter/provenance-header.ts';
import { htmlToText } from '../../../../src/adapter/html-text.ts';
import { STATUS_DETAILS, TICKET_PRIORITIES, TICKET_STATUSES } from '../../../../src/model/enums.ts';
import { contactFromDraft } from '../../../../adapters/freshdesk/from-unified/contacts.ts';
import { ticketFromImport } from '../../../../adapters/freshdesk/from-unified/imports.ts';
import { ticketFromDraft } from '../../../../adapters/freshdesk/from-unified/tickets.ts';
import { organizationFromDraft } from '../../../../adapters/freshdesk/from-unified/organizations.ts';
import { contactToUnified } from '../../../../adapters/freshdesk/to-unified/contacts.ts';
import { organizationToUnified } from '../../../../adapters/freshdesk/to-unified/organizations.ts';
import { ticketToUnified } from '../../../../adapters/freshdesk/to-unified/tickets.ts';
import { readContext } from '../support/read-context.ts';
import { writeContext } from '../support/write-context.ts';

const WAITS = new Map([
  ['6', 'Waiting on Customer'],
  ['7', 'Waiting on Third Party'],
]);

const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const word = fc.string({ minLength: 1 });
const nativeId = fc.integer({ min: 1, max: 2 ** 48 });
const day = fc.date({
  min: new Date('2020-01-01'),
  max: new Date('2030-12-31'),
  noInvalidDate: true,
});

const said = <T extends object>(record: T) =>
  // Safe: only keys whose value is undefined are left out.
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as {
    [Key in keyof T]?: Exclude<T[Key], undefined>;
  };

const given = fc.record({
  subject: word,
  status: optional(fc.constantFrom(...TICKET_STATUSES)),
  statusDetail: optional(fc.constantFrom(null, ...STATUS_DETAILS)),
  priority: optional(fc.constantFrom(...TICKET_PRIORITIES)),
  category: optional(fc.option(word)),
  callerKey: optional(fc.option(word)),
  assigneeId: optional(fc.option(nativeId.map(String))),
  groupId: optional(fc.option(nativeId.map(String))),
  organizationId: optional(fc.option(nativeId.map(String))),
  dueAt: optional(fc.option(day)),
  snoozedUntil: optional(fc.option(day)),
  brandId: optional(fc.option(word)),
  formId: optional(fc.option(word)),
  tags: optional(fc.array(fc.string())),
  cc: optional(fc.array(fc.emailAddress(), { maxLength: 3 })),
  customFields: optional(
    fc.dictionary(
      fc.stringMatching(/^cf_[a-z]{1,6}$/),
      fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), day),
      { maxKeys: 3 },
    ),
  ),
});

/** A ticket as Freshdesk answers it after this body: what was sent, and its own defaults. */
const answered = (body: Readonly<Record<string, unknown>>): object => ({
  id: 7100,
  status: 2,
  priority: 1,
  source: 2,
  created_at: '2026-01-05T09:00:00Z',
  updated_at: '2026-01-05T09:00:00Z',
  ...body,
});

const context = { callerKeyField: 'cf_reference' } as const;
const id = (native: string) => `freshdesk:acme:${native}`;

describe('a draft, sent to Freshdesk and read again', () => {
  it('keeps every field, or says what it lost', () => {
    fc.assert(
      fc.property(given, fc.boolean(), (parts, hasWaits) => {
        const wanted = said(parts);
        const { value, warnings } = ticketFromDraft(
          {
            ...wanted,
            subject: parts.subject,
            requester: { id: '501' },
            message: { body: { text: 'x' }, visibility: 'public' },
          },
          writeContext({ ...context, statusLabels: () => (hasWaits ? WAITS : new Map()) }),
        );
        const { value: back } = ticketToUnified(answered(value), readContext(context));
        const lost = (field: string) => warnings.some((warning) => warning.field === field);
        expect(back.subject).toBe(parts.subject);
        expect(back.requester.id).toBe(id('501'));
        if (wanted.callerKey !== undefined) expect(back.callerKey).toBe(wanted.callerKey);
        if (wanted.category !== undefined) expect(back.category).toBe(wanted.category);
        if (wanted.priority !== undefined) expect(back.priority).toBe(wanted.priority);
        if (wanted.status !== undefined && !lost('status')) {
          expect(back.status).toBe(wanted.status);
          if (typeof wanted.statusDetail === 'string' && !lost('statusDetail')) {
            expect(back.statusDetail).toBe(wanted.statusDetail);
          }
        }
        if (wanted.tags !== undefined && !lost('tags')) {
          expect(back.tags).toEqual(wanted.tags);
        }
        if (wanted.assigneeId != null) expect(back.assignee?.id).toBe(id(wanted.assigneeId));
        if (wanted.groupId != null) expect(back.groupId).toBe(id(wanted.groupId));
        if (wanted.organizationId != null) {
          expect(back.organizationId).toBe(id(wanted.organizationId));
        }
        if (wanted.dueAt != null) {
          // Freshdesk counts seconds.
          expect(back.dueAt?.getTime()).toBe(Math.floor(wanted.dueAt.getTime() / 1000) * 1000);
        }
        for (const field of ['snoozedUntil', 'brandId', 'formId'] as const) {
          expect(lost(field)).toBe(wanted[field] != null);
        }
        for (const [key, field] of Object.entries(wanted.customFields ?? {})) {
          const expected = field instanceof Date ? field.toISOString().slice(0, 10) : field;
          expect(back.customFields[key]?.value ?? null).toBe(expected);
        }
        const copies = back.participants.filter(({ role }) => role === 'cc');
        const emails = new Set((wanted.cc ?? []).map((email) => email.toLowerCase()));
        expect(new Set(copies.map(({ email }) => email?.toLowerCase()))).toEqual(emails);
      }),
      { seed: 21, numRuns: 1_000 },
    );
  });

  it('a native status that was read goes back as the same', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 500 }), (status) => {
        const read = ticketToUnified(answered({ status }), readContext());
        const { value } = ticketFromDraft(
          {
            subject: 's',
            requester: { id: '501' },
            message: { body: { text: 'x' }, visibility: 'public' },
            nativeStatusId: read.value.nativeStatus?.id ?? '',
          },
          writeContext(),
        );
        expect(value['status']).toBe(status);
      }),
      { seed: 22, numRuns: 100 },
    );
  });
});

describe('an imported thread', () => {
  const message = fc.record({
    text: fc.string({ minLength: 1 }).filter((text) => text.trim() !== ''),
    visibility: fc.constantFrom('public' as const, 'internal' as const),
    kind: fc.constantFrom('agent' as const, 'customer' as const),
    at: day,
    author: fc.option(word),
  });

  it('keeps visibility, side, time and source of every message', () => {
    fc.assert(
      fc.property(
        fc.array(message, { minLength: 1, maxLength: 5 }),
        fc.constantFrom('zendesk:acme:42', 'crm-1'),
        (messages, callerKey) => {
          const { value: plan } = ticketFromImport(
            {
              subject: 's',
              requester: { id: '501' },
              callerKey,
              createdAt: new Date('2023-05-01T10:00:00Z'),
              messages: messages.map(({ text, visibility, kind, at, author }) => ({
                body: { text },
                visibility,
                authorKind: kind,
                createdAt: at,
                ...(author === null
                  ? {}
                  : { providerOptions: { freshdesk: { original_author: author } } }),
              })),
            },
            writeContext(),
            { now: new Date('2026-03-02T09:00:00Z') },
          );
          const isInternal = messages[0]?.visibility === 'internal';
          const notes = isInternal ? messages : messages.slice(1);
          expect(plan.notes).toHaveLength(notes.length);
          plan.notes.forEach((note, index) => {
            const original = notes[index];
            expect(note.body['private']).toBe(original?.visibility === 'internal');
            expect(note.body['incoming'] === true).toBe(original?.kind === 'customer');
          });
          const bodies = [
            ...(isInternal ? [] : [plan.ticket['description']]),
            ...plan.notes.map(({ body }) => body['body']),
          ];
          bodies.forEach((html, index) => {
            const header = parseProvenanceHeader(htmlToText(String(html)));
            expect(header?.at).toEqual(messages[index]?.at);
            expect(header?.source).toBe(callerKey);
          });
        },
      ),
      { seed: 23, numRuns: 300 },
    );
  });
});

describe('people, sent and read again', () => {
  it('keep what Freshdesk takes, or say what it lost', () => {
    const drafts = fc.record({
      name: word.filter((name) => name.trim() !== ''),
      email: fc.emailAddress(),
      phone: optional(word),
      callerKey: optional(word),
      locale: optional(fc.constantFrom('de', 'en', 'pt-BR')),
      organizationId: optional(nativeId.map(String)),
      tags: optional(fc.array(fc.string(), { maxLength: 3 })),
      timezone: optional(fc.constantFrom('Europe/Berlin')),
      isBlocked: optional(fc.boolean()),
    });
    fc.assert(
      fc.property(drafts, (parts) => {
        const wanted = said(parts);
        const { value, warnings } = contactFromDraft(wanted, writeContext(), { isNew: true });
        const { value: back } = contactToUnified({ id: 7, ...value }, readContext());
        const lost = (field: string) => warnings.some((warning) => warning.field === field);
        expect(back).toMatchObject({ name: parts.name, emails: [{ address: parts.email }] });
        if (wanted.phone !== undefined) expect(back.phones).toEqual([wanted.phone]);
        expect(back.callerKey).toBe(wanted.callerKey ?? null);
        expect(back.locale).toBe(wanted.locale ?? null);
        if (wanted.organizationId !== undefined) {
          expect(back.organizationIds).toEqual([id(wanted.organizationId)]);
        }
        if (!lost('tags')) expect(back.tags).toEqual(wanted.tags ?? []);
        expect(lost('timezone')).toBe(wanted.timezone !== undefined);
        expect(lost('isBlocked')).toBe(wanted.isBlocked !== undefined);
      }),
      { seed: 24, numRuns: 500 },
    );
  });

  it('companies keep name and domains, and say that keys and tags are lost', () => {
    const drafts = fc.record({
      name: word,
      domains: optional(fc.array(fc.domain(), { maxLength: 3 })),
      callerKey: optional(fc.option(word)),
      tags: optional(fc.array(word, { maxLength: 2 })),
    });
    fc.assert(
      fc.property(drafts, (parts) => {
        const wanted = said(parts);
        const { value, warnings } = organizationFromDraft(wanted);
        const { value: back } = organizationToUnified({ id: 3, ...value }, readContext());
        const lost = warnings.map(({ field }) => field);
        expect(back.name).toBe(parts.name);
        expect(back.domains).toEqual(wanted.domains ?? []);
        expect(lost.includes('callerKey')).toBe(wanted.callerKey != null);
        expect(lost.includes('tags')).toBe((wanted.tags ?? []).length > 0);
      }),
      { seed: 25, numRuns: 300 },
    );
  });
});
