import type { AnySupportAdapter } from '../adapter/contract.ts';
import type { Ledger, MigrationOptions } from '../migration/index.ts';

/** Makes the adapter of a desk. Called only by commands that need this desk. */
export type DeskFactory = () => AnySupportAdapter | Promise<AnySupportAdapter>;

/** A migration as the command line runs it. */
export interface MigrationConfig<Name extends string = string>
  extends Omit<MigrationOptions, 'from' | 'to' | 'ledger' | 'clock'> {
  /** The desk whose tickets are carried. */
  readonly from: Name;
  /** The desk that gets them. */
  readonly to: Name;
  /**
   * A file, by its path from the configuration's folder; or what makes a ledger, such as
   * `() => createPostgresLedger({ pool })`.
   */
  readonly ledger: string | (() => Ledger | Promise<Ledger>);
}

/** What `polydesk.config.ts` says. */
export interface PolydeskConfig<Name extends string = string> {
  /** The desks, by the names that commands call them. */
  readonly desks: Readonly<Record<Name, DeskFactory>>;
  /** What `polydesk migrate` carries. */
  readonly migration?: MigrationConfig<NoInfer<Name>>;
}

/**
 * Gives the configuration of the command line its types; answers what it gets.
 *
 * @example
 * export default defineConfig({
 *   desks: {
 *     old: () => createFreshdesk({ subdomain: 'acme', credentials: { apiKey: secret('FRESHDESK_API_KEY') } }),
 *     new: () => createZendesk({ subdomain: 'acme', credentials: { accessToken: secret('ZENDESK_TOKEN') } }),
 *   },
 *   migration: { from: 'old', to: 'new', ledger: 'migration.sqlite' },
 * });
 */
export function defineConfig<Name extends string>(
  config: PolydeskConfig<Name>,
): PolydeskConfig<Name> {
  return config;
}
