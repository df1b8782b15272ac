import * as polydesk from 'polydesk';
import * as testing from 'polydesk/testing';
import * as webhooks from 'polydesk/webhooks';
import * as zendesk from 'polydesk/zendesk';
import * as sandbox from 'polydesk/zendesk/sandbox';
import { smoke } from './smoke.mjs';

const result = await smoke({ polydesk, zendesk, sandbox, webhooks, testing });
console.log(`ESM: ${result.calls} calls`);
