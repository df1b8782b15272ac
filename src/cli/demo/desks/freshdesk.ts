import { createFreshdesk } from '../../../../adapters/freshdesk/index.ts';
import {
  createFreshdeskSandbox,
  type FreshdeskSandbox,
} from '../../../../adapters/freshdesk/sandbox/index.ts';
import {
  type FreshdeskAutomationEvent,
  freshdeskAutomationRule,
} from '../../../../adapters/freshdesk/webhook/index.ts';
import {
  CUSTOM_FIELDS,
  CUSTOM_STATUSES,
  type FieldDefinition,
} from '../../../../examples/data/custom-fields.ts';
import type { DataSet } from '../../../../examples/data/generate.ts';
import { TEAMS } from '../../../../examples/data/people.ts';
import { type Directory, idOf } from '../directory.ts';
import type { DeskKind } from './desk-kind.ts';
import { idsBy } from './ids-by.ts';

const ACCOUNT = 'acme';
const SECRET_HEADER = 'x-webhook-secret';

/** The rules that an administrator sets up, and what each waits for. */
const RULES: readonly (readonly [FreshdeskAutomationEvent, readonly string[]])[] = [
  ['ticket.created', []],
  ['ticket.status_changed', ['status']],
  ['ticket.assigned', ['agent', 'group']],
  ['message.created', ['reply_sent', 'note_type']],
];

const CATEGORY_FIELD = 'cf_topic';
const REFERENCE_FIELD = 'cf_reference';

/** A Freshdesk account: automation rules that show a secret in a header, since nothing is signed. */
export const freshdeskDesk: DeskKind = {
  provider: 'freshdesk',
  label: 'Freshdesk',
  letter: 'F',
  proofHeader: SECRET_HEADER,
  faults: { list: /\/tickets$/, thread: /\/tickets\/\d+$/ },
  make({ seed, clock, autoDeliver = false }) {
    const webhooks = { auto: autoDeliver };
    const sandbox = createFreshdeskSandbox({ subdomain: ACCOUNT, seed, clock, webhooks });
    const { apiKey } = sandbox.credentials;
    return {
      sandbox,
      populate: async (dataSet) => populate(sandbox, dataSet),
      connect: (directory, connection) =>
        createFreshdesk({
          subdomain: ACCOUNT,
          credentials: { apiKey },
          customFields: fieldsOf(directory),
          callerKeyField: REFERENCE_FIELD,
          categoryField: CATEGORY_FIELD,
          discover: true,
          ...connection,
        }),
      outcomeOf: (outcome) => {
        if (outcome === 'open' || outcome === 'resolved' || outcome === 'closed')
          return { status: outcome };
        const onCustomer = outcome === 'waiting_on_customer';
        const statusDetail = onCustomer ? outcome : 'waiting_on_third_party';
        return { status: 'pending', statusDetail };
      },
      async retire({ formerAgent }) {
        await sandbox.fetch(`${sandbox.url}/api/v2/agents/${formerAgent}`, {
          method: 'DELETE',
          headers: { authorization: sandbox.authorization.basic },
        });
      },
      async subscribe(_adapter, url) {
        const secret = `demo-${seed}-${apiKey.slice(0, 12)}`;
        setUpRules(sandbox, url, secret);
        return secret;
      },
      login: (url) => ({
        rows: [
          ['subdomain', ACCOUNT],
          ['API key', apiKey],
        ],
        example: `curl -u '${apiKey}:X' ${url}/api/v2/tickets`,
      }),
    };
  },
};

/** Does what the steps of each rule tell an administrator to do. */
function setUpRules({ seed }: FreshdeskSandbox, url: string, secret: string): void {
  for (const [event, events] of RULES) {
    const { name, type, webhook } = freshdeskAutomationRule({ url, event });
    seed.rule({
      name,
      on: type === 1 ? 'create' : 'update',
      url: webhook.url,
      method: webhook.method,
      content: webhook.body,
      headers: Object.fromEntries(Object.keys(webhook.headers).map((header) => [header, secret])),
      events,
    });
  }
}

const fieldsOf = (directory: Directory) =>
  Object.fromEntries(
    CUSTOM_FIELDS.map(({ key, title }) => [key, { id: idOf(directory.fields, key), label: title }]),
  );

const TYPES = {
  tagger: 'custom_dropdown',
  text: 'custom_text',
  integer: 'custom_number',
  checkbox: 'custom_checkbox',
  date: 'custom_date',
} as const satisfies Record<FieldDefinition['type'], string>;

function populate({ seed }: FreshdeskSandbox, dataSet: DataSet): Directory {
  const companies = idsBy(
    dataSet.accounts,
    ({ key }) => key,
    ({ name, domain }) => seed.company({ name, domains: [domain] }),
  );
  const contacts = idsBy(
    dataSet.people,
    ({ key }) => key,
    ({ key, name, email, account }) =>
      seed.contact({
        name,
        email,
        unique_external_id: key,
        company_id: account === null ? null : Number(idOf(companies, account)),
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
  seed.field({ label: 'Topic', name: CATEGORY_FIELD, type: 'custom_text' });
  seed.field({ label: 'Reference', name: REFERENCE_FIELD, type: 'custom_text' });
  const fields = CUSTOM_FIELDS.map(({ key, title, type, options }) => {
    const choices = options === undefined ? null : options.map(({ value }) => value);
    const { name } = seed.field({ label: title, type: TYPES[type], choices });
    return [key, name] as const;
  });
  return {
    contacts,
    agents,
    groups: idsBy(
      TEAMS,
      (team) => team,
      (team) => seed.group({ name: team, members: membersOf(team) }),
    ),
    fields: new Map(fields),
    statuses: idsBy(
      CUSTOM_STATUSES,
      ({ name }) => name,
      ({ name }) => seed.status({ label: name }),
    ),
    formerAgent: String(former.id),
  };
}
