import { ConfigurationError, ValidationError } from '../errors/index.ts';
import { type CustomHealthSignal, HEALTH_SIGNALS } from './types.ts';

/** Names that are free, weights and scores that can be used. */
export function checkCustomSignals(signals: readonly CustomHealthSignal[]): void {
  const taken = new Set<string>(HEALTH_SIGNALS);
  for (const { name, weight } of signals) {
    if (name.trim() === '' || taken.has(name))
      throw new ConfigurationError('Each health signal needs a name of its own.');
    taken.add(name);
    if (!(Number.isFinite(weight) && weight >= 0))
      throw new ConfigurationError('Weights of your own signals must be finite, 0 or more.');
  }
  const issues = signals
    .filter(({ score }) => score !== null && !(score >= 0 && score <= 100))
    .map(({ name }) => ({ path: name, message: 'must be between 0 and 100, or null' }));
  if (issues.length > 0) throw new ValidationError('A health signal is not usable.', { issues });
}
