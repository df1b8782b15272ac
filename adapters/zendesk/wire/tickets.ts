import * as z from '../../../src/adapter/wire-schema.ts';
import { nativeId, nativeIds, text, time, viaSchema } from './common.ts';

const customFieldValue = z.object({ id: nativeId, value: z.optional(z.unknown()) });

const satisfaction = z.object({
  id: z.nullish(nativeId),
  score: z.nullish(z.string()),
  comment: text,
  reason: text,
});

const metricMinutes = z.nullish(
  z.object({ calendar: z.nullish(z.number()), business: z.nullish(z.number()) }),
);

/** Zendesk's own measurements of a ticket (sheet section 7.3). */
export const metricSetSchema = z.object({
  ticket_id: z.nullish(nativeId),
  reopens: z.nullish(z.number()),
  replies: z.nullish(z.number()),
  initially_assigned_at: time,
  solved_at: time,
  latest_comment_added_at: time,
  reply_time_in_minutes: metricMinutes,
  reply_time_in_seconds: metricMinutes,
  first_resolution_time_in_minutes: metricMinutes,
  full_resolution_time_in_minutes: metricMinutes,
  agent_wait_time_in_minutes: metricMinutes,
  requester_wait_time_in_minutes: metricMinutes,
  on_hold_time_in_minutes: metricMinutes,
});
export type ZendeskMetricSet = z.infer<typeof metricSetSchema>;

const slaMetric = z.object({
  breach_at: time,
  stage: z.nullish(z.string()),
  metric: z.nullish(z.string()),
  days: z.nullish(z.number()),
  hours: z.nullish(z.number()),
  minutes: z.nullish(z.number()),
});

/** A ticket as the REST API gives it: the fields that are read, everything else kept. */
const ticketSchema = z.object({
  id: nativeId,
  url: text,
  external_id: text,
  via: z.nullish(viaSchema),
  created_at: z.string(),
  updated_at: z.string(),
  generated_timestamp: z.nullish(z.number()),
  type: text,
  subject: text,
  raw_subject: text,
  description: text,
  priority: text,
  status: z.string(),
  custom_status_id: z.nullish(nativeId),
  requester_id: z.nullish(nativeId),
  submitter_id: z.nullish(nativeId),
  assignee_id: z.nullish(nativeId),
  organization_id: z.nullish(nativeId),
  group_id: z.nullish(nativeId),
  collaborator_ids: nativeIds,
  follower_ids: nativeIds,
  email_cc_ids: nativeIds,
  problem_id: z.nullish(nativeId),
  followup_ids: nativeIds,
  is_public: z.nullish(z.boolean()),
  due_at: time,
  tags: z.nullish(z.array(z.string())),
  custom_fields: z.nullish(z.array(customFieldValue)),
  satisfaction_rating: z.nullish(satisfaction),
  ticket_form_id: z.nullish(nativeId),
  brand_id: z.nullish(nativeId),
  comment_count: z.nullish(z.number()),
  metric_set: z.nullish(metricSetSchema),
  slas: z.nullish(z.object({ policy_metrics: z.nullish(z.array(slaMetric)) })),
});

/** A ticket as Zendesk sends it. */
export type ZendeskTicket = z.infer<typeof ticketSchema>;

export const ticketWire = ticketSchema;

/** The answer of `…/metrics`: an object, or an array holding it (the two sources disagree). */
export const ticketMetricWire = z.object({
  ticket_metric: z.union([metricSetSchema, z.array(metricSetSchema)]),
});
