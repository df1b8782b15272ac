import { ConflictError, type TriageOutcome, triageStage, UnsupportedError } from 'polydesk';
import { describe, expect, it } from 'vitest';
import { createLivingDesk, messageBy, openStage } from './support.ts';

const LEAVING = 'Please cancel my subscription';

const stale = (): ConflictError =>
  new ConflictError('Somebody was faster.', { status: 409, code: 'stale_write' });

function openTriage(options: Parameters<typeof triageStage>[0] = {}, desk = createLivingDesk()) {
  const outcomes: TriageOutcome[] = [];
  const stage = triageStage({ onTriaged: (outcome) => void outcomes.push(outcome), ...options });
  const { tell, hub } = openStage(stage, desk, ({ subject }) =>
    subject === 'A rich customer' ? { mrr: 9000 } : {},
  );
  return { tell, hub, desk, outcomes };
}

describe('triageStage', () => {
  it('writes what differs back, guarded by the version that it decided on', async () => {
    const { tell, desk, outcomes } = openTriage({
      groupOf: (team) => (team === 'customer-success' ? 'paper:acme:g1' : null),
    });
    desk.put('1', { subject: LEAVING, description: 'Now.', priority: 'normal', tags: ['vip'] });
    await tell('ticket.created', '1');
    expect(desk.patches).toEqual([
      {
        priority: 'urgent',
        category: 'subscription.cancel_subscription',
        groupId: 'paper:acme:g1',
        tags: { add: expect.arrayContaining(['churn-risk']) },
        ifVersion: outcomes[0]?.ticket.version,
      },
    ]);
    expect(desk.patches[0]?.tags?.add).not.toContain('vip');
    expect(outcomes[0]?.result.team).toBe('customer-success');
  });

  it('writes nothing where nothing differs, in whatever spelling of the tags', async () => {
    const { tell, desk, outcomes } = openTriage();
    desk.put('1', { subject: LEAVING, description: '' });
    await tell('ticket.created', '1');
    const { result } = outcomes[0] ?? expect.fail('nothing was triaged');
    desk.put('1', {
      priority: result.priority,
      category: result.category,
      tags: result.tags.map((tag) => tag.toUpperCase()),
    });
    await tell('ticket.created', '1');
    expect(desk.patches).toHaveLength(1);
    expect(outcomes[1]?.patch).toBeNull();
  });

  it('decides on the enriched ticket', async () => {
    const { tell, desk, outcomes } = openTriage();
    const words = { description: 'Where can I find my last invoice?', priority: 'normal' as const };
    desk.put('1', { ...words, subject: 'A poor customer' });
    desk.put('2', { ...words, subject: 'A rich customer' });
    await tell('ticket.created', '1');
    await tell('ticket.created', '2');
    const codes = outcomes.map(({ result }) => result.reasons.map(({ code }) => code));
    expect(codes[0]).not.toContain('high_revenue_raised_priority');
    expect(codes[1]).toContain('high_revenue_raised_priority');
    expect(outcomes[1]?.ticket.metadata.mrr).toBe(9000);
  });

  it('leaves out what the desk does not have', async () => {
    const desk = createLivingDesk({ category: 'none', tags: 'none' });
    const { tell } = openTriage({}, desk);
    desk.put('1', { subject: LEAVING, priority: 'normal' });
    await tell('ticket.created', '1');
    expect(desk.patches).toEqual([{ priority: 'urgent', ifVersion: expect.anything() }]);
  });

  it('decides again, once, on what the ticket says when somebody was faster', async () => {
    const { tell, desk } = openTriage();
    desk.put('1', { subject: LEAVING });
    desk.fail('update', stale());
    await tell('ticket.created', '1');
    expect([desk.reads.length, desk.patches.length]).toEqual([2, 1]);
    desk.fail('update', stale(), stale());
    await expect(tell('ticket.created', '1')).rejects.toMatchObject({
      errors: [expect.objectContaining({ code: 'stale_write' })],
    });
  });

  it('goes on without writing where the desk cannot take it', async () => {
    const { tell, desk, outcomes } = openTriage();
    desk.put('1', { subject: LEAVING });
    desk.fail(
      'update',
      new UnsupportedError('This plan cannot.', { operation: 'tickets.update', provider: 'paper' }),
    );
    await tell('ticket.created', '1');
    expect(outcomes.map(({ patch }) => patch)).toEqual([null]);
  });

  it('leaves tickets alone that are gone, deleted or spam', async () => {
    const { tell, desk, outcomes } = openTriage();
    desk.put('2', { isDeleted: true });
    desk.put('3', { isSpam: true });
    for (const id of ['1', '2', '3']) await tell('ticket.created', id);
    expect([outcomes, desk.patches]).toEqual([[], []]);
  });

  it('waits for the first words of a ticket that began without any', async () => {
    const { tell, desk, outcomes } = openTriage();
    desk.put('1', { subject: null, description: null });
    desk.put('2', { subject: 'Hi', description: 'With words.' });
    await tell('ticket.created', '1');
    await tell('ticket.created', '2');
    await tell('message.created', '1', messageBy('agent', 'How can I help?'));
    expect(outcomes).toHaveLength(2);
    await tell('message.created', '1', messageBy('customer', LEAVING));
    expect(outcomes[2]?.result.category).toBe('subscription.cancel_subscription');
    await tell('message.created', '1', messageBy('customer', 'Hello?'));
    await tell('message.created', '2', messageBy('customer', 'Hello?'));
    expect(outcomes).toHaveLength(3);
  });

  it('only tells with writeBack: false', async () => {
    const { tell, desk, outcomes } = openTriage({ writeBack: false });
    desk.put('1', { subject: LEAVING });
    await tell('ticket.created', '1');
    await tell('ticket.updated', '1');
    expect([outcomes.length, desk.patches.length]).toEqual([1, 0]);
  });
});
