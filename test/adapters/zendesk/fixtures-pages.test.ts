import type { Page } from 'polydesk';
import { expect, it } from 'vitest';
import { describeWithReference } from '../../support/reference.ts';
import { deskAnswering } from './support/desk.ts';
import { fixture } from './support/reference-fixtures.ts';

async function firstPage<T>(list: { pages(): AsyncIterable<T> }): Promise<T> {
  for await (const page of list.pages()) return page;
  throw new Error('the list has no page');
}
const idsOf = ({ items }: Page<{ readonly id: string }>) => items.map(({ id }) => id);

describeWithReference('recorded pages', () => {
  it('tickets.list.cursor: there is more, and where', async () => {
    const page = await firstPage(deskAnswering(fixture('tickets.list.cursor')).tickets.list());
    expect(idsOf(page)).toEqual(['zendesk:acme:1']);
    expect(page.nextCursor).toBe('eyJvIjoibmljZV9pZCIsInYiOiJhUUVBQUFBQUFBQUEifQ==');
  });

  it('ticket.comments.list: the last page has cursors and links, and still is the last', async () => {
    const desk = deskAnswering(fixture('ticket.comments.list'));
    const page = await firstPage(desk.messages.list('33'));
    expect(idsOf(page)).toEqual(['zendesk:acme:33144692244499']);
    expect(page.nextCursor).toBeNull();
  });

  it('list.empty.cursor: an empty last page', async () => {
    const page = await firstPage(deskAnswering(fixture('list.empty.cursor')).contacts.list());
    expect(page).toEqual({ items: [], nextCursor: null });
  });

  it('search.export.users: the export goes on', async () => {
    const desk = deskAnswering(fixture('search.export.users'));
    const page = await firstPage(desk.search.contacts({ query: 'created>2023-09-14' }));
    expect(idsOf(page)).toEqual(['zendesk:acme:7589504354813']);
    expect(page.nextCursor).toMatch(/^eyJmaWVsZCI6ImNyZWF0ZWRfYXQi/);
  });

  it('incremental.users.cursor.exhausted: a poll without news keeps the cursor that was stored', async () => {
    const desk = deskAnswering(fixture('incremental.users.cursor.exhausted'));
    const page = await firstPage(desk.contacts.changes({ cursor: 'MTY5NTA1MjY2My4wfHwyOHw=' }));
    expect(page).toEqual({ changes: [], cursor: 'MTY5NTA1MjY2My4wfHwyOHw=', upToDate: true });
  });

  it('webhooks.list: a list without links ends', async () => {
    const page = await firstPage(deskAnswering(fixture('webhooks.list')).subscriptions.list());
    expect(page.items).toHaveLength(4);
    expect(page.nextCursor).toBeNull();
  });

  it('webhooks.signing_secret: the secret as the text it is', async () => {
    const desk = deskAnswering(fixture('webhooks.signing_secret'));
    expect(await desk.subscriptions.secret('01HAN96XNH1J7DY8D7RZ22QMT9')).toBe(
      'c2FtcGxlX3NpZ25pbmdfc2VjcmV0X25vdF9yZWFsISE=',
    );
  });
});
