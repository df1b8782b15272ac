import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { checkedEvent } from '../../../adapters/zendesk/webhook/check.ts';
import {
  createZendeskWebhooks,
  ZENDESK_TEST_SECRET,
  zendeskTriggerTemplate,
} from '../../../adapters/zendesk/webhook/index.ts';
import { parseTime } from '../../../adapters/zendesk/webhook/time.ts';
import { eventWire } from '../../../adapters/zendesk/webhook/wire.ts';
import { receiveWebhook, type WebhookDelivery } from 'polydesk/webhooks';
import { describeWithReference, readReferenceJson } from '../../support/reference.ts';

const secret = 'c2VjcmV0LW9mLWEtd2ViaG9vay1pbi10ZXN0cw==';
const signedAt = '2026-03-02T09:30:00Z';
const now = new Date('2026-03-02T09:31:00Z');
const invocationId = '01JNB2WEBH00KINV0CAT10N000';
const webhooks = createZendeskWebhooks({ account: 'acme' });

const fixture = (name: string): string =>
  readFileSync(
    fileURLToPath(new URL(`../../fixtures/zendesk/webhooks/${name}.json`, import.meta.url)),
    'utf8',
  );

interface Signing {
  readonly secret?: string;
  readonly signedAt?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

function signed<Body extends string | Uint8Array>(rawBody: Body, signing: Signing = {}) {
  const timestamp = signing.signedAt ?? signedAt;
  const hmac = createHmac('sha256', signing.secret ?? secret)
    .update(timestamp)
    .update(rawBody);
  return {
    rawBody,
    headers: {
      'X-Zendesk-Account-Id': '10203040',
      'X-Zendesk-Webhook-Invocation-Id': invocationId,
      'X-Zendesk-Webhook-Signature-Timestamp': timestamp,
      'X-Zendesk-Webhook-Signature': hmac.digest('base64'),
      ...signing.headers,
    },
  };
}

const unsigned = (body: unknown): WebhookDelivery => ({
  rawBody: typeof body === 'string' ? body : JSON.stringify(body),
  headers: { 'x-zendesk-webhook-invocation-id': invocationId },
});

const parseOne = (body: unknown, parser = webhooks) => parser.parse(unsigned(body))[0];

/** Our own ticket event with another name and `event` object. */
function ticketEvent(name: string, event: unknown, detail: object = {}) {
  const base = JSON.parse(fixture('ticket.status_changed')) as { detail: object };
  return { ...base, type: `zen:event-type:${name}`, event, detail: { ...base.detail, ...detail } };
}

const rejects = (
  delivery: WebhookDelivery,
  reason: string,
  options: object = {},
  parser = webhooks,
) =>
  expect(parser.verify(delivery, { secret, now, ...options })).rejects.toMatchObject({
    name: 'WebhookVerificationError',
    code: 'webhook_unverified',
    reason,
  });

/** Runtimes without Node's built-in modules have only Web Crypto. */
const withoutNodeCrypto = () => {
  vi.spyOn(process, 'getBuiltinModule').mockReturnValue(undefined);
};

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe.each([
  ['node:crypto', () => {}],
  ['Web Crypto', () => withoutNodeCrypto()],
])('verification with %s', (_name, prepare) => {
  const body = fixture('ticket.status_changed');
  const parser = () => {
    prepare();
    return createZendeskWebhooks({ account: 'acme' });
  };

  test('a delivery that Zendesk signed resolves, as text and as bytes', async () => {
    const subject = parser();
    await expect(subject.verify(signed(body), { secret, now })).resolves.toBeUndefined();
    const bytes = new TextEncoder().encode(body);
    await expect(subject.verify(signed(bytes), { secret, now })).resolves.toBeUndefined();
  });

  test('flipping any bit of body, timestamp or signature is refused', async () => {
    const subject = parser();
    const good = signed(new TextEncoder().encode(body));
    const timestampKey = 'X-Zendesk-Webhook-Signature-Timestamp';
    const signatureKey = 'X-Zendesk-Webhook-Signature';
    const flipText = (text: string, index: number, bit: number) => {
      const at = index % text.length;
      const code = text.charCodeAt(at) ^ (1 << bit);
      return text.slice(0, at) + String.fromCharCode(code) + text.slice(at + 1);
    };
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('body', timestampKey, signatureKey),
        fc.nat(),
        fc.integer({ min: 0, max: 6 }),
        async (part, index, bit) => {
          const rawBody = good.rawBody.slice();
          const headers: Record<string, string> = { ...good.headers };
          if (part === 'body') {
            const at = index % rawBody.length;
            rawBody[at] = (rawBody[at] ?? 0) ^ (1 << bit);
          } else headers[part] = flipText(headers[part] ?? '', index, bit);
          await rejects({ rawBody, headers }, 'signature_mismatch', {}, subject);
        },
      ),
      { numRuns: 150 },
    );
  });

  test('one of several secrets is enough, and none of several is not', async () => {
    const subject = parser();
    await expect(
      subject.verify(signed(body), { secret: ['new-secret', secret], now }),
    ).resolves.toBeUndefined();
    await rejects(signed(body), 'signature_mismatch', { secret: ['a', 'b'] }, subject);
  });
});

describe('verification', () => {
  const body = fixture('ticket.status_changed');

  test('an unsigned or wrongly signed payload is never accepted (field-defects row 2)', async () => {
    await rejects(unsigned(body), 'missing_header');
    await rejects(signed(body, { secret: 'another' }), 'signature_mismatch');
  });

  test('the signature covers the raw text, not what it parses to (field-defects row 2)', async () => {
    const reserialised = JSON.stringify(JSON.parse(body));
    await rejects({ ...signed(body), rawBody: reserialised }, 'signature_mismatch');
    await rejects({ ...signed(body), rawBody: JSON.parse(body) as string }, 'body_already_parsed');
  });

  test.each([
    ['', 'secret_missing'],
    [[], 'secret_missing'],
    [['', ''], 'secret_missing'],
  ])(
    'without a stored secret nothing is accepted: %j (field-defects row 13)',
    async (none, reason) => {
      await rejects(signed(body, { secret: 'x' }), reason, { secret: none });
      await rejects(signed(body, { secret: 'x' }), reason, { secret: undefined });
    },
  );

  test('a delivery older than five minutes is refused (field-defects rows 2 and 13)', async () => {
    const at = (iso: string) => ({ now: new Date(iso) });
    await expect(
      webhooks.verify(signed(body), { secret, ...at('2026-03-02T09:35:00Z') }),
    ).resolves.toBeUndefined();
    await rejects(signed(body), 'timestamp_expired', at('2026-03-02T09:35:00.001Z'));
    await expect(
      webhooks.verify(signed(body), { secret, ...at('2026-03-02T09:25:00Z') }),
    ).resolves.toBeUndefined();
    await rejects(signed(body), 'timestamp_in_future', at('2026-03-02T09:24:59.999Z'));
    await rejects(signed(body), 'timestamp_expired', { toleranceSeconds: 30 });
  });

  test('a signed timestamp that is no time is refused', async () => {
    await rejects(signed(body, { signedAt: 'yesterday' }), 'malformed_header');
  });

  test('an invalid clock or tolerance is an error, not an open door', async () => {
    for (const options of [{ now: new Date(Number.NaN) }, { now, toleranceSeconds: Number.NaN }]) {
      await expect(webhooks.verify(signed(body), { secret, ...options })).rejects.toMatchObject({
        code: 'configuration_invalid',
      });
    }
  });

  test('the age is that of the attempt, not of the event: a late retry passes', async () => {
    const late = { secret, now: new Date('2026-03-02T18:00:30Z') };
    const delivery = signed(body, { signedAt: '2026-03-02T18:00:00Z' });
    await expect(webhooks.verify(delivery, late)).resolves.toBeUndefined();
  });

  test('the public test secret is refused unless allowed, also beside a real one', async () => {
    const forged = signed(body, { secret: ZENDESK_TEST_SECRET });
    await rejects(forged, 'test_secret', { secret: ZENDESK_TEST_SECRET });
    await rejects(forged, 'signature_mismatch', { secret: [ZENDESK_TEST_SECRET, secret] });
    const trying = createZendeskWebhooks({ account: 'acme', allowTestSecret: true });
    await expect(
      trying.verify(forged, { secret: ZENDESK_TEST_SECRET, now }),
    ).resolves.toBeUndefined();
  });

  test('another account is refused when the account number is set', async () => {
    const mine = createZendeskWebhooks({ account: 'acme', accountId: 10203040 });
    await expect(mine.verify(signed(body), { secret, now })).resolves.toBeUndefined();
    const other = createZendeskWebhooks({ account: 'acme', accountId: '55' });
    await rejects(signed(body), 'account_mismatch', {}, other);
  });

  test('an empty body is signed by its timestamp alone', async () => {
    await expect(webhooks.verify(signed(''), { secret, now })).resolves.toBeUndefined();
    expect(webhooks.parse(signed(''))).toMatchObject([{ type: 'unknown', nativeType: 'empty' }]);
  });

  test('no rejection holds the secret or the body, and white space around a secret is named', async () => {
    const error = await webhooks
      .verify(signed(body), { secret: ` ${secret}`, now })
      .catch((reason: unknown) => reason as Error);
    expect(String(error)).toContain('starts or ends with white space');
    expect(JSON.stringify(error)).not.toContain(secret);
    expect(JSON.stringify(error)).not.toContain('Invoice');
  });

  test('the stack-trace limit is as before after a rejection', async () => {
    const before = Error.stackTraceLimit;
    await rejects(unsigned(body), 'missing_header');
    expect(Error.stackTraceLimit).toBe(before);
  });
});

describe('ticket events', () => {
  test('a status change tells status, shade, native status and order', async () => {
    const delivery = signed(fixture('ticket.status_changed'));
    const [event] = await receiveWebhook(webhooks, delivery, { secret, now });
    expect(event).toMatchObject({
      type: 'ticket.status_changed',
      id: 'zendesk:acme:5f0c9d5e-2b53-4b39-8f1e-0d6f4f0a7b01',
      provider: 'zendesk',
      account: 'acme',
      occurredAt: new Date('2026-03-02T09:29:58.104Z'),
      sequence: 17,
      actor: { id: 'zendesk:acme:9001001001002', kind: 'unknown', name: null, email: null },
      nativeType: 'zen:event-type:ticket.status_changed',
      changes: [
        { field: 'status', from: 'open', to: 'pending' },
        { field: 'statusDetail', from: 'new', to: 'waiting_on_third_party' },
      ],
    });
    expect(event && 'ticket' in event ? event.ticket : null).toEqual({
      id: 'zendesk:acme:7313',
      externalId: '7313',
      subject: 'Invoice shows the wrong address',
      description: 'The invoice of March shows our old address.',
      category: 'task',
      callerKey: null,
      status: 'pending',
      statusDetail: 'waiting_on_third_party',
      nativeStatus: { id: '9001001001004', label: null, category: 'hold' },
      isDeleted: false,
      priority: 'urgent',
      nativePriority: { id: 'urgent', label: null, category: null },
      requester: { id: 'zendesk:acme:9001001001008', email: null, name: null },
      assignee: {
        id: 'zendesk:acme:9001001001002',
        name: null,
        group: null,
        groupId: 'zendesk:acme:9001001001006',
        type: 'agent',
      },
      groupId: 'zendesk:acme:9001001001006',
      organizationId: 'zendesk:acme:9001001001007',
      brandId: '9001001001003',
      formId: '9001001001005',
      tags: ['billing', 'vip'],
      channel: { kind: 'email', native: 'mail' },
      isPrivate: false,
      createdAt: new Date('2026-03-02T09:12:07Z'),
      updatedAt: new Date('2026-03-02T09:29:58Z'),
      version: { at: new Date('2026-03-02T09:29:58Z'), sequence: null },
    });
  });

  test('raw is the parsed body, and left out when not wanted', () => {
    const body = fixture('ticket.status_changed');
    expect(parseOne(body)?.raw).toEqual(JSON.parse(body));
    const lean = createZendeskWebhooks({ account: 'acme', keepRaw: false });
    expect(parseOne(body, lean)).not.toHaveProperty('raw');
  });

  test.each([
    ['priority_changed', { current: 'URGENT', previous: null }, 'priority', 'normal', 'urgent'],
    [
      'type_changed',
      { current: 'INCIDENT', previous: 'QUESTION' },
      'category',
      'question',
      'incident',
    ],
    ['subject_changed', { current: 'b', previous: 'a' }, 'subject', 'a', 'b'],
    ['external_id_changed', { current: 'k-2', previous: null }, 'callerKey', null, 'k-2'],
    [
      'task_due_at_changed',
      { current: '2026-03-09T00:00:00Z', previous: null },
      'dueAt',
      null,
      new Date('2026-03-09T00:00:00Z'),
    ],
    [
      'organization_changed',
      { current: '5', previous: null },
      'organizationId',
      null,
      'zendesk:acme:5',
    ],
    [
      'requester_changed',
      { current: '5', previous: '6' },
      'requester.id',
      'zendesk:acme:6',
      'zendesk:acme:5',
    ],
    [
      'submitter_changed',
      { current: '5', previous: '6' },
      'participants.submitter',
      'zendesk:acme:6',
      'zendesk:acme:5',
    ],
    ['brand_changed', { current: '5', previous: '6' }, 'brandId', '6', '5'],
    ['form_changed', { current: '5', previous: null }, 'formId', null, '5'],
    [
      'problem_link_changed',
      { current: '7000', previous: null },
      'links.problem',
      null,
      'zendesk:acme:7000',
    ],
    ['schedule_changed', { current: '5', previous: null }, 'native.schedule_id', null, '5'],
  ])('%s is ticket.updated with what moved', (name, event, field, from, to) => {
    expect(parseOne(ticketEvent(`ticket.${name}`, event))).toMatchObject({
      type: 'ticket.updated',
      changes: [{ field, from, to }],
    });
  });

  test.each([
    ['agent_assignment_changed', 'ticket.assigned', 'assignee.id', 'zendesk:acme:5'],
    ['group_assignment_changed', 'ticket.assigned', 'groupId', 'zendesk:acme:5'],
    ['custom_status_changed', 'ticket.status_changed', 'nativeStatus.id', '5'],
    ['sla_policy_changed', 'sla.changed', 'sla.policy.id', '5'],
    ['ola_policy_changed', 'sla.changed', 'native.ola_policy_id', '5'],
  ])('%s is %s', (name, type, field, to) => {
    expect(parseOne(ticketEvent(`ticket.${name}`, { current: '5', previous: null }))).toMatchObject(
      {
        type,
        changes: [{ field, from: null, to }],
      },
    );
  });

  test('what was there before stays out when the event does not say', () => {
    const event = parseOne(ticketEvent('ticket.status_changed', { current: 'SOLVED' }));
    expect(event && 'changes' in event ? event.changes : null).toEqual([
      { field: 'status', to: 'resolved' },
      { field: 'statusDetail', to: null },
      { field: 'isDeleted', to: false },
    ]);
  });

  test('the tags before and after differ by exactly what the event says, however new the detail is', () => {
    const word = fc.constantFrom('a', 'b', 'c', 'd', 'e');
    const set = fc.uniqueArray(word);
    fc.assert(
      fc.property(set, set, set, (tags, added, maybeRemoved) => {
        const removed = maybeRemoved.filter((tag) => !added.includes(tag));
        const event = parseOne(
          ticketEvent(
            'ticket.tags_changed',
            { tags_added: added, tags_removed: removed },
            { tags },
          ),
        );
        const [change] = event && 'changes' in event ? event.changes : [];
        const from = change?.from as string[];
        const to = change?.to as string[];
        expect(to.filter((tag) => !from.includes(tag)).sort()).toEqual([...added].sort());
        expect(from.filter((tag) => !to.includes(tag)).sort()).toEqual([...removed].sort());
      }),
    );
  });

  test('people on copy are told one by one', () => {
    expect(parseOne(fixture('ticket.email_ccs_changed'))).toMatchObject({
      type: 'ticket.updated',
      changes: [
        { field: 'participants', from: { id: 'zendesk:acme:9001001001021', role: 'cc' }, to: null },
        { field: 'participants', from: null, to: { id: 'zendesk:acme:9001001001020', role: 'cc' } },
      ],
    });
  });

  test('deletion for good, deletion, return and spam are told apart', () => {
    expect(parseOne(fixture('ticket.permanently_deleted'))).toMatchObject({
      type: 'ticket.deleted',
      permanent: true,
      ticket: { isDeleted: true, status: 'closed' },
    });
    expect(parseOne(ticketEvent('ticket.soft_deleted', {}))).toMatchObject({
      type: 'ticket.deleted',
      permanent: false,
      ticket: { isDeleted: true },
    });
    expect(parseOne(ticketEvent('ticket.undeleted', {}))).toMatchObject({
      type: 'ticket.restored',
      ticket: { isDeleted: false },
    });
    expect(parseOne(ticketEvent('ticket.marked_as_spam', {}))).toMatchObject({
      type: 'ticket.updated',
      ticket: { isSpam: true },
    });
  });

  test('the description of a ticket that is not public is a note, and never told as description', () => {
    const event = parseOne(ticketEvent('ticket.created', {}, { is_public: false }));
    expect(event).toMatchObject({ ticket: { description: null, isPrivate: true } });
  });

  test('custom fields go by the key that the application gave them', () => {
    const keyed = createZendeskWebhooks({
      account: 'acme',
      fieldKeyOf: (id) => (id === '360001' ? 'plan' : id),
    });
    const event = ticketEvent('ticket.custom_field_changed', {
      current: { value: 'pro' },
      previous: { value: null },
      custom_field: { id: '360001', title: 'Plan', type: 'DropDown' },
    });
    const change = { from: null, to: 'pro' };
    expect(parseOne(event, keyed)).toMatchObject({
      changes: [{ field: 'customFields.plan', ...change }],
    });
    expect(parseOne(event)).toMatchObject({
      changes: [{ field: 'customFields.360001', ...change }],
    });
  });

  test("the account's own status table is used where one is given", () => {
    const mapped = createZendeskWebhooks({
      account: 'acme',
      statusMap: { '9001001001004': { status: 'in_progress', statusDetail: 'custom' } },
    });
    expect(parseOne(fixture('ticket.status_changed'), mapped)).toMatchObject({
      ticket: { status: 'in_progress', statusDetail: 'custom' },
    });
  });

  test('a closed ticket reads as closed, whatever its custom status is mapped to', () => {
    const mapped = createZendeskWebhooks({
      account: 'ACME',
      statusMap: { '9001001001004': 'resolved' },
    });
    const event = ticketEvent('ticket.created', {}, { status: 'CLOSED' });
    expect(parseOne(event, mapped)).toMatchObject({ account: 'acme', ticket: { status: 'closed' } });
  });

  test('an unknown status word reads as open and keeps the word', () => {
    expect(
      parseOne(ticketEvent('ticket.created', {}, { status: 'PARKED', custom_status: null })),
    ).toMatchObject({
      ticket: { status: 'open', nativeStatus: { id: 'parked', category: 'parked' } },
    });
  });

  test('ratings are received without inventing their content', () => {
    expect(parseOne(ticketEvent('ticket.csat_received', { x: 1 }))).toMatchObject({
      type: 'rating.received',
      rating: null,
    });
  });
});

describe('messages', () => {
  test('a private comment is a note, by the agent who wrote it', () => {
    expect(parseOne(fixture('ticket.comment_added.note'))).toMatchObject({
      type: 'note.created',
      actor: { id: 'zendesk:acme:9001001001002', kind: 'agent', name: 'Ines Duarte' },
      message: {
        id: 'zendesk:acme:9100200300400',
        externalId: '9100200300400',
        ticketId: 'zendesk:acme:7313',
        visibility: 'internal',
        author: { kind: 'agent', name: 'Ines Duarte', email: null },
        bodyText: 'Ask accounting first.',
      },
    });
  });

  test('a comment that does not say that it is public is a note', () => {
    const event = ticketEvent('ticket.comment_added', { comment: { id: '1', body: 'x' } });
    expect(parseOne(event)).toMatchObject({
      type: 'note.created',
      message: { visibility: 'internal' },
    });
  });

  test('making private and redacting are told of the message', () => {
    expect(
      parseOne(ticketEvent('ticket.comment_made_private', { comment: { id: '1' } })),
    ).toMatchObject({
      type: 'message.updated',
      message: { externalId: '1', visibility: 'internal' },
    });
    expect(
      parseOne(ticketEvent('ticket.comment_redacted', { comment: { id: '1' } })),
    ).toMatchObject({
      type: 'message.redacted',
      message: { externalId: '1', isRedacted: true },
    });
  });

  test('an attachment comes with its message', () => {
    expect(parseOne(fixture('ticket.attachment_linked_to_comment'))).toMatchObject({
      type: 'message.updated',
      message: {
        externalId: '9100200300401',
        attachments: [
          {
            fileName: 'march.pdf',
            contentType: 'application/pdf',
            messageId: 'zendesk:acme:9100200300401',
          },
        ],
      },
    });
  });

  test('a comment event without its comment is unknown, not an exception', () => {
    expect(parseOne(ticketEvent('ticket.comment_added', {}))).toMatchObject({ type: 'unknown' });
  });

  test('a message of a live conversation has its author and its ticket', () => {
    expect(parseOne(fixture('messaging_ticket.message_added'))).toMatchObject({
      type: 'message.created',
      actor: { id: 'zendesk:acme:9001001001008', kind: 'customer', name: 'Ruth Okafor' },
      ticket: { id: 'zendesk:acme:7313', externalId: '7313' },
      message: {
        externalId: '69a5c2',
        bodyText: 'Are you there?',
        visibility: 'public',
        channel: { kind: 'messenger' },
      },
    });
  });
});

describe('people, organizations and articles', () => {
  test('unset values of user events, "" and "0", are null (Zendesk top ten, 4)', () => {
    const event = parseOne(fixture('user.name_changed'));
    expect(event).toMatchObject({
      type: 'contact.updated',
      changes: [{ field: 'name', from: 'Ruth Adeyemi', to: 'Ruth Okafor' }],
    });
    expect(event && 'contact' in event ? event.contact : null).toEqual({
      id: 'zendesk:acme:9001001001008',
      externalId: '9001001001008',
      callerKey: null,
      emails: [],
      organizationIds: [],
      role: 'user',
      createdAt: new Date('2026-01-04T08:00:00Z'),
      updatedAt: new Date('2026-03-02T09:29:58Z'),
    });
  });

  test.each([
    ['user.created', {}, { type: 'contact.created' }],
    ['user.merged', {}, { type: 'contact.merged' }],
    [
      'user.suspended_changed',
      { current: true, previous: false },
      { changes: [{ field: 'isBlocked', from: false, to: true }] },
    ],
    [
      'user.tags_changed',
      { added: { tags: ['vip'] }, removed: { tags: [] } },
      { changes: [{ field: 'tags', from: null, to: 'vip' }] },
    ],
    [
      'user.organization_membership_created',
      { organization: { id: '5' } },
      { changes: [{ field: 'organizationIds', from: null, to: 'zendesk:acme:5' }] },
    ],
    ['user.password_changed', { current: 'hidden' }, { type: 'contact.updated', changes: [] }],
    [
      'organization.name_changed',
      { current: 'B', previous: 'A' },
      { type: 'organization.updated', changes: [{ field: 'name', from: 'A', to: 'B' }] },
    ],
    [
      'organization.deleted',
      {},
      { type: 'organization.deleted', organization: { isDeleted: true } },
    ],
  ])('%s', (name, event, expected) => {
    expect(parseOne(ticketEvent(name, event))).toMatchObject(expected);
  });

  test('an organization is created with its name and key', () => {
    expect(parseOne(fixture('organization.created'))).toMatchObject({
      type: 'organization.created',
      organization: { externalId: '9001001001007', name: 'Lindqvist AB', callerKey: 'crm-77' },
    });
  });

  test('an article is published where, by whom, in which language', () => {
    expect(parseOne(fixture('article.published'))).toMatchObject({
      type: 'article.published',
      id: 'zendesk:acme:01JNB2V5T6Q8R9S0ABCDEFGHJK',
      article: {
        id: 'zendesk:acme:9200300400502',
        state: 'published',
        authorId: 'zendesk:acme:9001001001002',
        sectionId: '9200300400501',
        categoryId: '9200300400500',
        locale: 'en-us',
        title: 'Changing your billing address',
      },
    });
  });

  test('other families and later events are unknown, with native type and raw body', () => {
    for (const body of [
      fixture('agent.state_changed'),
      JSON.stringify(ticketEvent('ticket.teleported', {})),
      JSON.stringify(ticketEvent('ticket.constructor', {})),
      JSON.stringify(ticketEvent('__proto__.toString', {})),
      JSON.stringify(ticketEvent('article.vote_created', { vote: { id: '1', value: 1 } })),
    ]) {
      const event = parseOne(body);
      expect(event).toMatchObject({ type: 'unknown', raw: JSON.parse(body) as object });
    }
  });
});

describe('identity over redelivery', () => {
  test('an event has the same id in every attempt', () => {
    const body = fixture('ticket.status_changed');
    const first = webhooks.parse(signed(body));
    const again = webhooks.parse(signed(body, { signedAt: '2026-03-02T10:00:00Z' }));
    expect(again).toEqual(first);
  });

  test('a trigger delivery goes by its invocation, which retries repeat', () => {
    const body = fixture('trigger.recommended');
    const [first] = webhooks.parse(signed(body));
    const [again] = webhooks.parse(signed(body, { signedAt: '2026-03-02T10:00:00Z' }));
    expect(first?.id).toBe(`zendesk:acme:${invocationId}`);
    expect(again?.id).toBe(first?.id);
  });
});

describe('trigger webhooks', () => {
  test('the parser knows every key of the template it recommends (field-defects row 3)', () => {
    for (const event of [
      'ticket.created',
      'ticket.updated',
      'ticket.status_changed',
      'ticket.assigned',
    ] as const) {
      const filled = zendeskTriggerTemplate({ event })
        .replace('{{ticket.id}}', '42')
        .replace('{{ticket.status}}', 'Open')
        .replace('{{ticket.priority}}', 'High')
        .replace('{{ticket.tags}}', 'a b');
      expect(filled).not.toContain('{{');
      expect(parseOne(filled)).toMatchObject({
        type: event,
        ticket: { externalId: '42', status: 'open', priority: 'high', tags: ['a', 'b'] },
      });
    }
  });

  test('the template stays below the limit and holds no free text to break it', () => {
    const template = zendeskTriggerTemplate();
    expect(template.length).toBeLessThan(16_000);
    expect(template).not.toMatch(/title|comment|description|name/);
  });

  test('our template, filled in', () => {
    expect(parseOne(fixture('trigger.recommended'))).toMatchObject({
      type: 'ticket.status_changed',
      nativeType: 'ticket.status_changed',
      occurredAt: null,
      ticket: {
        id: 'zendesk:acme:7313',
        status: 'resolved',
        nativeStatus: { id: null, label: 'Solved', category: null },
        priority: 'normal',
        nativePriority: null,
        tags: ['billing', 'vip'],
      },
      changes: [],
    });
  });

  test('an own template in other keys and another language is read as far as it goes', () => {
    const event = parseOne(fixture('trigger.custom'));
    expect(event).toMatchObject({
      type: 'ticket.updated',
      ticket: {
        id: 'zendesk:acme:7313',
        subject: 'Invoice shows the wrong address',
        requester: { id: null, email: 'ruth@example.com', name: null },
        priority: 'high',
        nativeStatus: { id: null, label: 'En pause', category: null },
      },
    });
    expect(event && 'ticket' in event ? event.ticket : {}).not.toHaveProperty('status');
  });

  test.each([{}, { hello: 'world' }, { ticket_id: '' }, { ticket_id: '{{ticket.id}}' }])(
    'a body that names no ticket is unknown: %j',
    (body) => {
      expect(parseOne(body)).toMatchObject({ type: 'unknown', raw: body });
    },
  );

  test('JSON broken by a placeholder names the cause and quotes nothing', () => {
    const broken = '{"ticket_id":"1","title":"He said "no" to us"}';
    expect(() => parseOne(broken)).toThrowError(
      expect.objectContaining({
        code: 'wire_format',
        message: expect.stringMatching(/placeholder.*zendeskTriggerTemplate/),
      }),
    );
    try {
      parseOne(broken);
    } catch (error) {
      expect(error).not.toHaveProperty('cause');
      expect(`${String(error)}${JSON.stringify(error)}`).not.toContain('said');
    }
  });

  test('without an invocation id there is nothing to deduplicate on', () => {
    expect(() => webhooks.parse({ rawBody: '{"ticket_id":"1"}', headers: {} })).toThrowError(
      expect.objectContaining({ code: 'wire_format' }),
    );
  });
});

describe('malformed events', () => {
  test.each(['[]', '"x"', '17', 'null', '{"type":"zen:event-type:ticket.created"', '{'])(
    '%s is a WireFormatError',
    (body) => {
      expect(() => parseOne(body)).toThrowError(expect.objectContaining({ code: 'wire_format' }));
    },
  );

  test('every wrong path is named and no value is', () => {
    const event = ticketEvent(
      'ticket.created',
      { comment: { id: '1', is_public: 'secret-text' } },
      { tags: 'secret-text' },
    );
    expect(() => parseOne(event)).toThrowError(
      expect.objectContaining({
        issues: [
          { path: 'detail.tags', message: 'expected array of strings' },
          { path: 'event.comment.is_public', message: 'expected boolean' },
        ],
        message: expect.not.stringContaining('secret-text'),
      }),
    );
  });

  test('parse throws WireFormatError and nothing else, whatever JSON comes', () => {
    const names = fc.constantFrom(
      'ticket.created',
      'ticket.comment_added',
      'user.tags_changed',
      'ticket.email_ccs_changed',
      'ticket.custom_field_changed',
      'messaging_ticket.message_added',
      'x.y',
    );
    fc.assert(
      fc.property(names, fc.jsonValue(), fc.jsonValue(), (name, detail, event) => {
        try {
          parseOne({ type: `zen:event-type:${name}`, id: 'e', detail, event });
        } catch (error) {
          expect(error).toMatchObject({ code: 'wire_format' });
        }
      }),
    );
  });

  test('the checks accept and refuse exactly what the schema does', () => {
    const value = fc.oneof(
      fc.constantFrom<unknown>(
        null,
        undefined,
        '',
        '1',
        1,
        true,
        [],
        ['a'],
        [1],
        {},
        { id: 1 },
        { tags: ['a'] },
        { tags: [1] },
        { id: true },
        { id: '1', author: { is_staff: 'x' } },
        { channel: 1 },
        { sequence: 1 },
      ),
    );
    const some = (keys: readonly string[]) =>
      fc.record(Object.fromEntries(keys.map((key) => [key, value])), { requiredKeys: [] });
    const detail = some(Object.keys(eventWire.shape.detail.shape));
    const event = some(Object.keys(eventWire.shape.event.shape));
    fc.assert(
      fc.property(fc.tuple(detail, event, value, value), ([detailPart, eventPart, id, time]) => {
        const valid = JSON.parse(fixture('ticket.status_changed')) as { detail: object };
        // Few of the random keys at a time, so that both outcomes are common.
        const pick = (record: object) => Object.fromEntries(Object.entries(record).slice(0, 2));
        const json = {
          ...valid,
          detail: { ...valid.detail, ...pick(detailPart) },
          event: pick(eventPart),
          ...(typeof id === 'boolean' ? { id: time } : {}),
          ...(typeof time === 'string' ? { time: id } : {}),
        };
        const accepted = (() => {
          try {
            return checkedEvent(json) === json;
          } catch {
            return false;
          }
        })();
        expect(accepted).toBe(eventWire.safeParse(json).success);
      }),
      { numRuns: 2000 },
    );
  });

  test('times are read as Date.parse reads them', () => {
    const digits = fc.integer({ min: 0, max: 99 }).map((number) => String(number).padStart(2, '0'));
    const time = fc
      .tuple(
        digits,
        digits,
        digits,
        digits,
        digits,
        digits,
        digits,
        fc.constantFrom('', '.5', '.104339871'),
      )
      .map(
        ([c, y, month, day, hour, minute, second, part]) =>
          `${c}${y}-${month}-${day}T${hour}:${minute}:${second}${part}Z`,
      );
    const plausible = fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(4e12) });
    fc.assert(
      fc.property(
        fc.oneof(
          time,
          plausible.map((date) => `${date.toISOString().slice(0, 19)}Z`),
          fc.string(),
        ),
        (text) => {
          expect(parseTime(text)).toBe(Date.parse(text));
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describeWithReference('the reference payloads', () => {
  const read = (name: string) =>
    readReferenceJson('providers', 'zendesk', 'fixtures', `webhook.${name}.json`);
  const ticket = { id: 'zendesk:acme:5158', externalId: '5158', subject: 'ticket_subject_dRTdJ' };

  test('the signature vector is proven with the secret as text', async () => {
    const vector = read('signature_vector') as Record<string, string>;
    const trying = createZendeskWebhooks({ account: 'acme', allowTestSecret: true });
    const delivery = {
      rawBody: vector['raw_body'] ?? '',
      headers: {
        'X-Zendesk-Webhook-Signature': vector['expected_signature'],
        'X-Zendesk-Webhook-Signature-Timestamp': vector['timestamp'],
      },
    };
    // The vector's timestamp is the text "1234", which reads as the year.
    const options = { secret: vector['secret'] ?? '', now: new Date('1234') };
    await expect(trying.verify(delivery, options)).resolves.toBeUndefined();
    expect(trying.parse(delivery)).toMatchObject([{ type: 'contact.updated', changes: [] }]);
    const tampered = { ...delivery, rawBody: delivery.rawBody.trimEnd() };
    await rejects(tampered, 'signature_mismatch', options, trying);
  });

  test('the recorded delivery reads header names and raw body as they were', () => {
    const { headers, raw_body } = read('user.deleted.delivery') as {
      headers: Record<string, string>;
      raw_body: string;
    };
    expect(webhooks.parse({ rawBody: raw_body, headers })).toMatchObject([
      {
        type: 'contact.deleted',
        id: 'zendesk:acme:b3695d61-2ef4-4e9c-97af-1f065c099564',
        occurredAt: new Date('2023-09-18T23:30:03Z'),
        contact: {
          id: 'zendesk:acme:6164069643162',
          emails: [],
          callerKey: null,
          organizationIds: [],
          isDeleted: true,
          createdAt: new Date('2023-09-18T23:29:35Z'),
        },
      },
    ]);
  });

  test.each([
    [
      'ticket.created',
      {
        type: 'ticket.created',
        occurredAt: new Date('2025-01-08T10:12:07.672Z'),
        actor: { id: 'zendesk:acme:8447388090494' },
        changes: [],
        ticket: {
          ...ticket,
          status: 'open',
          statusDetail: null,
          priority: 'high',
          category: 'problem',
          tags: ['ticket_tag_dRTdJ'],
          brandId: '8447346621310',
          formId: '8646151517822',
          callerKey: null,
          description: 'ticket_desc_dRTdJ',
          isPrivate: false,
          channel: { kind: 'api', native: 'web_service' },
          requester: { id: 'zendesk:acme:8447388090494' },
          assignee: { id: 'zendesk:acme:8447388090494' },
          groupId: 'zendesk:acme:8447320466430',
          organizationId: 'zendesk:acme:8447346622462',
          nativeStatus: { id: '8447320465790', category: 'open' },
          createdAt: new Date('2025-01-08T10:12:07Z'),
        },
      },
    ],
    [
      'ticket.status_changed',
      {
        type: 'ticket.status_changed',
        changes: [{ field: 'status', from: 'open', to: 'resolved' }],
        ticket: { ...ticket, status: 'resolved' },
      },
    ],
    [
      'ticket.agent_assignment_changed',
      {
        type: 'ticket.assigned',
        changes: [
          {
            field: 'assignee.id',
            from: 'zendesk:acme:8447388090494',
            to: 'zendesk:acme:8447388090496',
          },
        ],
        ticket,
      },
    ],
    [
      'ticket.comment_added',
      {
        type: 'message.created',
        actor: { kind: 'customer', name: 'Marta Novak' },
        ticket,
        message: {
          id: 'zendesk:acme:35436',
          externalId: '35436',
          ticketId: 'zendesk:acme:5158',
          visibility: 'public',
          bodyText: 'Any news?',
          author: {
            id: 'zendesk:acme:8447388090494',
            kind: 'customer',
            name: 'Marta Novak',
            email: null,
          },
        },
      },
    ],
    [
      'ticket.custom_field_changed',
      {
        type: 'ticket.updated',
        changes: [{ field: 'customFields.1900004086785', from: 'component_a', to: 'component_b' }],
        ticket,
      },
    ],
    [
      'ticket.merged',
      {
        type: 'ticket.merged',
        intoTicketId: 'zendesk:acme:5101',
        ticket: { ...ticket, status: 'closed' },
      },
    ],
    [
      'ticket.tags_changed',
      {
        type: 'ticket.updated',
        changes: [{ field: 'tags', from: ['ticket_tag_dRTdJ'], to: ['ticket_tag_dRTdJ', 'vip'] }],
        ticket,
      },
    ],
    [
      'user.active_changed',
      {
        type: 'contact.updated',
        changes: [{ field: 'isDeleted', from: false, to: true }],
        contact: {
          id: 'zendesk:acme:6596848315901',
          isDeleted: true,
          emails: [{ address: 'user.name@example.com', verified: null, primary: true }],
        },
      },
    ],
    [
      'article.author_changed',
      {
        type: 'article.updated',
        id: 'zendesk:acme:01GX7773HNJ9CA89HX2P1MQ8E1',
        article: { id: 'zendesk:acme:7005450498174', authorId: 'zendesk:acme:6998057797118' },
        changes: [{ field: 'authorId', to: 'zendesk:acme:6998057797118' }],
      },
    ],
    [
      'messaging_ticket.message_added',
      {
        type: 'message.created',
        actor: { id: null, kind: 'bot', name: 'Acme bot' },
        ticket: { externalId: '141' },
        message: {
          externalId: '67ab5f55155becd183e284cb',
          bodyText: 'Hi there. How can I help you today?',
        },
      },
    ],
    [
      'trigger_template.ticket_update',
      {
        type: 'ticket.updated',
        nativeType: 'End User Comment',
        ticket: {
          externalId: '12345',
          priority: 'normal',
          tags: ['new'],
          groupId: 'zendesk:acme:9000',
          assignee: { id: 'zendesk:acme:9001', email: 'leo.brandt@example.com' },
        },
      },
    ],
  ])('%s', (name, expected) => {
    expect(parseOne(read(name))).toMatchObject(expected);
  });
});
