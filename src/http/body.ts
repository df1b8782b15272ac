import { ConfigurationError } from '../errors/classes.ts';
import type { HttpRequest } from './http-options.ts';

/** A body that can be sent more than once. */
export interface EncodedBody {
  readonly data: string | ArrayBuffer | undefined;
  readonly contentType: string | null;
}

const NO_BODY: EncodedBody = Object.freeze({ data: undefined, contentType: null });

function exactBuffer(bytes: Uint8Array): ArrayBuffer {
  const copy = new Uint8Array(bytes.byteLength);
  copy.set(bytes);
  return copy.buffer;
}

async function encodeBytes(request: HttpRequest & { bytes: NonNullable<HttpRequest['bytes']> }) {
  const { bytes } = request;
  const contentType = request.contentType ?? 'application/octet-stream';
  if (bytes instanceof Uint8Array) return { data: exactBuffer(bytes), contentType };
  if (bytes instanceof ArrayBuffer) return { data: bytes, contentType };
  return {
    data: await bytes.arrayBuffer(),
    contentType: request.contentType ?? (bytes.type || contentType),
  };
}

async function encodeForm(form: FormData): Promise<EncodedBody> {
  // The platform writes the multipart body and its boundary in one go, on every runtime.
  const encoded = new Response(form);
  return { data: await encoded.arrayBuffer(), contentType: encoded.headers.get('content-type') };
}

function encodeJson(body: unknown): EncodedBody {
  try {
    return { data: JSON.stringify(body), contentType: 'application/json' };
  } catch {
    throw new ConfigurationError('The body cannot be written as JSON (a cycle or a BigInt?).');
  }
}

/** Encodes the body once, before the first attempt. */
export function encodeBody(request: HttpRequest): EncodedBody | Promise<EncodedBody> {
  const { body, bytes, form } = request;
  if (body === undefined && bytes === undefined && form === undefined) return NO_BODY;
  const given = [body, bytes, form].filter((value) => value !== undefined).length;
  if (given > 1) throw new ConfigurationError('Pass only one of body, bytes and form.');
  if (body !== undefined) return encodeJson(body);
  if (bytes !== undefined) return encodeBytes({ ...request, bytes });
  return form === undefined ? NO_BODY : encodeForm(form);
}

/** What a text body holds. */
export type ParsedText =
  | { readonly ok: true; readonly data: unknown }
  | { readonly ok: false; readonly data: string };

// A text in quotes, or a number: what looks like a number inside a text is text. A text that was cut
// goes to the end, so that no body is looked at twice.
const TEXT_OR_NUMBER = /"[^"\\]*(?:\\[^]?[^"\\]*)*(?:"|$)|-?\d[\d.eE+-]*/g;

/**
 * Puts integers that a JavaScript number cannot hold into quotes, so that they come out of
 * `JSON.parse` as texts with all their digits.
 *
 * @example quoteLargeIntegers('{"id":9007199254740993}') //=> '{"id":"9007199254740993"}'
 */
export function quoteLargeIntegers(text: string): string {
  if (!/\d{16}/.test(text)) return text;
  return text.replace(TEXT_OR_NUMBER, (token) =>
    /^-?\d{16,}$/.test(token) && !Number.isSafeInteger(Number(token)) ? `"${token}"` : token,
  );
}

/** Parses JSON without ever failing: what is not JSON stays text, nothing becomes null. */
export function parseText(text: string): ParsedText {
  if (text === '') return { ok: true, data: null };
  try {
    const data: unknown = JSON.parse(text);
    return { ok: true, data };
  } catch {
    return text.trim() === '' ? { ok: true, data: null } : { ok: false, data: text };
  }
}
