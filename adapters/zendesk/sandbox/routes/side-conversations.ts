import {
  asInteger,
  asList,
  asRecord,
  asText,
  type JsonRecord,
  omit,
} from '../../../../src/sandbox/kit/json.ts';
import type { Reply } from '../../../../src/sandbox/kit/messages.ts';
import { type Call, idOf, ok, payloadOf, staffOf, type ZendeskRoute } from '../call.ts';
import { invalidField, problems } from '../errors.ts';
import { listPage } from '../paging/lists.ts';
import type { SideConversationRow, SideEventRow } from '../records/settings.ts';
import { liveTicket } from '../tickets/write.ts';
import { isoNow, userOf } from '../world.ts';

/** Milliseconds and an offset, unlike the rest of the API (section 1). */
const sideNow = (call: Call) =>
  new Date(call.world.clock.now()).toISOString().replace('Z', '+00:00');

function present(call: Call, row: SideConversationRow): Record<string, unknown> {
  const shown = omit(row, 'events');
  return {
    url: `${call.origin}/api/v2/tickets/${row.ticket_id}/side_conversations/${row.id}`,
    ...shown,
  };
}

function presentEvent(
  call: Call,
  row: SideConversationRow,
  event: SideEventRow,
): Record<string, unknown> {
  return {
    ...event,
    side_conversation_id: row.id,
    ticket_id: row.ticket_id,
    via: { channel: 'api' },
    url: `${present(call, row)['url']}/events/${event.id}`,
  };
}

const ofTicket = (call: Call): SideConversationRow[] => {
  staffOf(call);
  const ticket = liveTicket(call.world, idOf(call, 'ticket_id'));
  return [...call.world.state.sideConversations.values()].filter(
    (row) => row.ticket_id === ticket.id,
  );
};

function conversationOf(call: Call): SideConversationRow {
  const row = ofTicket(call).find((item) => item.id === call.params['side_conversation_id']);
  if (row === undefined) throw problems.notFound();
  return row;
}

function list(call: Call): Reply {
  const rows = ofTicket(call);
  const order = {
    name: 'created_at,id',
    key: (row: SideConversationRow) => row.created_at,
    tie: (row: SideConversationRow) => rows.indexOf(row),
  };
  return ok(
    listPage(call, {
      key: 'side_conversations',
      rows,
      order,
      present: (row) => present(call, row),
    }),
  );
}

/** Who a message goes to; the kinds may not be mixed (section 18). */
function participantsOf(call: Call, message: JsonRecord): SideConversationRow['participants'] {
  const to = asList(message['to']).map(asRecord);
  if (to.length === 0) throw invalidField('to', 'To: cannot be blank', 'BlankValue');
  const kinds = new Set(
    to.map((item) =>
      item['support_group_id'] !== undefined
        ? 'ticket'
        : item['slack_workspace_id'] !== undefined
          ? 'slack'
          : item['msteams_channel_id'] !== undefined
            ? 'teams'
            : 'email',
    ),
  );
  if (kinds.size > 1) throw invalidField('to', 'To: kinds cannot be mixed', 'InvalidValue');
  return to.map((item) => {
    const user = userOf(call.world, asInteger(item['user_id']));
    return {
      user_id: user?.id ?? null,
      name: user?.name ?? asText(item['name']),
      email: user?.email ?? asText(item['email']),
    };
  });
}

function eventOf(
  call: Call,
  type: SideEventRow['type'],
  message: JsonRecord | null,
  updates: JsonRecord = {},
): SideEventRow {
  const actor = staffOf(call);
  const text = asText(message?.['body'] ?? message?.['html_body']) ?? '';
  const body =
    message === null
      ? null
      : {
          subject: asText(message['subject']),
          preview_text: text.slice(0, 100),
          from: { user_id: actor.id, name: actor.name, email: actor.email },
          to: asList(message['to']),
          body: text,
          html_body: asText(message['html_body']) ?? text,
          external_ids: {},
          attachments: [],
        };
  return {
    id: call.world.random.uuid(),
    type,
    actor: { user_id: actor.id, name: actor.name, email: actor.email },
    created_at: sideNow(call),
    message: body,
    updates: { ...updates },
  };
}

function create(call: Call): Reply {
  const ticket = liveTicket(call.world, idOf(call, 'ticket_id'));
  const message = payloadOf(call, 'message');
  const participants = participantsOf(call, message);
  const event = eventOf(call, 'create', message);
  const at = sideNow(call);
  const actor = staffOf(call);
  const row: SideConversationRow = {
    id: call.world.random.uuid(),
    ticket_id: ticket.id,
    subject: asText(message['subject']) ?? ticket.subject ?? '',
    preview_text: String(event.message?.['preview_text'] ?? ''),
    state: 'open',
    participants: [{ user_id: actor.id, name: actor.name, email: actor.email }, ...participants],
    external_ids: {},
    created_at: at,
    updated_at: at,
    message_added_at: at,
    state_updated_at: at,
    events: [event],
  };
  call.world.state.sideConversations.set(row.id, row);
  tell(call, row, participants);
  return { status: 201, body: { side_conversation: present(call, row) } };
}

function tell(call: Call, row: SideConversationRow, to: SideConversationRow['participants']): void {
  const addresses = to.flatMap((person) => person.email ?? []);
  if (addresses.length === 0) return;
  call.world.state.outbox.push({
    at: isoNow(call.world),
    kind: 'side_conversation',
    ticket_id: row.ticket_id,
    comment_id: null,
    to: addresses,
  });
}

function reply(call: Call): Reply {
  const row = conversationOf(call);
  const event = eventOf(call, 'reply', payloadOf(call, 'message'));
  row.events.push(event);
  row.message_added_at = sideNow(call);
  row.updated_at = row.message_added_at;
  row.preview_text = String(event.message?.['preview_text'] ?? '');
  tell(call, row, row.participants.slice(1));
  return {
    status: 201,
    body: { side_conversation: present(call, row), event: presentEvent(call, row, event) },
  };
}

function update(call: Call): Reply {
  const row = conversationOf(call);
  const input = payloadOf(call, 'side_conversation');
  const { state } = input;
  if (state !== undefined && state !== 'open' && state !== 'closed')
    throw invalidField('state', 'State: is invalid', 'InvalidValue');
  row.subject = asText(input['subject']) ?? row.subject;
  row.updated_at = sideNow(call);
  if (state !== undefined && state !== row.state) {
    row.state = state;
    row.state_updated_at = row.updated_at;
    row.events.push(eventOf(call, 'update', null, { state }));
  }
  return ok({ side_conversation: present(call, row) });
}

function events(call: Call): Reply {
  const row = conversationOf(call);
  const shown = row.events.map((event) => presentEvent(call, row, event));
  return ok({ events: shown, count: shown.length, next_page: null, previous_page: null });
}

const base = '/api/v2/tickets/{ticket_id}/side_conversations';

export const sideConversationRoutes: readonly ZendeskRoute[] = [
  ['GET', base, list],
  ['POST', base, create],
  [
    'GET',
    `${base}/{side_conversation_id}`,
    (call) => ok({ side_conversation: present(call, conversationOf(call)) }),
  ],
  ['PUT', `${base}/{side_conversation_id}`, update],
  ['POST', `${base}/{side_conversation_id}/reply`, reply],
  ['GET', `${base}/{side_conversation_id}/events`, events],
];
