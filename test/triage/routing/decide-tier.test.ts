import { decideTier, type TierFacts } from 'polydesk/triage';
import { describe, expect, it } from 'vitest';

const calm: TierFacts = { category: 'account.edit', priority: 'normal' };
const decide = (changes: Partial<TierFacts>) => {
  const { tier, reasons } = decideTier({ ...calm, ...changes });
  return [tier, ...reasons.map(({ code }) => code)];
};

describe('C.8: tiers', () => {
  it.each([
    [{}, ['L1', 'first_line']],
    [{ category: null }, ['L1', 'first_line']],
    [{ articleScore: 0.71 }, ['L0', 'article_fits']],
    [{ articleScore: 0.7 }, ['L1', 'first_line']],
    [{ articleScore: 0.9, priority: 'urgent' }, ['L1', 'first_line']],
    [{ articleScore: 0.9, urgency: 0.6 }, ['L1', 'first_line']],
    [{ articleScore: 0.9, isChurn: true }, ['L1', 'first_line']],
    [{ articleScore: 0.9, previousTier: 'L1' }, ['L1', 'previous_tier']],
    [{ category: 'technical.outage' }, ['L2', 'category_complexity']],
    [{ category: 'technical.data_loss', severity: 'SEV2' }, ['L3', 'category_complexity']],
    [{ severity: 'SEV1' }, ['L3', 'severity']],
    [{ severity: 'SEV2' }, ['L2', 'severity']],
    [{ severity: 'SEV3' }, ['L1', 'first_line']],
    [{ previousTier: 'L2' }, ['L2', 'previous_tier']],
    [{ previousTier: 'L1', failedAttempts: 1 }, ['L1', 'previous_tier']],
    [{ previousTier: 'L1', failedAttempts: 2 }, ['L2', 'failed_attempts']],
    [{ previousTier: 'L3', failedAttempts: 5 }, ['L3', 'failed_attempts']],
    [
      { category: 'technical.outage', previousTier: 'L2' },
      ['L2', 'category_complexity', 'previous_tier'],
    ],
  ] as const)('%j: %j', (changes, expected) => {
    expect(decide(changes)).toEqual(expected);
  });

  it('categories can have tiers of their own, areas too', () => {
    const categoryTiers = { account: 'L2', 'account.edit': 'L3' } as const;
    expect(decideTier(calm, { categoryTiers }).tier).toBe('L3');
    const area = decideTier({ ...calm, category: 'account.create' }, { categoryTiers });
    expect(area.tier).toBe('L2');
    const options = { articleAbove: 0.2, urgentFrom: 1, attempts: 1 };
    expect(decideTier({ ...calm, articleScore: 0.3, urgency: 0.9 }, options).tier).toBe('L0');
  });
});
