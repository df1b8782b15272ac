import { describe, expect, it } from 'vitest';
import { webhookBody } from '../support/rest-fixtures.ts';
import { filled, parse, parser, parseSimple, triggered } from './deliveries.ts';

describe('ids of events', () => {
  it('are the same at every repeat, in whichever order and spelling the keys come', () => {
    const [first] = parseSimple({ ticket_id: 11, triggered_event: '{note_type:private}' });
    const [again] = parseSimple({ triggered_event: '{note_type:private}', ticket_id: '11' });
    expect(first?.id).toMatch(/^freshdesk:acme:automation-[0-9a-f]{28}$/);
    expect(again?.id).toBe(first?.id);
  });

  it('of two replies told by our template are one, and are marked as made of words', () => {
    const [reply] = parse(filled('message.created', '{reply_sent:sent}'));
    const [next] = parse(filled('message.created', '{reply_sent:sent}'));
    expect(next?.id).toBe(reply?.id);
    expect(reply?.id).toMatch(/^freshdesk:acme:automation-/);
  });

  it('differ where the bodies say something else', () => {
    const ids = [
      triggered('{note_type:private}'),
      triggered('{note_type:public}'),
      triggered('{status:{from:2,to:3}}'),
      triggered('{status:{from:2,to:4}}'),
      parseSimple({ ticket_id: 12, triggered_event: '{note_type:private}' })[0],
    ].map((event) => event?.id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('raw', () => {
  it('is the parsed body, unless it is not wanted', () => {
    const rawBody = webhookBody('automation.advanced');
    expect(parse(rawBody)[0]?.raw).toEqual(JSON.parse(rawBody));
    expect('raw' in (parse(rawBody, { keepRaw: false })[0] ?? {})).toBe(false);
  });

  it('is read the same from text and from bytes', () => {
    const rawBody = webhookBody('automation.custom');
    const bytes = new TextEncoder().encode(rawBody);
    expect(parser().parse({ rawBody: bytes, headers: new Headers() })).toEqual(parse(rawBody));
  });
});
