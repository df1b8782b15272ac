import { CUSTOM_FIELDS, CUSTOM_STATUSES } from '../../../examples/data/custom-fields.ts';
import type { DataSet } from '../../../examples/data/generate.ts';
import { TEAMS } from '../../../examples/data/people.ts';
import type { ZendeskSandbox } from '../../../adapters/zendesk/sandbox/index.ts';
import { type Directory, idOf } from './directory.ts';

type Ids = ReadonlyMap<string, string>;

const idsBy = <Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  make: (item: Item) => { readonly id: number },
): Ids => new Map(items.map((item) => [keyOf(item), String(make(item).id)]));

/**
 * Puts everything but tickets into a Zendesk sandbox: companies, people, staff, groups, custom
 * fields and statuses.
 */
export async function populateZendesk(
  sandbox: ZendeskSandbox,
  dataSet: DataSet,
): Promise<Directory> {
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
  const former = seed.agent({ name: 'Former colleague', email: 'former@support.example.com' });
  return {
    contacts,
    agents,
    organizations,
    groups: seedGroups(sandbox, dataSet, agents),
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

function seedGroups({ seed }: ZendeskSandbox, dataSet: DataSet, agents: Ids): Ids {
  return idsBy(
    TEAMS,
    (team) => team,
    (team) =>
      seed.group({
        name: team,
        members: dataSet.staff
          .filter((member) => member.team === team)
          .map((member) => Number(idOf(agents, member.key))),
      }),
  );
}

async function createStatuses(sandbox: ZendeskSandbox): Promise<Ids> {
  const ids = new Map<string, string>();
  for (const { name, category } of CUSTOM_STATUSES) {
    const response = await sandbox.fetch(`${sandbox.url}/api/v2/custom_statuses.json`, {
      method: 'POST',
      headers: {
        authorization: sandbox.authorization.basic,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ custom_status: { agent_label: name, status_category: category } }),
    });
    // Safe: the sandbox answers a creation with the created record.
    const body = (await response.json()) as { readonly custom_status: { readonly id: number } };
    ids.set(name, String(body.custom_status.id));
  }
  return ids;
}

/** Deletes the record of the colleague who has left; what they wrote stays. */
export async function deleteFormerAgent(
  sandbox: ZendeskSandbox,
  directory: Directory,
): Promise<void> {
  await sandbox.fetch(`${sandbox.url}/api/v2/users/${directory.formerAgent}.json`, {
    method: 'DELETE',
    headers: { authorization: sandbox.authorization.basic },
  });
}
