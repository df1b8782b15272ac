import { afterEach, describe, expect, it } from 'vitest';
import {
  type Answerer,
  createTestHttp,
  type Loopback,
  rejection,
  SECRET,
  startLoopback,
} from './support/loopback.ts';

const open: Loopback[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});
async function serve(answer: Answerer): Promise<Loopback> {
  const server = await startLoopback(answer);
  open.push(server);
  return server;
}
const adapters = [
  ['the http adapter', {}],
  [
    'a passed fetch',
    { fetch: (url: string | URL | Request, init?: RequestInit) => fetch(url, init) },
  ],
] as const;
const file: Answerer = (_seen, response) => {
  response.writeHead(200, { 'content-type': 'image/png' }).end(Buffer.from([1, 0, 255]));
};
const redirect =
  (location: string): Answerer =>
  (_seen, response) => {
    response.writeHead(302, { location }).end();
  };

describe.each(adapters)('downloads over %s', (_name, adapter) => {
  it('sends credentials to the account, and none to where it redirects', async () => {
    const files = await serve(file);
    const account = await serve((seen, response, count, socket) =>
      (seen.url === '/start' ? redirect('/next') : redirect(`${files.url}/signed?s=1`))(
        seen,
        response,
        count,
        socket,
      ),
    );
    const http = createTestHttp(account.url, { ...adapter, headers: { 'x-app-secret': 'abc' } });
    const download = await http.download(`${account.url}/start`);
    expect({ ...download, bytes: [...download.bytes] }).toEqual({
      status: 200,
      contentType: 'image/png',
      bytes: [1, 0, 255],
    });
    expect(account.seen.map(({ headers }) => headers.authorization)).toEqual([SECRET, SECRET]);
    expect(files.seen[0]?.url).toBe('/signed?s=1');
    expect(files.seen[0]?.headers).not.toHaveProperty('authorization');
    expect(files.seen[0]?.headers).not.toHaveProperty('x-app-secret');
  });

  it('sends no credentials back to the account when a foreign server points there', async () => {
    const account = await serve(file);
    const files = await serve(redirect(`${account.url}/admin`));
    await createTestHttp(account.url, adapter).download(`${files.url}/f`);
    expect(account.seen[0]?.headers).not.toHaveProperty('authorization');
  });

  it('refuses files that are longer than allowed, announced or not', async () => {
    const account = await serve((seen, response) => {
      if (seen.url === '/announced')
        response.writeHead(200, { 'content-length': '1000' }).end('x'.repeat(1000));
      else {
        response.writeHead(200);
        response.write('x'.repeat(600));
        response.end('x'.repeat(400));
      }
    });
    const http = createTestHttp(account.url, adapter);
    for (const path of ['/announced', '/chunked']) {
      const error = await rejection(http.download(`${account.url}${path}`, { maxBytes: 999 }));
      expect(error).toMatchObject({ code: 'limit_exceeded' });
      expect((await http.download(`${account.url}${path}`, { maxBytes: 1000 })).bytes).toHaveLength(
        1000,
      );
    }
    expect(account.seen).toHaveLength(4);
  });

  it('gives up after five redirects', async () => {
    const account = await serve(redirect('/again'));
    const error = await rejection(
      createTestHttp(account.url, adapter).download(`${account.url}/again`),
    );
    expect(error).toMatchObject({ code: 'limit_exceeded' });
    expect(account.seen).toHaveLength(6);
  });

  it('repeats a download that broke off', async () => {
    const account = await serve((seen, response, count, socket) =>
      count === 1 ? socket.resetAndDestroy() : file(seen, response, count, socket),
    );
    const download = await createTestHttp(account.url, adapter).download(`${account.url}/f`);
    expect(download.bytes).toHaveLength(3);
  });
});

describe('where files may come from', () => {
  const answerWith = (location: string | null) => {
    const asked: string[] = [];
    const fetch = (async (url: string | URL | Request) => {
      asked.push(String(url));
      return location !== null && asked.length === 1
        ? new Response(null, { status: 302, headers: { location } })
        : new Response('file');
    }) as typeof globalThis.fetch;
    return { asked, http: createTestHttp('https://desk.example', { fetch }) };
  };

  it.each([
    'http://files.example/f',
    'http://localhost:8080/admin',
    'https://127.0.0.1/admin',
    'file:///etc/passwd',
    'https://u:p@files.example/',
  ])('does not follow a redirect to %s', async (location) => {
    const { asked, http } = answerWith(location);
    expect(await rejection(http.download('https://desk.example/f'))).toMatchObject({
      code: 'configuration_invalid',
    });
    expect(asked).toEqual(['https://desk.example/f']);
  });

  it('fetches from another https host when asked to', async () => {
    const { asked, http } = answerWith(null);
    await http.download('https://files.example/f');
    expect(asked).toEqual(['https://files.example/f']);
  });
});
