import { tokenize } from 'polydesk/triage';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pairsOf } from '../../../src/triage/text/cut-text.ts';

describe('C.3: tokenize', () => {
  it.each([
    ['Order #12345678 fails with E-1042', ['order', '<id>', 'fails', 'with', 'e-1042']],
    ['Pay 20 or 1,000 today', ['pay', '<num>', 'or', '<num>', '<num>', 'today']],
    ['mail bob@example.com, see https://a.b/c?d=e', ['mail', '<email>', 'see', '<url>']],
    ['www.example.com is down', ['<url>', 'is', 'down']],
    ["I can't log-in", ['i', "can't", 'log', 'in']],
    ['0x80070005 and ERR_TIMEOUT', ['0x80070005', 'and', 'err_timeout']],
    ['ORD-4711 and inv2024', ['<id>', 'and', '<id>']],
    ['#7 and # and #tag', ['<id>', 'and', 'and', 'tag']],
    ['ABC123456DEF 3-day a1b2c3d4', ['<id>', '<num>', 'day', '<id>']],
    ['me@home', ['me', 'home']],
    ["'quoted' -dash- _x_", ['quoted', 'dash', 'x']],
    ['５分 Ｆull ｗidth', ['<num>', '分', 'full', 'width']],
    ['Größe geändert, l’été 42', ['größe', 'geändert', "l'été", '<num>']],
    ['café — mail a@b.co — http://x.y ok', ['café', 'mail', '<email>', 'http', 'ok']],
    ['', []],
    ['!!! ???', []],
  ])('%s', (text, words) => {
    const expected = words.map((word) => (word === 'http' ? '<url>' : word));
    expect(tokenize(text)).toEqual(expected);
  });

  it('cuts Chinese and Japanese into words', () => {
    expect(tokenize('我想取消订阅').join('')).toBe('我想取消订阅');
    expect(tokenize('我想取消订阅').length).toBeGreaterThan(1);
    expect(tokenize('解約したい E-1042')).toContain('e-1042');
  });

  it('has pairs of characters for runtimes without a segmenter', () => {
    expect(pairsOf('取消订阅')).toEqual(['取消', '消订', '订阅']);
    expect(pairsOf('停')).toEqual(['停']);
  });

  it('cuts a text of any length', () => {
    const words = Array.from({ length: 9000 }, (_, index) => (index % 2 === 0 ? 'on' : '<num>'));
    expect(tokenize('on 7 '.repeat(4500))).toEqual(words);
    expect(tokenize('on 7')).toEqual(['on', '<num>']);
  });

  it('gives lower-case words without white space for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        for (const word of tokenize(text)) expect(word).toMatch(/^\S+$/u);
      }),
      { numRuns: process.env['POLYDESK_DEEP'] === '1' ? 1000 : 100 },
    );
  });
});
