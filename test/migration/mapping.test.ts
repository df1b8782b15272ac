import { ConfigurationError } from 'polydesk';
import { describe, expect, it } from 'vitest';
import { openSmallWorld } from './support/small-world.ts';

describe('a mapping that nobody understands', () => {
  it.each([
    [
      { mapping: { statuses: { open: { status: 'n0nsense' } } } },
      /mapping\.statuses\.open\.status must be one of /,
    ],
    [{ mapping: { statuses: { open: 'pending' } } }, 'mapping.statuses.open must be an object'],
    [{ mapping: { priorities: { high: 'hgih' } } }, /mapping\.priorities\.high must be one of /],
    [
      { mapping: { people: { matchBy: ['emial'] } } },
      'mapping.people.matchBy.0 must be one of callerKey, email, phone',
    ],
    [{ mapping: { tags: { rename: { a: 7 } } } }, 'mapping.tags.rename.a must be text'],
    [{ mapping: { custmFields: {} } }, 'mapping has keys that nobody reads: custmFields'],
    [
      { mapping: { customFields: { plan: 7 } } },
      'mapping.customFields.plan must be a key of the target, { to, values }, or null',
    ],
    [{ mapping: { spam: 's3cr3t' } }, 'mapping.spam must be one of carry, skip'],
    [{ scope: { people: 'al' } }, 'scope.people must be one of needed, all'],
  ])('is refused at once, by its path and without its values: %j', async (options, message) => {
    const world = await openSmallWorld('freshdesk', 'zendesk');
    // As JavaScript and JSON files give it.
    const given: object = options;
    const make = () => world.migrate(given);
    expect(make).toThrow(ConfigurationError);
    expect(make).toThrow(message);
    expect(make).not.toThrow(/s3cr3t|n0nsense/);
  });
});
