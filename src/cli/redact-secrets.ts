const SECRET_NAME = /key|token|secret|pass|pwd|credential|auth|dsn/i;
/** Shorter values are words that may stand anywhere. */
const LEAST_LENGTH = 6;
const USER_INFO = /(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/@]+@/gi;

/**
 * Takes secrets out of text: the values of environment variables whose names say that they hold some, and what
 * stands before the host of an address. Errors of polydesk hold none; those of a configuration's own code may.
 *
 * @example createRedactor({ API_KEY: 's3cr3t' })('no desk for s3cr3t') //=> 'no desk for [API_KEY]'
 */
export function createRedactor(
  environment: Readonly<Record<string, string | undefined>>,
): (text: string) => string {
  const secrets = Object.entries(environment)
    .flatMap(([name, value]) =>
      SECRET_NAME.test(name) && value !== undefined && value.length >= LEAST_LENGTH
        ? [[name, value] as const]
        : [],
    )
    // A secret that begins with another one must not leave its end behind.
    .sort(([, left], [, right]) => right.length - left.length);
  return (text) =>
    secrets
      .reduce((rest, [name, value]) => rest.replaceAll(value, `[${name}]`), text)
      .replace(USER_INFO, '$1[user]@');
}
