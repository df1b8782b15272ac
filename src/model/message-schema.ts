import * as z from 'zod/mini';
import { VISIBILITIES } from './enums.ts';
import {
  author,
  channel,
  date,
  maybeDate,
  maybeNumber,
  maybeText,
  provenanceSchema,
  raw,
  text,
  texts,
} from './schema-parts.ts';

/** A file on a message. */
export const attachmentSchema = z.object({
  id: maybeText,
  externalId: maybeText,
  fileName: text,
  contentType: maybeText,
  size: maybeNumber,
  url: maybeText,
  urlExpiresAt: maybeDate,
  requiresAuth: z.boolean(),
  isInline: z.boolean(),
  contentId: maybeText,
  sha256: maybeText,
  malwareScan: z.nullable(z.enum(['not_scanned', 'clean', 'infected', 'failed'])),
  messageId: maybeText,
});

/** A stored message. */
export const messageSchema = z.object({
  id: text,
  externalId: text,
  ticketId: text,
  visibility: z.enum(VISIBILITIES),
  author,
  bodyText: maybeText,
  bodyHtml: maybeText,
  strippedText: maybeText,
  attachments: z.readonly(z.array(attachmentSchema)),
  channel,
  createdAt: date,
  updatedAt: maybeDate,
  to: texts,
  cc: texts,
  bcc: texts,
  inReplyTo: maybeText,
  isFirst: z.boolean(),
  isRedacted: z.boolean(),
  deliveryStatus: z.nullable(z.enum(['queued', 'sent', 'delivered', 'failed'])),
  nativeType: maybeText,
  provenance: provenanceSchema,
  raw,
});
