import { ConfigurationError } from '../../errors/index.ts';

/** Where the secret is looked for when nothing is said. */
export const DEFAULT_SECRET_VARIABLE = 'POLYDESK_WEBHOOK_SECRET';

/**
 * The secret of an environment variable, exactly as it is there. It is never taken from the command
 * line, which other users of a machine can read and which shells remember.
 *
 * @throws {ConfigurationError} when there is none. It names only what can be the name of a variable,
 *   since the secret itself may have been given in its place.
 */
export function secretFrom(
  environment: Readonly<Record<string, string | undefined>>,
  variable: string,
): string {
  const secret = environment[variable];
  if (secret !== undefined && secret !== '') return secret;
  const isPlain = /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/.test(variable);
  const which = isPlain ? `${variable}` : 'the variable that --secret-env names';
  const state = secret === '' ? 'empty' : 'not set';
  throw new ConfigurationError(
    `The secret is missing: in the environment, ${which} is ${state}. ` +
      '--secret-env takes the name of a variable, never the secret itself.',
  );
}
