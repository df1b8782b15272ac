import type { AnySupportAdapter } from '../adapter/contract.ts';
import { ConfigurationError } from '../errors/classes.ts';
import { parseId } from '../model/ids.ts';

type Scope = Pick<AnySupportAdapter, 'provider' | 'account'>;

/** A desk's unambiguous name. */
export const nameOf = ({ provider, account }: Scope): string => `${provider}:${account}`;

/** The desks of a hub, by name and by the ids of their records. */
export interface Desks {
  named(name: string): AnySupportAdapter;
  of(scope: Scope): AnySupportAdapter;
  owning(id: string): AnySupportAdapter;
}

/** @throws {ConfigurationError} without an adapter, or with two of the same account. */
export function createDesks(adapters: readonly AnySupportAdapter[]): Desks {
  const byName = register(adapters);
  const known = [...byName.keys()].join(', ');
  const of = (scope: Scope): AnySupportAdapter => {
    const found = byName.get(nameOf(scope));
    if (found !== undefined) return found;
    throw new ConfigurationError(
      `This hub has no desk ${nameOf(scope)}. It has: ${known}. Pass its adapter to createHub.`,
    );
  };
  return {
    of,
    named(name) {
      const exact = byName.get(name);
      if (exact !== undefined) return exact;
      const matches = adapters.filter(({ account }) => account === name);
      const [only] = matches;
      if (only !== undefined && matches.length === 1) return only;
      throw new ConfigurationError(
        matches.length === 0
          ? `This hub has no desk "${name}". It has: ${known}.`
          : `Several desks have an account "${name}": say ${matches.map(nameOf).join(' or ')}.`,
      );
    },
    owning(id) {
      const parts = parseId(id);
      if (parts !== null) return of(parts);
      const [only] = adapters;
      if (only !== undefined && adapters.length === 1) return only;
      throw new ConfigurationError(
        'A native id does not say which desk it is of. Pass the full id, such as ticket.id: ' +
          '"provider:account:id".',
        { code: 'id_mismatch' },
      );
    },
  };
}

function register(adapters: readonly AnySupportAdapter[]): ReadonlyMap<string, AnySupportAdapter> {
  if (!Array.isArray(adapters) || adapters.length === 0) {
    throw new ConfigurationError(
      'createHub needs `adapters`: at least one, such as createZendesk(…).',
    );
  }
  const byName = new Map<string, AnySupportAdapter>();
  for (const [index, adapter] of adapters.entries()) {
    if (!isAdapter(adapter)) {
      throw new ConfigurationError(
        `adapters[${index}] is not an adapter. Pass what createZendesk(…), createIntercom(…) or ` +
          'createFreshdesk(…) returned.',
      );
    }
    const name = nameOf(adapter);
    if (byName.has(name)) {
      throw new ConfigurationError(
        `adapters has ${name} twice. One adapter serves an account; pass it once.`,
      );
    }
    byName.set(name, adapter);
  }
  return byName;
}

/** Callers without types pass promises, classes and options here. */
function isAdapter(value: unknown): value is AnySupportAdapter {
  return (
    typeof value === 'object' && value !== null && 'specVersion' in value && 'account' in value
  );
}
