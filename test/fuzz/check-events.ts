import { parseId } from '../../src/model/ids.ts';
import { SUPPORT_EVENT_TYPES, type SupportEvent } from '../../src/model/event.ts';
import { fail } from './failure.ts';
import type { Desk } from './seeds.ts';

/** The account of each desk, as its ids name it. */
export const ACCOUNTS: Readonly<Record<Desk, string>> = {
  zendesk: 'acme',
  intercom: 'abc123de',
  freshdesk: 'acme',
};

const TYPES: ReadonlySet<string> = new Set(SUPPORT_EVENT_TYPES);
const RECORDS = ['ticket', 'contact', 'organization', 'article'] as const;

function checkId(id: unknown, desk: Desk, what: string): void {
  if (typeof id !== 'string') fail(`${what} is no string`);
  const parts = parseId(id);
  const isOurs = parts?.provider === desk && parts.account === ACCOUNTS[desk];
  if (!isOurs || parts.nativeId === '') fail(`${what} is no id of ${desk}`);
}

/** Objects that got another prototype from a key of a body. */
function checkPrototypes(value: unknown, what: string, depth = 0): void {
  if (typeof value !== 'object' || value === null || depth > 6) return;
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) fail(`${what} has a date that is none`);
    return;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  const isPlain =
    prototype === null || prototype === Object.prototype || prototype === Array.prototype;
  if (!isPlain) fail(`${what} has an object with another prototype`);
  for (const [key, inner] of Object.entries(value)) {
    if (key !== 'raw') checkPrototypes(inner, what, depth + 1);
  }
}

function checkEvent(event: SupportEvent, desk: Desk): void {
  if (!TYPES.has(event.type)) fail('an event has an unknown type');
  checkId(event.id, desk, 'the id of an event');
  if (event.provider !== desk || event.account !== ACCOUNTS[desk])
    fail('an event has another desk');
  if (typeof event.nativeType !== 'string') fail('a native type is no string');
  if (event.sequence !== null && !Number.isFinite(event.sequence)) fail('a sequence is no number');
  if ('changes' in event && !Array.isArray(event.changes)) fail('changes are no list');
  for (const name of RECORDS) {
    // Safe: any object can be read by its keys.
    const record = (event as unknown as Record<string, { id?: unknown; externalId?: unknown }>)[
      name
    ];
    if (record === undefined) continue;
    checkId(record.id, desk, `the id of a ${name}`);
    if (typeof record.externalId !== 'string') fail(`the native id of a ${name} is no string`);
  }
  checkPrototypes(event, 'an event');
}

/** @throws {FuzzError} for events that break what the types promise. */
export function checkEvents(events: readonly SupportEvent[], desk: Desk): void {
  for (const event of events) checkEvent(event, desk);
  if (new Set(events.map(({ id }) => id)).size !== events.length) {
    fail('two events of a delivery have the same id');
  }
}
