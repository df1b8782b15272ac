import type { Manifest } from '../../adapter/manifest.ts';
import type { Agent, Group } from '../../model/people.ts';
import type { MigrationMapping, StatusTarget } from '../types.ts';
import type { Catalog } from './catalog.ts';

/** A mapping that has been filled up with what both accounts call alike. Answers target ids and keys. */
export interface SettledMapping {
  readonly given: MigrationMapping;
  /** `null`: nobody; `undefined`: nothing is known. */
  agent(id: string | null, email: string | null): string | null | undefined;
  group(id: string): string | null | undefined;
  status(
    native: { readonly id: string | null; readonly label: string | null } | null,
    unified: string,
  ): StatusTarget | undefined;
  /** The target's field for a source's key; `null` drops it, `undefined` when it has none. */
  field(
    key: string,
  ): { readonly to: string; readonly values: Readonly<Record<string, unknown>> } | null | undefined;
}

const sameText = (text: string | null): string | null => {
  const plain = text?.normalize('NFC').trim().toLowerCase() ?? '';
  return plain === '' ? null : plain;
};

/** By a name that both sides write alike; names that several records have match nothing. */
function byName<T>(
  items: readonly T[],
  nameOf: (item: T) => string | null,
): ReadonlyMap<string, T> {
  const found = new Map<string, T>();
  const twice = new Set<string>();
  for (const item of items) {
    const name = sameText(nameOf(item));
    if (name === null) continue;
    if (found.has(name)) twice.add(name);
    found.set(name, item);
  }
  for (const name of twice) found.delete(name);
  return found;
}

const own = <T>(
  record: Readonly<Record<string, T>> | undefined,
  key: string | null,
): T | undefined =>
  key !== null && record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined;

function agentLookup(given: MigrationMapping, from: Catalog, to: Catalog): SettledMapping['agent'] {
  const sources = new Map(from.agents.map((agent) => [String(agent.id), agent]));
  const targets = byName<Agent>(
    to.agents.filter(({ isActive }) => isActive),
    ({ email }) => email,
  );
  const entries = given.people?.agents;
  return (id, email) => {
    const source = id === null ? undefined : sources.get(id);
    const address = source?.email ?? email;
    for (const key of [id, source?.externalId ?? null, address]) {
      const named = own(entries, key);
      if (named !== undefined) return named;
    }
    const found = sameText(address);
    return found === null ? undefined : targets.get(found)?.id;
  };
}

function groupLookup(given: MigrationMapping, from: Catalog, to: Catalog): SettledMapping['group'] {
  const sources = new Map(from.groups.map((group) => [String(group.id), group]));
  const targets = byName<Group>(
    to.groups.filter(({ isDeleted }) => !isDeleted),
    ({ name }) => name,
  );
  return (id) => {
    const source = sources.get(id);
    for (const key of [id, source?.externalId ?? null, source?.name ?? null]) {
      const named = own(given.groups, key);
      if (named !== undefined) return named;
    }
    const name = sameText(source?.name ?? null);
    return name === null ? undefined : targets.get(name)?.id;
  };
}

/** What people called a status decides over what the model makes of it. */
function statusLookup(
  given: MigrationMapping,
  to: Catalog,
  isNamed: boolean,
): SettledMapping['status'] {
  const targets = byName(
    to.statuses.filter(({ active }) => active),
    ({ label }) => label,
  );
  return (native, unified) => {
    for (const key of [native?.id ?? null, native?.label ?? null, unified]) {
      const named = own(given.statuses, key);
      if (named !== undefined) return named;
    }
    if (!isNamed) return undefined;
    const label = sameText(native?.label ?? null);
    const same = label === null ? undefined : targets.get(label);
    // A status of the same name that means something else is another one.
    if (same === undefined || same.status !== unified) return undefined;
    return {
      status: same.status,
      ...(same.statusDetail === null ? {} : { statusDetail: same.statusDetail }),
      nativeStatusId: same.id,
    };
  };
}

function fieldLookup(given: MigrationMapping, from: Catalog, to: Catalog): SettledMapping['field'] {
  const targets = byName(
    [...to.fields.values()].filter(({ active }) => active),
    ({ label }) => label,
  );
  return (key) => {
    const named = own(given.customFields, key);
    if (named === null) return null;
    if (typeof named === 'string') return { to: named, values: {} };
    if (named !== undefined) return { to: named.to, values: named.values ?? {} };
    if (to.fields.has(key)) return { to: key, values: {} };
    const label = sameText(from.fields.get(key)?.label ?? null);
    const same = label === null ? undefined : targets.get(label);
    return same === undefined ? undefined : { to: same.key, values: {} };
  };
}

/** Fills a mapping up: same e-mail address, same name, same label, same key. */
export function settleMapping(
  given: MigrationMapping,
  from: Catalog,
  to: Catalog,
  manifest: Manifest,
): SettledMapping {
  // Where an import cannot name a status of the account's own, only the unified one is written.
  const isNamed = manifest.resources.imports?.fields?.['nativeStatusId'] !== 'none';
  return {
    given,
    agent: agentLookup(given, from, to),
    group: groupLookup(given, from, to),
    status: statusLookup(given, to, isNamed),
    field: fieldLookup(given, from, to),
  };
}
