import * as polydesk from 'polydesk';
import * as testing from 'polydesk/testing';
import * as webhooks from 'polydesk/webhooks';
import * as zendesk from 'polydesk/zendesk';
import * as sandbox from 'polydesk/zendesk/sandbox';
import { DELIVERED, deliverAll, openReceiver } from './deliveries.mjs';
import { smoke } from './smoke.mjs';

const heard = [];
const receiver = openReceiver({ webhooks, zendesk, heard: (id) => heard.push(id) });

export default {
  // As in an application: (request, env, context) => Response.
  fetch: webhooks.toFetchHandler(receiver),
  async test(_controller, { SELF }) {
    const { calls } = await smoke({ polydesk, zendesk, sandbox, webhooks, testing });
    const url = 'https://worker.example.com/webhooks/zendesk';
    await deliverAll(testing, async (body, headers) => {
      const response = await SELF.fetch(url, { method: 'POST', body, headers });
      await response.text();
      return response.status;
    });
    await receiver.idle();
    const sorted = heard.sort().join(' ');
    if (sorted !== DELIVERED.join(' ')) throw new Error(`the worker heard ${sorted}`);
    console.log(`worker: ${calls} calls, a fetch handler`);
  },
};
