import { type BurstEvent, clusterTopics, detectBursts, findDenseGroups } from 'polydesk/feedback';
import { describe, expect, it } from 'vitest';
import { ConfigurationError, ValidationError } from '../../src/errors/index.ts';
import { deepFreeze } from '../support/worked.ts';
import { DAY, HOUR } from './support.ts';

const NOW = Date.UTC(2026, 2, 31, 9);
const events = (key: string, count: number, at: number): readonly BurstEvent[] =>
  Array.from({ length: count }, () => ({ key, at }));

describe('I.5: bursts', () => {
  it('five in an hour where nothing was expected is one, four are not', () => {
    const found = detectBursts(deepFreeze([...events('login', 5, NOW), ...events('api', 4, NOW)]), {
      now: NOW,
    });
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ key: 'login', count: 5, expected: 0.5 });
    // 1 − e^−.5·(1 + .5 + .125 + .0208 + .0026)
    expect(found[0]?.p).toBeCloseTo(0.000_172, 6);
    expect(found[0]?.reasons[0]?.code).toBe('burst');
  });
  it('a busy hour of every week is none', () => {
    const weekly = [1, 2, 3, 4].flatMap((week) => events('login', 8, NOW - week * 7 * DAY));
    expect(detectBursts([...weekly, ...events('login', 12, NOW)], { now: NOW })).toEqual([]);
    const [burst] = detectBursts([...weekly, ...events('login', 24, NOW)], { now: NOW });
    expect(burst).toMatchObject({ count: 24, expected: 8 });
  });
  it('the hour has its end and not its start; what comes later does not count', () => {
    const at = (moment: number) => detectBursts(events('a', 9, moment), { now: NOW }).length;
    expect(at(NOW)).toBe(1);
    expect(at(NOW - HOUR + 1)).toBe(1);
    expect(at(NOW - HOUR)).toBe(0);
    expect(at(NOW + 1)).toBe(0);
  });
  it('the same hour on the clock of the zone, over the change to summer time', () => {
    // Berlin changed on 29 March: 9:00 UTC is 11:00 now and was 10:00 UTC a week before.
    const before = [1, 2, 3, 4].flatMap((week) => events('a', 9, NOW - week * 7 * DAY + HOUR));
    const all = [...before, ...events('a', 9, NOW)];
    expect(detectBursts(all, { now: NOW, timeZone: 'Europe/Berlin' })).toEqual([]);
    expect(detectBursts(all, { now: NOW })).toHaveLength(1);
  });
  it('the least likely comes first', () => {
    const all = [...events('b', 6, NOW), ...events('c', 9, NOW), ...events('a', 6, NOW)];
    expect(detectBursts(all, { now: NOW }).map(({ key }) => key)).toEqual(['c', 'a', 'b']);
  });
  it('refuses what it cannot use', () => {
    expect(() => detectBursts(events('a', 1, Number.NaN), { now: NOW })).toThrow('events.0.at');
    expect(() => detectBursts([], { now: NOW, level: 1 })).toThrow(ValidationError);
    expect(() => detectBursts([], { now: NOW, timeZone: 'Mars/Base' })).toThrow(ConfigurationError);
  });
});

const EXPORT = ['csv export is empty', 'export to csv fails', 'the csv export broke', 'csv export'];
const REFUND = ['refund of my invoice', 'invoice refund missing', 'wrong invoice refund', 'refund'];
const LOGIN = ['cannot login with sso', 'sso login loops', 'login by sso fails', 'sso login page'];
const documents = (...groups: readonly (readonly string[])[]) =>
  groups.flat().map((text, index) => ({ id: String(index), text }));

describe('I.1: topics of texts', () => {
  const month = clusterTopics(deepFreeze(documents(EXPORT, REFUND, LOGIN)), { seed: 1 });

  it('finds how many there are, names them and gives three to read', () => {
    expect(month.map(({ documentIds }) => documentIds.toSorted())).toEqual(
      expect.arrayContaining([
        ['0', '1', '2', '3'],
        ['4', '5', '6', '7'],
        ['10', '11', '8', '9'],
      ]),
    );
    expect(month).toHaveLength(3);
    const exports = month.find(({ documentIds }) => documentIds.includes('0'));
    expect(exports?.terms.slice(0, 2)).toEqual(['csv', 'export']);
    expect(exports?.representatives).toHaveLength(3);
    expect(exports?.id).toContain('csv-export');
  });
  it('the same seed gives the same topics', () => {
    expect(clusterTopics(documents(EXPORT, REFUND, LOGIN), { seed: 1 })).toEqual(month);
  });
  it('what is alike a month later keeps its id; what is new gets one of its own', () => {
    const next = clusterTopics(
      documents(
        ['export of csv is slow', 'csv export slow', 'slow csv export', 'csv export'],
        ['webhook retries', 'webhook signature', 'webhook retries fail', 'webhook'],
      ),
      { seed: 2, previous: JSON.parse(JSON.stringify(month)) },
    );
    const idOf = (topics: typeof month, word: string) =>
      topics.find(({ terms }) => terms.includes(word))?.id;
    expect(idOf(next, 'csv')).toBe(idOf(month, 'csv'));
    expect(idOf(next, 'webhook')).toContain('webhook');
  });
  it('an id is never given twice', () => {
    const old = { ...month[0]!, id: 'alpha-beta', centroid: { nothing: 1 } };
    const texts = documents(['alpha beta', 'alpha beta']);
    const [first] = clusterTopics(texts, { seed: 1, previous: [old] });
    expect(first?.id).toBe('alpha-beta-2');
    const both = [old, { ...old, id: 'alpha-beta-2' }];
    expect(clusterTopics(texts, { seed: 1, previous: both })[0]?.id).toBe('alpha-beta-3');
    const twins = [month[0]!, { ...month[0]!, id: 'twin' }];
    const again = clusterTopics(documents(EXPORT, REFUND, LOGIN), { seed: 1, previous: twins });
    expect(new Set(again.map(({ id }) => id)).size).toBe(again.length);
  });
  it('takes embeddings of a model of your own', () => {
    const embeddings = [
      [1, 0],
      [0.9, 0.1],
      [0, 1],
      [0.1, 0.9],
    ];
    const texts = documents(['eins', 'zwei', 'drei', 'vier']);
    const topics = clusterTopics(texts, { seed: 3, embeddings });
    expect(topics.map(({ documentIds }) => documentIds)).toEqual([
      ['2', '3'],
      ['0', '1'],
    ]);
    expect(() => clusterTopics(texts, { seed: 3, embeddings: [] })).toThrow('embeddings');
    const with1 = (vector: readonly number[]) =>
      embeddings.map((own, at) => (at === 1 ? vector : own));
    const refused = (vector: readonly number[], path: string, message: string) =>
      expect(() => clusterTopics(texts, { seed: 3, embeddings: with1(vector) })).toThrow(
        expect.objectContaining({ code: 'validation_failed', issues: [{ path, message }] }),
      );
    refused([1, Number.NaN], 'embeddings.1.1', 'must be a finite number');
    refused([1, Infinity], 'embeddings.1.1', 'must be a finite number');
    refused([1], 'embeddings.1', 'must be as long as the first');
    refused([1, 0, 0], 'embeddings.1', 'must be as long as the first');
  });
  it('reads scripts without spaces, and texts without words', () => {
    const topics = clusterTopics(
      documents(['退款 没有 到账', '退款 未到账', '无法 登录', '登录 失败', '登']),
      { seed: 1 },
    );
    const refund = topics.find(({ documentIds }) => documentIds.includes('0'));
    expect(refund?.documentIds).toContain('1');
    const silent = clusterTopics(documents(['', '...', '?']), { seed: 1 });
    expect(silent).toHaveLength(1);
    expect(silent[0]).toMatchObject({ id: 'topic', terms: [] });
    expect(clusterTopics([], { seed: 1 })).toEqual([]);
  });
  it('one document, or one topic at most', () => {
    expect(clusterTopics(documents(['export']), { seed: 1 })).toHaveLength(1);
    expect(clusterTopics(documents(EXPORT, REFUND), { seed: 1, maxTopics: 1 })).toHaveLength(1);
    expect(() => clusterTopics([], { seed: 1, maxTopics: 0 })).toThrow(ValidationError);
  });
});

describe('I.1: waves of the same text', () => {
  it('groups what is alike and leaves the rest alone', () => {
    const texts = documents(
      ['login page error', 'error on login page', 'login page shows error', 'invoice'],
      ['printer', 'paper jam'],
    );
    expect(findDenseGroups(deepFreeze(texts))).toEqual([['0', '1', '2']]);
    expect(findDenseGroups(texts, { minimum: 4 })).toEqual([]);
    expect(findDenseGroups([], { minimum: 1 })).toEqual([]);
    expect(() => findDenseGroups([], { similarity: 0 })).toThrow(ValidationError);
  });
  it('goes from neighbour to neighbour, the largest group first', () => {
    const texts = documents(
      ['x y', 'x y', 'x y'],
      ['red green', 'green blue', 'blue white', 'red green', 'green blue', 'blue white'],
    );
    const groups = findDenseGroups(texts, { similarity: 0.3, minimum: 2 });
    expect(groups[0]).toEqual(['3', '4', '5', '6', '7', '8']);
    expect(findDenseGroups(documents(['', '']), { minimum: 1 })).toEqual([['0'], ['1']]);
  });
});
