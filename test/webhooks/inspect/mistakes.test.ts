import { describe, expect, it } from 'vitest';
import {
  CANARY,
  causesOf,
  freshdesk,
  inspect,
  intercom,
  type Mistake,
  SECRET,
  SENDERS,
  type Sender,
  SIGNING,
  zendesk,
} from './genuine.ts';

type Headers = Readonly<Record<string, string>>;

/** A mistake, how it is made, and what is to be said of it. */
type Row = readonly [
  mistake: string,
  make: (headers: Headers, sender: Sender) => Mistake | Promise<Mistake>,
  cause: string,
  says: string,
];

const json = (body: string): unknown => JSON.parse(body);
const without = (headers: Headers, name: string): Headers =>
  Object.fromEntries(Object.entries(headers).filter(([key]) => key !== name));
const renamed = (headers: Headers, rename: (name: string) => string): Headers =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [rename(name), value]));

const SECRETS: readonly Row[] = [
  [
    'a line feed behind it',
    () => ({ secret: `${SECRET}\n` }),
    'wrong_secret',
    'white space around',
  ],
  ['spaces around it', () => ({ secret: `  ${SECRET} ` }), 'wrong_secret', 'white space around'],
  ['quotes around it', () => ({ secret: `"${SECRET}"` }), 'wrong_secret', 'quotes around'],
  ['a written-out \\n behind it', () => ({ secret: `${SECRET}\\n` }), 'wrong_secret', '\\n'],
  ['a zero-width space in it', () => ({ secret: `\u200B${SECRET}` }), 'wrong_secret', 'invisible'],
  ['it was decoded', () => ({ secret: atob(SECRET) }), 'wrong_secret', 'had decoded it'],
  ['it was encoded', () => ({ secret: btoa(SECRET) }), 'wrong_secret', 'decoded from base64'],
  ['its “=” was lost', () => ({ secret: SECRET.slice(0, -1) }), 'wrong_secret', 'put back'],
  [
    'the variable with it',
    () => ({ secret: `WEBHOOK_SECRET=${SECRET}` }),
    'wrong_secret',
    'variable',
  ],
  ['a word before it', () => ({ secret: `Bearer ${SECRET}` }), 'wrong_secret', 'word before'],
  ['percent-encoded', () => ({ secret: encodeURIComponent(SECRET) }), 'wrong_secret', 'percent'],
  ['two in one text', () => ({ secret: `older-one,${SECRET}` }), 'wrong_secret', 'one of several'],
  ['none', () => ({ secret: '' }), 'secret_missing', 'No secret'],
  ['only empty ones', () => ({ secret: ['', ''] }), 'secret_missing', 'No secret'],
];

const LF = /\n/g;

const BODIES: readonly Row[] = [
  [
    'parsed and serialized',
    (_headers, { body }) => ({ rawBody: JSON.stringify(json(body)) }),
    'body_reserialized',
    'an indentation of 3 spaces and a line feed at the end',
  ],
  [
    'parsed and serialized with 2 spaces',
    (_headers, { body }) => ({ rawBody: JSON.stringify(json(body), null, 2) }),
    'body_reserialized',
    '3 spaces',
  ],
  [
    'its last line feed was cut off',
    (_headers, { body }) => ({ rawBody: body.trimEnd() }),
    'body_changed',
    'a line feed added at the end',
  ],
  [
    'a line feed came behind it',
    (_headers, { body }) => ({ rawBody: `${body}\n` }),
    'body_changed',
    'the line feed at the end removed',
  ],
  [
    'its line feeds became CR LF',
    (_headers, { body }) => ({ rawBody: body.replace(LF, '\r\n') }),
    'body_changed',
    'CR LF turned into line feeds',
  ],
  [
    'a byte order mark came before it',
    (_headers, { body }) => ({ rawBody: new TextEncoder().encode(`\uFEFF${body}`) }),
    'body_changed',
    'the byte order mark removed',
  ],
  [
    'it was decoded as Latin-1',
    (_headers, { body }) => ({ rawBody: Buffer.from(body).toString('latin1') }),
    'body_changed',
    'Latin-1',
  ],
  [
    'its text was sanitized',
    (_headers, { body }) => ({ rawBody: body.replaceAll('<', '&lt;').replaceAll('>', '&gt;') }),
    'body_changed',
    'HTML entities',
  ],
  [
    'it was put into JSON once more',
    (_headers, { body }) => ({ rawBody: JSON.stringify(body) }),
    'double_encoded_body',
    'JSON text',
  ],
  [
    'it was left in base64',
    (_headers, { body }) => ({ rawBody: Buffer.from(body).toString('base64') }),
    'double_encoded_body',
    'base64',
  ],
  [
    'the whole event of the gateway was taken for it',
    (_headers, { body }) => ({
      rawBody: JSON.stringify({
        isBase64Encoded: true,
        body: Buffer.from(body).toString('base64'),
      }),
    }),
    'double_encoded_body',
    'member “body” decoded from base64',
  ],
  [
    'it was parsed',
    (_headers, { body }) => ({ rawBody: json(body) }),
    'body_already_parsed',
    'luck',
  ],
  [
    'it was parsed as a form',
    (_headers, { body }) => ({ rawBody: { [body]: '' } }),
    'body_already_parsed',
    'as if it were a form',
  ],
  [
    'its buffer went through JSON',
    (_headers, { body }) => ({ rawBody: json(JSON.stringify(Buffer.from(body))) }),
    'body_already_parsed',
    'numbers',
  ],
  ['it is longer than allowed', () => ({ maxBodyBytes: 100 }), 'body_too_large', 'proof is right'],
];

const HEADERS: readonly Row[] = [
  [
    'one is named differently',
    (headers, { proof }) => ({
      headers: renamed(headers, (name) => (name === proof ? name.replace(/^X-/, '') : name)),
    }),
    'missing_header',
    'it verifies with',
  ],
  [
    'they are named as in CGI',
    (headers) => ({
      headers: renamed(headers, (name) => `HTTP_${name.toUpperCase().replaceAll('-', '_')}`),
    }),
    'missing_header',
    'under their own names',
  ],
  [
    'quotes came around the proof',
    (headers, { proof }) => ({ headers: { ...headers, [proof]: `"${headers[proof]}"` } }),
    'malformed_header',
    'quotes',
  ],
  [
    'the proof came twice',
    (headers, { proof }) => ({
      headers: { ...headers, [proof]: `${headers[proof]}, ${headers[proof]}` },
    }),
    'malformed_header',
    'came twice',
  ],
  [
    'its proof was left out of the recording',
    (headers, { proof }) => ({ headers: { ...headers, [proof]: '[redacted]' } }),
    'redacted_header',
    'left out',
  ],
  [
    'a proxy dropped all but everyday ones',
    () => ({
      headers: { Host: 'a.example', 'Content-Type': 'application/json', Via: '1.1 proxy' },
    }),
    'missing_header',
    'everyday',
  ],
  ['there are none', () => ({ headers: {} }), 'missing_header', 'no headers at all'],
];

const rowsOf = (senders: readonly Sender[], rows: readonly Row[]) =>
  senders.flatMap((sender) => rows.map((row) => [sender.name, row[0], sender, row] as const));

async function check(sender: Sender, [, make, cause, says]: Row): Promise<void> {
  const mistake = await make(await sender.sign(sender.body), sender);
  const diagnosis = await inspect(sender, mistake);
  expect(diagnosis.verified).toBe(false);
  expect(diagnosis.events).toEqual([]);
  expect(causesOf(diagnosis)).toEqual([`${cause} certain`]);
  expect(diagnosis.findings[0]?.detail).toContain(says);
  expect(diagnosis.findings[0]?.fix).not.toBe('');
}

describe('a genuine delivery with a mistake in the secret', () => {
  it.each(rowsOf(SENDERS, SECRETS))('of %s: %s', (_name, _mistake, sender, row) =>
    check(sender, row),
  );
});

describe('a genuine delivery with a mistake in the body', () => {
  it.each(rowsOf(SIGNING, BODIES))('of %s: %s', (_name, _mistake, sender, row) =>
    check(sender, row),
  );
});

describe('a genuine delivery with a mistake in the headers', () => {
  it.each(rowsOf(SENDERS, HEADERS))('of %s: %s', (_name, _mistake, sender, row) =>
    check(sender, row),
  );
});

describe('the proof of one provider', () => {
  it('of Intercom without its prefix', async () => {
    const headers = await intercom.sign(intercom.body);
    const bare = { 'x-hub-signature': headers['X-Hub-Signature']?.replace('sha1=', '') ?? '' };
    const diagnosis = await inspect(intercom, { headers: bare });
    expect(diagnosis.reason).toBe('malformed_header');
    expect(causesOf(diagnosis)).toEqual(['malformed_header certain']);
    expect(diagnosis.findings[0]?.detail).toContain('sha1=');
  });

  it('of Intercom cannot be read at all', async () => {
    const diagnosis = await inspect(intercom, { headers: { 'X-Hub-Signature': 'yes' } });
    expect(causesOf(diagnosis)).toEqual(['malformed_header certain']);
    expect(diagnosis.findings[0]?.detail).toContain('x-hub-signature');
  });

  it('of Zendesk whose plus signs became spaces', async () => {
    // One of these signatures has a plus sign in it.
    for (let number = 0; ; number += 1) {
      const body = `{"number":${number}}`;
      const headers = await zendesk.sign(body);
      const signature = headers[zendesk.proof] ?? '';
      if (!signature.includes('+')) continue;
      const spaced = { ...headers, [zendesk.proof]: signature.replaceAll('+', ' ') };
      const diagnosis = await inspect(zendesk, { rawBody: body, headers: spaced });
      expect(diagnosis.findings[0]?.detail).toContain('“+”');
      return;
    }
  });

  it('of Zendesk without the timestamp beside it', async () => {
    const headers = without(
      await zendesk.sign(zendesk.body),
      'X-Zendesk-Webhook-Signature-Timestamp',
    );
    const { findings } = await inspect(zendesk, { headers });
    expect(findings[0]).toMatchObject({ cause: 'missing_header' });
    expect(findings[0]?.detail).toContain('x-zendesk-webhook-signature-timestamp');
  });

  it('of Freshdesk in HTTP Basic instead of the header', async () => {
    const headers = { Authorization: `Basic ${btoa(`polydesk:${SECRET}`)}` };
    const diagnosis = await inspect(freshdesk, { headers });
    expect(causesOf(diagnosis)).toEqual(['missing_header certain']);
    expect(diagnosis.findings[0]?.detail).toContain('the password in authorization');
  });

  it('of Freshdesk in a header of another name', async () => {
    const diagnosis = await inspect(freshdesk, { headers: { 'X-Polydesk': SECRET } });
    expect(causesOf(diagnosis)).toEqual(['missing_header certain']);
    expect(diagnosis.findings[0]?.detail).toContain('x-polydesk');
  });
});

describe('what no change can undo', () => {
  it.each(SIGNING)('with $name: the secret of another webhook', async (sender) => {
    const headers = await sender.sign(sender.body, 'the-secret-of-another-webhook');
    const diagnosis = await inspect(sender, { headers });
    expect(causesOf(diagnosis)).toEqual(['wrong_secret likely', 'body_changed possible']);
  });

  it.each(SIGNING)('with $name: a body that was cut off', async (sender) => {
    const length = String(new TextEncoder().encode(sender.body).length);
    const headers = { ...(await sender.sign(sender.body)), 'Content-Length': length };
    const diagnosis = await inspect(sender, { headers, rawBody: sender.body.slice(0, 300) });
    expect(causesOf(diagnosis)).toEqual(['body_changed likely', 'wrong_secret possible']);
    expect(diagnosis.findings[0]?.detail).toContain('300 bytes');
    expect(diagnosis.findings[0]?.detail).toContain(length);
  });

  it.each(SIGNING)('with $name: a body that was decoded piece by piece', async (sender) => {
    const headers = await sender.sign(sender.body);
    const diagnosis = await inspect(sender, {
      headers,
      rawBody: sender.body.replace('é', '\uFFFD\uFFFD'),
    });
    expect(causesOf(diagnosis)).toEqual(['body_changed likely', 'wrong_secret possible']);
    expect(diagnosis.findings[0]?.detail).toContain('U+FFFD');
  });

  it.each(SIGNING)('with $name: a body that something has read before', async (sender) => {
    const headers = { ...(await sender.sign(sender.body)), 'Content-Length': '812' };
    const diagnosis = await inspect(sender, { headers, rawBody: '' });
    expect(causesOf(diagnosis)).toEqual(['empty_body certain', 'wrong_secret possible']);
    expect(diagnosis.findings[0]?.detail).toContain('812');
  });
});

describe('two mistakes at once', () => {
  it('are both told: a secret with white space and a body that was parsed', async () => {
    const rawBody = JSON.stringify(JSON.parse(zendesk.body));
    const diagnosis = await inspect(zendesk, { rawBody, secret: `${SECRET} ` });
    expect(causesOf(diagnosis)).toEqual(['wrong_secret certain', 'body_reserialized certain']);
  });

  it('are both told: a renamed header and a body that was parsed', async () => {
    const { [intercom.proof]: signature = '' } = await intercom.sign(intercom.body);
    const diagnosis = await inspect(intercom, {
      rawBody: JSON.stringify(JSON.parse(intercom.body)),
      headers: { 'Hub-Signature': signature },
    });
    expect(causesOf(diagnosis)).toEqual(['missing_header certain', 'body_reserialized certain']);
  });
});

it('has a body in which nothing is shown that stands in it', () => {
  for (const { body } of SENDERS) expect(body).toContain(CANARY);
});
