import { put } from '../../../../src/sandbox/kit/table.ts';
import { actorOf, type Call, idText } from '../call.ts';
import { problems } from '../errors.ts';
import { fireTagsAdded } from '../events.ts';
import type { AppliedTag, ConversationRow } from '../records/conversations.ts';
import type { TagRow } from '../records/settings.ts';
import { adminAuthor, nextNumber, secondsNow, type World } from '../world.ts';
import { addPart } from './parts.ts';

/** A tag by id; tags are made first, never by name here (section 14). */
export function tagById(world: World, id: string | null): TagRow {
  const tag = id === null ? undefined : world.state.tags.rows.get(id);
  if (tag === undefined) throw problems.notFound();
  return tag;
}

/** Names are compared without case: making one again finds it (section 14). */
export function upsertTag(world: World, name: string): TagRow {
  const wanted = name.toLowerCase();
  for (const tag of world.state.tags.rows.values()) {
    if (tag.name.toLowerCase() === wanted) return tag;
  }
  const id = nextNumber(world, 'tag');
  return put(world.state.tags, { id, name, used_by_segment: false });
}

export function appliedNow(world: World, tag: TagRow, adminId: string): AppliedTag {
  return {
    tag_id: tag.id,
    applied_at: secondsNow(world),
    applied_by: { type: 'admin', id: adminId },
  };
}

export const withTag = (tags: readonly AppliedTag[], tag: AppliedTag): readonly AppliedTag[] =>
  tags.some((applied) => applied.tag_id === tag.tag_id) ? tags : [...tags, tag];

export const withoutTag = (tags: readonly AppliedTag[], id: string): readonly AppliedTag[] =>
  tags.filter((applied) => applied.tag_id !== id);

/** Tags a conversation or ticket; again is no change (section 7). */
export function tagConversation(call: Call, row: ConversationRow): AppliedTag {
  const { world } = call;
  const tag = tagById(world, idText(call.body['id']));
  const admin = actorOf(call);
  const known = row.tags.find((applied) => applied.tag_id === tag.id);
  if (known !== undefined) return known;
  const applied = appliedNow(world, tag, admin.id);
  row.tags = withTag(row.tags, applied);
  const part = addPart(world, row, {
    part_type: 'conversation_tags_updated',
    author: adminAuthor(admin),
    event_details: { tags_added: [tag.name], tags_removed: [] },
  });
  fireTagsAdded(world, row, [part], [applied]);
  return applied;
}

/** The admin is named in the body of a DELETE (trap 19). */
export function untagConversation(call: Call, row: ConversationRow): TagRow {
  const { world } = call;
  const tag = tagById(world, call.params['tag_id'] ?? null);
  const admin = actorOf(call);
  if (!row.tags.some((applied) => applied.tag_id === tag.id))
    throw problems.notFound('Tag not found', 'tag_not_found');
  row.tags = withoutTag(row.tags, tag.id);
  addPart(world, row, {
    part_type: 'conversation_tags_updated',
    author: adminAuthor(admin),
    event_details: { tags_added: [], tags_removed: [tag.name] },
  });
  return tag;
}
