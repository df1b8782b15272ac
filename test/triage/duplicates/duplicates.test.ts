import { ValidationError } from 'polydesk';
import { type ComparedTicket, detectIncidents, findDuplicates } from 'polydesk/triage';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { poissonTail } from '../../../src/numbers/gamma.ts';
import { frozen } from '../support.ts';

const now = Date.UTC(2026, 0, 15, 12);
const HOUR = 3_600_000;
const ticket = (id: string, changes: Partial<ComparedTicket> = {}): ComparedTicket => ({
  id,
  subject: 'The export of the quarterly report is empty',
  description: 'Since the update the exported file has no rows.',
  createdAt: now,
  requesterId: 'bob',
  ...changes,
});
const OTHERS = ['We need an invoice for May', 'How do I add a seat', 'Login fails on my phone'].map(
  (subject, index) => ticket(`x${index}`, { subject, description: null, requesterId: 'eve' }),
);
const find = (other: Partial<ComparedTicket>, own: Partial<ComparedTicket> = {}) =>
  findDuplicates(frozen(ticket('own', own)), frozen([ticket('other', other), ...OTHERS]));
const kinds = (other: Partial<ComparedTicket>, own: Partial<ComparedTicket> = {}) =>
  find(other, own).map(({ id, kind, reasons }) => [id, kind, reasons[0]?.code]);

describe('C.8: findDuplicates', () => {
  it('exact: the same words of the same requester within 72 hours', () => {
    const exact = [['other', 'exact', 'same_text_same_requester']];
    expect(kinds({ createdAt: now - 72 * HOUR })).toEqual(exact);
    expect(
      kinds({ createdAt: new Date(now), subject: 'the EXPORT of the quarterly report is empty!' }),
    ).toEqual(exact);
    const near = [['other', 'near', 'almost_same_text']];
    expect(kinds({ createdAt: now - 72 * HOUR - 1 })).toEqual(near);
    expect(kinds({ requesterId: 'ann' })).toEqual(near);
    expect(kinds({ requesterId: null }, { requesterId: null })).toEqual(near);
  });

  it('near: a word more or less', () => {
    const other = { description: 'Since the update the exported file has no rows at all.' };
    expect(kinds({ ...other, requesterId: 'ann' })).toEqual([
      ['other', 'near', 'almost_same_text'],
    ]);
  });

  it('likely: similar, and the same requester or open incident', () => {
    const other = {
      subject: 'Again: the export of the quarterly report',
      description: 'The exported file still has no rows since the update.',
    };
    const [found] = find(other);
    expect(found?.kind).toBe('likely');
    expect(found?.similarity).toBeGreaterThanOrEqual(0.75);
    expect(found?.similarity).toBeLessThan(0.9);
    expect(found?.overlap).toBeLessThan(0.8);
    expect(found?.reasons[0]?.code).toBe('similar_text_same_requester');
    const stranger = { ...other, requesterId: 'ann' };
    expect(kinds(stranger)).toEqual([]);
    expect(kinds({ ...stranger, incidentId: 'i' }, { incidentId: 'i' })).toEqual([
      ['other', 'likely', 'similar_text_same_incident'],
    ]);
  });

  it('finds nothing in an empty ticket, itself or other topics', () => {
    expect(findDuplicates(ticket('a', { subject: null, description: ' ' }), [ticket('b')])).toEqual(
      [],
    );
    expect(findDuplicates(ticket('a'), [ticket('a'), ...OTHERS])).toEqual([]);
    expect(find({ subject: null, description: null })).toEqual([]);
  });

  it('the best first, as many as wanted', () => {
    const list = [
      ticket('near', { requesterId: 'ann' }),
      ticket('b', { createdAt: now - HOUR }),
      ticket('a', { createdAt: now - HOUR }),
    ];
    const found = findDuplicates(ticket('own'), list, { limit: 2 });
    expect(found.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(findDuplicates(ticket('own'), list).map(({ id }) => id)).toEqual(['a', 'b', 'near']);
  });

  it('refuses an instant and a limit that are none', () => {
    const odd = [ticket('a', { createdAt: Number.NaN })];
    expect(() =>
      findDuplicates(ticket('b', { createdAt: new Date('?') }), odd, { limit: -1 }),
    ).toThrow(
      new ValidationError('The comparison is not usable.', {
        issues: [
          { path: 'ticket.createdAt', message: 'must be a valid Date or milliseconds since 1970' },
          {
            path: 'others.0.createdAt',
            message: 'must be a valid Date or milliseconds since 1970',
          },
          { path: 'limit', message: 'must be a whole number, 0 or more' },
        ],
      }),
    );
  });

  it('is symmetric, and never above 1', () => {
    const words = fc.array(fc.constantFrom('export', 'report', 'empty', 'file', 'rows'), {
      minLength: 1,
      maxLength: 8,
    });
    fc.assert(
      fc.property(words, words, (one, other) => {
        const a = ticket('a', { subject: one.join(' '), description: null });
        const b = ticket('b', { subject: other.join(' '), description: null });
        const [forth] = findDuplicates(a, [b]);
        const [back] = findDuplicates(b, [a]);
        expect(forth?.kind).toBe(back?.kind);
        expect(forth?.similarity ?? 0).toBeCloseTo(back?.similarity ?? 0, 9);
        expect(forth?.similarity ?? 0).toBeLessThanOrEqual(1);
      }),
      { numRuns: process.env['POLYDESK_DEEP'] === '1' ? 1000 : 100 },
    );
  });
});

describe('C.8, I.5: detectIncidents', () => {
  const burst = (count: number, customers: number, changes: Partial<ComparedTicket> = {}) =>
    Array.from({ length: count }, (_, index) =>
      ticket(`t${index}`, {
        customerId: `c${index % customers}`,
        createdAt: now - index * 60_000,
        ...changes,
      }),
    );
  const detect = (tickets: readonly ComparedTicket[]) =>
    detectIncidents(frozen([...tickets, ...OTHERS]), { now });

  it('five near tickets from three customers within an hour suggest a SEV2', () => {
    const [incident, ...more] = detect(burst(5, 3));
    expect(more).toEqual([]);
    expect(incident).toMatchObject({ severity: 'SEV2', customers: 3, expected: 0.5 });
    expect(incident?.ticketIds).toEqual(['t4', 't3', 't2', 't1', 't0']);
    // Poisson, mean .5: 1 - e^-.5 (1 + .5 + .125 + .0208333 + .0026042) = .00017212.
    expect(incident?.probability).toBeCloseTo(0.00017212, 7);
    expect(incident?.reasons[0]?.code).toBe('burst_of_near_tickets');
  });

  it.each([
    [burst(4, 4)],
    [burst(9, 2)],
    [burst(5, 3, { createdAt: now - HOUR })],
    [burst(5, 3, { createdAt: now + 1 })],
    [burst(5, 3, { subject: null, description: null })],
  ])('fewer tickets, customers, or not now: nothing', (tickets) => {
    expect(detect(tickets)).toEqual([]);
  });

  it('a topic that is as frequent every week is no incident', () => {
    const weekly = [1, 2, 3, 4].flatMap((week) =>
      burst(4, 4).map((one, index) => ({
        ...one,
        id: `w${week}-${index}`,
        createdAt: now - week * 7 * 24 * HOUR - index * 60_000,
      })),
    );
    expect(detect([...burst(5, 3), ...weekly])).toEqual([]);
    const many = detect([...burst(20, 9), ...weekly]);
    expect(many[0]?.expected).toBe(4);
  });

  it('the same hour on the clock of the zone, over the change to summer time', () => {
    // Noon in Berlin: 10:00 UTC in April, 11:00 UTC in the weeks before 29 March 2026.
    const noon = Date.UTC(2026, 3, 1, 10);
    const weekly = [1, 2, 3, 4].flatMap((week) =>
      burst(4, 4).map((one, index) => ({
        ...one,
        id: `w${week}-${index}`,
        createdAt: noon + HOUR - week * 7 * 24 * HOUR - index * 60_000,
      })),
    );
    const today = burst(5, 3).map((one, index) => ({ ...one, createdAt: noon - index * 60_000 }));
    const tickets = frozen([...today, ...weekly]);
    expect(detectIncidents(tickets, { now: noon, timeZone: 'Europe/Berlin' })).toEqual([]);
    expect(detectIncidents(tickets, { now: noon })[0]?.expected).toBe(0.5);
  });

  it('two bursts, the larger first; requesters stand in for customers', () => {
    const first = burst(5, 3).map((one, index) => ({
      ...one,
      customerId: null,
      requesterId: index < 2 ? null : `r${index}`,
    }));
    const second = burst(6, 3, { subject: 'Login fails', description: 'No code arrives' }).map(
      (one) => ({ ...one, id: `s${one.id}` }),
    );
    const incidents = detectIncidents([...first, ...second], { now: new Date(now) });
    expect(incidents.map(({ ticketIds, customers }) => [ticketIds.length, customers])).toEqual([
      [6, 3],
      [5, 5],
    ]);
  });

  it('equal bursts and equal times: the less likely first, then by id', () => {
    const at = (text: string, prefix: string, changes: Partial<ComparedTicket> = {}) =>
      burst(5, 3, { subject: text, description: 'No code arrives', ...changes }).map((one) => ({
        ...one,
        id: `${prefix}${one.id}`,
      }));
    const together = at('Login fails', 'a', { createdAt: now }).toReversed();
    const incidents = detectIncidents([...together, ...at('Payment declined', 'b')], { now });
    expect(incidents[0]?.ticketIds).toEqual(['at0', 'at1', 'at2', 'at3', 'at4']);
    expect(incidents).toHaveLength(2);
  });

  it('refuses a clock that is none', () => {
    const message = 'must be a valid Date or milliseconds since 1970';
    const odd = [ticket('a', { createdAt: Number.NaN })];
    expect(() => detectIncidents(odd, { now: Number.NaN })).toThrow(
      new ValidationError('The search for incidents is not usable.', {
        issues: [
          { path: 'now', message },
          { path: 'tickets.0.createdAt', message },
        ],
      }),
    );
  });

  it('the tail of the Poisson distribution is right far out', () => {
    // P(X >= 1) = 1 - e^-m; P(X >= 0) = 1; for 20 at mean .5 the first terms of the tail suffice.
    expect(poissonTail(0, 3)).toBe(1);
    expect(poissonTail(1, 2)).toBeCloseTo(1 - Math.exp(-2), 12);
    const factorial20 = 2432902008176640000;
    const first = (Math.exp(-0.5) * 0.5 ** 20) / factorial20;
    expect(poissonTail(20, 0.5)).toBeGreaterThan(first);
    expect(poissonTail(20, 0.5)).toBeLessThan(first * 1.03);
  });
});
