import { bytesOfBase64, jsonOf, latin1Of, percentDecoded, textOfBytes } from './encodings.ts';
import { jsonLayouts } from './json-layouts.ts';
import type { Variant } from './variant.ts';
import type { DeliveryCause } from './types.ts';

type Body = string | Uint8Array;

/** Another body, and what had happened to it if that is the one. */
export interface BodyVariant extends Variant<Body> {
  readonly cause: Extract<
    DeliveryCause,
    'body_changed' | 'body_reserialized' | 'double_encoded_body'
  >;
}

const BYTE_ORDER_MARK = '\uFEFF';

const ENTITIES: Readonly<Record<string, string>> = {
  '&quot;': '"',
  '&#34;': '"',
  '&#39;': "'",
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
};

/** What editors, shells, proxies and text modes do to the bytes around and between the lines. */
const TEXT_RULES: readonly { readonly label: string; apply(text: string): Body | null }[] = [
  { label: 'a line feed added at the end', apply: (text) => `${text}\n` },
  { label: 'the line feed at the end removed', apply: (text) => text.replace(/\n$/, '') },
  { label: 'CR LF added at the end', apply: (text) => `${text}\r\n` },
  { label: 'CR LF at the end removed', apply: (text) => text.replace(/\r\n$/, '') },
  { label: 'CR LF turned into line feeds', apply: (text) => text.replaceAll('\r\n', '\n') },
  {
    label: 'line feeds turned into CR LF',
    apply: (text) => text.replaceAll('\r\n', '\n').replaceAll('\n', '\r\n'),
  },
  {
    label: 'CR LF turned into line feeds and the last of them removed',
    apply: (text) => text.replaceAll('\r\n', '\n').replace(/\n$/, ''),
  },
  {
    label: 'line feeds turned into CR LF and the one at the end removed',
    apply: (text) =>
      text
        .replace(/\r?\n$/, '')
        .replaceAll('\r\n', '\n')
        .replaceAll('\n', '\r\n'),
  },
  {
    label: 'the byte order mark removed',
    apply: (text) => (text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : null),
  },
  { label: 'a byte order mark added', apply: (text) => BYTE_ORDER_MARK + text },
  { label: 'the white space around it removed', apply: (text) => text.trim() },
  { label: 'its characters read as bytes (it was decoded as Latin-1)', apply: bytesOfLatin1 },
  { label: 'its characters composed (Unicode NFC)', apply: (text) => text.normalize('NFC') },
  { label: 'its characters decomposed (Unicode NFD)', apply: (text) => text.normalize('NFD') },
  {
    label: 'its HTML entities decoded',
    apply: (text) =>
      text.replace(/&(?:quot|#34|#39|lt|gt|amp);/g, (entity) => ENTITIES[entity] ?? entity),
  },
];

function bytesOfLatin1(text: string): Uint8Array | null {
  if (/[^\u0000-\u00FF]/.test(text) || !/[\u0080-\u00FF]/.test(text)) return null;
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

const asBody = (value: unknown): string | null => (typeof value === 'string' ? value : null);

const formDecoded = (text: string): string | null =>
  /%7b/i.test(text) ? percentDecoded(text.replaceAll('+', ' ')) : null;

/** Names under which gateways and frameworks hand on a body inside an event of their own. */
const ENVELOPE_KEYS = ['body', 'rawBody', 'payload'] as const;

function* fromEnvelope(value: unknown): Generator<Variant<Body>> {
  if (typeof value !== 'object' || value === null) return;
  for (const key of ENVELOPE_KEYS) {
    const inner = Object.entries(value).find(([name]) => name === key)?.[1];
    if (typeof inner !== 'string') continue;
    yield { value: inner, label: `the text in its member “${key}”` };
    const bytes = bytesOfBase64(inner);
    if (bytes !== null) yield { value: bytes, label: `its member “${key}” decoded from base64` };
  }
}

/** The body inside the body, where it was encoded once more than the provider did. */
export function* decodedBodies(text: string): Generator<Variant<Body>> {
  const json = jsonOf(text);
  const inner = asBody(json);
  if (inner !== null) {
    yield { value: inner, label: 'the body taken out of the JSON text that it is in' };
    const twice = asBody(jsonOf(inner));
    if (twice !== null) yield { value: twice, label: 'the body taken out of JSON twice' };
  }
  const bytes = bytesOfBase64((inner ?? text).trim());
  if (bytes !== null) yield { value: bytes, label: 'the body decoded from base64' };
  const percent = formDecoded(text);
  if (percent !== null) yield { value: percent, label: 'the body percent-decoded' };
  yield* fromEnvelope(json);
}

function* ofText(text: string): Generator<BodyVariant> {
  for (const { label, apply } of TEXT_RULES) {
    const value = apply(text);
    if (value !== null && value !== text) {
      yield { cause: 'body_changed', value, label };
    }
  }
  for (const variant of decodedBodies(text)) yield { cause: 'double_encoded_body', ...variant };
  for (const variant of jsonLayouts(text)) {
    if (variant.value !== text) yield { cause: 'body_reserialized', ...variant };
  }
}

/**
 * What the body may have been before something changed it: the usual changes first, made as they are
 * asked for, since the body can be large.
 *
 * @example [...bodyVariants('{}')][0] //=> { cause: 'body_changed', value: '{}\n', label: 'a line feed …' }
 */
export function* bodyVariants(body: Body): Generator<BodyVariant> {
  const text = typeof body === 'string' ? body : textOfBytes(body);
  if (text !== null) yield* ofText(text);
  else if (typeof body !== 'string') {
    const label = 'its bytes read as Latin-1 and encoded as UTF-8';
    yield { cause: 'body_changed', value: latin1Of(body), label };
  }
}

function bytesOfNumbers(value: unknown): Uint8Array | null {
  if (typeof value !== 'object' || value === null) return null;
  // The JSON forms of Node's Buffer, of a list of numbers and of a Uint8Array.
  const inner = 'data' in value && Array.isArray(value.data) ? value.data : value;
  const numbers: readonly unknown[] = Object.values(inner);
  const isBytes = numbers.every(
    (number) => Number.isInteger(number) && Number(number) >= 0 && Number(number) <= 255,
  );
  return isBytes && numbers.length > 0 ? Uint8Array.from(numbers, Number) : null;
}

/** What the bytes may have been of a body that something has parsed. */
export function* unparsedBodies(body: unknown): Generator<Variant<Body>> {
  const bytes = bytesOfNumbers(body);
  if (bytes !== null) yield { value: bytes, label: 'the bytes that its numbers stand for' };
  const json = textOfValue(body);
  if (json === null || typeof body !== 'object' || body === null) return;
  const [only, ...others] = Object.entries(body);
  // A form parser takes JSON for the name of one field without a value.
  if (only !== undefined && others.length === 0 && only[1] === '') {
    yield { value: only[0], label: 'the name of its only member, as if it were a form' };
  }
  yield { value: json, label: 'what JSON.stringify makes of it' };
  yield* jsonLayouts(json);
}

function textOfValue(value: unknown): string | null {
  try {
    return JSON.stringify(value) ?? null;
  } catch {
    // Circular, or with a BigInt in it: no parser of JSON gives such a thing.
    return null;
  }
}
