import { ConfigurationError } from 'polydesk';
import { createIntercom } from 'polydesk/intercom';
import { describe, expect, it } from 'vitest';
import { readOptions, versionNumber } from '../../../adapters/intercom/options.ts';

const credentials = { accessToken: 'secret-of-the-tests' };
// What a caller without types can pass.
const read = (options: Readonly<Record<string, unknown>> = {}) =>
  readOptions({ workspaceId: 'abc123de', credentials, ...options });

describe('options', () => {
  it('fill in what was left out', () => {
    expect(read()).toMatchObject({
      account: 'abc123de',
      origin: 'https://api.intercom.io',
      apiVersion: '2.16',
      adminId: null,
      read: 'conversations',
      callerKeyAttribute: null,
      priorityAttribute: null,
      categoryAttribute: null,
      discover: false,
      keepRaw: true,
    });
    expect(read().htmlToText('<p>a<br>b</p>')).toBe('a\nb');
  });

  it.each([
    ['us', 'https://api.intercom.io'],
    ['eu', 'https://api.eu.intercom.io'],
    ['au', 'https://api.au.intercom.io'],
  ])('region %s is the host %s', (region, origin) => {
    expect(read({ region }).origin).toBe(origin);
  });

  it('a base URL goes before the region', () => {
    expect(read({ region: 'eu', baseUrl: 'http://localhost:8080/x' }).origin).toBe(
      'http://localhost:8080',
    );
  });

  it.each([
    [{ workspaceId: '' }, /workspaceId/],
    [{ workspaceId: undefined }, /workspaceId/],
    [{ workspaceId: 'a:b' }, /workspaceId/],
    [{ workspaceId: 'a/b' }, /workspaceId/],
    [{ region: 'moon' }, /region/],
    [{ region: 'toString' }, /region/],
    [{ apiVersion: '2.10' }, /apiVersion/],
    [{ apiVersion: 'Unstable' }, /apiVersion/],
    [{ read: 'both' }, /read must/],
    [{ adminId: 'bob' }, /adminId/],
    [{ adminId: 'intercom:other:7' }, /account/],
    [{ callerKeyAttribute: ' ' }, /callerKeyAttribute/],
    [{ priorityAttribute: '' }, /priorityAttribute/],
    [{ categoryAttribute: 7 }, /categoryAttribute/],
    [{ statusMap: { closed: 'gone' } }, /statusMap/],
    [{ priorityMap: { P1: 'highest' } }, /priorityMap/],
    [{ baseUrl: 'localhost:8080' }, /baseUrl/],
    [{ credentials: undefined }, /credentials/],
    [{ credentials: { accessToken: 'a b' } }, /credentials/],
    [{ credentials: { accessToken: 'a\n' } }, /credentials/],
    [{ credentials: { tokens: {} } }, /credentials/],
  ])('%j is refused', (options, message) => {
    expect(() => read(options)).toThrow(ConfigurationError);
    expect(() => read(options)).toThrow(message);
  });

  it('an admin is known by a number or a full id', () => {
    expect(read({ adminId: '7' }).adminId).toBe('7');
    expect(read({ adminId: 'intercom:abc123de:7' }).adminId).toBe('7');
  });

  it('versions compare as numbers, Preview above all', () => {
    expect(versionNumber('2.9')).toBeLessThan(versionNumber('2.16'));
    expect(versionNumber('Preview')).toBeGreaterThan(versionNumber('2.16'));
  });

  it('tokens are asked for with every call, and the version goes with it', async () => {
    const seen: (string | null)[] = [];
    let count = 0;
    const desk = createIntercom({
      workspaceId: 'abc123de',
      apiVersion: '2.15',
      credentials: { tokens: { authorization: () => `Bearer t${(count += 1)}` } },
      fetch: async (input, init) => {
        const { headers } = new Request(input, init);
        seen.push(headers.get('authorization'), headers.get('intercom-version'));
        return Response.json({ id: '7', name: 'Ada' });
      },
    });
    await desk.agents.get('7');
    await desk.agents.get('7');
    expect(seen).toEqual(['Bearer t1', '2.15', 'Bearer t2', '2.15']);
    await desk.close();
  });

  it('a converter of the caller’s own makes the texts', () => {
    const desk = createIntercom({
      workspaceId: 'abc123de',
      credentials,
      htmlToText: (html) => html.toUpperCase(),
    });
    const part = { id: '1', part_type: 'comment', body: '<b>hi</b>', created_at: 1 };
    expect(desk.translate.message.toUnified(part, '5').value.bodyText).toBe('<B>HI</B>');
  });
});
