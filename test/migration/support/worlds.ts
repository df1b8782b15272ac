import type { AnyFields, AnySupportAdapter, ImportDraft, Sandbox } from './types.ts';
import { createClock, type SandboxClock } from 'polydesk/sandbox';
import type { Clock } from 'polydesk';
import { DESK_KINDS } from '../../../src/cli/demo/desks/index.ts';
import type { Directory } from '../../../src/cli/demo/directory.ts';
import { type DataSet, generateDataSet } from '../../../examples/data/generate.ts';
import { createRandom, type Random } from '../../../examples/data/random.ts';

/** The three providers. */
export const PROVIDERS = ['zendesk', 'intercom', 'freshdesk'] as const;
/** One of them. */
export type Provider = (typeof PROVIDERS)[number];

/** All ordered pairs of them. */
export const PAIRS = PROVIDERS.flatMap((from) =>
  PROVIDERS.filter((to) => to !== from).map((to) => ({ from, to })),
);

/** A desk with its people. */
export interface PlayedDesk {
  readonly provider: Provider;
  readonly sandbox: Sandbox;
  readonly adapter: AnySupportAdapter;
  readonly directory: Directory;
  /** Another adapter for the same account: a process of its own, over its own network. */
  connect(options?: {
    readonly baseUrl?: string;
    readonly fetch?: typeof fetch;
  }): AnySupportAdapter;
  /** What was sent to customers. */
  outbox(): number;
}

interface State {
  readonly outbox: readonly unknown[];
  readonly account?: { readonly notifications?: Record<string, boolean> };
}

const START = new Date('2026-05-11T08:00:00Z');
const START_OF_HISTORY = Date.parse('2026-02-02T09:00:00Z');

/** The same company everywhere. */
const dataSet: DataSet = generateDataSet({ seed: 11, count: 1, now: START });

/** One desk; a target has staff and fields, but no customers. */
export function playDesk(
  provider: Provider,
  clock: SandboxClock,
  { empty = false }: { readonly empty?: boolean } = {},
): PlayedDesk | Promise<PlayedDesk> {
  const kind = DESK_KINDS.find((one) => one.provider === provider);
  if (kind === undefined) throw new Error(`no desk of ${provider}`);
  const made = kind.make({ seed: 11, clock });
  const own = empty ? { ...dataSet, people: [], accounts: [] } : dataSet;
  return made.populate(own).then((directory) => {
    const connect: PlayedDesk['connect'] = (options = {}) =>
      made.connect(directory, {
        // What an import has written of times and authors is read back: so these desks are filled.
        ...(provider === 'freshdesk' ? { readProvenanceHeaders: true } : {}),
        fetch: made.sandbox.fetch,
        clock: { now: () => clock.now(), sleep: async (ms) => clock.advance(ms) },
        random: () => 0,
        ...options,
      });
    // Safe: all three sandboxes keep what they sent in this list.
    const { state } = made.sandbox as unknown as { state: State };
    // What the preflight asks for: nothing that the account itself sends.
    const { account } = state;
    if (account?.notifications !== undefined) {
      for (const name of Object.keys(account.notifications)) account.notifications[name] = false;
    }
    return {
      provider,
      sandbox: made.sandbox,
      adapter: connect(),
      directory,
      connect,
      outbox: () => state.outbox.length,
    };
  });
}

/** A clock for desks, and one for a migration that is as patient as the desks are slow. */
export function createClocks(): { readonly clock: SandboxClock; readonly patient: Clock } {
  const clock = createClock({ start: START });
  return {
    clock,
    patient: {
      now: () => clock.now(),
      async sleep(ms, signal) {
        // Long waits are heartbeats, which must not move the desks' time on their own.
        if (ms >= 5000)
          return new Promise((_resolve, reject) => {
            signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
          });
        clock.advance(ms);
        await new Promise((resolve) => setTimeout(resolve, 1));
        signal?.throwIfAborted();
      },
    },
  };
}

const WORDS = [
  'Die Rechnung für März zeigt noch die alte Anschrift. ☃',
  '発送状況が更新されません。確認をお願いします。',
  'السلام عليكم، لا أستطيع تسجيل الدخول',
  'It says “Error <500> & more” when I press save 🧨',
  "L'export s'arrête à 98 % — c'est normal ?",
];

const HTML = [
  '<p>Hello,<br>the <b>export</b> stops at <i>98&nbsp;%</i>.</p><ul><li>one</li><li>two</li></ul>',
  '<div>See <a href="https://status.example.com/a?b=1&amp;c=2">the status page</a>.</div>',
  '<table><tr><td>Plan</td><td>Pro</td></tr></table><p>1 &lt; 2</p>',
];

/** Tickets with threads as awkward as life makes them; `long` is the length of the longest thread. */
export async function seedAwkward(
  desk: PlayedDesk,
  {
    count,
    long = 0,
    seed = 5,
  }: { readonly count: number; readonly long?: number; readonly seed?: number },
): Promise<readonly string[]> {
  const random = createRandom(seed);
  const ids: string[] = [];
  const { adapter, directory } = desk;
  const importTicket = adapter.imports?.ticket;
  if (importTicket === undefined) throw new Error('no import');
  for (let number = 0; number < count; number += 1) {
    const length = number === 0 && long > 0 ? long : 1 + random.between(0, 6);
    const draft = awkwardDraft(directory, { number, length, random });
    const { value } = await importTicket(draft);
    ids.push(value.id);
  }
  return ids;
}

const bytes = (size: number, random: Random): Uint8Array =>
  Uint8Array.from({ length: size }, () => random.between(0, 255));

function awkwardDraft(
  directory: Directory,
  {
    number,
    length,
    random,
  }: { readonly number: number; readonly length: number; readonly random: Random },
): ImportDraft<AnyFields> {
  const contacts = [...directory.contacts.values()];
  const agents = [...directory.agents.values()];
  const groups = [...directory.groups.values()];
  const requester = random.pick(contacts);
  let at = START_OF_HISTORY + number * 3_600_000;
  const messages = Array.from({ length }, (_, index) => {
    at += 60_000 + random.between(0, 3600) * 1000;
    const isCustomer = index === 0 || random.next() < 0.45;
    const isNote = !isCustomer && random.next() < 0.4;
    const agent = random.next() < 0.1 ? directory.formerAgent : random.pick(agents);
    const isHtml = random.next() < 0.4;
    const words = `${isHtml ? random.pick(HTML) : random.pick(WORDS)}`;
    const body = isHtml
      ? { html: `${words}<p>no. ${number}.${index}</p>` }
      : { text: `${words} no. ${number}.${index}` };
    const hasFile = random.next() < (length > 50 ? 0.01 : 0.2);
    return {
      visibility: isNote ? ('internal' as const) : ('public' as const),
      body,
      authorId: isCustomer ? (random.next() < 0.9 ? requester : random.pick(contacts)) : agent,
      authorKind: isCustomer ? ('customer' as const) : ('agent' as const),
      createdAt: new Date(at),
      ...(hasFile
        ? {
            attachments: [
              {
                fileName: random.pick(['invoice märz.pdf', '画面.png', 'log.txt']),
                contentType: 'application/octet-stream',
                data: bytes(200 + random.between(0, 2000), random),
              },
            ],
          }
        : {}),
    };
  });
  const isDone = random.next() < 0.6;
  const fields = {
    ...(directory.fields.has('order_number') ? { order_number: `A-${number}` } : {}),
  };
  return {
    subject: `${random.pick(WORDS).slice(0, 30)} ${number}`,
    requester: { id: requester },
    status: isDone ? 'resolved' : 'open',
    priority: random.pick(['low', 'normal', 'high', 'urgent'] as const),
    tags: random.next() < 0.5 ? ['vip', `t${number % 7}`] : [],
    assigneeId: random.pick(agents),
    groupId: random.pick(groups),
    ...(random.next() < 0.3 ? { callerKey: `own-${number}` } : {}),
    customFields: fields,
    createdAt: messages[0]?.createdAt ?? new Date(at),
    updatedAt: new Date(at),
    ...(isDone ? { resolvedAt: new Date(at) } : {}),
    messages,
  };
}
