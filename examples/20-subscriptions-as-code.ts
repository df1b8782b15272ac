// Which events you want, as code: the desks are compared with it and put right, after a printed plan.
import {
  type AnySupportAdapter,
  describePlan,
  ensureSubscriptions,
  planSubscriptions,
} from 'polydesk';
import { createFreshdesk } from 'polydesk/freshdesk';
import { createFreshdeskSandbox } from 'polydesk/freshdesk/sandbox';
import { createIntercom } from 'polydesk/intercom';
import { createIntercomSandbox } from 'polydesk/intercom/sandbox';
import { createZendesk } from 'polydesk/zendesk';
import { createZendeskSandbox } from 'polydesk/zendesk/sandbox';

const zendesk = createZendeskSandbox();
const intercom = createIntercomSandbox();
const freshdesk = createFreshdeskSandbox();
const { accessToken, workspaceId } = intercom.credentials;
const desks: readonly AnySupportAdapter[] = [
  createZendesk({ subdomain: 'acme', credentials: zendesk.credentials, fetch: zendesk.fetch }),
  createIntercom({ workspaceId, credentials: { accessToken }, fetch: intercom.fetch }),
  createFreshdesk({
    subdomain: 'acme',
    credentials: freshdesk.credentials,
    fetch: freshdesk.fetch,
  }),
];

const wishes = desks.map((desk) => ({
  desk,
  wish: {
    url: `https://app.example.com/webhooks/${desk.provider}`,
    events: ['ticket.created', 'rating.received'] as const,
  },
}));
console.log(describePlan(await planSubscriptions(wishes)));

/** Where the receiver looks for its secrets; in an application, a vault. */
const vault = new Map<string, string>();

/** One run, as a deployment would make it. What only people can do is left to them. */
async function run(name: string): Promise<void> {
  const ensured = await ensureSubscriptions(wishes, {
    onSecret: async ({ provider, account }, secret) => {
      vault.set(`${provider}:${account}`, secret);
    },
  });
  for (const { plan, done, left } of ensured) {
    const actions = [...done, ...left].map(({ action }) => action);
    console.log(`${name}: ${plan.desk} ${actions.join(', ') || 'unchanged'}`);
  }
}

await run('first');
await run('second');
console.log(`webhooks: ${zendesk.state.webhooks.size}, secrets: ${[...vault.keys()].join(', ')}`);
