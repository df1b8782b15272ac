import type { Setup } from '../carry/work.ts';

/** What a migration was told, by the name of each option. */
export type Settings = Readonly<Record<string, string | number | boolean | null>>;

const entries = (record: object | undefined): string | null => {
  if (record === undefined) return null;
  const { length } = Object.keys(record);
  return `${length} ${length === 1 ? 'entry' : 'entries'}`;
};

/** A mapping can name people: of its tables only the number of entries is told. */
export function settingsOf({
  mapping,
  scope,
  isSilenceConfirmed,
  concurrency,
  leaseMs,
  fileBytes,
  ledger,
}: Pick<
  Setup,
  'mapping' | 'scope' | 'isSilenceConfirmed' | 'concurrency' | 'leaseMs' | 'fileBytes' | 'ledger'
>): Settings {
  const { people, tags } = mapping;
  return {
    concurrency,
    leaseMs,
    fileBytes,
    'ledger.durable': ledger.durable,
    silence: isSilenceConfirmed ? 'confirmed' : null,
    'scope.tickets': scope.tickets === undefined ? 'all' : 'those that a filter keeps',
    'scope.people': scope.people ?? 'needed',
    'mapping.people.matchBy': (people?.matchBy ?? ['callerKey', 'email', 'phone']).join(', '),
    'mapping.people.agents': entries(people?.agents),
    'mapping.groups': entries(mapping.groups),
    'mapping.statuses': entries(mapping.statuses),
    'mapping.priorities': entries(mapping.priorities),
    'mapping.categories': entries(mapping.categories),
    'mapping.customFields': entries(mapping.customFields),
    'mapping.tags.rename': entries(tags?.rename),
    'mapping.tags.add': tags?.add === undefined ? null : tags.add.join(', '),
    'mapping.merged': mapping.merged ?? 'carry',
    'mapping.spam': mapping.spam ?? 'skip',
    'mapping.deleted': mapping.deleted ?? 'delete',
    'mapping.remainder': mapping.remainder ?? 'note',
  };
}
