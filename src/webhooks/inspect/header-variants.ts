import {
  base64Of,
  bytesOfBase64,
  hexOf,
  latin1Of,
  percentDecoded,
  textOfBytes,
} from './encodings.ts';
import { headersFrom, type KnownHeaders, showName, withHeader } from './known-headers.ts';
import type { Variant } from './variant.ts';

const bytesOfHex = (text: string): Uint8Array | null => {
  if (!/^(?:[0-9a-f]{2})+$/i.test(text)) return null;
  return Uint8Array.from(text.match(/../g) ?? [], (digits) => Number.parseInt(digits, 16));
};

const orNull = <T>(value: T | null, next: (value: T) => string | null): string | null =>
  value === null ? null : next(value);

/** The password of HTTP Basic. */
const basicPassword = (value: string): string | null =>
  orNull(/^basic\s+(\S+)$/i.exec(value)?.[1] ?? null, (token) =>
    orNull(bytesOfBase64(token), (bytes) =>
      orNull(textOfBytes(bytes), (text) => /^[^:]*:([\s\S]*)$/.exec(text)?.[1] ?? null),
    ),
  );

/** What gateways, templates and copying do to the value of a header. */
const VALUE_RULES: readonly { readonly label: string; apply(value: string): string | null }[] = [
  { label: 'the white space around it removed', apply: (value) => value.trim() },
  {
    label: 'the quotes around it removed',
    apply: (value) => /^(["'])(.+)\1$/.exec(value.trim())?.[2] ?? null,
  },
  {
    label: 'only the first of its values, since it came twice',
    apply: (value) => value.split(',')[0]?.trim() ?? null,
  },
  {
    label: 'only the last of its values, since it came twice',
    apply: (value) => value.split(',').at(-1)?.trim() ?? null,
  },
  { label: '“sha1=” put in front of it', apply: (value) => `sha1=${value.trim()}` },
  { label: '“sha256=” put in front of it', apply: (value) => `sha256=${value.trim()}` },
  {
    label: 'what stands before its signature removed',
    apply: (value) => /^\w{1,10}=(\S.*)$/.exec(value.trim())?.[1] ?? null,
  },
  {
    label: 'the word before it removed',
    apply: (value) => /^(?:bearer|token|basic|secret)\s+(.+)$/i.exec(value.trim())?.[1] ?? null,
  },
  { label: 'its capitals turned into small letters', apply: (value) => value.toLowerCase() },
  { label: 'its spaces turned back into “+”', apply: (value) => value.replaceAll(' ', '+') },
  {
    label: 'the base64 for URLs turned into the usual one',
    apply: (value) => value.replaceAll('-', '+').replaceAll('_', '/'),
  },
  {
    label: 'the “=” at its end put back',
    apply: (value) => (value.endsWith('=') ? null : value + '='.repeat(-value.length & 3)),
  },
  { label: 'its value percent-decoded', apply: percentDecoded },
  {
    label: 'its hex written as base64',
    apply: (value) => orNull(bytesOfHex(value.trim()), base64Of),
  },
  {
    label: 'its base64 written as hex',
    apply: (value) => orNull(bytesOfBase64(value.trim()), hexOf),
  },
  {
    label: 'its characters read as UTF-8',
    apply: (value) =>
      /[\u0080-\u00FF]/.test(value) && !/[^\u0000-\u00FF]/.test(value)
        ? textOfBytes(Uint8Array.from(value, (character) => character.charCodeAt(0)))
        : null,
  },
  {
    label: 'its characters read as Latin-1',
    apply: (value) => latin1Of(new TextEncoder().encode(value)),
  },
];

/** Headers with one value of those that `verify` reads put right. */
export function* valueVariants(
  headers: KnownHeaders,
  asked: readonly string[],
): Generator<Variant<KnownHeaders>> {
  for (const name of asked) {
    const value = headers.get(name);
    if (value === null) continue;
    const seen = new Set([value]);
    for (const { label, apply } of VALUE_RULES) {
      const changed = apply(value);
      if (!changed || seen.has(changed)) continue;
      seen.add(changed);
      yield { value: withHeader(headers, name, changed), label: `${name}: ${label}` };
    }
  }
}

/** What environments put around the names of headers. */
const DRESSINGS = /^(?:http-|x-amzn-remapped-|x-original-|x-forwarded-)(?=x-)/;
const plainName = (name: string): string =>
  name
    .toLowerCase()
    .trim()
    .replace(/[_\s.]/g, '-')
    .replace(DRESSINGS, '');

const pairs = (name: string): ReadonlySet<string> => {
  const text = plainName(name).replace(/^x-/, '');
  return new Set(Array.from(text.slice(1), (_end, index) => text.slice(index, index + 2)));
};

/** How much two names have in common, from 0 to 1: pairs of letters that are in both. */
export function likeness(left: string, right: string): number {
  const [some, others] = [pairs(left), pairs(right)];
  const common = [...some].filter((pair) => others.has(pair)).length;
  return (2 * common) / Math.max(1, some.size + others.size);
}

const MAX_CANDIDATES = 40;

/** Present headers that `missing` may have been meant to be, the most similar first. */
export function similarNames(headers: KnownHeaders, missing: string): readonly string[] {
  return (headers.names ?? [])
    .filter((name) => headers.get(name) !== '' && name !== missing)
    .map((name) => [name, likeness(name, missing)] as const)
    .sort((left, right) => right[1] - left[1])
    .slice(0, MAX_CANDIDATES)
    .map(([name]) => name);
}

/** Headers under the names that they had before an environment dressed them up; `null` if none was. */
function undressed(headers: KnownHeaders): KnownHeaders | null {
  const names = headers.names ?? [];
  const dressed = names.filter((name) => plainName(name) !== name);
  if (dressed.length === 0) return null;
  const entries = [...dressed, ...names].map(
    (name) => [plainName(name), headers.get(name)] as const,
  );
  return headersFrom(entries);
}

/** Headers in which something that is there stands in for what is missing. */
export function* aliasVariants(
  headers: KnownHeaders,
  missing: readonly string[],
): Generator<Variant<KnownHeaders>> {
  const plain = undressed(headers);
  if (plain !== null) {
    const changed = missing.filter((name) => plain.get(name) !== null).map(showName);
    if (changed.length > 0) {
      const label = `the headers under their own names (${changed.join(', ')})`;
      yield { value: plain, label };
    }
  }
  for (const name of missing) {
    for (const other of similarNames(headers, name)) {
      const value = headers.get(other) ?? '';
      const from = `${name} taken from ${showName(other)}`;
      yield { value: withHeader(headers, name, value), label: from };
      const password = basicPassword(value);
      if (password) {
        const label = `${name} taken from the password in ${showName(other)}`;
        yield { value: withHeader(headers, name, password), label };
      }
    }
  }
}
