import type { AnyFields, TicketFieldsDraft } from 'polydesk';
import { describe, expect, it } from 'vitest';
import { conversationFromDraft } from '../../../../adapters/intercom/from-unified/conversations.ts';
import { ticketStateToWire } from '../../../../adapters/intercom/from-unified/ticket-status.ts';
import { ticketFromPatch } from '../../../../adapters/intercom/from-unified/tickets.ts';
import { createWarningLog } from '../../../../src/adapter/mapping.ts';
import type { StatusMapping } from '../../../../src/adapter/native-maps.ts';
import { writeContext } from '../support/contexts.ts';

type Draft = TicketFieldsDraft<AnyFields>;
type Overrides = Readonly<Record<string, StatusMapping>>;

const FIRST_OF_MARCH = new Date('2026-03-01T09:00:00Z');
// 2026-03-01T09:00:00Z in seconds.
const SECONDS = 1_772_355_600;
const CLOSE = { message_type: 'close', type: 'admin' };
const OPEN = { message_type: 'open' };
const SNOOZE = { message_type: 'snoozed', snoozed_until: SECONDS };

const statusMap = (map: Overrides = {}) => new Map(Object.entries(map));

/** What is sent to `…/parts`, and the fields that warnings speak of. */
function patched(patch: Draft, map: Overrides = {}) {
  const { value, warnings } = ticketFromPatch(patch, writeContext({ statusMap: statusMap(map) }));
  return {
    parts: value.parts.map(({ body }) => body),
    warnings: warnings.map(({ type, field }) => `${type} ${field}`),
  };
}

function created(draft: Draft) {
  const whole = {
    subject: 's',
    requester: { id: '6762f0dd1bb69f9f2193bb83' },
    message: { body: { text: 'x' }, visibility: 'public' },
    ...draft,
  } as const;
  const { value, warnings } = conversationFromDraft(whole, writeContext());
  return {
    parts: value.parts.map(({ body }) => body),
    warnings: warnings.map(({ type, field }) => `${type} ${field}`),
  };
}

describe('the state of a conversation', () => {
  it.each<[Draft, object, readonly string[]]>([
    [{ status: 'open' }, OPEN, []],
    [{ status: 'resolved' }, CLOSE, []],
    [{ status: 'resolved', statusDetail: null }, CLOSE, []],
    [{ status: 'pending', snoozedUntil: FIRST_OF_MARCH }, SNOOZE, []],
    [{ status: 'pending', statusDetail: 'snoozed', snoozedUntil: FIRST_OF_MARCH }, SNOOZE, []],
    [{ snoozedUntil: FIRST_OF_MARCH }, SNOOZE, []],
    [{ snoozedUntil: null }, OPEN, []],
    [{ nativeStatusId: 'open' }, OPEN, []],
    [{ nativeStatusId: 'closed' }, CLOSE, []],
    [{ nativeStatusId: 'snoozed', snoozedUntil: FIRST_OF_MARCH }, SNOOZE, []],
    // The native id decides over the status beside it.
    [{ nativeStatusId: 'closed', status: 'open' }, CLOSE, []],
    [{ status: 'in_progress' }, OPEN, ['coerced status']],
    [{ status: 'closed' }, CLOSE, ['coerced status']],
    [{ status: 'open', statusDetail: 'new' }, OPEN, ['dropped statusDetail']],
    [{ status: 'resolved', snoozedUntil: FIRST_OF_MARCH }, CLOSE, ['dropped snoozedUntil']],
  ])('%o is one action', (draft, body, warnings) => {
    expect(patched(draft)).toEqual({ parts: [body], warnings });
  });

  it.each<[Draft, readonly string[]]>([
    [{}, []],
    [{ status: 'pending' }, ['dropped status']],
    [{ nativeStatusId: 'snoozed' }, ['dropped status']],
    [{ status: 'pending', statusDetail: 'snoozed' }, ['dropped statusDetail', 'dropped status']],
    [{ statusDetail: 'escalated' }, ['dropped statusDetail']],
    // It goes to the ticket that the conversation also is.
    [{ nativeStatusId: '42' }, []],
  ])('%o is none', (draft, warnings) => {
    expect(patched(draft)).toEqual({ parts: [], warnings });
  });

  it('is open when the conversation is new, without a call', () => {
    expect(created({ status: 'open' })).toEqual({ parts: [], warnings: [] });
    expect(created({ snoozedUntil: null })).toEqual({ parts: [], warnings: [] });
    expect(created({ status: 'resolved' })).toEqual({ parts: [CLOSE], warnings: [] });
  });

  it('cannot be a ticket’s while the conversation is none', () => {
    expect(() => created({ nativeStatusId: '42' })).toThrow(/no ticket yet/);
  });

  it.each(['solved', '__proto__', 'Open', ''])('is never called %o', (nativeStatusId) => {
    expect(() => patched({ nativeStatusId })).toThrow(
      expect.objectContaining({ code: 'mapping_failed' }),
    );
  });

  it('refuses a time that is none', () => {
    const snoozedUntil = new Date(Number.NaN);
    expect(() => patched({ snoozedUntil })).toThrow(
      expect.objectContaining({
        issues: [{ path: 'snoozedUntil', message: 'must be a valid date' }],
      }),
    );
  });

  it('goes by the account’s own table first', () => {
    const map = { closed: { status: 'closed', statusDetail: null } } as const;
    expect(patched({ status: 'closed' }, map)).toEqual({ parts: [CLOSE], warnings: [] });
    // Nothing reads as resolved any more.
    expect(patched({ status: 'resolved' }, map)).toEqual({
      parts: [CLOSE],
      warnings: ['coerced status'],
    });
  });
});

describe('the state of a ticket', () => {
  function stated(draft: Draft, { isNew = false, map }: { isNew?: boolean; map?: Overrides } = {}) {
    const log = createWarningLog();
    const context = writeContext({ read: 'tickets', statusMap: statusMap(map) });
    const { wish, body } = ticketStateToWire(draft, context, { log, isNew });
    return { wish, body, warnings: log.list().map(({ type, field }) => `${type} ${field}`) };
  }

  it.each<[Draft, object | null, object, readonly string[]]>([
    [{}, null, {}, []],
    [{ status: 'open' }, { category: 'submitted' }, { open: true }, []],
    [{ status: 'open', statusDetail: 'new' }, { category: 'submitted' }, { open: true }, []],
    [{ status: 'in_progress' }, { category: 'in_progress' }, { open: true }, []],
    [{ status: 'pending' }, { category: 'waiting_on_customer' }, { open: true }, []],
    [
      { status: 'pending', statusDetail: 'waiting_on_customer' },
      { category: 'waiting_on_customer' },
      { open: true },
      [],
    ],
    [{ status: 'resolved' }, { category: 'resolved' }, {}, []],
    [{ status: 'closed' }, { category: 'resolved' }, { open: false }, ['coerced status']],
    [
      { status: 'pending', statusDetail: 'waiting_on_third_party' },
      { category: 'waiting_on_customer' },
      { open: true },
      ['dropped statusDetail'],
    ],
    [{ nativeStatusId: '42' }, { id: '42' }, {}, []],
    [{ nativeStatusId: '42', status: 'open' }, { id: '42' }, {}, []],
    [{ snoozedUntil: FIRST_OF_MARCH }, null, { snoozed_until: SECONDS }, []],
    [{ snoozedUntil: null }, null, {}, ['dropped snoozedUntil']],
    [{ statusDetail: 'escalated' }, null, {}, ['dropped statusDetail']],
    [
      { status: 'pending', statusDetail: 'snoozed', snoozedUntil: FIRST_OF_MARCH },
      { category: 'waiting_on_customer' },
      { open: true, snoozed_until: SECONDS },
      [],
    ],
    [
      { status: 'pending', statusDetail: 'waiting_on_customer', snoozedUntil: FIRST_OF_MARCH },
      { category: 'waiting_on_customer' },
      { open: true, snoozed_until: SECONDS },
      ['dropped statusDetail'],
    ],
    [
      { status: 'open', snoozedUntil: FIRST_OF_MARCH },
      { category: 'submitted' },
      { open: true },
      ['dropped snoozedUntil'],
    ],
    [
      { nativeStatusId: '42', status: 'open', snoozedUntil: FIRST_OF_MARCH },
      { id: '42' },
      { snoozed_until: SECONDS },
      [],
    ],
  ])('%o is the category %o beside %o', (draft, wish, body, warnings) => {
    expect(stated(draft)).toEqual({ wish, body, warnings });
  });

  it('opens no ticket that is new and thus open', () => {
    expect(stated({ status: 'in_progress' }, { isNew: true }).body).toEqual({});
    expect(stated({ status: 'closed' }, { isNew: true }).body).toEqual({ open: false });
  });

  const third = { status: 'pending', statusDetail: 'waiting_on_third_party' } as const;

  it('is a certain one where the account’s table names it for a shade', () => {
    const map: Overrides = { 77: third };
    expect(stated(third, { map })).toMatchObject({ wish: { id: '77' }, warnings: [] });
    // How one state reads takes over no other write.
    expect(stated({ status: 'pending' }, { map }).wish).toEqual({
      category: 'waiting_on_customer',
    });
    const waits = { status: 'pending', statusDetail: 'waiting_on_customer' } as const;
    expect(stated(waits, { map }).wish).toEqual({ category: 'waiting_on_customer' });
  });

  it('can be named by its name, too', () => {
    const map: Overrides = { 'With vendor': third, Done: { status: 'closed', statusDetail: null } };
    expect(stated(third, { map })).toMatchObject({
      wish: { category: 'waiting_on_customer', label: 'With vendor' },
      warnings: [],
    });
    expect(stated({ status: 'closed' }, { map })).toEqual({
      wish: { category: 'resolved', label: 'Done' },
      body: { open: false },
      warnings: [],
    });
  });

  it('is none of a conversation, whose words are in the same table', () => {
    const map: Overrides = {
      snoozed: third,
      in_progress: { status: 'open', statusDetail: null },
    };
    expect(stated(third, { map })).toMatchObject({
      wish: { category: 'waiting_on_customer' },
      warnings: ['dropped statusDetail'],
    });
    expect(stated({ status: 'in_progress' }, { map })).toMatchObject({
      wish: { category: 'in_progress' },
      warnings: ['coerced status'],
    });
  });
});
