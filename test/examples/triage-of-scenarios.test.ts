import { describe, expect, it } from 'vitest';
import { SCENARIOS } from '../../examples/data/scenarios/index.ts';
import { aTicket } from '../../src/testing/index.ts';
import { triageTicket } from '../../src/triage/index.ts';

const triaged = (scenario: (typeof SCENARIOS)[number]) =>
  triageTicket(
    aTicket({
      subject: scenario.subject,
      description: scenario.messages[0]?.text ?? null,
      priority: scenario.priority ?? 'normal',
      tags: [],
    }),
  );

describe('triage of the written scenarios', () => {
  it.each(SCENARIOS.filter(({ churn }) => churn === true))(
    'sees that the customer of $key wants to leave',
    async (scenario) => {
      const { priority, tags, cancellation } = await triaged(scenario);
      expect({ priority, tags: [...tags] }).toMatchObject({ priority: 'urgent' });
      expect(tags).toContain('churn-risk');
      expect(cancellation).not.toBeNull();
    },
  );

  it('takes nobody else for a leaver, whatever they cancel', async () => {
    const others = SCENARIOS.filter(({ churn }) => churn !== true);
    const wrong: string[] = [];
    for (const scenario of others) {
      const { tags } = await triaged(scenario);
      if (tags.includes('churn-risk')) wrong.push(scenario.key);
    }
    expect(wrong).toEqual([]);
  });
});
