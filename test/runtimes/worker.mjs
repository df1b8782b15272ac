import * as polydesk from 'polydesk';
import * as health from 'polydesk/health';
import * as metrics from 'polydesk/metrics';
import * as planning from 'polydesk/planning';
import * as sla from 'polydesk/sla';
import * as testing from 'polydesk/testing';
import * as triage from 'polydesk/triage';
import * as model from 'polydesk/triage/model';
import * as webhooks from 'polydesk/webhooks';
import * as zendesk from 'polydesk/zendesk';
import * as sandbox from 'polydesk/zendesk/sandbox';
import { DELIVERED, deliverAll, openReceiver } from './deliveries.mjs';
import { operations } from './operations.mjs';
import { smoke } from './smoke.mjs';

const heard = [];
const store = webhooks.createMemoryStore();

export default {
  // As docs/webhook-frameworks.md has it: what waits belongs to its request, and the store to all.
  fetch(request, env, context) {
    const receiver = openReceiver({
      webhooks,
      zendesk,
      store,
      heard: async (id) => {
        // Long enough for deliveries of other requests to meet this one.
        await new Promise((resolve) => setTimeout(resolve, 20));
        heard.push(id);
      },
    });
    return webhooks.toFetchHandler(receiver)(request, env, context);
  },
  async test(_controller, { SELF }) {
    const { calls } = await smoke({ polydesk, zendesk, sandbox, webhooks, testing });
    await operations({ triage, model, sla, health, metrics, planning });
    const url = 'https://worker.example.com/webhooks/zendesk';
    const send = async (body, headers) => {
      const response = await SELF.fetch(url, { method: 'POST', body, headers });
      await response.text();
      return response.status;
    };
    await deliverAll(testing, send, { attempts: 10 });
    const sorted = heard.sort().join(' ');
    if (sorted !== DELIVERED.join(' ')) throw new Error(`the worker heard ${sorted}`);
    console.log(`worker: ${calls} calls, a fetch handler, operations`);
  },
};
