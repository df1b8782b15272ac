import * as polydesk from 'polydesk';
import * as testing from 'polydesk/testing';
import * as webhooks from 'polydesk/webhooks';
import * as zendesk from 'polydesk/zendesk';
import * as sandbox from 'polydesk/zendesk/sandbox';
import { handlers } from './handlers.mjs';
import { smoke } from './smoke.mjs';

const result = await smoke({ polydesk, zendesk, sandbox, webhooks, testing });
const served = await handlers({ webhooks, zendesk, testing });
console.log(`ESM: ${result.calls} calls, ${served.join(' and ')}`);
