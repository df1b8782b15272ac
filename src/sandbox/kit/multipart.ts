/** One part of a `multipart/form-data` body. */
export interface FormPart {
  readonly name: string;
  /** Null for a plain field. */
  readonly filename: string | null;
  readonly contentType: string | null;
  readonly bytes: Uint8Array;
}

// One code unit for every byte: positions in the text are positions in the bytes.
const oneUnitPerByte = new TextDecoder('windows-1252');
const utf8 = new TextDecoder();

/**
 * Splits a multipart body into its parts. Without a boundary in the content type nothing can be
 * told apart, so the answer is empty, which is what a server makes of such a request.
 *
 * @example
 * parseMultipart(bytes, 'multipart/form-data; boundary=x')[0]?.name; // 'subject'
 */
export function parseMultipart(bytes: Uint8Array, contentType: string): readonly FormPart[] {
  const [, quoted, plain] = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType) ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined) return [];
  const text = oneUnitPerByte.decode(bytes);
  const delimiter = `--${boundary}`;
  const parts: FormPart[] = [];
  let start = text.indexOf(delimiter);
  while (start >= 0) {
    const next = text.indexOf(`\r\n${delimiter}`, start);
    if (next < 0) break;
    const part = readPart(bytes, text, start + delimiter.length + 2, next);
    if (part !== null) parts.push(part);
    start = next + 2;
  }
  return parts;
}

function readPart(bytes: Uint8Array, text: string, from: number, to: number): FormPart | null {
  const head = text.indexOf('\r\n\r\n', from);
  if (head < 0 || head > to) return null;
  const headers = utf8.decode(bytes.subarray(from, head));
  const disposition = /^content-disposition:(.*)$/im.exec(headers)?.[1] ?? '';
  const name = parameterOf(disposition, 'name');
  if (name === null) return null;
  return {
    name,
    filename: parameterOf(disposition, 'filename'),
    contentType: /^content-type:\s*(.*?)\s*$/im.exec(headers)?.[1] ?? null,
    bytes: bytes.slice(head + 4, to),
  };
}

function parameterOf(disposition: string, name: string): string | null {
  const [, quoted, plain] =
    new RegExp(`[;\\s]${name}=(?:"([^"]*)"|([^;\\s]+))`, 'i').exec(disposition) ?? [];
  const value = quoted ?? plain;
  // Browsers and fetch write quotes and line breaks in names as percent escapes.
  return value === undefined
    ? null
    : value.replace(/%22/g, '"').replace(/%0D/gi, '\r').replace(/%0A/gi, '\n');
}

/** The text of a plain field. */
export function partText(part: FormPart): string {
  return utf8.decode(part.bytes);
}
