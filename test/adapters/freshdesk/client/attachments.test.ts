import { describe, expect, it } from 'vitest';
import { connect } from '../support/connect.ts';

async function withFile() {
  const connection = connect();
  const { id } = connection.sandbox.seed.ticket({
    files: [{ name: 'log.txt', content: 'boom' }],
  });
  const [first] = await connection.desk.messages.list(String(id)).toArray({ limit: 1 });
  const [file] = first?.attachments ?? [];
  if (file === undefined) throw new Error('The ticket has no file.');
  connection.forget();
  return { ...connection, ticketId: String(id), file };
}

describe('files', () => {
  it('are fetched from their signed link without credentials', async () => {
    const { desk, file, sent } = await withFile();
    const { data, sha256, contentType } = await desk.attachments.download(file);
    expect(new TextDecoder().decode(data)).toBe('boom');
    expect(contentType).toMatch(/^text\/plain/);
    expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(sent()).toHaveLength(1);
    // The store refuses a signed link with a second way of login beside it.
    expect(sent()[0]?.headers.has('authorization')).toBe(false);
    expect(file).toMatchObject({ requiresAuth: false });
    expect(file.urlExpiresAt).not.toBeNull();
  });

  it('are fetched by a fresh link after the old one has run out', async () => {
    const { desk, file, ticketId, sandbox } = await withFile();
    sandbox.clock.advance(301_000);
    const late = await desk.attachments.download(file).catch((reason: unknown) => reason);
    expect(late).toMatchObject({ provider: 'freshdesk', status: 403 });
    const [first] = await desk.messages.list(ticketId).toArray({ limit: 1 });
    const [fresh] = first?.attachments ?? [];
    const { data } = await desk.attachments.download(fresh ?? { url: null });
    expect(data).toHaveLength(4);
  });

  it('are taken off their message', async () => {
    const { desk, file, ticketId, sent } = await withFile();
    await desk.attachments.delete(file.id ?? '');
    expect(sent()[0]).toMatchObject({
      method: 'DELETE',
      path: `/api/v2/attachments/${file.externalId}`,
    });
    const [first] = await desk.messages.list(ticketId).toArray({ limit: 1 });
    expect(first?.attachments).toEqual([]);
  });

  it('cannot be named by an upload that Freshdesk does not have', async () => {
    const { desk, ticketId, sent } = await withFile();
    const upload = {
      token: 'tok-1',
      fileName: 'a.txt',
      contentType: null,
      size: null,
      expiresAt: null,
    };
    await expect(
      desk.messages.note(ticketId, { body: { text: 'See' }, attachments: [upload] }),
    ).rejects.toMatchObject({ code: 'validation_failed', issues: [{ path: 'attachments.0' }] });
    expect(sent()).toEqual([]);
  });
});
