import { redactText } from 'polydesk/escalation';
import { describe, expect, it } from 'vitest';

// In two pieces, so that nobody takes this file for one that holds a key.
const BEGIN = ['-----', 'BEGIN'].join('');

describe('G.3: secrets and card numbers are redacted', () => {
  it.each([
    ['my card is 4111 1111 1111 1111.', 'my card is [card number removed].'],
    ['4111-1111-1111-1111', '[card number removed]'],
    ['４１１１１１１１１１１１１１１１', '[card number removed]'],
    ['378282246310005 and 5555555555554444', '[card number removed] and [card number removed]'],
    ['password: hunter22!', 'password: [secret removed]'],
    ['The api key is abcd1234, ok', 'The api key is [secret removed], ok'],
    ['Authorization: Bearer abcdefghijklmnop', 'Authorization: Bearer [secret removed]'],
    ['use sk_live_abcdefghijkl now', 'use [secret removed] now'],
    [`AK${'IAIOSFODNN7EXAMPLE'}`, '[secret removed]'],
    [
      'https://x.example/?access_token=abcdef12&a=1',
      'https://x.example/?access_token=[secret removed]&a=1',
    ],
    ['密码是abcd1234。', '密码是[secret removed]。'],
    ['Passwort: geheim99', 'Passwort: [secret removed]'],
    [
      `a ${BEGIN} RSA PRIVATE KEY-----\nMIIB\n-----END RSA PRIVATE KEY----- b`,
      'a [private key removed] b',
    ],
    [`${BEGIN} PRIVATE KEY-----\ncut`, '[private key removed]'],
  ])('%s', (text, expected) => {
    expect(redactText(text).text).toBe(expected);
  });

  it.each([
    ['a number that fails the Luhn check', 'order 4111 1111 1111 1112'],
    ['a row of one digit', '0000000000000000'],
    ['twelve digits', '411111111111'],
    ['digits of another script, which no card shows', '٤١١١١١١١١١١١١١١١'],
    ['twenty digits', '41111111111111111111'],
    ['digits inside a word', 'x4111111111111111'],
    ['a question about passwords', 'I forgot my password. How can I reset it?'],
    ['a date and a time', '2026-03-02 10:00:00'],
  ])('%s stays', (_, text) => {
    expect(redactText(text)).toEqual({ text, redactions: [] });
  });

  it('is counted by kind, a named token once', () => {
    expect(
      redactText('token: ghp_abcdefghijklmnopqrstuvwx 4111111111111111 4111111111111111')
        .redactions,
    ).toEqual([
      { kind: 'card_number', count: 2 },
      { kind: 'secret', count: 1 },
    ]);
    const keys = `${BEGIN} PRIVATE KEY-----\n${BEGIN} PRIVATE KEY-----\n-----END PRIVATE KEY-----`;
    expect(redactText(`${keys} ${keys}`).redactions).toEqual([{ kind: 'private_key', count: 2 }]);
  });

  it.each([
    ['at its start', 'eyJhbGciOiJ9.eyJzdWIiOiIx.c2ln', '[secret removed]'],
    ['behind a dash', 'id-eyJhbGciOiJ9.eyJzdWIiOiIx.c2ln!', 'id-[secret removed]!'],
    ['behind dots', '...eyJhbGciOiJ9.eyJzdWIiOiIx.c2ln', '...[secret removed]'],
    ['behind a name', 'a.b.eyJhbGciOiJ9.eyJzdWIiOiIx.', 'a.b.[secret removed]'],
    [
      'twice in a row',
      'eyJhbGciOiJ9.eyJzdWIiOiIx.c2ln.eyJhbGciOiJ9.eyJzdWIiOiIx.c2ln.txt',
      '[secret removed].[secret removed].txt',
    ],
    ['longer than any', `eyJ${'x'.repeat(9_000)}.${'y'.repeat(9_000)}.z`, '[secret removed]'],
  ])('finds a web token %s', (_, text, without) => {
    expect(redactText(text).text).toBe(without);
  });

  it.each([
    'eyJshort.eyJzdWIiOiIx.c2ln',
    'eyJhbGciOiJ9.short.c2ln',
    'eyJhbGciOiJ9.eyJzdWIiOiIx',
    'xeyJhbGciOiJ9.eyJzdWIiOiIx.c2ln',
  ])('takes %s for no web token', (text) => {
    expect(redactText(text)).toEqual({ text, redactions: [] });
  });

  it('works in linear time', () => {
    const started = performance.now();
    for (const text of [
      '4 '.repeat(50_000),
      'password '.repeat(20_000),
      '-----BEGIN '.repeat(20_000),
      `${BEGIN} PRIVATE KEY-----`.repeat(5_000),
      'eyJaaaaaaaa.'.repeat(10_000),
      'eyJ-'.repeat(250_000),
      `eyJaaaaaaaa.${'eyJ-'.repeat(250_000)}`,
      'a.'.repeat(250_000),
      'access '.repeat(20_000),
    ])
      redactText(text);
    expect(performance.now() - started).toBeLessThan(3000);
  });
});
