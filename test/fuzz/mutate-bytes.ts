import { DANGEROUS_KEYS } from './mutate-json.ts';
import type { Random } from './random.ts';

type Change = (body: Buffer, random: Random, other: Buffer) => Buffer;

const insert = (body: Buffer, at: number, piece: string | Uint8Array): Buffer =>
  Buffer.concat([body.subarray(0, at), Buffer.from(piece), body.subarray(at)]);

/** Behind a character of JSON, wherever one of them is. */
function behind(body: Buffer, character: string, random: Random): number {
  const code = character.charCodeAt(0);
  const from = random.below(body.length + 1);
  const found = body.indexOf(code, from);
  return (found < 0 ? body.indexOf(code) : found) + 1;
}

const INVALID_UTF8: readonly (readonly number[])[] = [
  [0xff],
  [0xc0, 0x80],
  [0xed, 0xa0, 0x80],
  [0xf5, 0x80, 0x80, 0x80],
  [0xe2, 0x82],
  [0x80],
];

const NUMBERS = ['1e999', '-1e999', '-0', '1e-400', '99999999999999999999999', '0.1e1', '1E400'];

const CHANGES: Readonly<Record<string, Change>> = {
  flip(body, random) {
    const flipped = Buffer.from(body);
    for (let count = 1 + random.below(8); count > 0 && flipped.length > 0; count -= 1) {
      const at = random.below(flipped.length);
      flipped[at] = (flipped[at] ?? 0) ^ (1 << random.below(8));
    }
    return flipped;
  },
  truncate: (body, random) => body.subarray(0, random.below(body.length + 1)),
  splice: (body, random, other) =>
    Buffer.concat([
      body.subarray(0, random.below(body.length + 1)),
      other.subarray(random.below(other.length + 1)),
    ]),
  empty: () => Buffer.alloc(0),
  blank: () => Buffer.from(' \r\n\t'),
  double: (body) => Buffer.concat([body, body]),
  mark: (body) => insert(body, 0, Uint8Array.of(0xef, 0xbb, 0xbf)),
  utf16: (body) => Buffer.from(body.toString(), 'utf16le'),
  invalid: (body, random) =>
    insert(body, random.below(body.length + 1), Uint8Array.from(random.pick(INVALID_UTF8))),
  nul: (body, random) => insert(body, random.below(body.length + 1), Uint8Array.of(0)),
  control: (body, random) =>
    insert(body, random.below(body.length + 1), Uint8Array.of(random.below(32))),
  escapes: (body, random) =>
    insert(body, behind(body, '"', random), random.pick(['\\ud800', '\\udc00', '\\u0000', '\\u'])),
  twice: (body, random) =>
    insert(
      body,
      behind(body, '{', random),
      `"${random.pick([...DANGEROUS_KEYS, 'id', 'type', 'event', 'topic', 'ticket_id'])}":${random.pick(
        ['1', '"a"', '{}', '[]', 'null', '{"polluted":true}'],
      )},`,
    ),
  number(body, random) {
    const text = body.toString();
    const digits = [...text.matchAll(/\d+/g)];
    if (digits.length === 0) return body;
    const found = random.pick(digits);
    const end = found.index + found[0].length;
    return Buffer.from(text.slice(0, found.index) + random.pick(NUMBERS) + text.slice(end));
  },
  deep(body, random) {
    const depth = 10 ** (1 + random.below(4));
    const open = random.pick(['[', '{"a":', '[{"id":']);
    const close = [...open].reverse().map((one) => ({ '[': ']', '{': '}' })[one] ?? '');
    const nested = open.repeat(depth) + '0' + close.join('').repeat(depth);
    return insert(body, behind(body, '{', random), `"${random.pick(KEYS_OF_VALUES)}":${nested},`);
  },
  many: (body, random) =>
    insert(
      body,
      behind(body, '{', random),
      `"${random.pick(KEYS_OF_VALUES)}":[${'0,'.repeat(5000)}0],`,
    ),
  keys: (body, random) =>
    insert(
      body,
      behind(body, '{', random),
      Array.from({ length: 500 }, (_key, index) => `"k${index}":${index},`).join(''),
    ),
  form(body) {
    try {
      const json: unknown = JSON.parse(body.toString());
      const fields = Object.entries(typeof json === 'object' ? (json ?? {}) : {});
      const words = new URLSearchParams();
      for (const [key, value] of fields) {
        if (typeof value !== 'object' || value === null) words.append(key, String(value));
        else
          for (const [name, inner] of Object.entries(value))
            words.append(`${key}[${name}]`, String(inner));
      }
      return Buffer.from(words.toString());
    } catch {
      return body;
    }
  },
  xml: (body) => insert(body, 0, '<?xml version="1.0"?><hash>'),
};

const KEYS_OF_VALUES = [
  'custom_attributes',
  'custom_fields',
  'changes',
  'current',
  'tags',
  'detail',
  'data',
  'extra',
];

const NAMES = Object.keys(CHANGES);

/** A body with one change to its bytes, and the change's name. */
export function mutateBytes(
  body: Buffer,
  random: Random,
  other: Buffer,
): { readonly body: Buffer; readonly name: string } {
  const name = random.pick(NAMES);
  return { body: CHANGES[name]?.(body, random, other) ?? body, name };
}
