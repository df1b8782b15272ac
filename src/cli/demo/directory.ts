import type { GeneratedTicket } from '../../../examples/data/generate.ts';
import type { Person, StaffMember } from '../../../examples/data/types.ts';

/** Under which native ids the desk knows the people and things of the data set. */
export interface Directory {
  readonly contacts: ReadonlyMap<string, string>;
  readonly agents: ReadonlyMap<string, string>;
  readonly organizations: ReadonlyMap<string, string>;
  readonly groups: ReadonlyMap<string, string>;
  readonly fields: ReadonlyMap<string, string>;
  readonly statuses: ReadonlyMap<string, string>;
  /** Somebody who wrote to customers once and whose record is deleted before the demo starts. */
  readonly formerAgent: string;
}

/** Looks a key up that must be there. */
export function idOf(ids: ReadonlyMap<string, string>, key: string): string {
  const id = ids.get(key);
  if (id === undefined) throw new Error(`The desk has nothing under "${key}".`);
  return id;
}

/** The id of an author: a customer, a member of staff, or the one who has left. */
export function authorId(directory: Directory, author: Person | StaffMember | null): string {
  if (author === null) return directory.formerAgent;
  return 'team' in author
    ? idOf(directory.agents, author.key)
    : idOf(directory.contacts, author.key);
}

/** Values of custom fields by their native id. */
export function nativeFields(
  directory: Directory,
  fields: GeneratedTicket['fields'],
): Readonly<Record<string, string | number | boolean>> {
  return Object.fromEntries(
    Object.entries(fields).map(([key, value]) => [idOf(directory.fields, key), value]),
  );
}
