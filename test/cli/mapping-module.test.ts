import type { MigrationPlan, UnmappedValue } from 'polydesk/migration';
import { describe, expect, it } from 'vitest';
import { mappingModule } from '../../src/cli/migrate/mapping-module.ts';

const unmapped = (kind: UnmappedValue['kind'], value: string, label: string): UnmappedValue => ({
  ...{ kind, value, label, count: 3, samples: ['freshdesk:acme:9'] },
  consequence: 'Kept in an internal note.',
});

const plan: MigrationPlan = {
  from: 'freshdesk:acme',
  to: 'zendesk:acme',
  counts: {},
  leftOut: [],
  unmapped: [
    unmapped('group', 'freshdesk:acme:7', 'Billing\u2028process.exit()'),
    unmapped('customField', 'cf_contract\u2028process.exit()', 'Contract'),
    unmapped('status', 'on_hold', 'On hold'),
  ],
  losses: [],
  oversize: [],
  findings: [],
  estimate: { sampledTickets: 0, reads: 0, writes: 0, hours: null },
  mapping: { people: { agents: {} }, groups: { 'freshdesk:acme:7': null } },
};

describe('the proposed mapping as a module', () => {
  it('has blanks for what is nobody or none otherwise, too, and comments for the rest', () => {
    // As JavaScript counts lines.
    expect(mappingModule(plan).split(/[\n\r\u2028\u2029]/)).toEqual([
      '// freshdesk:acme → zendesk:acme, as `polydesk migrate plan` proposes it. null: nobody, or none.',
      "// Not mapped: custom field 'cf_contract process.exit()'. Contract, 3 tickets, such as freshdesk:acme:9. Kept in an internal note.",
      "// Not mapped: status 'on_hold'. On hold, 3 tickets, such as freshdesk:acme:9. Kept in an internal note.",
      "import type { MigrationMapping } from 'polydesk/migration';",
      '',
      'export const mapping: MigrationMapping = {',
      '  people: {',
      '    agents: {},',
      '  },',
      '  groups: {',
      "    'freshdesk:acme:7': null, // Billing process.exit(), 3 tickets, such as freshdesk:acme:9",
      '  },',
      '};',
      '',
    ]);
  });
});
