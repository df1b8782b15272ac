import type { AnySupportAdapter } from '../../adapter/contract.ts';
import { ConfigurationError } from '../../errors/index.ts';
import { failureOf, type LoadedConfig } from './load-config.ts';

/**
 * Makes the adapter of a desk. Nothing is sent yet; whoever opens a desk closes it (`adapter.close()`).
 *
 * @throws {ConfigurationError} when no desk is called that way, or its adapter cannot be made.
 * @example const desk = await openDesk(await loadConfig(), 'old')
 */
export async function openDesk(
  { name: file, config }: LoadedConfig,
  name: string,
): Promise<AnySupportAdapter> {
  const make = Object.hasOwn(config.desks, name) ? config.desks[name] : undefined;
  if (make === undefined) {
    const known = Object.keys(config.desks).join(', ');
    throw new ConfigurationError(
      `${file} has no desk "${name}". ${known === '' ? 'It has none at all.' : `It has: ${known}.`}`,
    );
  }
  let adapter: unknown;
  try {
    adapter = await make();
  } catch (error) {
    throw new ConfigurationError(`desks.${name} cannot be made. ${failureOf(error)}`);
  }
  if (!isAdapter(adapter)) {
    throw new ConfigurationError(
      `desks.${name} must make an adapter, as createZendesk, createIntercom and createFreshdesk do.`,
    );
  }
  return adapter;
}

const isAdapter = (value: unknown): value is AnySupportAdapter =>
  typeof value === 'object' &&
  value !== null &&
  'provider' in value &&
  'account' in value &&
  'manifest' in value &&
  'close' in value;
