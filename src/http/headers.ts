import { ConfigurationError } from '../errors/classes.ts';

const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/**
 * Checks headers before anything is sent, so that no value can smuggle in another header.
 * @throws {ConfigurationError} that names the header and never its value
 */
export function checkHeaders(headers: Readonly<Record<string, string>>): void {
  for (const name in headers) {
    if (!NAME.test(name)) throw new ConfigurationError('A header name holds forbidden characters.');
    if (!VALUE.test(headers[name] ?? '')) {
      throw new ConfigurationError(
        `The value of the header "${name}" holds line breaks or other forbidden characters.`,
      );
    }
  }
}

/** Headers as a plain record with names in lower case. Cookies stay out: nobody needs them here. */
export function plainHeaders(headers: Readonly<Record<string, unknown>>): Record<string, string> {
  const plain: Record<string, string> = {};
  for (const name of Object.keys(headers)) {
    const value = headers[name];
    if (value === undefined || value === null) continue;
    const key = name.toLowerCase();
    if (key === 'set-cookie') continue;
    plain[key] = typeof value === 'string' ? value : String(value);
  }
  return plain;
}

const REQUEST_ID_HEADERS = ['x-request-id', 'request-id', 'x-zendesk-request-id', 'cf-ray'];

/** The provider's id of a request, to quote to its support. */
export function requestIdOf(headers: Readonly<Record<string, string>>): string | null {
  for (const name of REQUEST_ID_HEADERS) {
    const value = headers[name];
    if (value !== undefined && value !== '') return value;
  }
  return null;
}
