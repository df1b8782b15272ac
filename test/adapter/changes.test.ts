import { expect, test } from 'vitest';
import { type Change, changeFeed, type ChangePage } from '../../src/adapter/changes.ts';

const at = new Date('2026-03-02T09:30:00Z');
const upsert = (record: string): Change<string> => ({ kind: 'upsert', record, at });

const PAGES: Readonly<Record<string, ChangePage<string>>> = {
  start: { changes: [upsert('a')], cursor: 'c1', upToDate: false },
  c1: { changes: [], cursor: 'c2', upToDate: false },
  c2: {
    changes: [{ kind: 'deleted', id: 'p:a:1', externalId: '1', at: null, permanent: null }],
    cursor: 'c3',
    upToDate: true,
  },
};

function feedFrom(start: string | null) {
  const asked: (string | null)[] = [];
  const feed = changeFeed<string>(async (cursor) => {
    asked.push(cursor);
    const page = PAGES[cursor ?? 'start'];
    if (page === undefined) throw new Error(`no page ${cursor}`);
    return page;
  }, start);
  return { asked, feed };
}

test('changes come in order, deletions among them, until the provider is up to date', async () => {
  const { asked, feed } = feedFrom(null);
  const kinds: string[] = [];
  for await (const change of feed) kinds.push(change.kind);
  expect(kinds).toEqual(['upsert', 'deleted']);
  expect(asked).toEqual([null, 'c1', 'c2']);
});

test('nothing is requested before it is iterated', () => {
  expect(feedFrom(null).asked).toEqual([]);
});

test('the cursor of the last page is there to be stored, also when all is read', async () => {
  const cursors: string[] = [];
  for await (const page of feedFrom(null).feed.pages()) cursors.push(page.cursor);
  expect(cursors).toEqual(['c1', 'c2', 'c3']);
});

test('a stored cursor resumes there', async () => {
  const { asked, feed } = feedFrom('c2');
  const changes: Change<string>[] = [];
  for await (const change of feed) changes.push(change);
  expect(changes).toHaveLength(1);
  expect(asked).toEqual(['c2']);
});

test('a cursor that stands still ends the feed', async () => {
  let calls = 0;
  const feed = changeFeed<string>(async () => {
    calls += 1;
    return { changes: [upsert('a')], cursor: 'same', upToDate: false };
  }, 'same');
  for await (const _change of feed);
  expect(calls).toBe(1);
});

test('leaving early stops the reading', async () => {
  const { asked, feed } = feedFrom(null);
  for await (const _change of feed) break;
  expect(asked).toEqual([null]);
});
