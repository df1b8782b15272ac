import type { Manifest } from 'polydesk';
import { paperdeskHarness } from '../paperdesk/harness.ts';
import { createAdapter } from '../paperdesk/adapter.ts';
import { TOKEN } from '../paperdesk/server.ts';
import { createPaperdesk, paperdeskCapabilities } from '../paperdesk/index.ts';
import {
  type BrokenAdapter,
  withAdapter,
  withFetch,
  withHarness,
  withSetup,
  withTickets,
} from './breaking.ts';

const { resources } = paperdeskCapabilities;

const lying = (changed: Partial<Manifest['resources']>) => {
  const manifest: Manifest = {
    ...paperdeskCapabilities,
    resources: { ...paperdeskCapabilities.resources, ...changed },
  };
  const { create } = paperdeskHarness;
  return withHarness({ manifest, create: (setup) => ({ ...create(setup), manifest }) });
};

/** The reference adapter without the checks that all share. */
const unguarded = withHarness({
  create: (setup) => createAdapter({ workspace: 'acme', token: TOKEN, ...setup }),
});

/** Adapters that are not what they say they are. */
export const brokenContracts: readonly BrokenAdapter[] = [
  {
    mistake: 'trusts that every caller has types',
    harness: unguarded,
    killedBy: 'contract: refuses arguments that make no sense before any request',
  },
  {
    mistake: 'takes a key that nobody honours without a word',
    harness: unguarded,
    killedBy: 'contract: tells that a key against double creation is not honoured',
  },
  {
    mistake: 'calls itself by another name than its manifest',
    harness: withAdapter(() => ({ provider: 'paperdesk-v2' })),
    killedBy: 'contract: names its provider, its account and the version of the contract',
  },
  {
    mistake: 'lists a resource that it does not have',
    harness: lying({ tags: { operations: { list: {} } } }),
    killedBy: 'contract: has exactly the resource groups that its manifest lists',
  },
  {
    mistake: 'lists an operation that it does not have',
    harness: withAdapter(({ tickets }) => ({ tickets: { get: tickets.get, list: tickets.list } })),
    killedBy: 'contract: has exactly the operations that its manifest lists',
  },
  {
    mistake: 'has an operation that it does not list',
    harness: withTickets(() => ({ merge: async () => undefined })),
    killedBy: 'contract: has exactly the operations that its manifest lists',
  },
  {
    mistake: 'does not say whether a create may be repeated',
    harness: lying({
      tickets: {
        ...resources.tickets,
        operations: { ...resources.tickets.operations, create: {} },
      },
    }),
    killedBy: 'contract: states in its manifest what callers must know',
  },
  {
    mistake: 'calls a field lossy and does not say how',
    harness: lying({
      tickets: { ...resources.tickets, fields: { ...resources.tickets.fields, tags: 'lossy' } },
    }),
    killedBy: 'contract: explains every lossy and derived field in words',
  },
  {
    mistake: 'takes any option',
    harness: withHarness({
      misconfigured: [
        {
          name: 'a blank in the workspace',
          make: () => createPaperdesk({ workspace: 'acme', token: 'abc' }),
        },
      ],
    }),
    killedBy: 'contract: refuses wrong options with a sentence',
  },
  {
    mistake: 'checks its credentials as soon as it is made',
    harness: withSetup((setup) => {
      void setup.fetch('https://acme.paperdesk.example/v1/me');
      return setup;
    }),
    killedBy: 'contract: sends nothing until it is asked to',
  },
  {
    mistake: 'puts a full id into the path as it is',
    harness: withAdapter(({ tickets, request }) => ({
      tickets: {
        ...tickets,
        get: async (id, options) => {
          if (!id.includes(':')) return tickets.get(id, options);
          await request({ method: 'GET', path: `/v1/cases/${encodeURIComponent(id)}` });
          return tickets.get(id, options);
        },
      },
    })),
    killedBy: 'contract: accepts a native id and a full id alike',
  },
  {
    mistake: 'looks at the last part of an id only',
    harness: withTickets(({ get }) => ({
      get: (id, options) => get(id.split(':').at(-1) ?? id, options),
    })),
    killedBy: 'contract: refuses ids of another provider or account before any request',
  },
  {
    mistake: 'lists a filter that it ignores',
    harness: withTickets(({ list }) => ({
      list: ({ callerKey: _ignored, ...query } = {}, options) => list(query, options),
    })),
    killedBy: 'contract: sends every ticket filter that its manifest lists',
  },
  {
    mistake: 'filters more widely than asked',
    harness: withTickets(({ list }) => ({
      list: (query = {}, options) =>
        list(
          query.status === undefined ? query : { ...query, status: [...query.status, 'pending'] },
          options,
        ),
    })),
    killedBy: 'contract: lists only tickets that pass the status filter',
  },
  {
    mistake: 'cannot let go of an observer',
    harness: withAdapter(({ on }) => ({
      on: (name, listener) => {
        on(name, listener);
        return () => undefined;
      },
    })),
    killedBy: 'contract: tells observers of its calls until they are taken off',
  },
  {
    mistake: 'puts a prefix before the path of a raw request',
    harness: withAdapter(({ request }) => ({
      request: (call, options) => request({ ...call, path: `/v1${call.path}` }, options),
    })),
    killedBy: 'contract: reaches any other endpoint through request()',
  },
  {
    mistake: 'skips a case that does not exist',
    harness: withHarness({ skip: [{ case: 'contract: is nice', reason: 'It is not.' }] }),
    killedBy: 'contract: every skip names a case that applies and gives a reason',
  },
  {
    mistake: 'skips a case without a reason',
    harness: withHarness({
      skip: [{ case: 'transport: sends no body with a read', reason: ' ' }],
    }),
    killedBy: 'contract: every skip names a case that applies and gives a reason',
  },
  {
    mistake: 'asks for the same page of a filtered list whatever the filter',
    harness: withFetch((request, send) => {
      const url = new URL(request.url);
      url.searchParams.delete('state');
      return send(new Request(url, request));
    }),
    killedBy: 'contract: sends every ticket filter that its manifest lists',
  },
];
