import { freshdeskAutomationRule } from 'polydesk/freshdesk';
import type { FreshdeskSandbox } from 'polydesk/freshdesk/sandbox';
import type { SupportEvent, WebhookParser } from 'polydesk';
import {
  createClock,
  type SandboxClock,
  type Sandbox,
  type WebhookDelivery,
  serve,
} from 'polydesk/sandbox';
import { DESK_KINDS, type WorkingAdapter } from '../../../src/cli/demo/desks/index.ts';
import { generateDataSet } from '../../../examples/data/generate.ts';
import type { ReceiverConfig } from './config.ts';

/** A desk that is worked at. */
export interface PlayedDesk {
  readonly provider: string;
  readonly adapter: WorkingAdapter;
  readonly sandbox: Sandbox;
  readonly secret: string;
  readonly parser: WebhookParser;
  /** Somebody to make tickets for. */
  readonly requesterId: string;
}

/** The three desks, on one clock, served on loopback. */
export interface PlayedDesks {
  readonly desks: readonly PlayedDesk[];
  readonly clock: SandboxClock;
  readonly access: ReceiverConfig['desks'];
  close(): Promise<void>;
}

/** Opens all three, delivering to `url` below the path of each. */
export async function playDesks(seed: number, url: string): Promise<PlayedDesks> {
  const clock = createClock({ start: new Date('2026-05-11T08:00:00Z') });
  const dataSet = generateDataSet({ seed, now: new Date(clock.now()) });
  const served: { close(): Promise<void>; readonly url: string }[] = [];
  const desks: PlayedDesk[] = [];
  for (const kind of DESK_KINDS) {
    const made = kind.make({ seed, clock });
    const directory = await made.populate(dataSet);
    const server = await serve(made.sandbox);
    served.push(server);
    const adapter = made.connect(directory, {
      baseUrl: server.url,
      clock: { now: () => clock.now(), sleep: async (ms) => clock.advance(ms) },
      random: () => 0,
    });
    const address = `${url}/webhooks/${kind.provider}`;
    const secret = await made.subscribe(adapter, address);
    if (kind.provider === 'freshdesk') announcePriorities(made.sandbox, address, secret);
    const [requesterId = ''] = directory.contacts.values();
    desks.push({
      provider: kind.provider,
      adapter,
      sandbox: made.sandbox,
      secret,
      parser: adapter.webhooks,
      requesterId,
    });
  }
  return {
    desks,
    clock,
    access: accessOf(
      desks,
      served.map((server) => server.url),
    ),
    async close() {
      await Promise.all(served.map((server) => server.close()));
    },
  };
}

/** One more rule than the demo has, so that whatever changes here is told. */
function announcePriorities(sandbox: Sandbox, url: string, secret: string): void {
  const { name, webhook } = freshdeskAutomationRule({ url, event: 'ticket.updated' });
  const headers = Object.fromEntries(Object.keys(webhook.headers).map((key) => [key, secret]));
  // Safe: it is the sandbox of Freshdesk.
  (sandbox as FreshdeskSandbox).seed.rule({
    name,
    on: 'update',
    url,
    method: webhook.method,
    content: webhook.body,
    headers,
    events: ['priority'],
  });
}

function accessOf(desks: readonly PlayedDesk[], urls: readonly string[]): ReceiverConfig['desks'] {
  const of = (provider: string) => {
    const index = desks.findIndex((desk) => desk.provider === provider);
    // Safe: every sandbox has the credentials of its provider.
    const { credentials } = desks[index]?.sandbox as unknown as {
      credentials: Record<string, string>;
    };
    return { url: urls[index] ?? '', secret: desks[index]?.secret ?? '', credentials };
  };
  const [zendesk, intercom, freshdesk] = ['zendesk', 'intercom', 'freshdesk'].map(of);
  // Safe: as above.
  return {
    zendesk,
    intercom: { ...intercom, workspaceId: intercom?.credentials['workspaceId'] ?? '' },
    freshdesk,
  } as unknown as ReceiverConfig['desks'];
}

/** What deliveries mean, by the desk's own parser. */
export function eventsOf(
  { parser }: PlayedDesk,
  delivery: WebhookDelivery,
): readonly SupportEvent[] {
  const { message, attempts } = delivery;
  return parser.parse({ rawBody: message.body, headers: attempts[0]?.headers ?? message.headers });
}
