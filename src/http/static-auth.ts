import { ConfigurationError } from '../errors/classes.ts';

/**
 * The `Authorization` value for a token that does not expire.
 *
 * @example bearerAuth('abc')() //=> 'Bearer abc'
 */
export function bearerAuth(token: string): () => string {
  if (!/^[\x21-\x7e]+$/.test(token)) {
    throw new ConfigurationError('The token is empty, or holds blanks or line breaks.');
  }
  const value = `Bearer ${token}`;
  return () => value;
}

/**
 * The `Authorization` value for a user name and a secret (RFC 7617, UTF-8).
 *
 * @example basicAuth({ user: 'a', secret: 'b' })() //=> 'Basic YTpi'
 */
export function basicAuth(credentials: {
  readonly user: string;
  readonly secret: string;
}): () => string {
  const { user, secret } = credentials;
  if (user.includes(':')) throw new ConfigurationError('The user name must not hold a colon.');
  if (user.trim() !== user || secret.trim() !== secret || `${user}${secret}` === '') {
    throw new ConfigurationError(
      'User name or secret is empty, or begins or ends with a blank or line break.',
    );
  }
  const bytes = new TextEncoder().encode(`${user}:${secret}`);
  const value = `Basic ${btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))}`;
  return () => value;
}
