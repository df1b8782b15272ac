const NAMED = /^\s*"?([^"<]*?)"?\s*<\s*([^<>\s]+@[^<>\s]+)\s*>\s*$/;

/** An address and the name before it, of `"Name" <a@b>`, `Name <a@b>` or a bare `a@b`. */
export function readAddress(text: string): {
  readonly email: string | null;
  readonly name: string | null;
} {
  const [, name = '', email] = NAMED.exec(text) ?? [];
  if (email !== undefined) return { email, name: name === '' ? null : name };
  const bare = text.trim();
  return { email: /^[^\s<>]+@[^\s<>]+$/.test(bare) ? bare : null, name: null };
}

/** The addresses of a field that is a list, null, or one text with commas (sheet section 7). */
export function addressesOf(
  value: readonly string[] | string | null | undefined,
): readonly string[] {
  if (value === null || value === undefined) return [];
  const entries = typeof value === 'string' ? splitAddresses(value) : value;
  return entries.flatMap((entry) => readAddress(entry).email ?? []);
}

// A comma inside a quoted name is none between addresses.
const splitAddresses = (text: string): readonly string[] =>
  text.split(/[,;](?=(?:[^"]*"[^"]*")*[^"]*$)/);
