import { ConfigurationError } from '../errors/classes.ts';
import type { HttpQuery } from './http-options.ts';

/** A URL that is proven to belong to the account's origin. */
export interface AccountTarget {
  readonly url: string;
  /** Without query string: safe to show. */
  readonly path: string;
}

/** Builds URLs of one account and refuses all others. */
export interface AccountUrl {
  readonly origin: string;
  /** @throws {ConfigurationError} when the path leads out of the account's origin */
  target(path: string, query?: HttpQuery): AccountTarget;
}

const LOOPBACK = /^(localhost|.+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/;
const DOT_SEGMENT = /(^|\/)(\.|%2e){1,2}(?=\/|$)/i;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
const UNSAFE = /[\u0000-\u0020\u007f\\#]/;

/** True for hosts that never leave the machine. */
export function isLoopback(hostname: string): boolean {
  return LOOPBACK.test(hostname);
}

/** True when credentials may travel to this URL: https, or http inside the machine. */
export function isConfidential(url: URL): boolean {
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
}

/** Encodes a query string; empty when nothing is to be sent. */
export function encodeQuery(query: HttpQuery): string {
  let text = '';
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === null) continue;
    // Array.isArray does not narrow readonly arrays.
    for (const item of Array.isArray(value) ? (value as readonly unknown[]) : [value]) {
      text += `${text === '' ? '' : '&'}${encodeURIComponent(name)}=${encodeURIComponent(String(item))}`;
    }
  }
  return text;
}

function parseBase(baseUrl: string, allowInsecure: boolean): URL {
  if (!URL.canParse(baseUrl)) {
    throw new ConfigurationError('baseUrl is not a URL. Pass one like https://example.com/api.');
  }
  const url = new URL(baseUrl);
  if (!isConfidential(url) && !(allowInsecure && url.protocol === 'http:')) {
    throw new ConfigurationError(
      'baseUrl must be https (http is for loopback addresses), or credentials would travel readable.',
    );
  }
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') {
    throw new ConfigurationError(
      'baseUrl must not hold credentials, a query string or a fragment.',
    );
  }
  return url;
}

/**
 * Guards the border of one account: every URL it hands out belongs to `baseUrl`'s origin.
 *
 * @example createAccountUrl({ baseUrl: 'https://a.example/api' }).target('/tickets/1').url
 * //=> 'https://a.example/api/tickets/1'
 */
export function createAccountUrl(options: {
  readonly baseUrl: string;
  readonly allowInsecure?: boolean | undefined;
}): AccountUrl {
  const base = parseBase(options.baseUrl, options.allowInsecure === true);
  const prefix = base.pathname.replace(/\/+$/, '');

  function absolute(path: string): { pathname: string; search: string } {
    const url = URL.canParse(path) ? new URL(path) : null;
    if (url === null || url.origin !== base.origin || url.username !== '' || url.password !== '') {
      throw new ConfigurationError(
        `The URL does not belong to ${base.origin}; nothing was sent. Credentials go to no other host.`,
      );
    }
    return { pathname: url.pathname, search: url.search };
  }

  function relative(path: string): { pathname: string; search: string } {
    const cut = path.indexOf('?');
    const pathname = cut === -1 ? path : path.slice(0, cut);
    if (!pathname.startsWith('/') || pathname.startsWith('//')) {
      throw new ConfigurationError('A path must begin with exactly one "/".');
    }
    if (UNSAFE.test(path) || DOT_SEGMENT.test(pathname)) {
      throw new ConfigurationError(
        'A path must not hold "." or ".." segments, "\\", "#", blanks or control characters.',
      );
    }
    return { pathname: prefix + pathname, search: cut === -1 ? '' : path.slice(cut) };
  }

  return {
    origin: base.origin,
    target(path, query) {
      const isAbsolute = !path.startsWith('/') && /^[a-z][a-z0-9+.-]*:/i.test(path);
      const { pathname, search } = isAbsolute ? absolute(path) : relative(path);
      const more = query === undefined ? '' : encodeQuery(query);
      const joint = more === '' ? '' : search === '' || search === '?' ? '?' : '&';
      const start = search === '?' ? '' : search;
      return { url: `${base.origin}${pathname}${start}${joint}${more}`, path: pathname };
    },
  };
}
