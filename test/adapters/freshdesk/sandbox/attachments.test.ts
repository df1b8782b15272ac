import { serve } from 'polydesk/sandbox';
import { describe, expect, it } from 'vitest';
import { createClient } from './client.ts';

const fields = { subject: 'Broken', description: 'It broke.', email: 'ann@example.org' };

function formOf(
  values: Readonly<Record<string, string | readonly string[]>>,
  files: Readonly<Record<string, string | Uint8Array>> = {},
): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(values)) {
    for (const item of [value].flat()) form.append(name, item);
  }
  for (const [name, content] of Object.entries(files)) {
    const part = typeof content === 'string' ? content : content.slice().buffer;
    form.append('attachments[]', new Blob([part], { type: 'text/plain' }), name);
  }
  return form;
}

describe('a multipart request', () => {
  it('carries scalars, lists, custom fields and files', async () => {
    const { sandbox, post } = createClient();
    sandbox.seed.field({ type: 'custom_text', label: 'Order' });
    sandbox.seed.field({ type: 'custom_checkbox', label: 'Vip' });
    const bytes = Uint8Array.from({ length: 256 }, (_item, index) => index);
    const form = formOf(
      {
        ...fields,
        subject: 'Ünïcode — "quoted"',
        priority: '3',
        'tags[]': ['a', 'b'],
        'cc_emails[]': 'cc@example.com',
        'custom_fields[cf_order]': 'A-1',
        'custom_fields[cf_vip]': 'true',
      },
      { 'log 1.txt': 'a line\r\n--not a boundary\r\n', 'raw.bin': bytes },
    );
    const { status, body } = await post('/tickets', form);
    expect(status).toBe(201);
    expect(body).toMatchObject({
      subject: 'Ünïcode — "quoted"',
      priority: 3,
      tags: ['a', 'b'],
      cc_emails: ['cc@example.com'],
      custom_fields: { cf_order: 'A-1', cf_vip: true },
    });
    expect(body.attachments).toMatchObject([
      { name: 'log 1.txt', size: 26, content_type: 'text/plain' },
      { name: 'raw.bin', size: 256 },
    ]);
    const raw = await sandbox.fetch(body.attachments[1].attachment_url);
    expect(new Uint8Array(await raw.arrayBuffer())).toEqual(bytes);
    const text = await sandbox.fetch(body.attachments[0].attachment_url);
    expect(await text.text()).toBe('a line\r\n--not a boundary\r\n');
  });

  it('without a boundary has no fields at all', async () => {
    const { sandbox } = createClient();
    const answer = await sandbox.fetch(`${sandbox.url}/api/v2/tickets`, {
      method: 'POST',
      headers: {
        authorization: sandbox.authorization.basic,
        'content-type': 'multipart/form-data',
      },
      body: '--x\r\nContent-Disposition: form-data; name="subject"\r\n\r\nHi\r\n--x--\r\n',
    });
    const { errors } = (await answer.json()) as { errors: { field: string; code: string }[] };
    expect(errors.map(({ field, code }) => [field, code])).toEqual([
      ['subject', 'missing_field'],
      ['description', 'missing_field'],
      ['requester_id', 'missing_field'],
    ]);
  });

  it('is refused with custom fields as JSON text, with dots, and with files that are none', async () => {
    const { sandbox, post } = createClient();
    sandbox.seed.field({ type: 'custom_text', label: 'Order' });
    const errorOf = async (more: Record<string, string>) =>
      (await post('/tickets', formOf({ ...fields, ...more }))).body.errors[0];
    expect(await errorOf({ custom_fields: '{"cf_order":"1"}' })).toEqual({
      field: 'custom_fields',
      message: 'Value set is of type String.It should be a/an key/value pair',
      code: 'datatype_mismatch',
    });
    expect(await errorOf({ 'custom_fields.cf_order': '1' })).toMatchObject({
      code: 'invalid_field',
    });
    expect(await errorOf({ 'attachments[]': 'text' })).toEqual({
      field: 'attachments',
      message: 'It should contain elements of type valid file format only',
      code: 'datatype_mismatch',
    });
  });

  it('adds files to those of the ticket, and leaves its description as sent', async () => {
    const { sandbox, call } = createClient();
    sandbox.seed.ticket({ files: [{ name: 'one.txt', content: '1' }] });
    const { body } = await call(
      'PUT',
      '/tickets/1',
      formOf({ description: 'bare' }, { 'two.txt': '2' }),
    );
    expect(body.description).toBe('bare');
    expect(body.attachments.map((file: { name: string }) => file.name)).toEqual([
      'one.txt',
      'two.txt',
    ]);
  });
});

describe('attachments in JSON', () => {
  it('are refused in the recorded words', async () => {
    const { post } = createClient();
    const errorOf = async (attachments: unknown) =>
      (await post('/tickets', { ...fields, attachments })).body.errors[0];
    expect(await errorOf([])).toEqual({
      field: 'attachments',
      message: 'It should not be blank as this is a mandatory field',
      code: 'invalid_value',
    });
    expect(await errorOf(['https://example.org/a.png'])).toMatchObject({
      code: 'datatype_mismatch',
    });
  });
});

describe('the 20 MB of a ticket', () => {
  it('are counted over ticket and conversations together', async () => {
    const { sandbox, post, get } = createClient();
    const half = new Uint8Array(10 * 1024 * 1024);
    sandbox.seed.ticket({
      files: [{ name: 'a.bin', content: half }],
      conversations: [{ body: 'x', files: [{ name: 'b.bin', content: half }] }],
    });
    const note = (content: string) =>
      post('/tickets/1/notes', formOf({ body: 'x' }, { f: content }));
    const refused = await note('1');
    expect([refused.status, refused.body.errors[0].field]).toEqual([400, 'attachments']);
    const { body } = await get('/tickets/1');
    await sandbox.fetch(`${sandbox.url}/api/v2/attachments/${body.attachments[0].id}`, {
      method: 'DELETE',
      headers: { authorization: sandbox.authorization.basic },
    });
    expect((await note('1')).status).toBe(201);
    expect((await get('/tickets/1')).body.attachments).toEqual([]);
  });
});

describe('a link to a file', () => {
  const seeded = (options = {}) => {
    const client = createClient(options);
    client.sandbox.seed.ticket({ files: [{ name: 'a b.txt', content: 'hello' }] });
    const link = async (): Promise<string> =>
      (await client.get('/tickets/1')).body.attachments[0].attachment_url;
    return { ...client, link };
  };

  it('is presigned for five minutes of the sandbox’s clock, and made anew by each read', async () => {
    const { sandbox, link } = seeded();
    const url = await link();
    expect(new URL(url).host).toBe('s3.amazonaws.com');
    expect(new URL(url).searchParams.get('X-Amz-Expires')).toBe('300');
    sandbox.clock.advance(300_000);
    expect(await (await sandbox.fetch(url)).text()).toBe('hello');
    sandbox.clock.advance(1000);
    const expired = await sandbox.fetch(url);
    expect([expired.status, await expired.text()]).toEqual([
      403,
      expect.stringContaining('Request has expired'),
    ]);
    expect((await sandbox.fetch(await link())).status).toBe(200);
  });

  it('refuses the account’s key, and the sandbox remembers that it was sent', async () => {
    const { sandbox, link } = seeded();
    const headers = { authorization: sandbox.authorization.basic };
    const refused = await sandbox.fetch(await link(), { headers });
    expect(refused.status).toBe(400);
    expect(sandbox.state.fileHost).toMatchObject([{ authorization: '[redacted]' }]);
    await sandbox.fetch(await link());
    expect(sandbox.state.fileHost.at(-1)).toMatchObject({ authorization: null });
  });

  it('does not outlive a change of its signature, and costs no budget', async () => {
    const { sandbox, link, get } = seeded();
    const url = new URL(await link());
    url.searchParams.set('X-Amz-Date', '20260302T090100Z');
    expect((await sandbox.fetch(url)).status).toBe(403);
    const before = Number((await get('/agents/me')).headers.get('x-ratelimit-remaining'));
    await sandbox.fetch(await link());
    const after = Number((await get('/agents/me')).headers.get('x-ratelimit-remaining'));
    // The link itself cost one read of the ticket.
    expect(before - after).toBe(2);
  });

  it('lies on another origin when it is served', async () => {
    const { sandbox } = seeded();
    const served = await serve(sandbox);
    const headers = { authorization: sandbox.authorization.basic };
    const answer = await fetch(`${served.url}/api/v2/tickets/1`, { headers });
    const { attachments } = (await answer.json()) as { attachments: { attachment_url: string }[] };
    const url = attachments[0]?.attachment_url ?? '';
    expect(new URL(url).origin).toBe(served.origins['files']);
    expect(new URL(url).origin).not.toBe(served.url);
    expect(await (await fetch(url)).text()).toBe('hello');
    await served.close();
  });

  it('shows a contact’s picture, which must be one', async () => {
    const { call, post } = createClient();
    const { id } = (await post('/contacts', { name: 'Ann', email: 'ann@example.org' })).body;
    const upload = (name: string) => {
      const form = new FormData();
      form.append('avatar', new Blob(['x'], { type: 'image/png' }), name);
      return call('PUT', `/contacts/${id}`, form);
    };
    expect((await upload('me.png')).body.avatar).toMatchObject({ name: 'me.png', size: 1 });
    expect((await upload('me.gif')).status).toBe(400);
  });
});
