import * as z from 'zod/mini';
import { AGENT_ROLES, CONTACT_ROLES } from './enums.ts';
import {
  customFields,
  maybeDate,
  maybeFlag,
  maybeNumber,
  maybeText,
  provenanceSchema,
  raw,
  text,
  texts,
} from './schema-parts.ts';

const email = z.object({ address: text, verified: maybeFlag, primary: z.boolean() });

/** A stored contact. */
export const contactSchema = z.object({
  id: text,
  externalId: text,
  callerKey: maybeText,
  name: maybeText,
  emails: z.readonly(z.array(email)),
  phones: texts,
  organizationIds: texts,
  role: z.enum(CONTACT_ROLES),
  locale: maybeText,
  timezone: maybeText,
  avatarUrl: maybeText,
  tags: texts,
  customFields,
  isBlocked: z.boolean(),
  isDeleted: z.boolean(),
  mergedIntoId: maybeText,
  createdAt: maybeDate,
  updatedAt: maybeDate,
  lastSeenAt: maybeDate,
  provenance: provenanceSchema,
  raw,
});

/** A stored organization. */
export const organizationSchema = z.object({
  id: text,
  externalId: text,
  callerKey: maybeText,
  name: maybeText,
  domains: texts,
  tags: texts,
  customFields,
  plan: maybeText,
  mrr: maybeNumber,
  health: maybeText,
  createdAt: maybeDate,
  updatedAt: maybeDate,
  isDeleted: z.boolean(),
  provenance: provenanceSchema,
  raw,
});

/** A stored member of the support staff. */
export const agentSchema = z.object({
  id: text,
  externalId: text,
  name: maybeText,
  email: maybeText,
  role: z.enum(AGENT_ROLES),
  groupIds: texts,
  isActive: z.boolean(),
  isAvailable: maybeFlag,
  timezone: maybeText,
  signature: maybeText,
  provenance: provenanceSchema,
  raw,
});

/** A stored team. */
export const groupSchema = z.object({
  id: text,
  externalId: text,
  name: text,
  description: maybeText,
  memberIds: z.nullable(texts),
  isDefault: maybeFlag,
  isDeleted: z.boolean(),
  provenance: provenanceSchema,
  raw,
});
