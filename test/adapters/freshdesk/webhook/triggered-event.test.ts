import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  fromAndTo,
  type Happening,
  readTriggeredEvent,
} from '../../../../adapters/freshdesk/webhook/triggered-event.ts';
import { readLatestComment } from '../../../../adapters/freshdesk/webhook/comments.ts';

/** The happening as plain objects, for comparison. */
const plain = (happening: Happening): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    [...happening].map(([name, value]) => [name, typeof value === 'string' ? value : plain(value)]),
  );

describe('triggered_event, which only looks like JSON', () => {
  it.each([
    ['{ticket_action:created}', { ticket_action: 'created' }],
    ['{status:{from:4,to:6}}', { status: { from: '4', to: '6' } }],
    ['{priority:{from:1,to:3}}', { priority: { from: '1', to: '3' } }],
    ['{note_type:private}', { note_type: 'private' }],
    ['{reply_sent:sent}', { reply_sent: 'sent' }],
    [' { status : { from : 4 , to : 6 } } ', { status: { from: '4', to: '6' } }],
    ['{"status":{"from":"4","to":"6"}}', { status: { from: '4', to: '6' } }],
    [
      '{ticket_type:{from:Question,to:Feature Request}}',
      { ticket_type: { from: 'Question', to: 'Feature Request' } },
    ],
    ['{a:1,b:2}', { a: '1', b: '2' }],
    ['{status:{from:4,to:6}', { status: { from: '4', to: '6' } }],
    ['{group:{from:,to:8}}', { group: { to: '8' } }],
    ['prefix {a:b}', { a: 'b' }],
    ['', {}],
    ['ticket_action', {}],
    ['{}', {}],
    ['{{triggered_event}}', {}],
    ['{a', {}],
    ['}{', {}],
    ['{"a', {}],
  ])('%s', (text, expected) => {
    expect(plain(readTriggeredEvent(text))).toEqual(expected);
  });

  it('never throws and never hangs, whatever is in it', () => {
    const piece = fc.constantFrom('{', '}', ':', ',', '"', '\\', ' ', 'status', 'from', '4', 'é');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        readTriggeredEvent(pieces.join(''));
      }),
    );
    expect(readTriggeredEvent('{a:'.repeat(50_000)).size).toBeLessThanOrEqual(1);
    expect(readTriggeredEvent(`{a:${' '.repeat(50_000)}`).size).toBe(0);
  });

  it('tells a value before and after, where both are told', () => {
    const of = (text: string) => fromAndTo(readTriggeredEvent(text).get('x'));
    expect(of('{x:{from:1,to:2}}')).toEqual({ from: '1', to: '2' });
    expect(of('{x:{to:2}}')).toEqual({ from: null, to: '2' });
    expect(of('{x:{from:null,to:null}}')).toEqual({ from: null, to: null });
    expect(of('{x:{from:1}}')).toBeNull();
    expect(of('{x:y}')).toBeNull();
    expect(of('{y:z}')).toBeNull();
  });
});

describe('the latest comment, with its author before it', () => {
  it.each([
    ['Robin Agent : <div>On it.</div>', 'Robin Agent', '<div>On it.</div>'],
    [
      'Robin Agent : <div style="font-size:13px">a : b</div>',
      'Robin Agent',
      '<div style="font-size:13px">a : b</div>',
    ],
    ['Dr. Robin: Agent : <p>x</p>', 'Dr. Robin: Agent', '<p>x</p>'],
    ['<div>no author : here</div>', null, '<div>no author : here</div>'],
    ['plain words', null, 'plain words'],
    [' : <div>x</div>', null, '<div>x</div>'],
    ['', null, ''],
  ])('%s', (text, authorName, html) => {
    expect(readLatestComment(text)).toEqual({ authorName, html });
  });

  it('takes no time to speak of with blanks and colons without end', () => {
    const started = performance.now();
    readLatestComment(`${' '.repeat(40_000)}x`);
    readLatestComment(' :'.repeat(40_000));
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
