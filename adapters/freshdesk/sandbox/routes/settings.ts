import type { Reply } from '../../../../src/sandbox/kit/messages.ts';
import type { Table } from '../../../../src/sandbox/kit/table.ts';
import { actorOf, adminOf, type Call, type FreshdeskRoute, idOf, ok, rowOf } from '../call.ts';
import { listPage } from '../paging/lists.ts';
import type { PlainRow } from '../records/settings.ts';
import type { FreshdeskState } from '../state.ts';
import { isAgent } from '../world.ts';

/** Rows that the wire shows as they are kept. */
interface Plain {
  readonly path: string;
  readonly table: (state: FreshdeskState) => Table<PlainRow>;
  /** Which right it takes; where section 16 says nothing, that of any agent. */
  readonly who: (call: Call) => unknown;
}

const plainLists: readonly Plain[] = [
  { path: 'products', table: (state) => state.products, who: actorOf },
  { path: 'roles', table: (state) => state.roles, who: adminOf },
  { path: 'email_configs', table: (state) => state.emailConfigs, who: adminOf },
  { path: 'business_hours', table: (state) => state.businessHours, who: adminOf },
  { path: 'scenario_automations', table: (state) => state.scenarios, who: actorOf },
];

const plainRoutes = plainLists.flatMap(({ path, table, who }): readonly FreshdeskRoute[] => [
  [
    'GET',
    `/api/v2/${path}`,
    (call) => {
      who(call);
      return listPage(call, [...table(call.world.state).rows.values()], (row) => row);
    },
  ],
  [
    'GET',
    `/api/v2/${path}/{row_id}`,
    (call) => {
      who(call);
      return ok(rowOf(table(call.world.state).rows, call, 'row_id'));
    },
  ],
]);

function slaPolicies(call: Call): Reply {
  adminOf(call);
  return listPage(call, [...call.world.state.slaPolicies.rows.values()], (row) => row);
}

/** A mailbox is an e-mail configuration by its newer name (section 16). */
function presentMailbox(row: PlainRow): object {
  return {
    id: row.id,
    name: row['name'],
    support_email: row['reply_email'],
    group_id: row['group_id'],
    default_reply_email: row['primary_role'],
    active: row['active'],
    mailbox_type: 'freshdesk_mailbox',
    created_at: row['created_at'],
    updated_at: row['updated_at'],
    product_id: row['product_id'],
    freshdesk_mailbox: { forward_email: row['to_email'] },
    failure_code: null,
  };
}

function mailboxes(call: Call): Reply {
  adminOf(call);
  const wanted = call.query.get('support_email');
  const rows = [...call.world.state.emailConfigs.rows.values()].filter(
    (row) => wanted === null || row['reply_email'] === wanted,
  );
  return listPage(call, rows, presentMailbox);
}

function mailbox(call: Call): Reply {
  adminOf(call);
  return ok(presentMailbox(rowOf(call.world.state.emailConfigs.rows, call, 'mailbox_id')));
}

function helpdesk(call: Call): Reply {
  actorOf(call);
  return ok({
    primary_language: 'en',
    supported_languages: ['de'],
    portal_languages: ['de'],
    help_widget_languages: [],
  });
}

/** The organisation's id is beyond what a JavaScript number holds (section 5). */
function account(call: Call): Reply {
  adminOf(call);
  const { account: own, users } = call.world.state;
  const agents = [...users.rows.values()].filter(isAgent);
  const occasional = agents.filter((user) => user.agent.occasional).length;
  return ok({
    organisation_id: own.organisationId,
    organisation_name: own.name,
    account_id: own.id,
    account_name: own.name,
    account_domain: `${own.subdomain}.freshdesk.com`,
    bundle_id: null,
    hipaa_compliant: false,
    total_agents: {
      full_time: agents.length - occasional,
      occasional,
      field_service: 0,
      collaborators: 0,
    },
    timezone: own.timeZone,
    data_center: 'US',
    tier_type: 'Enterprise',
    address: { street: null, city: null, state: null, country: null, postalcode: null },
    contact_person: { firstname: 'Ada', lastname: 'Admin', email: null },
  });
}

/** Folders name how many answers they hold; the answers have their own page (section 16). */
function cannedFolders(call: Call): Reply {
  actorOf(call);
  const responses = [...call.world.state.cannedResponses.rows.values()];
  return listPage(call, [...call.world.state.cannedFolders.rows.values()], (row) => ({
    ...row,
    responses_count: responses.filter((response) => response['folder_id'] === row.id).length,
  }));
}

const presentCanned = (row: PlainRow): object => ({
  content: '',
  content_html: `<div>${String(row['content'] ?? '')}</div>`,
  attachments: [],
  group_ids: [],
  visibility: 0,
  ...row,
});

function cannedInFolder(call: Call): Reply {
  actorOf(call);
  rowOf(call.world.state.cannedFolders.rows, call, 'folder_id');
  const folder = idOf(call, 'folder_id');
  const rows = [...call.world.state.cannedResponses.rows.values()];
  return listPage(
    call,
    rows.filter((row) => row['folder_id'] === folder),
    presentCanned,
  );
}

function canned(call: Call): Reply {
  actorOf(call);
  return ok(presentCanned(rowOf(call.world.state.cannedResponses.rows, call, 'response_id')));
}

export const settingsRoutes: readonly FreshdeskRoute[] = [
  ...plainRoutes,
  ['GET', '/api/v2/sla_policies', slaPolicies],
  ['GET', '/api/v2/email/mailboxes', mailboxes],
  ['GET', '/api/v2/email/mailboxes/{mailbox_id}', mailbox],
  ['GET', '/api/v2/settings/helpdesk', helpdesk],
  ['GET', '/api/v2/account', account],
  ['GET', '/api/v2/canned_response_folders', cannedFolders],
  ['GET', '/api/v2/canned_response_folders/{folder_id}/responses', cannedInFolder],
  ['GET', '/api/v2/canned_responses/{response_id}', canned],
];
