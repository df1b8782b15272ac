import { ConfigurationError, ProviderError } from 'polydesk';
import { describe, expect, it } from 'vitest';
import { connect } from '../support/connect.ts';

const text = 'time,error\n09:00,timeout\n';
const data = new TextEncoder().encode(text);
const file = { fileName: 'log of today.csv', contentType: 'text/csv', data };
// From sha256sum, for the text above.
const SHA256 = '0db771deec9b618de5043524e13094da4b6eef9be37a89577d9c24d101992983';

/** A ticket with a note that carries the file. */
async function withFile() {
  const account = connect();
  const { desk, sandbox } = account;
  const { id } = sandbox.seed.ticket();
  const upload = await desk.attachments.upload(file);
  const { value: note } = await desk.messages.note(String(id), {
    body: { text: 'See the log' },
    attachments: [upload],
  });
  return { ...account, id, upload, note };
}

describe('an upload', () => {
  it('sends the bytes with their type and name, and gives the token to use', async () => {
    const { desk, sandbox, sent } = connect();
    const upload = await desk.attachments.upload(file);
    expect(sent()).toHaveLength(1);
    expect(sent()[0]).toMatchObject({
      method: 'POST',
      path: '/api/v2/uploads',
      body: text,
      status: 201,
    });
    expect(sent()[0]?.query.get('filename')).toBe('log of today.csv');
    expect(sent()[0]?.headers['content-type']).toBe('text/csv');
    expect(upload).toEqual({
      token: [...sandbox.state.uploads.keys()][0],
      fileName: 'log of today.csv',
      contentType: 'text/csv',
      size: data.length,
      expiresAt: new Date(sandbox.clock.now() + 3 * 24 * 60 * 60_000),
    });
  });

  it('takes a Blob and an ArrayBuffer as well, byte for byte', async () => {
    const { desk, sandbox } = connect();
    const bytes = new Uint8Array([0, 255, 128, 10, 13]);
    await desk.attachments.upload({ ...file, data: new Blob([bytes]) });
    await desk.attachments.upload({ ...file, data: bytes.buffer });
    const stored = [...sandbox.state.attachments.rows.values()].map((row) => [...row.bytes]);
    expect(stored).toEqual([[...bytes], [...bytes]]);
  });

  it('is repeated when its answer was lost: an upload that nobody uses is thrown away', async () => {
    const { desk, sandbox, sent } = connect();
    sandbox.faults.inject({ method: 'POST', fault: { kind: 'commit-then-drop' } });
    const upload = await desk.attachments.upload(file);
    expect(sent().map(({ status }) => status)).toEqual([null, 201]);
    expect(sandbox.state.uploads.has(upload.token)).toBe(true);
  });

  it('of nothing is refused by Zendesk', async () => {
    const { desk } = connect();
    await expect(
      desk.attachments.upload({ ...file, data: new Uint8Array() }),
    ).rejects.toMatchObject({ code: 'validation_failed', status: 422 });
  });
});

describe('a file on a message', () => {
  it('is put there by its token and read back with the thread', async () => {
    const { desk, sandbox, sent, id, upload, note } = await withFile();
    expect(sent().at(-1)?.body).toEqual({
      ticket: { comment: { body: 'See the log', public: false, uploads: [upload.token] } },
    });
    expect(note.attachments).toMatchObject([{ fileName: 'log of today.csv', size: data.length }]);
    expect(sandbox.state.uploads.get(upload.token)?.used).toBe(true);
    const thread = await desk.messages.list(String(id)).toArray({ limit: 10 });
    const [read] = thread.at(-1)?.attachments ?? [];
    expect(read).toMatchObject({
      fileName: 'log of today.csv',
      contentType: 'text/csv',
      size: data.length,
      isInline: false,
      messageId: thread.at(-1)?.id,
    });
    expect(await desk.attachments.get(read?.id ?? '')).toMatchObject({
      id: read?.id,
      fileName: 'log of today.csv',
      url: read?.url,
      messageId: null,
    });
  });

  it('cannot be used a second time', async () => {
    const { desk, id, upload } = await withFile();
    await expect(
      desk.messages.note(String(id), { body: { text: 'Again' }, attachments: [upload] }),
    ).rejects.toBeInstanceOf(ProviderError);
  });
});

describe('a download', () => {
  it('follows the redirect to the file host, which never sees the credentials', async () => {
    const { desk, sandbox, sent, forget, note } = await withFile();
    forget();
    const [attachment] = note.attachments;
    const download = await desk.attachments.download({ url: attachment?.url ?? null });
    expect(new TextDecoder().decode(download.data)).toBe(text);
    expect(download).toMatchObject({ contentType: 'text/csv', sha256: SHA256 });
    expect(sandbox.requests.map(({ host, status }) => [host, status])).toEqual([
      ['account', 302],
      ['files', 200],
    ]);
    const [own, foreign] = sent();
    expect(own?.headers).toHaveProperty('authorization');
    expect(foreign?.headers).not.toHaveProperty('authorization');
    expect(foreign?.headers).not.toHaveProperty('cookie');
    expect(sandbox.state.fileHost).toMatchObject([{ authorization: null }]);
  });

  it('does not send the credentials to another host that a message names', async () => {
    const { desk, sandbox } = await withFile();
    const token = [...sandbox.state.attachments.rows.values()][0]?.token;
    const url = `${sandbox.origins['files']}/attachment/${token}/log.csv`;
    await desk.attachments.download({ url });
    expect(sandbox.state.fileHost).toMatchObject([{ authorization: null }]);
  });

  it('stops at the size it is given', async () => {
    const { desk, note } = await withFile();
    const [attachment] = note.attachments;
    await expect(
      desk.attachments.download({ url: attachment?.url ?? null }, { maxBytes: 10 }),
    ).rejects.toMatchObject({ code: 'limit_exceeded' });
  });

  it('needs a URL, and one that is https', async () => {
    const { desk, sent } = connect();
    await expect(desk.attachments.download({ url: null })).rejects.toThrow(ConfigurationError);
    await expect(desk.attachments.download({ url: 'http://files.example/a.csv' })).rejects.toThrow(
      ConfigurationError,
    );
    expect(sent()).toEqual([]);
  });
});
