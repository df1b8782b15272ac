import type { AgentId, ContactId, OrganizationId } from '../model/ids.ts';
import type {
  Agent,
  Contact,
  ContactDraft,
  Group,
  Organization,
  OrganizationDraft,
} from '../model/people.ts';
import type { Mapped } from '../model/provenance.ts';
import type { ChangeFeed, ChangeQuery } from './changes.ts';
import type { Paginated } from './page.ts';
import type { ContactKey, ContactQuery, OrganizationKey, PageQuery } from './queries.ts';
import type { RawTypes } from './raw-types.ts';
import type { CreateOptions, RequestOptions } from './request-options.ts';

/** Customers. */
export interface ContactResource<Raw extends RawTypes = RawTypes> {
  get(id: ContactId, options?: RequestOptions): Promise<Contact<Raw['contact']>>;
  list(query?: ContactQuery, options?: RequestOptions): Paginated<Contact<Raw['contact']>>;
  /** `null` when nobody has this address or key. */
  find(key: ContactKey, options?: RequestOptions): Promise<Contact<Raw['contact']> | null>;
  create(draft: ContactDraft, options?: CreateOptions): Promise<Mapped<Contact<Raw['contact']>>>;
  update(
    id: ContactId,
    draft: ContactDraft,
    options?: RequestOptions,
  ): Promise<Mapped<Contact<Raw['contact']>>>;
  /** Creates, or updates the contact that has the same `callerKey` or e-mail. */
  upsert(draft: ContactDraft, options?: RequestOptions): Promise<Mapped<Contact<Raw['contact']>>>;
  /** Takes the contact out of lists and searches; `restore` brings it back where there is one. */
  delete(id: ContactId, options?: RequestOptions): Promise<void>;
  restore(id: ContactId, options?: RequestOptions): Promise<void>;
  /** For good. */
  purge(id: ContactId, options?: RequestOptions): Promise<void>;
  /** Everything of `source` goes to `target`; this cannot be undone. */
  merge(
    target: ContactId,
    source: ContactId,
    options?: RequestOptions,
  ): Promise<Contact<Raw['contact']>>;
  changes(query: ChangeQuery, options?: RequestOptions): ChangeFeed<Contact<Raw['contact']>>;
}

/** The companies behind customers. */
export interface OrganizationResource<Raw extends RawTypes = RawTypes> {
  get(id: OrganizationId, options?: RequestOptions): Promise<Organization<Raw['organization']>>;
  list(query?: PageQuery, options?: RequestOptions): Paginated<Organization<Raw['organization']>>;
  find(
    key: OrganizationKey,
    options?: RequestOptions,
  ): Promise<Organization<Raw['organization']> | null>;
  create(
    draft: OrganizationDraft,
    options?: CreateOptions,
  ): Promise<Mapped<Organization<Raw['organization']>>>;
  update(
    id: OrganizationId,
    draft: OrganizationDraft,
    options?: RequestOptions,
  ): Promise<Mapped<Organization<Raw['organization']>>>;
  upsert(
    draft: OrganizationDraft,
    options?: RequestOptions,
  ): Promise<Mapped<Organization<Raw['organization']>>>;
  delete(id: OrganizationId, options?: RequestOptions): Promise<void>;
  changes(
    query: ChangeQuery,
    options?: RequestOptions,
  ): ChangeFeed<Organization<Raw['organization']>>;
}

/** The support staff. */
export interface AgentResource<Raw extends RawTypes = RawTypes> {
  get(id: AgentId, options?: RequestOptions): Promise<Agent<Raw['agent']>>;
  list(query?: PageQuery, options?: RequestOptions): Paginated<Agent<Raw['agent']>>;
  /** Whoever the credentials belong to; fails when they belong to nobody. */
  me(options?: RequestOptions): Promise<Agent<Raw['agent']>>;
}

/** Teams of agents. */
export interface GroupResource<Raw extends RawTypes = RawTypes> {
  get(id: string, options?: RequestOptions): Promise<Group<Raw['group']>>;
  list(query?: PageQuery, options?: RequestOptions): Paginated<Group<Raw['group']>>;
  /** Who belongs to a group. */
  members(id: string, query?: PageQuery, options?: RequestOptions): Paginated<AgentId>;
}
