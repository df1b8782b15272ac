import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { bodyOf } from '../support/deliveries.ts';
import { sendRaw } from './raw-socket.ts';
import { post, receiving, signedHeaders } from './receiving.ts';
import { PARSED_BEFORE, type RunningServer, SERVERS, type StartServer } from './servers.ts';

const open: RunningServer[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

/** A real receiver behind a real framework. */
async function serve(start: StartServer, options: { readonly maxBodyBytes?: number } = {}) {
  const { endpoint, ...received } = receiving(options);
  const server = await start(endpoint);
  open.push(server);
  return { ...server, ...received };
}

describe.each(Object.entries(SERVERS))('%s', (_, start) => {
  it('hands a genuine delivery on, byte by byte, with its path', async () => {
    const { url, heard, paths } = await serve(start);
    const body = `${JSON.stringify(JSON.parse(bodyOf({ detail: { subject: 'Grüße 😀' } })), null, 3)}\n`;
    const response = await post(url, body);
    expect([response.status, await response.text()]).toEqual([200, '']);
    expect(heard).toEqual(['zendesk:acme:e1']);
    expect(paths).toEqual(['/hooks/zendesk/acme']);
  });

  it('refuses what was tampered with', async () => {
    const { url, heard } = await serve(start);
    const headers = await signedHeaders(bodyOf());
    const body = bodyOf().replace('URGENT', 'LOW');
    const response = await fetch(url, {
      method: 'POST',
      body,
      headers,
    });
    expect([response.status, await response.text()]).toEqual([401, '']);
    expect(heard).toEqual([]);
  });

  it('takes headers in any case', async () => {
    const { url } = await serve(start);
    const headers = await signedHeaders(bodyOf());
    const shouted = Object.entries(headers).map(([name, value]) => [name.toUpperCase(), value]);
    const response = await fetch(url, {
      method: 'POST',
      body: bodyOf(),
      headers: Object.fromEntries(shouted),
    });
    expect(response.status).toBe(200);
  });

  it('believes no signature that came twice', async () => {
    const { url, heard } = await serve(start);
    const headers = await signedHeaders(bodyOf());
    const twice = Object.entries(headers).flatMap(([name, value]) => [
      [name, value],
      ...(name.toLowerCase() === 'x-zendesk-webhook-signature' ? [[name, 'AAAA']] : []),
    ]);
    const sent = await sendRaw(url, { headers: twice, body: bodyOf() });
    expect(sent.split('\r\n')[0]).toBe('HTTP/1.1 401 Unauthorized');
    expect(heard).toEqual([]);
  });

  it('refuses a body over the limit, and goes on serving', async () => {
    const { url, heard } = await serve(start, { maxBodyBytes: 2000 });
    const large = await post(url, bodyOf({ detail: { subject: 'x'.repeat(100_000) } }));
    expect(large.status).toBe(413);
    expect((await post(url, bodyOf())).status).toBe(200);
    expect(heard).toEqual(['zendesk:acme:e1']);
  });

  it('refuses a packed body, whoever unpacked it', async () => {
    const { url, heard } = await serve(start);
    const headers = await signedHeaders(bodyOf());
    const response = await fetch(url, {
      method: 'POST',
      body: new Uint8Array(gzipSync(bodyOf())),
      headers: { ...headers, 'content-encoding': 'gzip' },
    });
    expect(response.status).toBe(415);
    expect(heard).toEqual([]);
  });

  it('takes many at the same time', async () => {
    const { url, heard } = await serve(start);
    const ids = Array.from({ length: 20 }, (_entry, index) => `e${index}`);
    const work = ids.map((id) => post(url, bodyOf({ id, ticketId: String(id.length) })));
    expect((await Promise.all(work)).map(({ status }) => status)).toEqual(ids.map(() => 200));
    expect([...heard].sort()).toEqual(ids.map((id) => `zendesk:acme:${id}`).sort());
  });

  it('survives a sender that goes away in the middle', async () => {
    const { url, heard } = await serve(start);
    const { port, pathname } = new URL(url);
    await new Promise<void>((resolve) => {
      const socket = connect(Number(port), '127.0.0.1', () => {
        socket.write(
          `POST ${pathname} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n{"half":`,
        );
        setTimeout(() => socket.destroy(), 20);
      });
      socket.on('close', () => resolve());
    });
    expect((await post(url, bodyOf())).status).toBe(200);
    expect(heard).toEqual(['zendesk:acme:e1']);
  });

  it('says nothing of what is wrong inside', async () => {
    const server = await start({
      maxBodyBytes: 1000,
      receive: () => Promise.reject(new Error('secret of the house')),
    });
    open.push(server);
    const response = await post(server.url, '{}');
    expect([response.status, await response.text()]).toEqual([500, '']);
  });
});

describe.each(Object.entries(PARSED_BEFORE))(
  'a body that was parsed before, in %s',
  (name, start) => {
    it('is refused so that the provider comes again, and the error names the way out', async () => {
      const { url, heard, answers } = await serve(start);
      expect((await post(url, bodyOf())).status).toBe(503);
      expect(heard).toEqual([]);
      expect(answers).toMatchObject([
        { result: 'unavailable', error: { reason: 'body_already_parsed' } },
      ]);
      expect(answers[0]?.error?.message).toContain(name === 'node:http' ? 'raw' : name);
    });
  },
);
