import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  broughtUpToDate,
  knownSnapshot,
  readState,
  type RecordState,
  takeIn,
  writeState,
} from '../../../src/webhooks/engine/record-state.ts';
import {
  compareVersions,
  type RecordVersion,
} from '../../../src/webhooks/engine/record-version.ts';

const NOTHING = readState(null);
const moving = { movesWatermark: true };

const at = (minute: number): RecordVersion => [minute * 60_000, minute * 60_000, 0];

describe('takeIn', () => {
  it('keeps each field in its newest version', () => {
    const newer = takeIn(NOTHING, { id: 't', status: 'pending', priority: 'high' }, at(2), moving);
    const both = takeIn(newer, { id: 't', status: 'open', subject: 'Printer' }, at(1), moving);
    expect(knownSnapshot(both)).toEqual({
      status: 'pending',
      priority: 'high',
      subject: 'Printer',
    });
    expect(both.newest).toEqual(at(2));
  });

  it('compares the update time, then the time of the event, then the sequence', () => {
    const versions: readonly RecordVersion[] = [
      [1, 9, 9],
      [2, 0, 9],
      [2, 1, 0],
      [2, 1, 1],
    ];
    expect([...versions].reverse().sort(compareVersions)).toEqual(versions);
  });

  it('leaves the watermark alone for what has no time of its own', () => {
    const state = takeIn(NOTHING, { status: 'open' }, at(1), { movesWatermark: false });
    expect(state.newest).toBeNull();
    expect(knownSnapshot(state)).toEqual({ status: 'open' });
  });

  it('remembers custom fields one by one', () => {
    const first = { customFields: { plan: { value: 'pro' }, seats: { value: 3 } } };
    const later = { customFields: { plan: { value: 'basic' } } };
    const state = takeIn(takeIn(NOTHING, later, at(2), moving), first, at(1), moving);
    expect(knownSnapshot(state)).toEqual({
      customFields: { plan: { value: 'basic' }, seats: { value: 3 } },
    });
  });

  it('remembers no text of a customer beside the subject', () => {
    const ticket = {
      id: 't',
      description: 'my card',
      descriptionHtml: '<b>',
      metadata: {},
      raw: {},
      provenance: {},
    };
    expect(knownSnapshot(takeIn(NOTHING, ticket, at(1), moving))).toEqual({});
  });

  it('is the same in whatever order versions come', () => {
    const snapshot = fc.record(
      {
        status: fc.string(),
        priority: fc.string(),
        dueAt: fc.option(fc.date({ noInvalidDate: true })),
      },
      { requiredKeys: [] },
    );
    const history = fc
      .array(snapshot, { minLength: 1, maxLength: 8 })
      .chain((list) =>
        fc.tuple(
          fc.constant(list),
          fc.shuffledSubarray([...list.keys()], { minLength: list.length }),
        ),
      );
    fc.assert(
      fc.property(history, ([list, order]) => {
        const take = (state: RecordState, index: number): RecordState =>
          takeIn(state, list[index] ?? {}, at(index), moving);
        const inOrder = [...list.keys()].reduce(take, NOTHING);
        const shuffled = order.reduce(take, NOTHING);
        expect(knownSnapshot(shuffled)).toEqual(knownSnapshot(inOrder));
        expect(shuffled.newest).toEqual(at(list.length - 1));
      }),
    );
  });
});

describe('writeState', () => {
  it('and readState are inverse, dates and odd keys included', () => {
    const value = fc.oneof(
      fc.string(),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.date({ noInvalidDate: true }),
      fc.array(fc.string()),
      fc.record({ id: fc.string(), at: fc.date({ noInvalidDate: true }) }),
    );
    const key = fc.oneof(fc.string({ minLength: 1 }), fc.constantFrom('__proto__', 'constructor'));
    fc.assert(
      fc.property(fc.array(fc.tuple(key, value)), fc.nat(5), (pairs, minute) => {
        const state = takeIn(NOTHING, Object.fromEntries(pairs), at(minute), moving);
        const copy = readState(writeState(state));
        expect([...copy.fields]).toEqual([...state.fields]);
        expect(copy.newest).toEqual(state.newest);
      }),
    );
  });
});

describe('broughtUpToDate', () => {
  it('has what the snapshot has, as it is known by now, and nothing that nobody follows', () => {
    const state = takeIn(NOTHING, { status: 'solved', tags: ['vip'] }, at(2), moving);
    const late = { id: 't', externalId: '7', status: 'open', description: 'old text' };
    expect(broughtUpToDate(late, state)).toEqual({ id: 't', externalId: '7', status: 'solved' });
  });
});
