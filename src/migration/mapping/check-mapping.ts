import { TICKET_STATUSES } from '../../model/enums.ts';
import { deskName } from '../setup.ts';
import type { Work } from '../carry/work.ts';
import type { Finding } from '../types.ts';

type Checked = Pick<Work, 'mapping' | 'fromCatalog' | 'toCatalog' | 'from' | 'to' | 'settled'>;

/**
 * What is wrong with a mapping, told before anything is written: names that the target does not have are
 * errors, names that the source does not have have no effect, which nobody means.
 */
export function checkMapping(work: Checked): readonly Finding[] {
  return [...unknownTargets(work), ...unknownSources(work), ...sharedTargets(work)];
}

type Names = Iterable<string | null | undefined>;

/** Those that are not there. What cannot be listed cannot be checked. */
function unknown(wanted: Names, there: ReadonlySet<string>): readonly string[] {
  if (there.size === 0) return [];
  return [...new Set(wanted)].flatMap((name) => (name == null || there.has(name) ? [] : [name]));
}

const namesOf = (
  items: readonly { readonly id: string; readonly externalId?: string }[],
): readonly string[] =>
  items.flatMap(({ id, externalId }) => [id, ...(externalId === undefined ? [] : [externalId])]);

function unknownTargets({ mapping, toCatalog, to }: Checked): readonly Finding[] {
  const check = (what: string, wanted: Names, there: Iterable<string>): readonly Finding[] =>
    unknown(wanted, new Set(there)).map((name) => ({
      severity: 'error',
      code: 'mapping_unknown_target',
      message: `The mapping names the ${what} ${name}, which ${deskName(to)} does not have.`,
    }));
  const { people, groups = {}, statuses = {}, customFields = {} } = mapping;
  const fields = Object.values(customFields).map((target) =>
    typeof target === 'string' ? target : target?.to,
  );
  const natives = Object.values(statuses).map(({ nativeStatusId }) => nativeStatusId);
  return [
    ...check('agent', Object.values(people?.agents ?? {}), namesOf(toCatalog.agents)),
    ...check('group', Object.values(groups), namesOf(toCatalog.groups)),
    ...check('status', natives, namesOf(toCatalog.statuses)),
    ...check('custom field', fields, toCatalog.fields.keys()),
  ];
}

function unknownSources({ mapping, fromCatalog, from }: Checked): readonly Finding[] {
  const check = (what: string, wanted: Names, there: readonly string[]): readonly Finding[] =>
    unknown(wanted, new Set(there)).map((name) => ({
      severity: 'warning',
      code: 'mapping_unknown_source',
      message: `The mapping names the ${what} ${name}, which ${deskName(from)} does not list: that entry has no effect.`,
    }));
  const { people, groups = {}, statuses = {}, customFields = {} } = mapping;
  const { agents, fields } = fromCatalog;
  // Whoever has left is listed no more, and is what a mapping is for: an id of this account may be theirs.
  const named = Object.keys(people?.agents ?? {}).filter(
    (name) => !name.startsWith(`${deskName(from)}:`),
  );
  const addresses = agents.flatMap(({ email }) => email ?? []);
  // A unified status is in place of all that read as it.
  const states =
    fromCatalog.statuses.length === 0
      ? []
      : [
          ...TICKET_STATUSES,
          ...namesOf(fromCatalog.statuses),
          ...fromCatalog.statuses.map(({ label }) => label),
        ];
  return [
    ...check('agent', named, [...namesOf(agents), ...addresses]),
    ...check('group', Object.keys(groups), [
      ...namesOf(fromCatalog.groups),
      ...fromCatalog.groups.map(({ name }) => name),
    ]),
    ...check('status', Object.keys(statuses), states),
    ...check('custom field', Object.keys(customFields), [...fields.keys()]),
  ];
}

/** Fields of the target that get the values of several, by the mapping or by their names. */
function sharedTargets({ mapping, fromCatalog, settled, to }: Checked): readonly Finding[] {
  const sources = new Map<string, string[]>();
  const keys = new Set([...Object.keys(mapping.customFields ?? {}), ...fromCatalog.fields.keys()]);
  for (const key of keys) {
    const target = settled.field(key)?.to;
    if (target !== undefined) sources.set(target, [...(sources.get(target) ?? []), key]);
  }
  return [...sources].flatMap(([target, several]): readonly Finding[] => {
    if (several.length < 2) return [];
    const named = `${several.slice(0, -1).join(', ')} and ${several.at(-1)}`;
    const message = `The mapping gives the custom field ${target} of ${deskName(to)} the values of ${named}: a ticket that has both keeps one of them there.`;
    return [{ severity: 'warning', code: 'mapping_same_target', message }];
  });
}
