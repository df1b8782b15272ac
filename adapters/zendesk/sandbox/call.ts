import { asRecord, isRecord, type JsonRecord } from '../../../src/sandbox/kit/json.ts';
import { type Reply, type SandboxRequest, textOf } from '../../../src/sandbox/kit/messages.ts';
import type { Route } from '../../../src/sandbox/kit/router.ts';
import { asInteger } from '../../../src/sandbox/kit/json.ts';
import { problems } from './errors.ts';
import type { UserRow } from './records/tickets-and-people.ts';
import type { World } from './world.ts';

/** One request on its way through a handler. */
export interface Call {
  readonly world: World;
  readonly request: SandboxRequest;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  /** The route's template, such as `GET /api/v2/tickets/{ticket_id}`. */
  readonly route: string;
  /** The origin of every absolute link in the answer. */
  readonly origin: string;
  /** Help Center paths may name a locale before the resource. */
  readonly locale: string | null;
  /** Who asks; null for an anonymous visitor. */
  readonly visitor: UserRow | null;
  /** Keys that were dropped silently (section 5.4). */
  readonly unpermitted: string[];
}

type Handler = (call: Call) => Reply;
export type ZendeskRoute = Route<Handler>;

/** Who asks, where an anonymous visitor is refused with shape E. */
export function actorOf(call: Call): UserRow {
  if (call.visitor === null) throw problems.unauthenticated();
  return call.visitor;
}

/** Who asks, where only agents and admins may (section 5.2). */
export function staffOf(call: Call): UserRow {
  const actor = actorOf(call);
  if (actor.role === 'end-user') throw problems.forbidden();
  return actor;
}

export function adminOf(call: Call): UserRow {
  const actor = actorOf(call);
  if (actor.role !== 'admin') throw problems.forbidden();
  return actor;
}

/** The JSON object sent; 400 where the body is not JSON. */
export function bodyOf(call: Call): JsonRecord {
  if (call.request.bytes.length === 0) return {};
  try {
    return asRecord(JSON.parse(textOf(call.request)));
  } catch {
    throw problems.badRequest('Unprocessable', 'Server could not parse JSON');
  }
}

/** The object under the resource's own key, such as `ticket`; 400 without it. */
export function payloadOf(call: Call, key: string): JsonRecord {
  const value = bodyOf(call)[key];
  if (!isRecord(value)) throw problems.parameterMissing(key);
  return value;
}

/** A numeric path parameter; anything else is a record that does not exist. */
export function idOf(call: Call, name: string): number {
  const id = asInteger(/^\d+/.exec(call.params[name] ?? '')?.[0]);
  if (id === null) throw problems.notFound();
  return id;
}

/** A row of a table by a path parameter, or 404. */
export function rowOf<Row>(rows: ReadonlyMap<number, Row>, call: Call, name: string): Row {
  const row = rows.get(idOf(call, name));
  if (row === undefined) throw problems.notFound();
  return row;
}

/** An absolute link, with the `.json` suffix that links in bodies carry (section 1). */
export function linkTo(call: Call, path: string): string {
  return `${call.origin}/api/v2/${path}.json`;
}

/** Which sideloads were asked for (section 21). */
export function includesOf(call: Call): ReadonlySet<string> {
  return new Set((call.query.get('include') ?? '').split(',').filter((name) => name !== ''));
}

export const ok = (body: unknown): Reply => ({ status: 200, body });
export const noContent: Reply = { status: 204 };

export function created(body: unknown, location: unknown): Reply {
  return { status: 201, body, headers: { location: String(location) } };
}

/** At most 100 in one bulk call (section 5.2); user calls leave `max_count` out. */
export function refuseMoreThan100(items: readonly unknown[], name: string, counted = true): void {
  if (items.length > 100) throw problems.tooManyValues(name, counted);
}
