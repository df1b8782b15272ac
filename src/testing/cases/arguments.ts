import {
  type Manifest,
  type OperationName,
  requireOperation,
  supports,
} from '../../adapter/manifest.ts';
import { check, equal, present, rejected } from '../assert.ts';
import type { CaseContext, CaseDefinition } from '../case.ts';

/** Calls as plain JavaScript can make them: an operation, and arguments that make no sense. */
const wrongCalls = (ticketId: string): readonly (readonly [string, readonly unknown[]])[] => [
  ['get', [1]],
  ['list', [{ status: [] }]],
  ['list', [{ status: ['opne'] }]],
  ['list', [{ createdSince: '2026-01-01' }]],
  ['create', []],
  ['create', [{ subjct: 'Export' }]],
  ['update', [ticketId, { stauts: 'resolved' }]],
  ['update', [ticketId, { status: 'opne' }]],
  ['update', [ticketId, { priority: 'P1' }]],
  ['update', [ticketId, { tags: ['export'] }]],
];

async function checkArguments({ manifest, open }: CaseContext): Promise<void> {
  const { adapter, requests, ticketId } = await open();
  for (const [operation, given] of wrongCalls(ticketId)) {
    if (!supports(manifest, `tickets.${operation}`)) continue;
    const what = `tickets.${operation}() with arguments that make no sense`;
    const run: unknown = Reflect.get(adapter.tickets, operation);
    check(typeof run === 'function', `${what}: there is no such operation.`);
    const read = async (): Promise<unknown> => {
      const answer: unknown = await Reflect.apply(run, adapter.tickets, given);
      const all: unknown = operation === 'list' ? Reflect.get(Object(answer), 'toArray') : null;
      return typeof all === 'function' ? Reflect.apply(all, answer, [{ limit: 1 }]) : answer;
    };
    await rejected(read, ['validation_failed', 'unsupported_operation'], what);
    equal(requests.length, 0, `Requests sent: ${what}`);
  }
}

const honoursNoKey = (manifest: Manifest, operation: OperationName): boolean =>
  supports(manifest, operation) &&
  requireOperation(manifest, operation).dedupe !== 'idempotency-key';

async function checkKeyIsTold({ manifest, open, draft }: CaseContext): Promise<void> {
  const { adapter, ticketId } = await open();
  const options = { idempotencyKey: 'order-4711' };
  const body = { text: 'We are looking into it.' };
  const writes = {
    'tickets.create': () => adapter.tickets.create?.(draft(), options),
    'messages.reply': () => adapter.messages.reply?.(ticketId, { body }, options),
  };
  for (const operation of ['tickets.create', 'messages.reply'] as const) {
    if (!honoursNoKey(manifest, operation)) continue;
    const { warnings } = present(await writes[operation](), operation);
    check(
      warnings.some(({ type, field }) => type === 'dropped' && field === 'idempotencyKey'),
      `${operation}() was given an idempotencyKey that the provider does not honour, and no dropped warning says so.`,
    );
  }
}

/** What a caller without types gets wrong is told; nothing that he asks for is ignored. */
export const argumentCases: readonly CaseDefinition[] = [
  { title: 'refuses arguments that make no sense before any request', run: checkArguments },
  {
    title: 'tells that a key against double creation is not honoured',
    when: (manifest) =>
      honoursNoKey(manifest, 'tickets.create') || honoursNoKey(manifest, 'messages.reply'),
    run: checkKeyIsTold,
  },
];
