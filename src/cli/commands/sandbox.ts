import {
  createZendeskSandbox,
  type ZendeskSandbox,
} from '../../../adapters/zendesk/sandbox/index.ts';
import { generateDataSet } from '../../../examples/data/generate.ts';
import { ConfigurationError } from '../../errors/index.ts';
import { createClock } from '../../sandbox/kit/clock.ts';
import { type ServedSandbox, serve } from '../../sandbox/kit/serve.ts';
import { fillZendesk } from '../demo/zendesk-desk.ts';
import type { SandboxFlags } from '../flags.ts';
import { createPaint, type Paint } from '../terminal/paint.ts';
import { createProgress } from '../terminal/progress.ts';

/** `polydesk sandbox`: serves a Zendesk sandbox on loopback until it is interrupted. */
export async function runSandboxCommand(flags: SandboxFlags): Promise<void> {
  const paint = createPaint({
    wanted: flags.color,
    isTerminal: process.stdout.isTTY,
    environment: process.env,
  });
  const sandbox = createZendeskSandbox({
    seed: flags.seed,
    clock: createClock({ real: true }),
    webhooks: { auto: true },
  });
  if (flags.seedData) await fill(sandbox, flags.seed);
  const served = await listen(sandbox, flags.port);
  const stopped = interrupted();
  process.stdout.write(`${describe(sandbox, served, paint).join('\n')}\n`);
  await stopped;
  await served.close();
  process.stdout.write('\nThe sandbox has stopped.\n');
}

/** The data set ends now, so that time can go on from there. */
async function fill(sandbox: ZendeskSandbox, seed: number): Promise<void> {
  const progress = createProgress(process.stderr, 'messages played into the sandbox');
  const dataSet = generateDataSet({ seed, now: new Date() });
  await fillZendesk(sandbox, {
    dataSet,
    seed,
    onProgress: (done, total) => progress.update(done, total),
  });
  progress.clear();
  sandbox.clock.set(new Date());
}

async function listen(sandbox: ZendeskSandbox, port: number): Promise<ServedSandbox> {
  try {
    return await serve(sandbox, { port });
  } catch (error) {
    throw new ConfigurationError(
      `The sandbox cannot listen on port ${port} of 127.0.0.1. Choose another with --port, or 0 for a free one.`,
      { cause: error },
    );
  }
}

function describe(sandbox: ZendeskSandbox, served: ServedSandbox, paint: Paint): readonly string[] {
  const { email, apiToken, accessToken } = sandbox.credentials;
  const curl = `curl -u '${email}/token:${apiToken}' ${served.url}/api/v2/tickets/count.json`;
  const rows = [
    ['url', served.url],
    ['subdomain', 'acme'],
    ['e-mail', email],
    ['API token', apiToken],
    ['OAuth token', accessToken],
  ] as const;
  return [
    paint('bold', 'Zendesk sandbox'),
    ...rows.map(([label, value]) => `  ${paint('dim', label.padEnd(12))}${value}`),
    '',
    `  ${curl}`,
    '',
    paint('dim', 'The credentials are good for this sandbox only. Ctrl-C stops it.'),
  ];
}

const interrupted = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
