import * as z from '../../../src/adapter/wire-schema.ts';
import { nativeId, text } from '../wire/common.ts';

const id = z.nullish(nativeId);
const flag = z.nullish(z.boolean());
const texts = z.nullish(z.array(z.string()));
const list = z.nullish(z.array(z.unknown()));

const envelope = { type: z.string(), id: z.string(), time: text };

/**
 * What the events that we translate have in common (sheet section 24). `detail` is the union of
 * what tickets, users, organizations and articles carry, so that one schema
 * serves all of them; a key that is missing stays missing.
 */
export const eventWire = z.looseObject({
  ...envelope,
  detail: z.looseObject({
    id: nativeId,
    subject: text,
    description: text,
    status: text,
    priority: text,
    type: text,
    requester_id: id,
    assignee_id: id,
    group_id: id,
    organization_id: id,
    brand_id: id,
    form_id: id,
    custom_status: id,
    external_id: text,
    actor_id: id,
    tags: texts,
    is_public: flag,
    via: z.nullish(z.looseObject({ channel: text })),
    created_at: text,
    updated_at: text,
    name: text,
    email: text,
    role: text,
  }),
  event: z.looseObject({
    current: z.optional(z.unknown()),
    previous: z.optional(z.unknown()),
    comment: z.nullish(
      z.looseObject({
        id: nativeId,
        body: text,
        is_public: flag,
        author: z.nullish(z.looseObject({ id, is_staff: flag, name: text })),
      }),
    ),
    attachment: z.nullish(
      z.looseObject({ id, filename: text, content_type: text, content_url: text }),
    ),
    custom_field: z.nullish(z.looseObject({ id })),
    tags_added: texts,
    tags_removed: texts,
    users_added: list,
    users_removed: list,
    target_ticket_id: id,
    added: z.nullish(z.looseObject({ tags: texts })),
    removed: z.nullish(z.looseObject({ tags: texts })),
    group: z.nullish(z.looseObject({ id })),
    organization: z.nullish(z.looseObject({ id })),
    actor: z.nullish(z.looseObject({ id, name: text, type: text })),
    message: z.nullish(z.looseObject({ id, body: text })),
    author_id: id,
    category_id: id,
    section_id: id,
    locale: text,
    title: text,
    meta: z.nullish(z.looseObject({ sequence: z.optional(z.unknown()) })),
  }),
});

/** A webhook event as Zendesk sends it. */
export type ZendeskEvent = z.infer<typeof eventWire>;

/** An event that we do not translate: all that can be said is which one it is. */
export const envelopeWire = z.looseObject(envelope);
