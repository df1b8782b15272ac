import type { CustomFields } from './custom-fields.ts';
import type { AgentRole, ContactRole } from './enums.ts';
import type { AgentId, ContactId, GroupId, OrganizationId } from './ids.ts';
import type { Provenance } from './provenance.ts';

/** An address of a contact, and whether the provider has verified it (`null`: it does not say). */
export interface ContactEmail {
  readonly address: string;
  readonly verified: boolean | null;
  readonly primary: boolean;
}

/** A customer: somebody who writes to support. */
export interface Contact<Raw = unknown> {
  readonly id: ContactId;
  readonly externalId: string;
  /** The application's own key for this person (Zendesk and Intercom call it external_id). */
  readonly callerKey: string | null;
  readonly name: string | null;
  readonly emails: readonly ContactEmail[];
  readonly phones: readonly string[];
  readonly organizationIds: readonly OrganizationId[];
  readonly role: ContactRole;
  /** BCP 47 language tag as the provider gives it. */
  readonly locale: string | null;
  /** IANA time zone. */
  readonly timezone: string | null;
  readonly avatarUrl: string | null;
  readonly tags: readonly string[];
  readonly customFields: CustomFields;
  readonly isBlocked: boolean;
  readonly isDeleted: boolean;
  readonly mergedIntoId: ContactId | null;
  readonly createdAt: Date | null;
  readonly updatedAt: Date | null;
  readonly lastSeenAt: Date | null;
  readonly provenance: Provenance;
  /** The provider's record, by identity. Left out with `keepRaw: false`. */
  readonly raw?: Raw;
}

/** A company whose people write to support. */
export interface Organization<Raw = unknown> {
  readonly id: OrganizationId;
  readonly externalId: string;
  readonly callerKey: string | null;
  readonly name: string | null;
  readonly domains: readonly string[];
  readonly tags: readonly string[];
  readonly customFields: CustomFields;
  readonly plan: string | null;
  /** Monthly recurring revenue in the account's currency. */
  readonly mrr: number | null;
  readonly health: string | null;
  readonly createdAt: Date | null;
  readonly updatedAt: Date | null;
  readonly isDeleted: boolean;
  readonly provenance: Provenance;
  readonly raw?: Raw;
}

/** A member of the support staff, or a bot that acts as one. */
export interface Agent<Raw = unknown> {
  readonly id: AgentId;
  readonly externalId: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly role: AgentRole;
  readonly groupIds: readonly GroupId[];
  readonly isActive: boolean;
  readonly isAvailable: boolean | null;
  /** IANA time zone. */
  readonly timezone: string | null;
  readonly signature: string | null;
  readonly provenance: Provenance;
  readonly raw?: Raw;
}

/** A team of agents. */
export interface Group<Raw = unknown> {
  readonly id: GroupId;
  readonly externalId: string;
  readonly name: string;
  readonly description: string | null;
  /** `null` where the provider lists members only elsewhere. */
  readonly memberIds: readonly AgentId[] | null;
  readonly isDefault: boolean | null;
  readonly isDeleted: boolean;
  readonly provenance: Provenance;
  readonly raw?: Raw;
}

/** What can be said of a new or changed contact. Keys left out stay as they are. */
export interface ContactDraft {
  readonly name?: string;
  readonly email?: string;
  readonly phone?: string;
  readonly callerKey?: string | null;
  readonly organizationId?: OrganizationId | null;
  readonly role?: ContactRole;
  readonly locale?: string;
  readonly timezone?: string;
  readonly tags?: readonly string[];
  readonly customFields?: Readonly<Record<string, unknown>>;
  readonly isBlocked?: boolean;
  readonly providerOptions?: Readonly<Record<string, unknown>>;
}

/** What can be said of a new or changed organization. Keys left out stay as they are. */
export interface OrganizationDraft {
  readonly name?: string;
  readonly callerKey?: string | null;
  readonly domains?: readonly string[];
  readonly tags?: readonly string[];
  readonly customFields?: Readonly<Record<string, unknown>>;
  readonly providerOptions?: Readonly<Record<string, unknown>>;
}
