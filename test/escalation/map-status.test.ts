import fc from 'fast-check';
import {
  LIFECYCLE_STATES,
  mapPriority,
  mapStatus,
  nativePriorityOf,
  nativeStatusOf,
  PRIORITY_VOCABULARIES,
  STATUS_TABLES,
  STATUS_VOCABULARIES,
  type StatusTable,
} from 'polydesk/escalation';
import { STATUS_DETAILS, TICKET_PRIORITIES, TICKET_STATUSES } from 'polydesk';
import { describe, expect, it } from 'vitest';
import * as freshdesk from '../../adapters/freshdesk/enums.ts';
import * as zendesk from '../../adapters/zendesk/enums.ts';
import { ConfigurationError } from '../../src/errors/index.ts';

const answered = { assigned: true, agentReplied: true };

/** Section G's table: station, unified status and detail, and what each desk writes. */
const ROWS = [
  ['new', 'open', 'new', 'new', '2', 'open', 'submitted'],
  ['triaged', 'open', null, 'open', '2', 'open', 'submitted'],
  ['assigned', 'open', null, 'open', '2', 'open', 'submitted'],
  ['in_progress', 'in_progress', null, 'open', '2', 'open', 'in_progress'],
  ['escalated', 'in_progress', 'escalated', 'open', '2', 'open', 'in_progress'],
  ['engineering', 'in_progress', 'engineering', 'open', '2', 'open', 'in_progress'],
  ['pending', 'pending', 'waiting_on_third_party', 'hold', '7', 'snoozed', 'in_progress'],
  ['waiting', 'pending', 'waiting_on_customer', 'pending', '3', 'snoozed', 'waiting_on_customer'],
  ['resolved', 'resolved', null, 'solved', '4', 'closed', 'resolved'],
  ['closed', 'closed', null, 'closed', '5', 'closed', 'resolved'],
] as const;

describe('G: the table of statuses', () => {
  it.each(ROWS)('%s', (state, status, statusDetail, zd, fd, conversation, ticket) => {
    for (const wish of [state, { status, statusDetail }]) {
      // An open case says by its assignee alone whether it is assigned.
      const assigned = state === 'assigned';
      expect(nativeStatusOf(wish, { table: 'zendesk', assigned }).native).toBe(zd);
      expect(nativeStatusOf(wish, { table: 'freshdesk' }).native).toBe(fd);
      expect(nativeStatusOf(wish, { table: 'intercom_conversation' }).native).toBe(conversation);
      expect(nativeStatusOf(wish, { table: 'intercom_ticket' }).native).toBe(ticket);
    }
  });

  it('reads hold as pending on a third party', () => {
    expect(mapStatus('hold', { table: 'zendesk' })).toMatchObject({
      status: 'pending',
      statusDetail: 'waiting_on_third_party',
      lifecycle: 'pending',
    });
  });

  it('reads an open case as worked on once an agent has it and has answered', () => {
    const read = (evidence: object) => mapStatus('open', { table: 'zendesk', ...evidence });
    expect(read(answered)).toMatchObject({
      status: 'in_progress',
      lifecycle: 'in_progress',
      reasons: [{ code: 'worked_on' }],
    });
    expect(read({ assigned: true })).toMatchObject({ status: 'open', lifecycle: 'assigned' });
    expect(read({ agentReplied: true })).toMatchObject({ status: 'open', lifecycle: 'triaged' });
    expect(mapStatus('new', { table: 'zendesk', ...answered }).status).toBe('open');
  });

  it("reads Intercom's closed as resolved: a reply reopens it", () => {
    expect(mapStatus('closed', { table: 'intercom_conversation' }).status).toBe('resolved');
  });

  it('agrees with what the adapters read', () => {
    for (const [native, unified] of Object.entries(STATUS_TABLES.zendesk.read))
      expect(unified).toEqual(
        Object.entries(zendesk.STATUS_TO_UNIFIED).find(([word]) => word === native)?.[1],
      );
    expect(STATUS_TABLES.freshdesk.read).toEqual(freshdesk.STATUS_TO_UNIFIED);
  });
});

describe('G: desks without an adapter', () => {
  it.each([
    ['salesforce', 'New', 'open', 'new'],
    ['salesforce', 'Working', 'in_progress', null],
    ['salesforce', 'Escalated', 'in_progress', 'escalated'],
    ['salesforce', 'Closed', 'closed', null],
    ['dynamics365', 'In Progress', 'in_progress', null],
    ['dynamics365', 'On Hold', 'pending', 'waiting_on_third_party'],
    ['dynamics365', 'Waiting for Details', 'pending', 'waiting_on_customer'],
    ['dynamics365', 'Researching', 'in_progress', 'escalated'],
    ['dynamics365', 'Problem Solved', 'resolved', null],
    ['dynamics365', 'Information Provided', 'resolved', null],
    ['dynamics365', 'Cancelled', 'closed', null],
    ['zoho_desk', 'Open', 'open', null],
    ['zoho_desk', 'On Hold', 'pending', 'waiting_on_third_party'],
    ['zoho_desk', 'Escalated', 'in_progress', 'escalated'],
    ['zoho_desk', 'Closed', 'closed', null],
  ] as const)('%s reads %s as %s, %s', (table, native, status, statusDetail) => {
    expect(mapStatus(native, { table })).toMatchObject({ status, statusDetail, known: true });
    expect(mapStatus(` ${native.toUpperCase()} `, { table }).status).toBe(status);
  });

  it('take a table of the user', () => {
    const table: StatusTable = {
      read: { Neu: { status: 'open', statusDetail: null } },
      write: { ...STATUS_TABLES.zoho_desk.write, new: 'Neu' },
    };
    expect(mapStatus('neu', { table }).known).toBe(true);
    expect(nativeStatusOf('new', { table })).toMatchObject({ native: 'Neu', detailLossy: true });
  });

  it('refuse a table that does not exist, or lacks a station', () => {
    // Safe: what a program without types would pass.
    const unknown = 'helpscout' as 'zendesk';
    expect(() => mapStatus('open', { table: unknown })).toThrow(ConfigurationError);
    expect(() => mapPriority('x', { table: unknown })).toThrow(ConfigurationError);
    const { waiting: _, ...rest } = STATUS_TABLES.zendesk.write;
    // Safe: the table lacks a station on purpose.
    const write = rest as StatusTable['write'];
    expect(() => nativeStatusOf('new', { table: { read: {}, write } })).toThrow('waiting');
  });

  it('say when they do not know a word', () => {
    for (const table of STATUS_VOCABULARIES)
      expect(mapStatus('constructor', { table })).toMatchObject({
        status: 'open',
        known: false,
        reasons: [{ code: 'unknown_status' }],
      });
  });
});

describe('G: the round trip gives the same unified status or says that it is lossy', () => {
  const wishes = fc.oneof(
    fc.constantFrom(...LIFECYCLE_STATES),
    fc.record({
      status: fc.constantFrom(...TICKET_STATUSES),
      statusDetail: fc.option(fc.constantFrom(...STATUS_DETAILS)),
    }),
  );
  it('for every desk, status, detail and evidence', () => {
    fc.assert(
      fc.property(
        wishes,
        fc.constantFrom(...STATUS_VOCABULARIES),
        fc.boolean(),
        fc.boolean(),
        (wish, table, assigned, agentReplied) => {
          const options = { table, assigned, agentReplied };
          const written = nativeStatusOf(wish, options);
          const back = mapStatus(written.native, options);
          expect(back.known).toBe(true);
          const wanted = typeof wish === 'string' ? null : wish;
          if (wanted !== null) {
            expect(written.lossy).toBe(back.status !== wanted.status);
            expect(written.detailLossy).toBe(
              back.status === wanted.status && back.statusDetail !== wanted.statusDetail,
            );
          }
          if (written.lossy)
            expect(written.reasons.some(({ code }) => code === 'status_lost')).toBe(true);
          expect(written.readsAs).toEqual({
            status: back.status,
            statusDetail: back.statusDetail,
          });
        },
      ),
    );
  });

  it.each([
    ['waiting', 'salesforce', true],
    ['in_progress', 'zendesk', true],
    ['resolved', 'zoho_desk', true],
    ['closed', 'intercom_ticket', true],
    ['pending', 'intercom_ticket', true],
    ['pending', 'zendesk', false],
    ['waiting', 'freshdesk', false],
    ['resolved', 'intercom_conversation', false],
  ] as const)('%s at %s: lossy %s', (state, table, lossy) => {
    expect(nativeStatusOf(state, { table }).lossy).toBe(lossy);
  });

  it('an answered case is not lossy at Zendesk, and a closed one is final', () => {
    expect(nativeStatusOf('in_progress', { table: 'zendesk', ...answered }).lossy).toBe(false);
    expect(nativeStatusOf('closed', { table: 'zendesk' }).reasons).toEqual([
      expect.objectContaining({ code: 'final_status' }),
    ]);
    expect(nativeStatusOf('waiting', { table: 'intercom_conversation' })).toMatchObject({
      lossy: false,
      detailLossy: true,
    });
  });
});

describe('G: priorities', () => {
  it('come back at Zendesk, Freshdesk and Intercom, and not as a flag', () => {
    for (const priority of TICKET_PRIORITIES)
      for (const table of PRIORITY_VOCABULARIES) {
        const written = nativePriorityOf(priority, { table });
        const read = mapPriority(written.native, { table });
        expect(read).toEqual({ priority: written.readsAs, known: true });
        expect(written.lossy).toBe(read.priority !== priority);
        if (table !== 'intercom_flag') expect(written.lossy).toBe(false);
      }
    expect(nativePriorityOf('urgent', { table: 'freshdesk' }).native).toBe('4');
    expect(nativePriorityOf('urgent', { table: 'intercom_flag' })).toEqual({
      native: 'priority',
      readsAs: 'high',
      lossy: true,
    });
    expect(nativePriorityOf('low', { table: 'intercom_flag' }).lossy).toBe(true);
  });

  it('count a word that is not known as normal', () => {
    expect(mapPriority('panic', { table: 'zendesk' })).toEqual({
      priority: 'normal',
      known: false,
    });
  });
});
