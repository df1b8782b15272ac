import type { View } from '../call.ts';
import type { AppliedTag, Author } from '../records/conversations.ts';
import type { AdminRow, TeamRow } from '../records/people.ts';
import { teamIdsOf, type World } from '../world.ts';
import { escapeHtml } from './text.ts';

/** A teammate in lists and look-ups (section 14); unset texts are left out, as recorded. */
export function presentAdmin(view: View, admin: AdminRow): object {
  return {
    type: 'admin',
    email: admin.email,
    id: admin.id,
    name: admin.name,
    ...(admin.job_title === null ? {} : { job_title: admin.job_title }),
    away_mode_enabled: admin.away_mode_enabled,
    away_mode_reassign: admin.away_mode_reassign,
    away_status_reason_id:
      admin.away_status_reason_id === null ? null : Number(admin.away_status_reason_id),
    has_inbox_seat: admin.has_inbox_seat,
    team_ids: teamIdsOf(view.world, admin.id).map(Number),
    ...(admin.avatar_url === null ? {} : { avatar: admin.avatar_url }),
    team_priority_level: {},
    ...(view.version >= 16 && admin.role !== null
      ? { role: { type: 'role', id: '1', name: admin.role } }
      : {}),
  };
}

/** The short form inside notes and messages. */
export function presentAdminBriefly(admin: AdminRow): object {
  return {
    type: 'admin',
    id: admin.id,
    name: admin.name,
    email: admin.email,
    away_mode_enabled: admin.away_mode_enabled,
    away_mode_reassign: admin.away_mode_reassign,
  };
}

/** `GET /me` (section 1). */
export function presentMe({ world }: View, admin: AdminRow): object {
  const { workspace } = world.state;
  return {
    type: 'admin',
    id: admin.id,
    email: admin.email,
    name: admin.name,
    email_verified: true,
    app: {
      type: 'app',
      id_code: workspace.id,
      name: workspace.name,
      created_at: workspace.created_at,
      secure: false,
      identity_verification: false,
      timezone: workspace.timezone,
      region: workspace.region,
    },
    avatar: { type: 'avatar', image_url: admin.avatar_url },
    has_inbox_seat: admin.has_inbox_seat,
  };
}

export function presentTeam(team: TeamRow): object {
  return {
    type: 'team',
    id: team.id,
    name: team.name,
    admin_ids: team.admin_ids.map(Number),
    admin_priority_level: {},
    assignment_limit: team.assignment_limit,
    distribution_method: team.distribution_method,
  };
}

/** Names come escaped (trap 14); authors tell whether an AI wrote from 2.14 on (section 8.3). */
export function presentAuthor(view: View, author: Author): object {
  const ai = { from_ai_agent: false, is_ai_answer: false };
  return {
    id: author.id,
    type: author.type,
    name: author.name === null ? null : escapeHtml(author.name),
    email: author.email,
    ...(view.version >= 14 ? ai : {}),
  };
}

/** A tag where it is applied. */
export function presentAppliedTag(world: World, tag: AppliedTag): object {
  return {
    type: 'tag',
    id: tag.tag_id,
    name: world.state.tags.rows.get(tag.tag_id)?.name ?? '',
    applied_at: tag.applied_at,
    applied_by: tag.applied_by,
  };
}

export function presentTagList(world: World, tags: readonly AppliedTag[]): object {
  return { type: 'tag.list', tags: tags.map((tag) => presentAppliedTag(world, tag)) };
}
