import { createZendesk } from '../../../../adapters/zendesk/index.ts';
import {
  createZendeskSandbox,
  type ZendeskSandbox,
} from '../../../../adapters/zendesk/sandbox/index.ts';
import { CUSTOM_FIELDS, CUSTOM_STATUSES } from '../../../../examples/data/custom-fields.ts';
import type { DataSet } from '../../../../examples/data/generate.ts';
import { TEAMS } from '../../../../examples/data/people.ts';
import { requireOperation } from '../../../adapter/manifest.ts';
import { type Directory, idOf } from '../directory.ts';
import type { DeskKind, WorkingAdapter } from './desk-kind.ts';
import { idsBy } from './ids-by.ts';

const ACCOUNT = 'acme';

const EVENTS = [
  'ticket.created',
  'ticket.comment_added',
  'ticket.status_changed',
  'ticket.priority_changed',
  'ticket.tags_changed',
  'ticket.group_assignment_changed',
  'ticket.agent_assignment_changed',
] as const;

const OUTCOMES = {
  open: { status: 'open' },
  waiting_on_customer: { status: 'pending', statusDetail: 'waiting_on_customer' },
  on_hold: { status: 'pending', statusDetail: 'waiting_on_third_party' },
  resolved: { status: 'resolved' },
  // Zendesk closes by itself after some days, which the data set has behind it.
  closed: { nativeStatusId: 'closed' },
} as const;

/** A Zendesk account: event webhooks signed with a secret that its API tells. */
export const zendeskDesk: DeskKind = {
  provider: 'zendesk',
  label: 'Zendesk',
  letter: 'Z',
  proofHeader: 'x-zendesk-webhook-signature',
  faults: { list: /\/tickets(\.json)?$/, thread: /\/comments(\.json)?$/ },
  make({ seed, clock, autoDeliver = false }) {
    const webhooks = { auto: autoDeliver };
    const sandbox = createZendeskSandbox({ subdomain: ACCOUNT, seed, clock, webhooks });
    const { email, apiToken, accessToken } = sandbox.credentials;
    return {
      sandbox,
      populate: (dataSet) => populate(sandbox, dataSet),
      connect: (directory, connection) =>
        createZendesk({
          subdomain: ACCOUNT,
          credentials: { email, apiToken },
          customFields: fieldsOf(directory),
          discover: true,
          ...connection,
        }),
      outcomeOf: (outcome) => OUTCOMES[outcome],
      async retire({ formerAgent }) {
        await call(sandbox, 'DELETE', `users/${formerAgent}.json`);
      },
      subscribe,
      login: (url) => ({
        rows: [
          ['subdomain', ACCOUNT],
          ['e-mail', email],
          ['API token', apiToken],
          ['OAuth token', accessToken],
        ],
        example: `curl -u '${email}/token:${apiToken}' ${url}/api/v2/tickets/count.json`,
      }),
    };
  },
};

const fieldsOf = (directory: Directory) =>
  Object.fromEntries(
    CUSTOM_FIELDS.map(({ key, title }) => [key, { id: idOf(directory.fields, key), label: title }]),
  );

async function subscribe(adapter: WorkingAdapter, url: string): Promise<string> {
  const { subscriptions } = adapter;
  if (subscriptions?.create === undefined || subscriptions.secret === undefined) {
    requireOperation(adapter.manifest, 'subscriptions.create');
    throw new Error('Zendesk tells the secret of a subscription.');
  }
  const { id } = await subscriptions.create({ name: 'polydesk demo', url, events: EVENTS });
  return subscriptions.secret(id);
}

async function populate(sandbox: ZendeskSandbox, dataSet: DataSet): Promise<Directory> {
  const { seed } = sandbox;
  const organizations = idsBy(
    dataSet.accounts,
    ({ key }) => key,
    ({ key, name, domain }) =>
      seed.organization({ name, external_id: key, domain_names: [domain] }),
  );
  const contacts = idsBy(
    dataSet.people,
    ({ key }) => key,
    ({ key, name, email, account, locale, timezone }) =>
      seed.user({
        name,
        email,
        external_id: key,
        locale,
        iana_time_zone: timezone,
        verified: true,
        organization_id: account === null ? null : Number(idOf(organizations, account)),
      }),
  );
  const agents = idsBy(
    dataSet.staff,
    ({ key }) => key,
    ({ name, email }) => seed.agent({ name, email }),
  );
  const membersOf = (team: string) =>
    dataSet.staff.filter((one) => one.team === team).map(({ key }) => Number(idOf(agents, key)));
  const former = seed.agent({ name: 'Former colleague', email: 'former@support.example.com' });
  return {
    contacts,
    agents,
    groups: idsBy(
      TEAMS,
      (team) => team,
      (team) => seed.group({ name: team, members: membersOf(team) }),
    ),
    fields: idsBy(
      CUSTOM_FIELDS,
      ({ key }) => key,
      ({ type, title, options }) =>
        seed.ticketField({ type, title, ...(options === undefined ? {} : { options }) }),
    ),
    statuses: await createStatuses(sandbox),
    formerAgent: String(former.id),
  };
}

/** Custom statuses have no seed: they are made as an administrator makes them. */
async function createStatuses(sandbox: ZendeskSandbox): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>();
  for (const { name, category } of CUSTOM_STATUSES) {
    const custom_status = { agent_label: name, status_category: category };
    const response = await call(sandbox, 'POST', 'custom_statuses.json', { custom_status });
    // Safe: the sandbox answers a creation with the created record.
    const body = (await response.json()) as { readonly custom_status: { readonly id: number } };
    ids.set(name, String(body.custom_status.id));
  }
  return ids;
}

const call = (
  sandbox: ZendeskSandbox,
  method: string,
  path: string,
  body?: object,
): Promise<Response> =>
  sandbox.fetch(`${sandbox.url}/api/v2/${path}`, {
    method,
    headers: { authorization: sandbox.authorization.basic, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
