import {
  createWebhookReceiver,
  type WebhookAnswer,
  type WebhookEndpoint,
  type WebhookReceiverOptions,
} from 'polydesk/webhooks';
import { parser, SECRET, signed } from '../support/deliveries.ts';

/** A real receiver behind an endpoint that remembers. */
export interface Receiving {
  readonly endpoint: WebhookEndpoint;
  /** What was answered. */
  readonly answers: readonly WebhookAnswer[];
  /** Which paths were asked for. */
  readonly paths: readonly (string | undefined)[];
  /** Ids of the events that came to a handler. */
  readonly heard: readonly string[];
}

/** Receives by the clock of the machine. */
export function receiving(options: Partial<WebhookReceiverOptions<undefined>> = {}): Receiving {
  const receiver = createWebhookReceiver({ parser, secret: SECRET, ...options });
  const heard: string[] = [];
  receiver.on('*', (event) => void heard.push(event.id));
  const answers: WebhookAnswer[] = [];
  const paths: (string | undefined)[] = [];
  const endpoint: WebhookEndpoint = {
    maxBodyBytes: receiver.maxBodyBytes,
    async receive(delivery, takeOptions) {
      paths.push(delivery.path);
      const answer = await receiver.receive(delivery, takeOptions);
      answers.push(answer);
      return answer;
    },
  };
  return { endpoint, answers, paths, heard };
}

/** The headers of a genuine delivery of this moment. */
export async function signedHeaders(body: string): Promise<Readonly<Record<string, string>>> {
  const { headers } = await signed(body, { at: new Date() });
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}

/** Sends a genuine delivery. */
export const post = async (url: string, body: string): Promise<Response> =>
  fetch(url, { method: 'POST', body, headers: await signedHeaders(body) });
