import * as z from '../../../src/adapter/wire-schema.ts';
import {
  attributes,
  contactsSchema,
  count,
  flag,
  id,
  linkedObjectsSchema,
  moment,
  nativeId,
  referenceSchema,
  tagListSchema,
  text,
  time,
} from './common.ts';
import { partWire, sourceWire } from './messages.ts';
import { organizationWire } from './organizations.ts';
import { ratingSchema } from './ratings.ts';
import { embeddedTicketSchema } from './tickets.ts';

/** What Intercom measured; every value may be missing, and lags one write (sheet 7.2, 8.7). */
const statisticsSchema = z.object({
  time_to_admin_reply: count,
  time_to_first_close: count,
  time_to_last_close: count,
  first_assignment_at: time,
  first_admin_reply_at: time,
  last_contact_reply_at: time,
  last_admin_reply_at: time,
  last_close_at: time,
  count_reopens: count,
  count_conversation_parts: count,
});
export type IntercomStatistics = z.infer<typeof statisticsSchema>;

const teammates = z.nullish(z.array(referenceSchema));

/** A conversation. Lists and searches leave the parts out (sheet section 8). */
const conversationSchema = z.object({
  id: nativeId,
  title: text,
  created_at: moment,
  updated_at: moment,
  snoozed_until: time,
  open: flag,
  state: z.string(),
  priority: text,
  admin_assignee_id: id,
  team_assignee_id: id,
  company: z.nullish(organizationWire),
  contacts: contactsSchema,
  // Recordings say `admins`, the description says `teammates`.
  teammates: z.nullish(z.object({ admins: teammates, teammates })),
  source: z.nullish(sourceWire),
  tags: tagListSchema,
  custom_attributes: attributes,
  ticket: z.nullish(embeddedTicketSchema),
  linked_objects: linkedObjectsSchema,
  sla_applied: z.nullish(z.object({ sla_name: text, sla_status: text })),
  statistics: z.nullish(statisticsSchema),
  conversation_rating: z.nullish(ratingSchema),
  channel: z.nullish(z.object({ initial: text, current: text })),
  external_references: z.nullish(z.array(z.object({ type: text, id }))),
  conversation_parts: z.nullish(
    z.object({
      conversation_parts: z.nullish(z.array(partWire)),
      total_count: count,
    }),
  ),
});
export type IntercomConversation = z.infer<typeof conversationSchema>;
export const conversationWire = conversationSchema;

/** An item of `GET /conversations/deleted`. */
export const deletedConversationWire = z.object({
  id: nativeId,
  metrics_retained: flag,
  deleted_at: moment,
});
