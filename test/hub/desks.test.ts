import { type AnySupportAdapter, ConfigurationError, createHub, NotFoundError } from 'polydesk';
import { describe, expect, it } from 'vitest';
import { createStubDesk, ticketOf } from '../support/stub-desk.ts';

const paper = createStubDesk({
  provider: 'paper',
  account: 'acme',
  tickets: [ticketOf('paper:acme', '7', { subject: 'Torn page' })],
});
const phone = createStubDesk({
  provider: 'phone',
  account: 'acme',
  tickets: [ticketOf('phone:acme', '7', { subject: 'Line is dead' })],
});
const phoneNorth = createStubDesk({ provider: 'phone', account: 'north' });
const hub = createHub({ adapters: [paper, phone, phoneNorth] });

const messageOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof ConfigurationError) return error.message;
    throw error;
  }
  return 'nothing was thrown';
};

describe('createHub', () => {
  it('keeps the adapters as they were given', () => {
    expect(hub.adapters).toEqual([paper, phone, phoneNorth]);
    expect(hub.adapters[0]).toBe(paper);
  });

  it('refuses to start without an adapter', () => {
    expect(messageOf(() => createHub({ adapters: [] }))).toContain('at least one');
  });

  it('refuses the same account twice, by its name', () => {
    const twice = [paper, phone, createStubDesk({ provider: 'paper', account: 'acme' })];
    expect(messageOf(() => createHub({ adapters: twice }))).toBe(
      'adapters has paper:acme twice. One adapter serves an account; pass it once.',
    );
  });

  it('takes two accounts of one provider, and one account name at two providers', () => {
    expect(hub.desk('phone:north')).toBe(phoneNorth);
    expect(hub.desk('phone:acme')).toBe(phone);
  });

  it('says which of the adapters is none', () => {
    // What a caller without types may pass: a promise of an adapter.
    const wrong = Promise.resolve(paper) as unknown as AnySupportAdapter;
    expect(messageOf(() => createHub({ adapters: [paper, wrong] }))).toContain('adapters[1]');
  });
});

describe('hub.desk', () => {
  it('finds a desk by its account where that is enough', () => {
    expect(hub.desk('north')).toBe(phoneNorth);
  });

  it('asks for the provider where it is not', () => {
    expect(messageOf(() => hub.desk('acme'))).toBe(
      'Several desks have an account "acme": say paper:acme or phone:acme.',
    );
  });

  it('names the desks there are when there is no such desk', () => {
    expect(messageOf(() => hub.desk('south'))).toBe(
      'This hub has no desk "south". It has: paper:acme, phone:acme, phone:north.',
    );
    expect(messageOf(() => hub.desk('paper:north'))).toContain('no desk "paper:north"');
  });
});

describe('hub.deskOf and hub.ticket', () => {
  it('go by the id to the right desk', async () => {
    expect(hub.deskOf('phone:north:1')).toBe(phoneNorth);
    expect((await hub.ticket('paper:acme:7')).subject).toBe('Torn page');
    expect((await hub.ticket('phone:acme:7')).subject).toBe('Line is dead');
  });

  it('refuse an id of a desk that is not there', async () => {
    await expect(hub.ticket('paper:south:7')).rejects.toThrow('This hub has no desk paper:south.');
    expect(messageOf(() => hub.deskOf('other:acme:1'))).toContain('no desk other:acme');
  });

  it('refuse a native id, which could be of any desk', async () => {
    await expect(hub.ticket('7')).rejects.toMatchObject({ code: 'id_mismatch' });
  });

  it('take a native id where there is one desk only', async () => {
    const alone = createHub({ adapters: [paper] });
    expect((await alone.ticket('7')).id).toBe('paper:acme:7');
  });

  it("pass the desk's own errors on", async () => {
    await expect(hub.ticket('paper:acme:8')).rejects.toBeInstanceOf(NotFoundError);
  });
});
