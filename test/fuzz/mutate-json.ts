import type { Random } from './random.ts';

/** A place in a document. */
interface Place {
  readonly holder: Record<string, unknown>;
  readonly key: string;
}

/** Names that mean something to objects in JavaScript. */
export const DANGEROUS_KEYS = ['__proto__', 'constructor', 'prototype', 'toString', 'get', 'then'];

const SCALARS: readonly unknown[] = [
  null,
  true,
  false,
  0,
  -1,
  0.1,
  1e21,
  -1e300,
  9_007_199_254_740_993,
  '',
  ' ',
  'x',
  '0',
  '-0',
  '1e5',
  '../../etc/passwd',
  '{{ticket.id}}',
  'zendesk:acme:1',
  '%00%3A',
  'a:b%3Ac',
  '\u0000',
  '\ud800',
  '\udc00x\ud83d',
  '\u2028',
  '٣٤',
  '2026-02-30T25:61:61Z',
  '+275760-09-13T00:00:01Z',
  '0000-00-00',
  'Invalid Date',
];

const SHAPES: readonly (() => unknown)[] = [
  () => [],
  () => ({}),
  () => [[]],
  () => [null],
  () => ({ id: {} }),
  () => ({ id: 1, type: 'user' }),
  () => ({ length: 1e9 }),
  () => JSON.parse('{"__proto__":{"polluted":true}}'),
  () => JSON.parse('{"constructor":{"prototype":{"polluted":true}}}'),
  () => Array.from({ length: 300 }, (_item, index) => index),
  () => Array.from({ length: 300 }, () => ({ id: '1' })),
  () => 'y'.repeat(5000),
];

/** Texts that are slow to read for a pattern that tries too much. */
const SLOW: readonly string[] = [
  '<',
  '&',
  '<div ',
  '</',
  '<!--',
  '&#',
  ' ',
  '\n',
  '{',
  '{a:{from:1,to:',
  '{ticket_action:',
  'a@',
  'a.',
  'a : ',
  '%',
  '[',
  '0',
  '<p>x</p>',
  '<br><blockquote>',
];

const isHolder = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** Puts a value under any key, also one that an assignment would take for something else. */
const put = ({ holder, key }: Place, value: unknown): void => {
  Object.defineProperty(holder, key, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
};

function placesOf(value: unknown, places: Place[] = []): readonly Place[] {
  if (!isHolder(value)) return places;
  for (const key of Object.keys(value)) {
    places.push({ holder: value, key });
    if (places.length < 2000) placesOf(value[key], places);
  }
  return places;
}

type Change = (place: Place, random: Random, places: readonly Place[]) => void;

const CHANGES: readonly Change[] = [
  (place, random) => put(place, random.pick(SCALARS)),
  (place, random) => put(place, random.pick(SHAPES)()),
  ({ holder, key }) => void delete holder[key],
  (place, random, places) => {
    const other = random.pick(places);
    const value = other.holder[other.key];
    // A holder inside itself could not be written down.
    put(place, isHolder(value) ? structuredClone(value) : value);
  },
  (place) => put(place, [place.holder[place.key]]),
  (place) => put(place, { value: place.holder[place.key] }),
  (place) => put(place, JSON.stringify(place.holder[place.key])),
  ({ holder, key }, random) => {
    const value = holder[key];
    delete holder[key];
    put({ holder, key: random.pick(DANGEROUS_KEYS) }, value);
  },
  ({ holder }, random) => put({ holder, key: random.pick(DANGEROUS_KEYS) }, random.pick(SHAPES)()),
  ({ holder }) => {
    for (let index = 0; index < 200; index += 1) put({ holder, key: `key${index}` }, index);
  },
];

/** The same document with some of its values changed. Text that is no JSON stays as it is. */
export function mutateJson(text: string, random: Random): string {
  const json: unknown = JSON.parse(text);
  for (let count = 1 + random.below(4); count > 0; count -= 1) {
    const places = placesOf(json);
    if (places.length === 0) break;
    random.pick(CHANGES)(random.pick(places), random, places);
  }
  return JSON.stringify(json);
}

/** The same document with other ids, so that a receiver takes it for another event. */
export function renew(text: string, random: Random): string {
  const json: unknown = JSON.parse(text);
  for (const { holder, key } of placesOf(json)) {
    const value = holder[key];
    const isEventId = key === 'id' && isHolder(json) && holder === json;
    if (isEventId) holder[key] = `e${random.below(1e9)}`;
    else if (/^(id|ticket_id)$/.test(key) && random.chance(0.3)) {
      holder[key] = typeof value === 'number' ? random.below(500) : String(random.below(500));
    } else if (/^(timestamp|created_at_ms)$/.test(key)) {
      holder[key] = 1_778_486_398_000 + random.below(1e6);
    } else if (/^(time|updated_at)$/.test(key) && typeof value === 'string') {
      holder[key] = new Date(1_778_486_398_000 - random.below(1e9)).toISOString();
    }
  }
  return JSON.stringify(json);
}

/** The same document with one long text that is hard for careless patterns. */
export function lengthen(text: string, random: Random, bytes: number): string {
  const json: unknown = JSON.parse(text);
  const texts = placesOf(json).filter(({ holder, key }) => typeof holder[key] === 'string');
  if (texts.length === 0) return text;
  const piece = random.pick(SLOW);
  const place = random.pick(texts);
  const before = random.chance(0.5) ? String(place.holder[place.key]) : '';
  put(place, before + piece.repeat(Math.ceil(bytes / piece.length)).slice(0, bytes));
  return JSON.stringify(json);
}
