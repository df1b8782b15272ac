import { dirname, relative } from 'node:path';
import type { PolydeskConfig } from '../../config/index.ts';
import { ConfigurationError, SupportError } from '../../errors/index.ts';
import { findConfig } from './find-config.ts';
import { importConfig } from './import-config.ts';

/** A configuration that was read, and where. */
export interface LoadedConfig {
  /** As messages call it. */
  readonly name: string;
  /** Paths in the configuration start here. */
  readonly folder: string;
  readonly config: PolydeskConfig;
}

/**
 * Finds, loads and checks the configuration: `polydesk.config.ts` (or .mts, .js, .mjs, .cjs) from the working
 * directory upward, or the file that `--config` names.
 *
 * @throws {ConfigurationError} when there is none, when it cannot be loaded, or for what is wrong in it, by
 * path. Values are never quoted.
 * @example
 * const loaded = await loadConfig({ file: flags.config });
 * const desk = await openDesk(loaded, 'old');
 */
export async function loadConfig({
  file,
  directory = process.cwd(),
}: {
  readonly file?: string | undefined;
  readonly directory?: string;
} = {}): Promise<LoadedConfig> {
  const path = findConfig({ file, directory });
  const name = relative(directory, path);
  const config = await importConfig(path).catch((error: unknown) => {
    throw new ConfigurationError(`${name} cannot be loaded. ${failureOf(error)}`);
  });
  const { configIssues } = await import('./config-schema.ts');
  const issues = configIssues(config);
  if (issues.length > 0) {
    const lines = issues.map((issue) =>
      issue.path === '' ? issue.message : `${issue.path} ${issue.message}`,
    );
    throw new ConfigurationError(`${name} is not right:\n  ${lines.join('\n  ')}`);
  }
  // Safe: the schema found nothing wrong.
  return { name, folder: dirname(path), config: config as PolydeskConfig };
}

/** What a failure of the user's own code says. */
export const failureOf = (error: unknown): string => {
  if (SupportError.isInstance(error)) return error.message;
  return error instanceof Error
    ? `${error.name}: ${error.message}`
    : 'It threw something else than an error.';
};
