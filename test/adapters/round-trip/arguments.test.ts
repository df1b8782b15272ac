import { SupportError, ValidationError } from 'polydesk';
import { describe, expect, it } from 'vitest';
import { DESK_NAMES, DESKS, type DeskName } from './desks.ts';

const MESSAGE = { body: { text: 'It stops.' }, visibility: 'public' };
const DRAFT = { subject: 'Export', requester: { email: 'ada@customer.example' }, message: MESSAGE };

/** Calls an operation as plain JavaScript can, with whatever arguments; gives what it throws. */
async function failureOf(name: DeskName, operation: string, given: readonly unknown[]) {
  const { adapter } = DESKS[name]();
  const before = (await adapter.tickets.list().toArray({ limit: 5 })).length;
  const [group = '', method = ''] = operation.split('.');
  const resource: object = Reflect.get(adapter, group);
  try {
    const answer: unknown = await Reflect.apply(Reflect.get(resource, method), resource, given);
    if (Reflect.has(Object(answer), 'pages')) for await (const _ of iterate(answer)) break;
  } catch (error) {
    expect((await adapter.tickets.list().toArray({ limit: 5 })).length).toBe(before);
    return error;
  }
  throw new Error(`${operation} took it.`);
}

// Safe: only lists and feeds come here.
const iterate = (list: unknown) => list as AsyncIterable<unknown>;

/** What must be refused before anything is sent: the operation, its arguments, and the path named. */
const WRONG: readonly (readonly [string, readonly unknown[], string])[] = [
  ['tickets.get', [1], 'id'],
  ['tickets.get', [], 'id'],
  ['tickets.getMany', ['1'], 'ids'],
  ['tickets.getMany', [[1]], 'ids[0]'],
  ['tickets.list', [{ status: ['opne'] }], 'status[0]'],
  ['tickets.list', [{ status: [] }], 'status'],
  ['tickets.list', [{ status: 'open' }], 'status'],
  ['tickets.list', [{ priority: ['P1'] }], 'priority[0]'],
  ['tickets.list', [{ tags: [] }], 'tags'],
  ['tickets.list', [{ createdSince: '2020-01-01' }], 'createdSince'],
  ['tickets.list', [{ updatedSince: 1_700_000_000_000 }], 'updatedSince'],
  ['tickets.list', [{ requesterId: 7 }], 'requesterId'],
  ['tickets.list', ['open'], 'query'],
  ['tickets.create', [], 'draft'],
  ['tickets.create', [{ ...DRAFT, subjct: 'x' }], 'subjct'],
  ['tickets.create', [{ ...DRAFT, subject: undefined }], 'subject'],
  ['tickets.create', [{ ...DRAFT, requester: undefined }], 'requester'],
  ['tickets.create', [{ ...DRAFT, requester: {} }], 'requester'],
  ['tickets.create', [{ ...DRAFT, requester: { email: 7 } }], 'requester.email'],
  ['tickets.create', [{ ...DRAFT, message: undefined }], 'message'],
  ['tickets.create', [{ ...DRAFT, message: { ...MESSAGE, author: '7' } }], 'message.author'],
  ['tickets.create', [{ ...DRAFT, message: { visibility: 'public' } }], 'message.body'],
  ['tickets.create', [{ ...DRAFT, message: { ...MESSAGE, body: 'It stops.' } }], 'message.body'],
  ['tickets.create', [{ ...DRAFT, priority: 'P1' }], 'priority'],
  ['tickets.create', [{ ...DRAFT, status: 'opne' }], 'status'],
  ['tickets.create', [{ ...DRAFT, tags: { add: ['x'] } }], 'tags'],
  ['tickets.create', [{ ...DRAFT, dueAt: '2026-01-01' }], 'dueAt'],
  ['tickets.update', ['1', { stauts: 'resolved' }], 'stauts'],
  ['tickets.update', ['1', { tags: ['x'] }], 'tags'],
  ['tickets.update', ['1', { tags: { ad: ['x'] } }], 'tags.ad'],
  ['tickets.update', ['1', { status: 'opne' }], 'status'],
  ['tickets.update', ['1', { priority: 'P1' }], 'priority'],
  ['tickets.update', ['1', { snoozedUntil: '2026-01-01' }], 'snoozedUntil'],
  ['tickets.update', ['1'], 'patch'],
  ['tickets.update', [1, { status: 'open' }], 'id'],
  ['tickets.changes', [], 'query'],
  ['tickets.changes', [{ since: '2026-01-01' }], 'since'],
  ['messages.reply', ['1', {}], 'body'],
  ['messages.reply', ['1', { body: {}, visibility: 'internal' }], 'visibility'],
  ['messages.note', ['1', 'text'], 'draft'],
  ['messages.list', [1], 'id'],
  ['contacts.create', [{ emial: 'ada@customer.example' }], 'emial'],
  ['contacts.update', ['1', { tags: 'vip' }], 'tags'],
  ['organizations.create', [{ title: 'Acme' }], 'title'],
  ['tags.add', ['1', 'vip'], 'tags'],
  ['search.tickets', ['export'], 'query'],
  ['search.tickets', [{}], 'query'],
];

describe.each(DESK_NAMES)('%s refuses before anything is sent', (name) => {
  it.each(WRONG)('%s with %j, by the name of what is wrong', async (operation, given, path) => {
    const error = await failureOf(name, operation, given);
    expect(error).toBeInstanceOf(ValidationError);
    if (!(error instanceof ValidationError)) return;
    expect(error.message).toContain(operation);
    expect(error.issues.map((issue) => issue.path)).toContain(path);
  });

  it.each([{}, { status: ['open'] as const }])('a cursor of another list: %j', async (query) => {
    const { adapter } = DESKS[name]();
    const list = adapter.tickets.list({ ...query, cursor: 'bm9uc2Vuc2U' });
    const error = await list.toArray({ limit: 5 }).catch((thrown: unknown) => thrown);
    expect(SupportError.isInstance(error) && [error.code, error.message]).toEqual([
      'configuration_invalid',
      'This cursor does not belong to this list; pass one of its own pages’ cursors.',
    ]);
  });

  it('a list of nothing and a thing that is no id by one family of errors', async () => {
    const { adapter } = DESKS[name]();
    const list = adapter.tickets.list();
    const error = await Reflect.apply(list.toArray, list, []).catch((thrown: unknown) => thrown);
    expect(SupportError.isInstance(error) && error.code).toBe('configuration_invalid');
  });
});
