import type { WebhookParser } from 'polydesk';
import { type BrokenAdapter, withWebhooks } from './breaking.ts';

type WebhookTraits = NonNullable<WebhookParser['traits']>;
type WebhookSetup = ReturnType<NonNullable<WebhookParser['setup']>>;

/** Traits that are right, but for what is changed. */
const traits = (change: Partial<WebhookTraits>) =>
  withWebhooks(() => ({
    traits: {
      desk: 'paperdesk:acme',
      headers: [],
      timeoutMs: 10_000,
      retryAnswer: { status: 503, retryAfterSeconds: 5 },
      ...change,
    },
  }));

/** A setup that is right, but for what is changed. */
const setup = (change: (right: WebhookSetup) => Partial<WebhookSetup>) =>
  withWebhooks(() => ({
    setup({ events }) {
      const names = new Map([
        ['ticket.created', 'case.opened'],
        ['ticket.updated', 'case.changed'],
        ['message.created', 'entry.added'],
        ['note.created', 'entry.added'],
      ]);
      const native = events.flatMap((event) => names.get(event) ?? []);
      const right: WebhookSetup = {
        nativeEvents: [...new Set(native)].sort(),
        unavailable: events.filter((event) => !names.has(event)),
        templates: [],
      };
      return { ...right, ...change(right) };
    },
  }));

const TRAITS = 'webhooks: have traits that a receiver can go by';
const SETUP = 'webhooks: are set up the same way each time';
const AVAILABLE = 'webhooks: say which events cannot be subscribed to';
let calls = 0;

/** Mistakes in what receivers and subscriptions go by. */
export const brokenWebhookSetups: readonly BrokenAdapter[] = [
  {
    mistake: 'says that another desk delivers',
    harness: traits({ desk: 'paperdesk:globex' }),
    killedBy: TRAITS,
  },
  {
    mistake: 'writes names of headers as they look best',
    harness: traits({ headers: ['X-Paperdesk-Attempt'] }),
    killedBy: TRAITS,
  },
  {
    mistake: 'has itself unsubscribed when something fails',
    harness: traits({ retryAnswer: { status: 410, retryAfterSeconds: null } }),
    killedBy: TRAITS,
  },
  {
    mistake: 'says thank you when something fails',
    harness: traits({ retryAnswer: { status: 200, retryAfterSeconds: null } }),
    killedBy: TRAITS,
  },
  {
    mistake: 'knows nothing of how long anybody waits',
    harness: traits({ timeoutMs: 0 }),
    killedBy: TRAITS,
  },
  {
    mistake: 'reads a header that it does not name',
    harness: withWebhooks(({ parse }) => ({
      traits: {
        desk: 'paperdesk:acme',
        headers: [],
        timeoutMs: 10_000,
        retryAnswer: { status: 503, retryAfterSeconds: null },
      },
      parse(delivery) {
        const { headers } = delivery;
        const names = headers instanceof Headers ? [...headers.keys()] : Object.keys(headers);
        return names.length === 0 ? [] : parse(delivery);
      },
    })),
    killedBy: 'webhooks: mean the same with only the headers that the traits name',
  },
  {
    mistake: 'has the signature stored with the delivery',
    harness: traits({ headers: ['x-paperdesk-signature'] }),
    killedBy: 'webhooks: keep no header that depends on the secret',
  },
  {
    mistake: 'answers in prose',
    harness: traits({ answerTo: () => 'Thank you!' }),
    killedBy: 'webhooks: are answered with JSON, or with nothing',
  },
  {
    mistake: 'names what it subscribes to in the order of the wish',
    harness: setup(({ nativeEvents }) => ({ nativeEvents: nativeEvents.toReversed() })),
    killedBy: SETUP,
  },
  {
    mistake: 'subscribes twice to what tells two things',
    harness: setup(({ nativeEvents }) => ({
      nativeEvents: nativeEvents.flatMap((name) => [name, name]),
    })),
    killedBy: SETUP,
  },
  {
    mistake: 'sets up something else each time',
    harness: setup(({ nativeEvents }) => {
      calls += 1;
      return { nativeEvents: nativeEvents.map((name) => `${name}.${calls}`) };
    }),
    killedBy: SETUP,
  },
  {
    mistake: 'has people enter something, but not where it should go',
    harness: setup(() => ({ templates: [{ title: 'Rule', body: null, steps: ['Make a rule.'] }] })),
    killedBy: SETUP,
  },
  {
    mistake: 'keeps quiet about what never comes',
    harness: setup(() => ({ unavailable: [] })),
    killedBy: AVAILABLE,
  },
  {
    mistake: 'subscribes to whatever it does not know',
    harness: setup(({ nativeEvents, unavailable }) => ({
      nativeEvents: [...nativeEvents, ...unavailable].sort(),
      unavailable: [],
    })),
    killedBy: AVAILABLE,
  },
];
