import { ConfigurationError, type Issue } from '../errors/index.ts';

/** @throws ConfigurationError with every issue and its place. */
export function requireNone(issues: readonly Issue[], sentence: string): void {
  if (issues.length === 0) return;
  const all = issues.map(({ path, message }) => `${path}: ${message}`).join('; ');
  throw new ConfigurationError(`${sentence} ${all}`);
}
