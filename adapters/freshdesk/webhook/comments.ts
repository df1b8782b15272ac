/** The newest comment of a ticket as rules send it. */
export interface LatestComment {
  readonly authorName: string | null;
  readonly html: string;
}

// The name ends where the HTML begins; a colon inside a name needs a blank before it to count.
const COMMENT = /^\s*([^<>\n]{0,200}?)\s+:\s(?=\s*<)([\s\S]*)$/;

/**
 * Splits `Author Name : <html>`. Text without the prefix is taken as it is.
 *
 * @example readLatestComment('Robin Agent : <div>On it.</div>')
 * //=> { authorName: 'Robin Agent', html: '<div>On it.</div>' }
 */
export function readLatestComment(text: string): LatestComment {
  const [, name = '', html] = COMMENT.exec(text) ?? [];
  if (html === undefined) return { authorName: null, html: text };
  return { authorName: name === '' ? null : name, html: html.trim() };
}
