import type { Manifest } from '../../adapter/manifest.ts';
import { SUPPORT_EVENT_TYPES } from '../../model/event.ts';
import { parseId } from '../../model/ids.ts';
import { check, equal, rejected } from '../assert.ts';
import type { CaseContext, CaseDefinition } from '../case.ts';
import { everyText } from '../deep.ts';
import { deliver, webhooksOf } from '../deliver.ts';

const hasEvents = ({ webhooks }: Manifest): boolean => webhooks.events.length > 0;

async function checkTypes({ harness, manifest, open }: CaseContext): Promise<void> {
  const { adapter } = await open();
  for (const fixture of webhooksOf(harness).deliveries) {
    const events = adapter.webhooks.parse(await deliver(harness, fixture));
    const types = events.map(({ type }) => type);
    equal(types, fixture.types, `Events in the delivery "${fixture.name}"`);
    for (const { type } of events) {
      check(SUPPORT_EVENT_TYPES.includes(type), `"${type}" is no unified event.`);
      const listed = manifest.webhooks.events.includes(type);
      check(listed, `"${type}" is delivered, but the manifest does not list it.`);
    }
  }
}

async function checkScope({ harness, manifest, open }: CaseContext): Promise<void> {
  const { adapter } = await open();
  for (const fixture of webhooksOf(harness).deliveries) {
    for (const event of adapter.webhooks.parse(await deliver(harness, fixture))) {
      equal(event.provider, manifest.provider, `provider of the event "${fixture.name}"`);
      equal(event.account, adapter.account, `account of the event "${fixture.name}"`);
      const { occurredAt } = event;
      const valid = occurredAt === null || Number.isFinite(occurredAt.getTime());
      check(valid, `occurredAt of the event "${fixture.name}" is an invalid date.`);
      if ('ticket' in event) {
        const parts = parseId(event.ticket.id);
        equal(parts?.provider, manifest.provider, 'provider in the id of the ticket of an event');
        equal(parts?.nativeId, event.ticket.externalId, 'native id of the ticket of an event');
      }
    }
  }
}

async function checkUnknown({ harness, open }: CaseContext): Promise<void> {
  const { adapter } = await open();
  const events = adapter.webhooks.parse(await deliver(harness, webhooksOf(harness).unknown));
  equal(
    events.map(({ type }) => type),
    ['unknown'],
    'What a delivery of an event without a unified name means',
  );
  check(events[0]?.nativeType !== '', 'An unknown event does not say its native type.');
}

async function checkStableIds({ harness, open }: CaseContext): Promise<void> {
  const { adapter } = await open();
  const { deliveries, redeliver = (same) => same, sign, secret } = webhooksOf(harness);
  const seen = new Map<string, string>();
  for (const fixture of deliveries) {
    const first = adapter.webhooks.parse(await deliver(harness, fixture));
    const { body, headers = {} } = redeliver(fixture);
    const signed = await sign(body, secret, new Date('2026-03-02T10:03:00Z'));
    const again = adapter.webhooks.parse({ rawBody: body, headers: { ...headers, ...signed } });
    equal(
      again.map(({ id }) => id),
      first.map(({ id }) => id),
      `Event ids of "${fixture.name}", delivered again`,
    );
    for (const { id } of first) {
      const other = seen.get(id);
      check(other === undefined, `"${fixture.name}" and "${other}" have the same event id.`);
      seen.set(id, fixture.name);
    }
  }
}

const CANARY = 'kQ7-text-of-a-customer';

async function checkBroken({ harness, open }: CaseContext): Promise<void> {
  const { adapter } = await open();
  const { headers } = await deliver(harness);
  for (const rawBody of [`{"text": "${CANARY}`, `"${CANARY}"`, `["${CANARY}"]`, 'null', '']) {
    const run = async () => adapter.webhooks.parse({ rawBody, headers });
    const error = await rejected(run, 'wire_format', `A delivery with the body ${rawBody}`);
    const quoted = everyText(error).some((text) => text.includes(CANARY));
    check(!quoted, 'The error about a broken delivery quotes its body.');
  }
}

async function checkPure({ harness, open }: CaseContext): Promise<void> {
  const { adapter } = await open();
  for (const fixture of webhooksOf(harness).deliveries) {
    const { rawBody, headers } = await deliver(harness, fixture);
    const fromText = adapter.webhooks.parse({ rawBody, headers });
    const bytes = new TextEncoder().encode(rawBody);
    const fromBytes = adapter.webhooks.parse({ rawBody: bytes, headers: new Headers(headers) });
    equal(fromBytes, fromText, `The delivery "${fixture.name}" read from bytes`);
  }
}

/** Meaning: closed unified events that survive whatever the provider adds. */
export const webhookParseCases: readonly CaseDefinition[] = [
  { title: 'mean what the fixtures expect, within the manifest', when: hasEvents, run: checkTypes },
  { title: 'say which account and record they are about', when: hasEvents, run: checkScope },
  { title: 'turn an unknown event into data', when: hasEvents, run: checkUnknown },
  {
    title: 'have an id of their own that is the same at every delivery',
    when: hasEvents,
    run: checkStableIds,
  },
  { title: 'refuse a broken body without quoting it', when: hasEvents, run: checkBroken },
  { title: 'mean the same as text and as bytes', when: hasEvents, run: checkPure },
];
