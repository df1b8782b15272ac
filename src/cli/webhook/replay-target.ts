import { ConfigurationError } from '../../errors/index.ts';

/** Whether an address is this machine itself. */
export function isLoopback({ hostname }: URL): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127\.\d+\.\d+\.\d+$/.test(hostname)
  );
}

/** An address without what can be a secret in it. */
export const showTarget = ({ origin, pathname }: URL): string => origin + pathname;

/**
 * Stops before customers' data goes to another machine unasked.
 *
 * @throws {ConfigurationError} when it would, and `yes` was not said.
 */
export function confirmTarget(url: URL, options: { readonly yes: boolean }): void {
  if (options.yes || isLoopback(url)) return;
  throw new ConfigurationError(
    `${url.host} is not this machine: recorded deliveries hold what customers wrote, and whoever receives ` +
      'them acts on them again. Nothing was sent. Say --yes if that is meant.',
  );
}
