import type { GeneratedTicket } from '../../../examples/data/generate.ts';
import type { Person, StaffMember } from '../../../examples/data/types.ts';

/** Under which native ids a desk knows the people and things of the data set. */
export interface Directory {
  readonly contacts: ReadonlyMap<string, string>;
  readonly agents: ReadonlyMap<string, string>;
  readonly groups: ReadonlyMap<string, string>;
  /** By the keys of the custom fields; those that the desk has. */
  readonly fields: ReadonlyMap<string, string>;
  /** By the names of custom statuses; those that the desk has. */
  readonly statuses: ReadonlyMap<string, string>;
  /** Somebody who wrote to customers once and has left the company. */
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
  return isStaff(author)
    ? idOf(directory.agents, author.key)
    : idOf(directory.contacts, author.key);
}

/** Whether somebody answers; everybody else asks. */
export const isStaff = (author: Person | StaffMember | null): author is StaffMember =>
  author !== null && 'team' in author;

/** Values of those custom fields that the desk has. */
export function knownFields(
  directory: Directory,
  fields: GeneratedTicket['fields'],
): GeneratedTicket['fields'] {
  return Object.fromEntries(Object.entries(fields).filter(([key]) => directory.fields.has(key)));
}
