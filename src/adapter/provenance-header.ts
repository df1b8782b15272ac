/** What a provider that refuses dates and authors is told in a message's first line. */
export interface ProvenanceHeader {
  /** When the message was written. */
  readonly at: Date;
  /** Who wrote it, as people call them; `null` when unknown. */
  readonly author: string | null;
  /** Where it came from: the polydesk id of the original record; `null` when it has none. */
  readonly source: string | null;
}

const LINE =
  /^\s*\[Originally sent (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{3})?Z)(?: by ([^\]]*?))?(?: · ([^\s\]]+))?\]\s*/u;

// A bracket or the separator inside a name would end the header early, a line break the line.
const plain = (text: string): string =>
  text
    .replace(/[[\]·]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
    .slice(0, 200);

// A blank or a bracket would end the source early; with the percent sign itself escaped, reading
// gives back exactly what was written.
const escapeSource = (source: string): string => source.replace(/[\s[\]%]/gu, encodeURIComponent);

function readSource(written: string): string {
  try {
    return decodeURIComponent(written);
  } catch {
    // Typed by hand: a percent sign that escapes nothing.
    return written;
  }
}

/**
 * The line that keeps a message's date, author and origin readable, for people and for
 * `parseProvenanceHeader`, where a provider sets dates itself.
 *
 * @example
 * formatProvenanceHeader({
 *   at: new Date('2023-05-01T10:00:00Z'), author: 'Ada Lovelace', source: 'zendesk:acme:42',
 * })
 * //=> '[Originally sent 2023-05-01T10:00:00Z by Ada Lovelace · zendesk:acme:42]'
 */
export function formatProvenanceHeader({ at, author, source }: ProvenanceHeader): string {
  const name = author === null ? '' : plain(author);
  const time = at.toISOString().replace(/\.000Z$/, 'Z');
  const by = name === '' ? '' : ` by ${name}`;
  const origin = source === null || source === '' ? '' : ` · ${escapeSource(source)}`;
  return `[Originally sent ${time}${by}${origin}]`;
}

/**
 * Reads a provenance header at the beginning of a message's text, and the text behind it; `null`
 * when there is none. Anybody can type such a line: believe it only in messages that an import of
 * your own has written.
 *
 * @example
 * parseProvenanceHeader('[Originally sent 2023-05-01T10:00:00Z by Ada · zendesk:acme:42] Hello')
 * //=> { at: 2023-05-01T10:00:00.000Z, author: 'Ada', source: 'zendesk:acme:42', text: 'Hello' }
 */
export function parseProvenanceHeader(
  text: string,
): (ProvenanceHeader & { readonly text: string }) | null {
  const [whole = '', time = '', author, source] = LINE.exec(text) ?? [];
  const at = new Date(time);
  if (whole === '' || Number.isNaN(at.getTime())) return null;
  return {
    at,
    author: author ?? null,
    source: source === undefined ? null : readSource(source),
    text: text.slice(whole.length),
  };
}
