import fc from 'fast-check';
import type { AnyFields, MappingWarning, SupportTicket, TicketDraft } from 'polydesk';
import { htmlToText, ValidationError } from 'polydesk';
import { describe, expect, it } from 'vitest';
import { type Desk, DESK_NAMES, DESKS, PAIRS } from './desks.ts';
import { anyFields, draftFor } from './drafts.ts';
import { factsOf, silentLosses, wantedBy } from './losses.ts';

type Ticket = SupportTicket<unknown, AnyFields>;

const RUNS = process.env['POLYDESK_DEEP'] === '1' ? 1_000 : 40;

/** Writes a ticket and reads it back, with every warning of both ways. */
async function write(
  { adapter }: Desk,
  draft: TicketDraft<AnyFields>,
): Promise<{ readonly ticket: Ticket; readonly warnings: readonly MappingWarning[] }> {
  const made = await adapter.tickets.create?.(draft);
  if (made === undefined) throw new Error('Every desk creates tickets.');
  const ticket = await adapter.tickets.get(made.value.id);
  return { ticket, warnings: [...made.warnings, ...ticket.provenance.warnings] };
}

/** The same without the fields that an account refuses by name: a refusal is a report, too. */
async function writeAccepted(desk: Desk, draft: TicketDraft<AnyFields>): ReturnType<typeof write> {
  try {
    return await write(desk, draft);
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    const refused = error.issues.map(({ path }) => path);
    const kept = Object.entries(draft).filter(([field]) => !refused.includes(field));
    if (kept.length === Object.keys(draft).length) throw error;
    // Safe: a draft without some of its optional fields; required ones are never refused here.
    const { ticket, warnings } = await write(desk, Object.fromEntries(kept) as typeof draft);
    const told = refused.map((field) => ({ type: 'dropped' as const, field, reason: 'Refused.' }));
    return { ticket, warnings: [...warnings, ...told] };
  }
}

/** The draft that makes the same case elsewhere; what the ticket does not have is not named. */
function draftOf(ticket: Ticket, from: Desk, to: Desk): TicketDraft<AnyFields> {
  const text =
    ticket.descriptionHtml === null ? ticket.description : htmlToText(ticket.descriptionHtml);
  const fields = Object.entries(ticket.customFields).flatMap(([key, field]) =>
    (key === 'plan' || key === 'seats') && field.value !== null
      ? [[key, field.value] as const]
      : [],
  );
  const { category, callerKey, dueAt, snoozedUntil, statusDetail, tags, assignee } = ticket;
  return {
    subject: ticket.subject ?? '(none)',
    requester: { id: to.requesterId },
    message: {
      body: { text: text ?? '(none)' },
      visibility: 'public',
      authorId: to.requesterId,
    },
    status: ticket.status,
    priority: ticket.priority,
    ...(statusDetail === null || statusDetail === 'new' ? {} : { statusDetail }),
    ...(category === null ? {} : { category }),
    ...(callerKey === null ? {} : { callerKey }),
    ...(dueAt === null ? {} : { dueAt }),
    ...(snoozedUntil === null ? {} : { snoozedUntil }),
    ...(tags.length === 0 ? {} : { tags }),
    ...(assignee?.type === 'agent' ? { assigneeId: to.agentId } : {}),
    // A group that the source chose by itself has no twin here.
    ...(ticket.groupId?.endsWith(`:${from.groupId}`) ? { groupId: to.groupId } : {}),
    ...(fields.length === 0 ? {} : { customFields: Object.fromEntries(fields) }),
  };
}

describe.each(DESK_NAMES)('a ticket that is written to %s and read back', (name) => {
  it('keeps every field, or a warning speaks of it', async () => {
    const desk = DESKS[name]();
    await fc.assert(
      fc.asyncProperty(anyFields, async (fields) => {
        const { ticket, warnings } = await writeAccepted(desk, draftFor(desk, fields));
        expect(silentLosses(wantedBy(fields), factsOf(ticket, desk), warnings)).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });
});

describe.each(PAIRS)('a ticket that goes from %s to %s', (from, to) => {
  it('keeps every field, or a warning speaks of it', async () => {
    const [source, target] = [DESKS[from](), DESKS[to]()];
    await fc.assert(
      fc.asyncProperty(anyFields, async (fields) => {
        const original = (await writeAccepted(source, draftFor(source, fields))).ticket;
        const { ticket, warnings } = await writeAccepted(target, draftOf(original, source, target));
        const wanted = factsOf(original, source);
        expect(silentLosses(wanted, factsOf(ticket, target), warnings)).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  });
});

const body = fc
  .array(fc.constantFrom('Hello', 'a < b & c', 'Größe', '東京', '🎫', '"q"', '<i>x</i>', "it's"), {
    minLength: 1,
    maxLength: 6,
  })
  .map((parts) => parts.join(' '));

const foldedWords = (text: string | null | undefined): string =>
  (text ?? '').replace(/\s+/g, ' ').trim();

describe.each(DESK_NAMES)('a message that is written to %s and read back', (name) => {
  it('keeps its words, its visibility and its place, or a warning speaks of it', async () => {
    const desk = DESKS[name]();
    const { ticket } = await write(
      desk,
      draftFor(desk, { subject: 'S', text: 'T', assigned: 'nobody' }),
    );
    const { messages } = desk.adapter;
    await fc.assert(
      fc.asyncProperty(body, fc.constantFrom('public', 'internal'), async (text, visibility) => {
        const made = await messages.create?.(ticket.id, { body: { text }, visibility });
        const thread = await messages.list(ticket.id).toArray({ limit: 10_000 });
        const last = thread.at(-1);
        expect(last?.visibility).toBe(visibility);
        expect(last?.externalId).toBe(made?.value.externalId);
        const words = last?.bodyHtml === null ? last.bodyText : htmlToText(last?.bodyHtml ?? '');
        const told = made?.warnings.some(({ field }) => field.startsWith('body')) ?? false;
        if (!told) expect(foldedWords(words)).toBe(foldedWords(text));
      }),
      { numRuns: Math.min(RUNS, 100) },
    );
  });
});

describe('a tag that a workspace of Intercom spells otherwise', () => {
  it('is told, whether it comes with a new ticket or with a change', async () => {
    const desk = DESKS.intercom();
    const draft = (tags: readonly string[]) =>
      draftFor(desk, { subject: 'S', text: 'T', assigned: 'nobody', tags });
    await write(desk, draft(['vip']));
    const made = await write(desk, draft(['VIP']));
    expect(made.ticket.tags).toEqual(['vip']);
    const told = (warnings: readonly MappingWarning[]) =>
      warnings.filter(({ field }) => field === 'tags').map(({ type }) => type);
    expect(told(made.warnings)).toEqual(['coerced']);
    const changed = await desk.adapter.tickets.update?.(made.ticket.id, { tags: { add: ['Vip'] } });
    expect(told(changed?.warnings ?? [])).toEqual(['coerced']);
    const same = await desk.adapter.tickets.update?.(made.ticket.id, { tags: { add: ['vip'] } });
    expect(told(same?.warnings ?? [])).toEqual([]);
  });
});
