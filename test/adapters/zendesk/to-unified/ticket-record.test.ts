import { describe, expect, it } from 'vitest';
import type { TranslationContext } from '../../../../adapters/zendesk/to-unified/common.ts';
import { ticketToUnified } from '../../../../adapters/zendesk/to-unified/tickets.ts';
import { deepFreeze, readContext } from '../support/contexts.ts';
import { restFixture } from '../support/rest-fixtures.ts';

const read = (json: unknown, overrides: Partial<TranslationContext> = {}) =>
  ticketToUnified(json, readContext(overrides));
const full = (changes: Readonly<Record<string, unknown>> = {}) =>
  restFixture('ticket.full', changes);

describe('how it came in, and what it follows', () => {
  it.each([
    [{ channel: 'sms' }, 'sms', 'sms'],
    [{ channel: 'native_messaging' }, 'messenger', 'native_messaging'],
    [{ channel: 'ticket_sharing' }, 'other', 'ticket_sharing'],
    // Documented numbers of old records (sheet section 6.10); no others are.
    [{ channel: 0 }, 'web_form', '0'],
    [{ channel: 4 }, 'email', '4'],
    [{ channel: 5 }, 'api', '5'],
    [{ channel: 29 }, 'other', '29'],
    [{}, 'other', null],
    [null, 'other', null],
    [{ channel: null, source: null }, 'other', null],
    [{ channel: 'constructor', source: {} }, 'other', 'constructor'],
  ])('via %o', (via, kind, native) => {
    expect(read(full({ via })).value.channel).toEqual({ kind, native });
  });

  it('a follow-up names the closed ticket that it continues', () => {
    expect(read(restFixture('ticket.follow-up')).value.links).toEqual([
      { kind: 'parent', ticketId: 'zendesk:acme:7001', url: null },
    ]);
  });
});

describe('the record itself', () => {
  it('`raw` is the very object that came in, unknown keys included', () => {
    const json = full({ invented_next_year: { deep: true } });
    const { raw } = read(json).value;
    expect(raw).toBe(json);
  });

  it('keepRaw: false leaves `raw` out', () => {
    expect(read(full(), { keepRaw: false }).value).not.toHaveProperty('raw');
  });

  it('a frozen payload survives', () => {
    const json = deepFreeze(full());
    expect(read(json).value.id).toBe('zendesk:acme:7001');
  });

  it('ids beyond 32 bits and ids as text stay exact', () => {
    expect(read(full({ requester_id: 46406145565073 })).value.requester.id).toBe(
      'zendesk:acme:46406145565073',
    );
    expect(read(full({ id: '7001', requester_id: '9007199254740993' })).value).toMatchObject({
      id: 'zendesk:acme:7001',
      requester: { id: 'zendesk:acme:9007199254740993' },
    });
  });
});
