import { triageTicket } from 'polydesk/triage';
import { createFirstDayClassifier, firstDayModel } from 'polydesk/triage/model';
import { describe, expect, it } from 'vitest';
import { WEIGHTS } from '../../src/triage/model/weights.ts';

const classify = (description: string, language = 'en') =>
  createFirstDayClassifier()({ subject: '', description, language, tags: [] });

describe('C.6: the model of the first day', () => {
  it('is 300 KB at most', () => {
    expect(WEIGHTS.length).toBeLessThanOrEqual(300 * 1024);
  });

  it.each([
    ['where is my parcel, I ordered it last week', 'order_delivery.track'],
    ['I need to cancel the order I placed yesterday', 'order_delivery.cancel_order'],
    ['please close my account', 'account.delete'],
    ['I forgot my password and cannot log in', 'account.password_recovery'],
    ['can you send me the invoice of May', 'billing.invoice_get'],
    ['let me talk to a human', 'contact.human_agent'],
  ])('%s', (text, category) => {
    expect(classify(text).category).toBe(category);
  });

  it('product problems and other languages are left to the key words', () => {
    expect(classify('the app crashes with an error').category).toBe('technical.bug');
    expect(classify('Ich habe mein Passwort vergessen', 'de').category).toBe(
      'account.password_recovery',
    );
  });

  it.each(['en-US', 'EN_gb'])('%s is English', (language) => {
    const text = 'where is my parcel, I ordered it last week';
    expect(classify(text, language)).toEqual(classify(text));
    expect(classify('bananas grow near warm rivers', language).outOfScope).toBe(true);
  });

  it('what nobody knows is other, with no confidence', () => {
    const result = classify('bananas grow near warm rivers', 'und');
    expect(result).toMatchObject({ category: 'other', confidence: 0, outOfScope: true });
  });

  it('knows 26 categories and takes your priorities', async () => {
    expect(firstDayModel().labels).toHaveLength(26);
    const classifier = createFirstDayClassifier({ priorities: { 'contact.human_agent': 'high' } });
    const { priority, category } = await triageTicket(
      {
        subject: 'I want to talk to a human agent',
        description: null,
        tags: [],
        metadata: { plan: null, mrr: null },
      },
      { classifier },
    );
    expect([category, priority]).toEqual(['contact.human_agent', 'high']);
  });
});
