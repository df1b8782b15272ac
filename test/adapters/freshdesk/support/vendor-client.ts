import Freshdesk from 'freshdesk-api';
import { createFreshdeskSandbox, type FreshdeskSandbox } from 'polydesk/freshdesk/sandbox';
import { type ServedSandbox, serve } from 'polydesk/sandbox';
import { beforeEach, expect } from 'vitest';

/** The client's errors: its class says what the status was and what came back. */
export interface VendorError extends Error {
  readonly status: number;
  readonly data: { readonly description?: string; readonly errors?: readonly object[] } | string;
  readonly requestId: string;
  readonly retryAfter: number;
  readonly apiTarget: string;
}

export interface Page {
  readonly data: any; // eslint-disable-line @typescript-eslint/no-explicit-any -- the client's answers are read by path
  readonly last: boolean;
}

type Callback = (error: Error | null, data?: unknown, extra?: { pageIsLast: boolean }) => void;

/** Turns one of the client's callback calls into a promise. */
export const ask = (call: (done: never) => void): Promise<Page> =>
  new Promise((resolve, reject) => {
    const done: Callback = (error, data, extra) =>
      error === null ? resolve({ data, last: extra?.pageIsLast ?? true }) : reject(error);
    // The declared callback types are looser than what the client passes.
    call(done as never);
  });

export const failure = async (call: (done: never) => void): Promise<VendorError> => {
  const outcome = await ask(call).then(
    () => null,
    (error: unknown) => error,
  );
  expect(outcome).toBeInstanceOf(Freshdesk.FreshdeskError);
  // Just checked: the client's own error class.
  return outcome as VendorError;
};

/** A desk for each test: the sandbox on loopback and the unmodified client, told only where it is. */
export interface VendorDesk {
  sandbox: FreshdeskSandbox;
  served: ServedSandbox;
  client: Freshdesk;
  /** Opens Ann's ticket through the client. */
  create(more?: object): Promise<{ id: number; requester_id: number }>;
}

export const newTicket = (more: object = {}) => ({
  name: 'Ann',
  email: 'ann@example.org',
  subject: 'Broken',
  description: 'It broke.',
  status: 2,
  priority: 1,
  ...more,
});

/** Renews the desk before each test and stops serving after it. */
export function useVendorDesk(): VendorDesk {
  const desk = {} as VendorDesk; // Filled before the first test runs.
  beforeEach(async () => {
    desk.sandbox = createFreshdeskSandbox();
    desk.served = await serve(desk.sandbox);
    const client = new Freshdesk(desk.served.url, desk.sandbox.credentials.apiKey);
    desk.client = client;
    desk.create = async (more) =>
      (await ask((done) => client.createTicket(newTicket(more), done))).data;
    return () => desk.served.close();
  });
  return desk;
}
