import * as polydesk from 'polydesk';
import * as freshdesk from 'polydesk/freshdesk';
import * as freshdeskSandbox from 'polydesk/freshdesk/sandbox';
import * as health from 'polydesk/health';
import * as metrics from 'polydesk/metrics';
import * as migration from 'polydesk/migration';
import * as planning from 'polydesk/planning';
import * as sla from 'polydesk/sla';
import * as testing from 'polydesk/testing';
import * as triage from 'polydesk/triage';
import * as model from 'polydesk/triage/model';
import * as webhooks from 'polydesk/webhooks';
import * as zendesk from 'polydesk/zendesk';
import * as sandbox from 'polydesk/zendesk/sandbox';
import { handlers } from './handlers.mjs';
import { migrate } from './migration.mjs';
import { operations } from './operations.mjs';
import { smoke } from './smoke.mjs';

const result = await smoke({ polydesk, zendesk, sandbox, webhooks, testing });
const served = await handlers({ webhooks, zendesk, testing });
await operations({ triage, model, sla, health, metrics, planning });
const file = await migrate({ migration, zendesk, sandbox, freshdesk, freshdeskSandbox });
console.log(
  `ESM: ${result.calls} calls, ${served.join(' and ')}, operations, migration in ${file}`,
);
