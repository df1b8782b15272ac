import type { SandboxClock } from './clock.ts';

/** One message to deliver. Everything in it is plain data, so snapshots keep it. */
export interface WebhookMessage {
  readonly webhookId: string;
  /** The same in every attempt and in injected duplicates. */
  readonly invocationId: string;
  /** What it tells, in the provider's words. */
  readonly eventType: string;
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly secret: string;
  readonly createdAt: number;
}

export interface WebhookAttempt {
  readonly number: number;
  readonly at: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Null when nothing came back: refused, broken or timed out. */
  readonly status: number | null;
  readonly timedOut: boolean;
  readonly retryAfterSeconds: number | null;
  readonly responseBody: string;
}

/** A message and what became of it. */
export interface WebhookDelivery {
  readonly message: WebhookMessage;
  readonly attempts: readonly WebhookAttempt[];
  readonly state: 'pending' | 'delivered' | 'failed';
  readonly dueAt: number;
}

export type WebhookSend = (request: Request) => Promise<Response>;

export interface WebhookQueueOptions {
  readonly clock: SandboxClock;
  readonly send: WebhookSend;
  readonly timeoutMs: number;
  /** Signs one attempt: headers beside the message's own. */
  readonly sign: (message: WebhookMessage, at: number) => Promise<Readonly<Record<string, string>>>;
  /** How long to wait before another attempt; null for no further attempt. */
  readonly retryInMs: (attempts: readonly WebhookAttempt[]) => number | null;
  /** The body of one attempt, where it tells which attempt it is. @default the message's own */
  readonly bodyOf?: (message: WebhookMessage, attempt: number) => string;
  /** Told after every attempt: some answers end a subscription. */
  readonly attempted?: (message: WebhookMessage, attempt: WebhookAttempt) => void;
}

export interface WebhookQueue {
  enqueue(message: WebhookMessage): void;
  /** Sends what is due now and answers the deliveries touched. */
  deliver(): Promise<readonly WebhookDelivery[]>;
  /** Sends until nothing is pending; moves a controllable clock to each retry's due time. */
  drain(): Promise<readonly WebhookDelivery[]>;
  /** Every message ever made, oldest first. */
  readonly deliveries: readonly WebhookDelivery[];
  readonly pending: readonly WebhookDelivery[];
  /** The next messages are each delivered this many more times. */
  duplicateNext(options?: { readonly messages?: number; readonly copies?: number }): void;
  /** What is pending is sent in this order; by default last first. */
  reorder(order?: (pending: readonly WebhookDelivery[]) => readonly WebhookDelivery[]): void;
  save(): unknown;
  load(saved: unknown): void;
}

/** Makes the queue that every provider's webhooks leave through. */
export function createWebhookQueue(options: WebhookQueueOptions): WebhookQueue {
  let deliveries: WebhookDelivery[] = [];
  let queue: WebhookDelivery[] = [];
  let copies: number[] = [];
  const replace = (old: WebhookDelivery, fresh: WebhookDelivery) => {
    deliveries[deliveries.lastIndexOf(old)] = fresh;
    if (fresh.state === 'pending') queue.push(fresh);
    return fresh;
  };
  const takeDue = () => {
    const now = options.clock.now();
    const due = queue.filter((delivery) => delivery.dueAt <= now);
    queue = queue.filter((delivery) => delivery.dueAt > now);
    return due;
  };
  const deliver = async () => {
    const touched: WebhookDelivery[] = [];
    for (const delivery of takeDue())
      touched.push(replace(delivery, await attempt(delivery, options)));
    return touched;
  };
  return {
    enqueue: (message) => {
      for (let copy = 0; copy <= (copies[0] ?? 0); copy += 1) {
        const delivery = pendingDelivery(message);
        deliveries.push(delivery);
        queue.push(delivery);
      }
      copies.shift();
    },
    deliver,
    drain: async () => {
      const touched: WebhookDelivery[] = [];
      while (queue.length > 0) {
        await waitUntil(options.clock, Math.min(...queue.map((delivery) => delivery.dueAt)));
        touched.push(...(await deliver()));
      }
      return touched;
    },
    get deliveries() {
      return deliveries;
    },
    get pending() {
      return queue;
    },
    duplicateNext: ({ messages = 1, copies: extra = 1 } = {}) => {
      copies = [...copies, ...Array.from({ length: messages }, () => extra)];
    },
    reorder: (order = (pending) => [...pending].reverse()) => {
      queue = [...order(queue)];
    },
    save: () => ({
      deliveries,
      pending: queue.map((delivery) => deliveries.lastIndexOf(delivery)),
    }),
    load: (saved) => {
      // Only values that save() made come back here.
      const { deliveries: all, pending } = saved as {
        deliveries: WebhookDelivery[];
        pending: number[];
      };
      deliveries = [...all];
      queue = pending.flatMap((position) => deliveries[position] ?? []);
    },
  };
}

function pendingDelivery(message: WebhookMessage): WebhookDelivery {
  return { message, attempts: [], state: 'pending', dueAt: message.createdAt };
}

async function waitUntil(clock: SandboxClock, due: number): Promise<void> {
  if (due <= clock.now()) return;
  if (!clock.real) return clock.set(due);
  await new Promise((resolve) => setTimeout(resolve, due - clock.now()));
}

async function attempt(
  delivery: WebhookDelivery,
  options: WebhookQueueOptions,
): Promise<WebhookDelivery> {
  const at = options.clock.now();
  const number = delivery.attempts.length + 1;
  const body = options.bodyOf?.(delivery.message, number) ?? delivery.message.body;
  const message = { ...delivery.message, body };
  const headers = { ...message.headers, ...(await options.sign(message, at)) };
  const made = {
    number,
    at,
    headers,
    ...(await sendOnce(message, headers, options)),
  };
  const attempts = [...delivery.attempts, made];
  options.attempted?.(message, made);
  if (made.status !== null && made.status >= 200 && made.status < 300) {
    return { ...delivery, attempts, state: 'delivered' };
  }
  const waitMs = options.retryInMs(attempts);
  if (waitMs === null) return { ...delivery, attempts, state: 'failed' };
  return { ...delivery, attempts, dueAt: options.clock.now() + waitMs };
}

async function sendOnce(
  message: WebhookMessage,
  headers: Readonly<Record<string, string>>,
  options: WebhookQueueOptions,
): Promise<Pick<WebhookAttempt, 'status' | 'timedOut' | 'retryAfterSeconds' | 'responseBody'>> {
  const signal = AbortSignal.timeout(options.timeoutMs);
  const bodiless = message.method === 'GET' || message.method === 'DELETE';
  const request = new Request(message.url, {
    method: message.method,
    headers,
    signal,
    ...(bodiless ? {} : { body: message.body }),
  });
  try {
    const response = await Promise.race([options.send(request), rejectOn(signal)]);
    const retryAfter = response.headers.get('retry-after');
    const responseBody = await response.text();
    const retryAfterSeconds = retryAfter === null ? null : Number(retryAfter);
    return { status: response.status, timedOut: false, retryAfterSeconds, responseBody };
  } catch {
    // Whatever kept the receiver from answering, the provider records an attempt without a status.
    return { status: null, timedOut: signal.aborted, retryAfterSeconds: null, responseBody: '' };
  }
}

function rejectOn(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error('timed out')), { once: true });
  });
}
