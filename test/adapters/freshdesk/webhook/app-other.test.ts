import { describe, expect, it } from 'vitest';
import { freshdeskCapabilities } from '../../../../adapters/freshdesk/capabilities.ts';
import { FRESHDESK_EVENT_TYPES } from '../../../../adapters/freshdesk/webhook/index.ts';
import { SUPPORT_EVENT_TYPES } from '../../../../src/model/event.ts';
import { webhookBody } from '../support/rest-fixtures.ts';
import { parse, parseApp, parseFixture } from './deliveries.ts';

const at = (text: string) => new Date(text);

describe('everything else', () => {
  it('changes of an agent’s availability, under a name of another form, are unknown', () => {
    expect(parseFixture('app.availability')).toMatchObject([{ type: 'unknown' }]);
  });

  it.each([
    'onTimeEntryCreate',
    'onAgentUpdate',
    'onGroupCreate',
    'onSurveyCreate',
    'onTicketFieldUpdate',
    'onAppInstall',
    'onScheduledEvent',
    'onSomethingNew',
    'constructor',
  ])('%s is unknown, with its name and time', (event) => {
    expect(parseApp(event, { agent: { id: 1 } })).toMatchObject([
      { type: 'unknown', nativeType: event, occurredAt: at('2026-02-06T08:00:00.123Z') },
    ]);
  });

  it('an event of another account never gets ids of this one', () => {
    const other = webhookBody('app.onContactDelete').replace('acme.freshdesk', 'globex.freshdesk');
    expect(parse(other)).toMatchObject([{ type: 'unknown' }]);
  });

  it('an event whose object is missing or nameless is unknown', () => {
    expect(parseApp('onTicketCreate', {})).toMatchObject([{ type: 'unknown' }]);
    expect(parseApp('onTicketCreate', { ticket: { subject: 's' } })).toMatchObject([
      { type: 'unknown' },
    ]);
    expect(parseApp('onContactUpdate', { contact: [] })).toMatchObject([{ type: 'unknown' }]);
  });

  it.each([
    [1_770_364_800_123, '2026-02-06T08:00:00.123Z'],
    [1_770_364_800.5, '2026-02-06T08:00:00.500Z'],
    ['2026-02-06T08:00:00Z', '2026-02-06T08:00:00.000Z'],
    [0, null],
    ['whenever', null],
    [null, null],
  ])('time %j is %s', (timestamp, expected) => {
    const [event] = parseApp('onAppInstall', {}, { timestamp });
    expect(event?.occurredAt?.toISOString() ?? null).toBe(expected);
  });

  it('an event has the same id at every repeat, and another at another time', () => {
    const body = webhookBody('app.onCompanyUpdate');
    const [first] = parse(body);
    const [again] = parse(JSON.stringify(JSON.parse(body)));
    const [later] = parse(body.replace('1770364800123', '1770364800124'));
    expect(first?.id).toMatch(/^freshdesk:acme:app-[0-9a-f]{28}$/);
    expect(again?.id).toBe(first?.id);
    expect(later?.id).not.toBe(first?.id);
  });

  it('the list of events is the one of the manifest, in unified names', () => {
    for (const type of FRESHDESK_EVENT_TYPES) expect(SUPPORT_EVENT_TYPES).toContain(type);
    expect([...FRESHDESK_EVENT_TYPES].sort()).toEqual(
      [...freshdeskCapabilities.webhooks.events].sort(),
    );
  });
});
