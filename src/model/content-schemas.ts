import * as z from 'zod/mini';
import { ARTICLE_STATES, ARTICLE_VISIBILITIES, TICKET_EVENT_KINDS } from './enums.ts';
import {
  author,
  date,
  maybeDate,
  maybeNumber,
  maybeText,
  provenanceSchema,
  raw,
  revived,
  text,
  texts,
} from './schema-parts.ts';

/** A stored page of the knowledge base. */
export const articleSchema = z.object({
  id: text,
  externalId: text,
  locale: maybeText,
  translationGroupId: maybeText,
  title: maybeText,
  bodyHtml: maybeText,
  state: z.enum(ARTICLE_STATES),
  visibility: z.enum(ARTICLE_VISIBILITIES),
  sectionId: maybeText,
  categoryId: maybeText,
  labels: texts,
  authorId: maybeText,
  url: maybeText,
  position: maybeNumber,
  createdAt: maybeDate,
  updatedAt: maybeDate,
  provenance: provenanceSchema,
  raw,
});

/** One field that moved. */
export const fieldChangeSchema = z.object({
  field: text,
  from: z.exactOptional(revived),
  to: revived,
});

/** A stored entry of a ticket's history. */
export const ticketEventSchema = z.object({
  id: text,
  ticketId: text,
  kind: z.enum(TICKET_EVENT_KINDS),
  actor: z.nullable(author),
  at: date,
  changes: z.readonly(z.array(fieldChangeSchema)),
  messageId: maybeText,
  nativeType: text,
  dedupeKey: text,
  sequence: maybeNumber,
  raw,
});
