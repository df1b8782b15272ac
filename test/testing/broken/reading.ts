import { WireFormatError } from 'polydesk';
import {
  type BrokenAdapter,
  keyOf,
  reading,
  withMessageTranslator,
  withSetup,
  withTranslator,
} from './breaking.ts';

const isKnown = (json: unknown): boolean =>
  ['new', 'open', 'waiting', 'working', 'done', 'shut', undefined].some(
    (state) => keyOf(json, 'state') === state,
  );

let calls = 0;

/** Adapters that read wrongly. */
export const brokenReaders: readonly BrokenAdapter[] = [
  {
    mistake: 'uses the native id as the id',
    harness: reading((ticket) => ({ ...ticket, id: ticket.externalId })),
    killedBy: 'toUnified: translates every fixture into a record with scoped ids',
  },
  {
    mistake: 'treats everything as normal',
    harness: reading((ticket) => ({ ...ticket, priority: 'normal' })),
    killedBy: 'toUnified: gives the values that the fixtures expect',
  },
  {
    mistake: 'counts its calls in the result',
    harness: reading((ticket) => {
      calls += 1;
      return { ...ticket, messagesCount: calls };
    }),
    killedBy: 'toUnified: is deterministic and leaves a frozen input unchanged',
  },
  {
    mistake: 'tidies up the record that it was given',
    harness: reading((ticket, json) => {
      if (typeof json === 'object' && json !== null) Reflect.set(json, 'seen', true);
      return ticket;
    }),
    killedBy: 'toUnified: is deterministic and leaves a frozen input unchanged',
  },
  {
    mistake: 'copies raw',
    harness: reading((ticket) => ({ ...ticket, raw: structuredClone(ticket.raw) })),
    killedBy: 'toUnified: keeps the record itself as raw',
  },
  {
    mistake: 'keeps raw whatever was asked',
    harness: withSetup((setup) => ({ ...setup, keepRaw: true })),
    killedBy: 'toUnified: drops raw from reads with keepRaw: false',
  },
  {
    mistake: 'makes a date of nothing',
    harness: reading((ticket) => ({ ...ticket, resolvedAt: new Date('') })),
    killedBy: 'toUnified: gives valid dates or null',
  },
  {
    mistake: 'does not know a documented state',
    harness: reading(
      (ticket) => ticket,
      (warnings) => [
        ...warnings,
        { type: 'coerced', field: 'status', reason: 'This state is not known here.' },
      ],
    ),
    killedBy: 'toUnified: translates every documented word into the closed vocabularies',
  },
  {
    mistake: 'throws at an unknown state',
    harness: reading((ticket, json) => {
      if (!isKnown(json)) throw new TypeError('unknown state');
      return ticket;
    }),
    killedBy: 'toUnified: turns an unknown word into the fallback and a warning',
  },
  {
    mistake: 'passes an unknown state through',
    harness: reading((ticket, json) =>
      // Safe: the mistake itself; nothing but the suite reads the result.
      isKnown(json) ? ticket : { ...ticket, status: keyOf(json, 'state') as 'open' },
    ),
    killedBy: 'toUnified: turns an unknown word into the fallback and a warning',
  },
  {
    mistake: 'swallows its warnings',
    harness: reading(
      (ticket) => ({ ...ticket, provenance: { ...ticket.provenance, warnings: [] } }),
      () => [],
    ),
    killedBy: 'toUnified: turns an unknown word into the fallback and a warning',
  },
  {
    mistake: 'keeps its warnings to the return value',
    harness: reading((ticket) => ({
      ...ticket,
      provenance: { ...ticket.provenance, warnings: [] },
    })),
    killedBy: 'toUnified: turns an unknown word into the fallback and a warning',
  },
  {
    mistake: 'looks words up in a plain object, prototype and all',
    harness: reading((ticket, json) => {
      const state = keyOf(json, 'state');
      const inherited = typeof state === 'string' ? Reflect.get({}, state) : undefined;
      // Safe: the mistake itself; nothing but the suite reads the result.
      return inherited === undefined ? ticket : { ...ticket, status: inherited as 'open' };
    }),
    killedBy: 'toUnified: turns an unknown word into the fallback and a warning',
  },
  {
    mistake: 'makes a ticket of nothing',
    harness: withTranslator(({ toUnified }) => ({
      toUnified: (json) =>
        toUnified(
          json ?? { id: 0, opened_at: '2026-01-01T00:00:00Z', changed_at: '2026-01-01T00:00:00Z' },
        ),
    })),
    killedBy: 'toUnified: names paths and never values of a malformed record',
  },
  {
    mistake: 'quotes what it could not read',
    harness: withTranslator(({ toUnified }) => ({
      toUnified(json) {
        try {
          return toUnified(json);
        } catch {
          const message = `Cannot read ${JSON.stringify(json)}`;
          throw new WireFormatError(message, { issues: [{ path: 'id', message: 'is wrong' }] });
        }
      },
    })),
    killedBy: 'toUnified: names paths and never values of a malformed record',
  },
  {
    mistake: 'lets the error of the platform through',
    harness: withTranslator(({ toUnified }) => ({
      toUnified(json) {
        if (json === null) throw new TypeError("Cannot read properties of null (reading 'id')");
        return toUnified(json);
      },
    })),
    killedBy: 'toUnified: names paths and never values of a malformed record',
  },
  {
    mistake: 'reads every message as public',
    harness: withMessageTranslator(({ toUnified }) => ({
      toUnified(json, ticketId) {
        const { value, warnings } = toUnified(json, ticketId);
        return { value: { ...value, visibility: 'public' }, warnings };
      },
    })),
    killedBy: 'toUnified: keeps internal messages internal and public ones public',
  },
  {
    mistake: 'invents a category',
    harness: reading((ticket) => ({ ...ticket, category: 'general' })),
    killedBy: 'toUnified: leaves fields empty that the manifest says are not there',
  },
  {
    mistake: 'warns without a reason',
    harness: reading(
      (ticket) => ({
        ...ticket,
        provenance: {
          ...ticket.provenance,
          warnings: [{ type: 'dropped', field: 'cc', reason: '' }],
        },
      }),
      () => [{ type: 'dropped', field: 'cc', reason: '' }],
    ),
    killedBy: 'toUnified: carries its warnings, each with a field and a reason',
  },
];
