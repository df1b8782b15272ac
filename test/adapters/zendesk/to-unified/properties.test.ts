import {
  CHANNEL_KINDS,
  SLA_CLOCK_STATES,
  SLA_METRICS,
  SLA_RISKS,
  STATUS_DETAILS,
  TICKET_EVENT_KINDS,
  TICKET_PRIORITIES,
  TICKET_STATUSES,
} from '../../../../src/model/enums.ts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CHANNEL_TO_UNIFIED,
  PRIORITY_TO_UNIFIED,
  SLA_METRIC_TO_UNIFIED,
  STATUS_TO_UNIFIED,
} from '../../../../adapters/zendesk/enums.ts';
import { auditToUnified } from '../../../../adapters/zendesk/to-unified/events.ts';
import { ticketToUnified } from '../../../../adapters/zendesk/to-unified/tickets.ts';
import { deepFreeze, readContext } from '../support/contexts.ts';

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
/** A word of the vocabulary, a word of the language itself, or anything. */
const wordOf = (table: object) =>
  fc.oneof(
    fc.constantFrom(...Object.keys(table)),
    fc.constantFrom('constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf'),
    fc.string(),
  );
const id = fc.oneof(fc.nat(), fc.constantFrom(46406145565073, -1), fc.uuid());
const time = fc
  .date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());
const STAGES = { active: 0, paused: 0, achieved: 0, fulfilled: 0 };
const SCORES = { good: 0, bad: 0, offered: 0, unoffered: 0 };

const ticket = fc.record(
  {
    id,
    created_at: time,
    updated_at: time,
    status: wordOf(STATUS_TO_UNIFIED),
    priority: maybe(wordOf(PRIORITY_TO_UNIFIED)),
    type: maybe(fc.string()),
    subject: maybe(fc.string()),
    description: maybe(fc.string()),
    is_public: maybe(fc.boolean()),
    via: maybe(
      fc.record(
        { channel: maybe(fc.oneof(wordOf(CHANNEL_TO_UNIFIED), fc.nat())) },
        { requiredKeys: [] },
      ),
    ),
    custom_status_id: maybe(id),
    requester_id: maybe(id),
    submitter_id: maybe(id),
    assignee_id: maybe(id),
    group_id: maybe(id),
    email_cc_ids: maybe(fc.array(id)),
    tags: maybe(fc.array(fc.string())),
    custom_fields: maybe(fc.array(fc.record({ id: fc.nat(), value: fc.jsonValue() }))),
    satisfaction_rating: maybe(fc.record({ score: maybe(wordOf(SCORES)) })),
    due_at: maybe(time),
    slas: maybe(
      fc.record({
        policy_metrics: fc.array(
          fc.record({
            metric: maybe(wordOf(SLA_METRIC_TO_UNIFIED)),
            stage: maybe(wordOf(STAGES)),
            breach_at: maybe(time),
            minutes: fc.integer(),
          }),
        ),
      }),
    ),
    invented: fc.jsonValue(),
  },
  { requiredKeys: ['id', 'created_at', 'updated_at', 'status'] },
);

type Generated = typeof ticket extends fc.Arbitrary<infer T> ? T : never;

/** Paths in the unified ticket whose native word is not in our tables. */
function unknownWordsOf(wire: Generated): readonly string[] {
  const paths: string[] = [];
  const check = (path: string, table: object, word: unknown): void => {
    if (word === null || word === undefined || word === '') return;
    if (!Object.hasOwn(table, String(word))) paths.push(path);
  };
  if (!Object.hasOwn(STATUS_TO_UNIFIED, wire.status)) paths.push('status');
  check('priority', PRIORITY_TO_UNIFIED, wire.priority);
  check('satisfaction.score', SCORES, wire.satisfaction_rating?.score);
  if (wire.via?.channel === '') paths.push('channel.kind');
  check('channel.kind', CHANNEL_TO_UNIFIED, wire.via?.channel);
  for (const clock of wire.slas?.policy_metrics ?? []) {
    check('sla.clocks', SLA_METRIC_TO_UNIFIED, clock.metric);
    if (Object.hasOwn(SLA_METRIC_TO_UNIFIED, clock.metric ?? '')) {
      check('sla.clocks.state', STAGES, clock.stage);
    }
  }
  return paths;
}

describe('any ticket that Zendesk could send', () => {
  it('is read, stays within the closed sets, and leaves a warning for each unknown word', () => {
    fc.assert(
      fc.property(ticket, (wire) => {
        const { value, warnings } = ticketToUnified(deepFreeze(wire), readContext());
        expect(TICKET_STATUSES).toContain(value.status);
        expect([null, ...STATUS_DETAILS]).toContain(value.statusDetail);
        expect(TICKET_PRIORITIES).toContain(value.priority);
        expect(CHANNEL_KINDS).toContain(value.channel.kind);
        for (const clock of value.sla?.clocks ?? []) {
          expect(SLA_METRICS).toContain(clock.metric);
          expect(SLA_CLOCK_STATES).toContain(clock.state);
          expect(SLA_RISKS).toContain(clock.risk);
        }
        const warned = new Set(warnings.map(({ field }) => field));
        for (const path of unknownWordsOf(wire)) expect(warned).toContain(path);
        expect(value.nativeStatus?.category).toBe(wire.status);
        expect(value.raw).toBe(wire);
        expect(value.provenance.warnings).toEqual(warnings);
      }),
      { seed: 7, numRuns: 500 },
    );
  });

  it('gives the same answer for the same payload', () => {
    fc.assert(
      fc.property(ticket, (wire) => {
        expect(ticketToUnified(wire, readContext())).toEqual(ticketToUnified(wire, readContext()));
      }),
      { seed: 8, numRuns: 50 },
    );
  });
});

describe('any audit that Zendesk could send', () => {
  const word = fc.oneof(
    fc.constantFrom('Create', 'Change', 'Comment', 'External', 'constructor', '__proto__'),
    fc.string(),
  );
  const audit = fc.record({
    id,
    ticket_id: id,
    created_at: time,
    author_id: maybe(id),
    events: fc.array(
      fc.record(
        {
          id: maybe(id),
          type: word,
          field_name: maybe(fc.oneof(fc.constantFrom('status', 'toString', '360'), fc.string())),
          value: fc.jsonValue(),
          public: maybe(fc.boolean()),
        },
        { requiredKeys: ['type'] },
      ),
    ),
  });

  it('is told in known kinds and loses no entry', () => {
    fc.assert(
      fc.property(audit, (wire) => {
        const events = auditToUnified(deepFreeze(wire), readContext());
        for (const event of events) {
          expect(TICKET_EVENT_KINDS).toContain(event.kind);
          for (const change of event.changes) expect(typeof change.field).toBe('string');
        }
        const created = wire.events.some(({ type }) => type === 'Create') ? 1 : 0;
        const others = wire.events.filter(({ type }) => type !== 'Create').length;
        expect(events).toHaveLength(created + others);
      }),
      { seed: 9, numRuns: 300 },
    );
  });
});
