import { createIntercom } from '../../../../adapters/intercom/index.ts';
import {
  createIntercomSandbox,
  type IntercomSandbox,
} from '../../../../adapters/intercom/sandbox/index.ts';
import { CUSTOM_FIELDS, type FieldDefinition } from '../../../../examples/data/custom-fields.ts';
import type { DataSet } from '../../../../examples/data/generate.ts';
import { TEAMS } from '../../../../examples/data/people.ts';
import { type Directory, idOf } from '../directory.ts';
import type { DeskKind } from './desk-kind.ts';
import { idsBy } from './ids-by.ts';

const WORKSPACE = 'abc123de';

const TOPICS = [
  'conversation.user.created',
  'conversation.user.replied',
  'conversation.admin.replied',
  'conversation.admin.noted',
  'conversation.admin.assigned',
  'conversation.admin.closed',
  'conversation.admin.opened',
  'conversation.admin.snoozed',
  'conversation_part.tag.created',
] as const;

/** What the workspace keeps that Intercom has no field of its own for. */
const ATTRIBUTES = {
  priority: 'Desk priority',
  category: 'Topic',
  callerKey: 'Reference',
} as const;

const DAY_MS = 86_400_000;

/** An Intercom workspace: notifications signed with the secret of its app. */
export const intercomDesk: DeskKind = {
  provider: 'intercom',
  label: 'Intercom',
  letter: 'I',
  proofHeader: 'x-hub-signature',
  faults: { list: /\/conversations(\/search)?$/, thread: /\/conversations\/\w+$/ },
  make({ seed, clock, autoDeliver = false }) {
    const webhooks = { auto: autoDeliver };
    const sandbox = createIntercomSandbox({ workspaceId: WORKSPACE, seed, clock, webhooks });
    const { accessToken, clientSecret } = sandbox.credentials;
    const snoozed = (days: number) => ({
      status: 'pending' as const,
      snoozedUntil: new Date(clock.now() + days * DAY_MS),
    });
    return {
      sandbox,
      populate: async (dataSet) => populate(sandbox, dataSet),
      connect: (directory, connection) =>
        createIntercom({
          workspaceId: WORKSPACE,
          credentials: { accessToken },
          customFields: fieldsOf(directory),
          callerKeyAttribute: ATTRIBUTES.callerKey,
          categoryAttribute: ATTRIBUTES.category,
          priorityAttribute: ATTRIBUTES.priority,
          discover: true,
          ...connection,
        }),
      outcomeOf: (outcome) => {
        // A conversation waits until a time, and only until then.
        if (outcome === 'waiting_on_customer') return snoozed(30);
        if (outcome === 'on_hold') return snoozed(60);
        return outcome === 'open' ? { status: 'open' } : { status: 'resolved' };
      },
      // Teammates are removed by hand; what they wrote keeps their name.
      retire: async () => undefined,
      async subscribe(_adapter, url) {
        sandbox.subscribe({ url, topics: TOPICS });
        return clientSecret;
      },
      login: (url) => ({
        rows: [
          ['workspace', WORKSPACE],
          ['access token', accessToken],
          ['client secret', clientSecret],
        ],
        example: `curl -H 'Authorization: Bearer ${accessToken}' ${url}/conversations`,
      }),
    };
  },
};

const fieldsOf = (directory: Directory) =>
  Object.fromEntries(
    CUSTOM_FIELDS.map(({ key, title }) => [key, { id: idOf(directory.fields, key), label: title }]),
  );

/** Dates are texts here: Intercom has times, and the data set has days. */
const TYPES = {
  tagger: 'list',
  text: 'string',
  integer: 'integer',
  checkbox: 'boolean',
  date: 'string',
} as const satisfies Record<FieldDefinition['type'], string>;

function populate({ seed }: IntercomSandbox, dataSet: DataSet): Directory {
  const contacts = idsBy(
    dataSet.people,
    ({ key }) => key,
    ({ key, name, email }) => seed.contact({ name, email, external_id: key }),
  );
  for (const { key, name, domain } of dataSet.accounts) {
    const members = dataSet.people.filter(({ account }) => account === key);
    seed.company({
      name,
      company_id: key,
      website: `https://${domain}`,
      members: members.map((person) => idOf(contacts, person.key)),
    });
  }
  const agents = idsBy(
    dataSet.staff,
    ({ key }) => key,
    ({ name, email }) => seed.admin({ name, email }),
  );
  const membersOf = (team: string) =>
    dataSet.staff.filter((one) => one.team === team).map(({ key }) => idOf(agents, key));
  const former = seed.admin({ name: 'Former colleague', email: 'former@support.example.com' });
  for (const name of Object.values(ATTRIBUTES)) seed.conversationAttribute({ name });
  for (const { title, type, options } of CUSTOM_FIELDS) {
    seed.conversationAttribute({
      name: title,
      data_type: TYPES[type],
      ...(options === undefined ? {} : { options: options.map(({ value }) => value) }),
    });
  }
  return {
    contacts,
    agents,
    groups: idsBy(
      TEAMS,
      (team) => team,
      (team) => seed.team({ name: team, admin_ids: membersOf(team) }),
    ),
    // An attribute is known by its name.
    fields: new Map(CUSTOM_FIELDS.map(({ key, title }) => [key, title])),
    statuses: new Map(),
    formerAgent: former.id,
  };
}
