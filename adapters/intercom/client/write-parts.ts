import type { RequestOptions } from '../../../src/adapter/request-options.ts';
import type { WriteStep } from '../../../src/adapter/write-steps.ts';
import { ConflictError, hasCode, ProviderError } from '../../../src/errors/classes.ts';
import type { TicketVersion } from '../../../src/model/ticket.ts';
import type { WireBody, WireCall } from '../from-unified/common.ts';
import type { ConversationChange } from '../from-unified/conversations.ts';
import { dateOf, PROVIDER } from '../to-unified/common.ts';
import type { IntercomTicket } from '../wire/tickets.ts';
import { casePath, parseTicket } from './cases.ts';
import type { IntercomCore, Json } from './core.ts';
import { hasReopened } from './no-ops.ts';

/** The newest answers that show a whole case: they save reading it again. */
export interface Latest {
  readonly data: () => Json | null;
  readonly ticket: () => IntercomTicket | undefined;
  /** Takes an answer over; `null` when what was known before is old now. */
  saw(data: Json | null): void;
  sawTicket(ticket: IntercomTicket): void;
  /** Whether an assignment has opened a conversation that was closed. */
  readonly isReopened: () => boolean;
  sawAssignment(answer: Json): void;
}

export function createLatest(first: Json | null = null): Latest {
  let data = first;
  let ticket: IntercomTicket | undefined;
  let isReopened = false;
  return {
    data: () => data,
    isReopened: () => isReopened,
    sawAssignment(answer) {
      isReopened ||= hasReopened(answer);
    },
    ticket: () => ticket,
    saw(answer) {
      data = answer;
    },
    sawTicket(answer) {
      ticket = answer;
    },
  };
}

/** The calls that change a conversation, in the order in which they must come. */
export function changeSteps(
  core: IntercomCore,
  nativeId: string,
  { change, latest }: { readonly change: ConversationChange; readonly latest: Latest },
  options?: RequestOptions,
): WriteStep[] {
  const { conversation, ticket, parts } = change;
  const path = `/conversations/${nativeId}`;
  return [
    ...(conversation === null
      ? []
      : [
          {
            fields: conversation.fields,
            run: async () => {
              const body = await actingOn(core, conversation.body, options);
              // Repeated after a fault, unlike all that makes a part or tells somebody: title,
              // attributes, company and the mark of being read are set, not added.
              latest.saw(await core.send({ method: 'PUT', path, body }, options));
            },
          },
        ]),
    ...(ticket === null ? [] : [ticketStep(core, nativeId, { call: ticket, latest }, options)]),
    ...parts.map((part) => ({
      fields: part.fields,
      run: async () => {
        const body: WireBody = { ...part.body, admin_id: await core.actor(options) };
        const answer = await core.send({ method: 'POST', path: `${path}/parts`, body }, options);
        latest.saw(answer);
        if (body['message_type'] === 'assignment') latest.sawAssignment(answer);
      },
    })),
  ];
}

/** Only a priority needs somebody who acts (sheet section 2, Preview). */
const actingOn = async (
  core: IntercomCore,
  body: WireBody,
  options?: RequestOptions,
): Promise<WireBody> =>
  body['priority'] === undefined ? body : { ...body, admin_id: await core.actor(options) };

// What is only stored. A state or an assignee that is set twice may be told to people twice.
const VALUES = new Set(['ticket_attributes', 'company_id', 'is_shared', 'skip_notifications']);

/** A change of a ticket, in somebody's name: without it workflows would not run (section 11). */
export function ticketStep(
  core: IntercomCore,
  nativeId: string,
  { call, latest }: { readonly call: WireCall; readonly latest: Latest },
  options?: RequestOptions,
): WriteStep {
  return {
    fields: call.fields,
    run: async () => {
      const body = actingOnTicket(core, call.body, await core.actor(options));
      const idempotent = Object.keys(call.body).every((key) => VALUES.has(key));
      const path = `/tickets/${nativeId}`;
      const data = await core.send({ method: 'PUT', path, body, idempotent }, options);
      latest.sawTicket(parseTicket(data));
      if (core.settings.read === 'tickets') latest.saw(data);
    },
  };
}

/** Before 2.14 the one who acts stands inside the assignment (sheet section 2). */
function actingOnTicket(core: IntercomCore, body: WireBody, actor: string): WireBody {
  const admin_id = Number(actor);
  if (core.writing.version >= 14) return { ...body, admin_id };
  // Safe: the translation puts an object there.
  const assignment = body['assignment'] as WireBody | undefined;
  return assignment === undefined ? body : { ...body, assignment: { ...assignment, admin_id } };
}

// The vendor's own tests wait seconds until a new conversation can be read (sheet section 3).
const WAITS_MS = [500, 1_000, 2_000] as const;
const NOT_THERE = new Set([
  'not_found',
  'conversation_not_found',
  'ticket_not_found',
  'company_not_found',
]);

/** Tries again for a while when a record that was made just now is not found: nothing was done. */
export async function whenVisible<T>(
  core: IntercomCore,
  call: () => Promise<T>,
  options?: RequestOptions,
): Promise<T> {
  for (const waitMs of WAITS_MS) {
    try {
      return await call();
    } catch (error) {
      const code = error instanceof ProviderError ? error.nativeCode : null;
      if (code === null || !NOT_THERE.has(code)) throw error;
      await core.sleep(waitMs, options?.signal);
    }
  }
  return call();
}

/** A record as it is after its last write: by its own words where it cannot be read yet. */
export async function readAfter(
  core: IntercomCore,
  path: string,
  known: Json,
  options?: RequestOptions,
): Promise<Json> {
  try {
    const request = { method: 'GET', path } as const;
    return await whenVisible(core, () => core.send(request, options), options);
  } catch (error) {
    if (hasCode(error, 'not_found')) return known;
    throw error;
  }
}

/** Steps of which the first may come too early. */
export const onceVisible = (
  core: IntercomCore,
  [first, ...others]: readonly WriteStep[],
  options?: RequestOptions,
): readonly WriteStep[] =>
  first === undefined
    ? []
    : [{ ...first, run: () => whenVisible(core, first.run, options) }, ...others];

/**
 * Refuses a write when the case has moved on. Intercom has no lock of its own: whoever writes
 * between this look and the write is not noticed.
 *
 * @throws {ConflictError} `stale_write`.
 */
export function requireVersion(current: Json, version: TicketVersion | undefined): void {
  if (version === undefined) return;
  const updatedAt = current['updated_at'];
  const isTold = typeof updatedAt === 'number' || typeof updatedAt === 'string';
  if (isTold && dateOf(updatedAt, 'updated_at').getTime() <= version.at.getTime()) return;
  throw new ConflictError(
    'The case has changed since it was read; read it again and decide anew. Nothing was written.',
    { provider: PROVIDER, status: 0, code: 'stale_write' },
  );
}

/** Reads a case as it is, in the form of the options. */
export const readRaw = (
  core: IntercomCore,
  nativeId: string,
  options?: RequestOptions,
): Promise<Json> => core.send({ method: 'GET', path: casePath(core, nativeId) }, options);
