import { firePart } from '../events.ts';
import type { ConversationRow, ScheduledRow } from '../records/conversations.ts';
import { adminAuthor, botOf, type World } from '../world.ts';
import { addPart, appPackageCode } from './parts.ts';

/** Does what the workspace would have done by itself up to now, in the order of its due times. */
export function runDue(world: World): void {
  const now = world.clock.now();
  const { scheduled } = world.state;
  for (let next = scheduled[0]; next !== undefined && next.due_ms <= now; next = scheduled[0]) {
    scheduled.shift();
    run(world, next);
  }
}

function run(world: World, scheduled: ScheduledRow): void {
  const row = world.state.conversations.rows.get(scheduled.conversation_id);
  if (row === undefined) return;
  const at = Math.floor(scheduled.due_ms / 1000);
  if (scheduled.kind === 'bot-parts') addBotParts(world, row, at);
  else wakeByTimer(world, row, at);
}

/** The bot notes what it found out; the part says `_by_admin` all the same (section 7.1). */
function addBotParts(world: World, row: ConversationRow, at: number): void {
  const author = adminAuthor(botOf(world));
  const name = 'Created by app package code';
  row.custom_attributes = {
    'Has attachments': (row.source?.attachment_ids.length ?? 0) > 0,
    ...row.custom_attributes,
    [name]: appPackageCode,
  };
  addPart(world, row, {
    part_type: 'conversation_attribute_updated_by_admin',
    author,
    created_at: at,
    app_package_code: null,
    event_details: { attribute: { name }, value: { name: appPackageCode } },
  });
  if (row.company_id === null) return;
  addPart(world, row, {
    part_type: 'company_updated',
    author,
    created_at: at,
    app_package_code: null,
  });
}

/** A snooze that has run out; the part's name is not known for certain (section 8.4). */
function wakeByTimer(world: World, row: ConversationRow, at: number): void {
  if (row.state !== 'snoozed' || row.snoozed_until === null || row.snoozed_until > at) return;
  row.state = 'open';
  row.snoozed_until = null;
  const part = addPart(world, row, {
    part_type: 'timer_unsnooze',
    author: adminAuthor(botOf(world)),
    created_at: at,
    app_package_code: null,
  });
  firePart(world, row, part, {
    conversation: 'conversation.admin.unsnoozed',
    ticket: 'ticket.admin.unsnoozed',
  });
}
