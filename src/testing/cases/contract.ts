import { type Manifest, RESOURCE_NAMES, type ResourceName } from '../../adapter/manifest.ts';
import type { TicketQuery } from '../../adapter/queries.ts';
import { SUPPORT_EVENT_TYPES } from '../../model/event.ts';
import { formatId } from '../../model/ids.ts';
import { check, equal, rejected, settle } from '../assert.ts';
import type { CaseContext, CaseDefinition, Session } from '../case.ts';

const operationsOf = (manifest: Manifest, name: ResourceName): readonly string[] =>
  Object.keys(manifest.resources[name]?.operations ?? {});

const isPresent = (value: unknown): value is object =>
  (typeof value === 'object' && value !== null) || typeof value === 'function';

async function checkOperations({ open, manifest }: CaseContext): Promise<void> {
  const { adapter } = await open();
  for (const name of RESOURCE_NAMES) {
    const group: unknown = adapter[name];
    const listed = operationsOf(manifest, name);
    for (const operation of listed) {
      check(
        isPresent(group) && typeof Reflect.get(group, operation) === 'function',
        `The manifest lists ${name}.${operation}, but the adapter does not have it.`,
      );
    }
    const extra = isPresent(group)
      ? Object.keys(group).filter(
          (key) => typeof Reflect.get(group, key) === 'function' && !listed.includes(key),
        )
      : [];
    equal(extra, [], `Operations of ${name} that the manifest does not list`);
  }
}

async function checkGroups({ open, manifest }: CaseContext): Promise<void> {
  const { adapter } = await open();
  for (const name of RESOURCE_NAMES) {
    equal(
      adapter[name] !== undefined,
      manifest.resources[name] !== undefined,
      `Whether the adapter has ${name}, as its manifest says`,
    );
  }
}

function checkManifest({ manifest }: CaseContext): void {
  for (const operation of ['tickets.get', 'tickets.list', 'messages.list'] as const) {
    const [resource = '', name = ''] = operation.split('.');
    // Safe: both names come from the list above.
    const listed = operationsOf(manifest, resource as ResourceName);
    check(listed.includes(name), `Every adapter has ${operation}; the manifest does not list it.`);
  }
  for (const [resource, name] of CREATES) {
    const operation = manifest.resources[resource]?.operations[name];
    check(
      operation === undefined || operation.dedupe !== undefined,
      `The manifest must say in dedupe whether repeating ${resource}.${name} is safe.`,
    );
  }
  check(manifest.limits.maxPageSize > 0, 'limits.maxPageSize must be a positive number.');
  const strangers = manifest.webhooks.events.filter((type) => !SUPPORT_EVENT_TYPES.includes(type));
  equal(strangers, [], 'Webhook events of the manifest that polydesk does not know');
}

const CREATES = [
  ['tickets', 'create'],
  ['messages', 'create'],
  ['imports', 'ticket'],
] as const;

function checkNotes({ manifest }: CaseContext): void {
  for (const [name, resource] of Object.entries(manifest.resources)) {
    for (const [field, support] of Object.entries(resource.fields ?? {})) {
      const note = resource.notes?.[field]?.trim() ?? '';
      check(
        note !== '' || support === 'native' || support === 'none',
        `The manifest calls ${name}.${field} ${support}; its notes must say how.`,
      );
    }
  }
}

async function checkSameTicket({ open, manifest }: CaseContext): Promise<void> {
  const { adapter, requests, ticketId } = await open();
  const native = await adapter.tickets.get(ticketId);
  const full = formatId<'ticket'>({
    provider: manifest.provider,
    account: adapter.account,
    nativeId: ticketId,
  });
  equal(native.id, full, 'The id of a ticket read by its native id');
  equal(native.externalId, ticketId, 'externalId');
  equal((await adapter.tickets.get(full)).id, full, 'The id of a ticket read by its full id');
  const paths = new Set(requests.map(({ path }) => path));
  equal(paths.size, 1, 'Number of different paths for one ticket');
}

type IdCall = (adapter: Session['adapter'], id: string) => Promise<unknown> | undefined;

const ID_CALLS: readonly (readonly [string, IdCall])[] = [
  ['tickets.get', (adapter, id) => adapter.tickets.get(id)],
  ['tickets.update', (adapter, id) => adapter.tickets.update?.(id, { priority: 'high' })],
  ['tickets.delete', (adapter, id) => adapter.tickets.delete?.(id)],
  ['tickets.merge', (adapter, id) => adapter.tickets.merge?.(id, [id])],
  ['messages.list', (adapter, id) => adapter.messages.list(id).toArray({ limit: 1 })],
  ['messages.note', (adapter, id) => adapter.messages.note?.(id, { body: { text: 'Note' } })],
  ['messages.reply', (adapter, id) => adapter.messages.reply?.(id, { body: { text: 'Reply' } })],
  ['tags.add', (adapter, id) => adapter.tags?.add?.(id, ['vip'])],
  ['contacts.get', (adapter, id) => adapter.contacts?.get?.(id)],
];

async function checkForeignIds({ open, manifest }: CaseContext): Promise<void> {
  const { adapter, requests, ticketId } = await open();
  const { provider } = manifest;
  const foreign = [
    formatId({ provider: `other-${provider}`, account: adapter.account, nativeId: ticketId }),
    formatId({ provider, account: `other-${adapter.account}`, nativeId: ticketId }),
    '',
  ];
  for (const [name, call] of ID_CALLS) {
    for (const id of foreign) {
      const attempt = async () => (await call(adapter, id)) ?? 'done';
      const skipped = !operationExists(manifest, name);
      if (!skipped) await rejected(attempt, 'id_mismatch', `${name} with the id "${id}"`);
    }
  }
  equal(requests.length, 0, 'Requests sent for ids of another provider, account, or none');
}

const operationExists = (manifest: Manifest, operation: string): boolean => {
  const [resource = '', name = ''] = operation.split('.');
  // Safe: the names come from ID_CALLS.
  return operationsOf(manifest, resource as ResourceName).includes(name);
};

const FILTER_SAMPLES: Readonly<Record<string, TicketQuery>> = {
  status: { status: ['pending'] },
  priority: { priority: ['urgent'] },
  tags: { tags: ['vip'] },
  assigneeId: { assigneeId: '7' },
  groupId: { groupId: '7' },
  requesterId: { requesterId: '7' },
  organizationId: { organizationId: '7' },
  callerKey: { callerKey: 'crm-7' },
  createdSince: { createdSince: new Date('2026-01-01T00:00:00Z') },
  updatedSince: { updatedSince: new Date('2026-01-01T00:00:00Z') },
  scope: { scope: 'deleted' },
  order: { order: 'oldest' },
};

async function checkFilters({ open, manifest }: CaseContext): Promise<void> {
  const filters = manifest.resources.tickets?.operations['list']?.filters ?? [];
  const plain = await firstRequestOf(open, {});
  for (const filter of filters) {
    const sample = FILTER_SAMPLES[filter];
    check(sample !== undefined, `The manifest lists the filter "${filter}", which does not exist.`);
    const filtered = await firstRequestOf(open, sample);
    check(plain !== filtered, `The filter "${filter}" changes nothing in the request.`);
  }
}

async function firstRequestOf(open: CaseContext['open'], query: TicketQuery): Promise<string> {
  const { adapter, requests } = await open();
  // The sample ids may not exist there; only what was asked matters.
  await adapter.tickets
    .list(query)
    .toArray({ limit: 1 })
    .catch(() => []);
  const [first] = requests;
  check(first !== undefined, 'tickets.list() sent no request.');
  return `${first.url.href} ${first.bodyText}`;
}

async function checkOtherFilters({ open, manifest }: CaseContext): Promise<void> {
  const filters = manifest.resources.tickets?.operations['list']?.filters ?? [];
  for (const [filter, sample] of Object.entries(FILTER_SAMPLES)) {
    if (filters.includes(filter)) continue;
    const { adapter, requests } = await open();
    const list = () => adapter.tickets.list(sample).toArray({ limit: 1 });
    await rejected(list, 'unsupported_operation', `The filter "${filter}"`);
    equal(requests.length, 0, `Requests sent for the filter "${filter}", which does not exist`);
  }
}

async function checkStatusFilter({ open }: CaseContext): Promise<void> {
  const { adapter, ticketId } = await open();
  const { status } = await adapter.tickets.get(ticketId);
  const found = await adapter.tickets.list({ status: [status] }).toArray({ limit: 100 });
  check(found.length > 0, `A list of "${status}" tickets is empty, although there is one.`);
  const others = found.filter((ticket) => ticket.status !== status).map((ticket) => ticket.status);
  equal(others, [], `Other statuses in a list of "${status}" tickets`);
}

async function checkObservers({ open }: CaseContext): Promise<void> {
  const { adapter, ticketId } = await open();
  const seen: number[] = [];
  const stop = adapter.on('request', ({ status }) => seen.push(status));
  adapter.on('request', () => {
    throw new TypeError('a listener that fails');
  });
  await adapter.tickets.get(ticketId);
  equal(seen, [200], 'What an observer of requests saw of one call');
  stop();
  await adapter.tickets.get(ticketId);
  equal(seen.length, 1, 'Events that an observer saw after it was taken off');
}

async function checkRawRequest({ open }: CaseContext): Promise<void> {
  const { adapter, requests, ticketId } = await open();
  await adapter.tickets.get(ticketId);
  const known = requests[0];
  check(known !== undefined, 'tickets.get() sent no request.');
  const answer = await adapter.request({ method: 'GET', path: known.path });
  equal(answer.status, 200, 'Status of request() to the path of a known ticket');
  equal(requests[1]?.url.href, known.url.origin + known.path, 'Address that request() went to');
}

async function checkMisconfigured({ harness }: CaseContext): Promise<void> {
  check(harness.misconfigured.length > 0, 'The harness names no way to misconfigure the adapter.');
  for (const { name, make } of harness.misconfigured) {
    const error = await rejected(async () => make(), 'configuration_invalid', name);
    check(error.message.length >= 20, `${name}: the message should be a sentence that helps.`);
  }
}

/** What every adapter has, and that it is what its manifest says. */
export const contractCases: readonly CaseDefinition[] = [
  {
    title: 'names its provider, its account and the version of the contract',
    async run({ harness, manifest, open }) {
      const { adapter } = await open();
      equal(manifest.provider, harness.provider, 'provider of the manifest');
      equal(adapter.provider, harness.provider, 'provider of the adapter');
      equal(adapter.specVersion, 1, 'specVersion');
      check(adapter.account !== '', 'account is empty.');
      check(adapter.manifest === manifest, 'adapter.manifest is not the manifest itself.');
    },
  },
  { title: 'has exactly the resource groups that its manifest lists', run: checkGroups },
  { title: 'has exactly the operations that its manifest lists', run: checkOperations },
  { title: 'states in its manifest what callers must know', run: checkManifest },
  { title: 'explains every lossy and derived field in words', run: checkNotes },
  { title: 'refuses wrong options with a sentence', run: checkMisconfigured },
  {
    title: 'sends nothing until it is asked to',
    async run({ open }) {
      const { requests } = await open();
      await settle();
      equal(requests.length, 0, 'Requests sent by making the adapter');
    },
  },
  { title: 'accepts a native id and a full id alike', run: checkSameTicket },
  { title: 'refuses ids of another provider or account before any request', run: checkForeignIds },
  { title: 'sends every ticket filter that its manifest lists', run: checkFilters },
  { title: 'refuses ticket filters that its manifest does not list', run: checkOtherFilters },
  {
    title: 'lists only tickets that pass the status filter',
    when: ({ resources }) =>
      resources.tickets?.operations['list']?.filters?.includes('status') === true,
    run: checkStatusFilter,
  },
  { title: 'tells observers of its calls until they are taken off', run: checkObservers },
  { title: 'reaches any other endpoint through request()', run: checkRawRequest },
];
