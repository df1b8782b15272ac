// Without `<` inside, so that a megabyte of images that never end is walked once.
// What stands in quotes may have a `>`; quotes that never end do not hide the image.
export const IMAGE = /<img\b(?:(?:[^<>"']|"[^"<]*"|'[^'<]*')*|[^<>]*)>/gi;
const SOURCE = /\bsrc\s*=\s*(?:"([^"]*)"|'([^']*)')/i;

/** The address of an image, from its tag; empty where it has none. */
export function addressOf(tag: string): string {
  const found = SOURCE.exec(tag);
  return (found?.[1] ?? found?.[2] ?? '').replaceAll('&amp;', '&').trim();
}

/** An address without what changes from one reading to the next. */
export const pathOf = (address: string): string =>
  (address.split(/[?#]/, 1)[0] ?? '').toLowerCase();
