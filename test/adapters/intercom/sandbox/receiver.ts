import { createClient } from './client.ts';

export const endpoint = 'https://hook.example.org/in';

export interface Received {
  readonly headers: Headers;
  readonly text: string;
  /** Test code reads it by path. */
  readonly body: any; // eslint-disable-line @typescript-eslint/no-explicit-any -- as above
}

/** A sandbox whose notifications arrive in a list; each answer is taken from `answers`, else 200. */
export function createReceiver(options = {}, answers: Response[] = [], topics?: readonly string[]) {
  const received: Received[] = [];
  const send = async (request: Request) => {
    const text = await request.text();
    received.push({ headers: request.headers, text, body: JSON.parse(text) });
    return answers.shift() ?? new Response('ok');
  };
  const client = createClient({
    botParts: false,
    ...options,
    webhooks: { endpoint, send, timeoutMs: 50, ...(topics === undefined ? {} : { topics }) },
  });
  const { webhooks } = client.sandbox;
  const itemsOf = (topic: string) =>
    received.filter(({ body }) => body.topic === topic).map(({ body }) => body.data.item);
  // Every notification has its topic, which is a text.
  const topicsOf = () => received.map(({ body }) => body.topic as string);
  return { client, received, itemsOf, topicsOf, deliver: () => webhooks.deliver() };
}
