/** The newest comment of a ticket as rules send it. */
export interface LatestComment {
  readonly authorName: string | null;
  readonly html: string;
}

// Longer than any name; what stands so far before the first tag is text.
const MAX_PREFIX = 300;

/**
 * Splits `Author Name : <html>`. Text without the prefix is taken as it is.
 *
 * @example readLatestComment('Robin Agent : <div>On it.</div>')
 * //=> { authorName: 'Robin Agent', html: '<div>On it.</div>' }
 */
export function readLatestComment(text: string): LatestComment {
  const tag = text.indexOf('<');
  const prefix = tag < 0 || tag > MAX_PREFIX ? '' : text.slice(0, tag).trim();
  const name = prefix.slice(0, -1);
  // A colon inside a name has no blank before it.
  if (!prefix.endsWith(':') || (name !== '' && !/\s$/.test(name))) {
    return { authorName: null, html: text };
  }
  return { authorName: name.trim() || null, html: text.slice(tag).trim() };
}
