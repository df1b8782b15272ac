import { compilePattern } from 'polydesk/workflow';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

describe('C.7: matches', () => {
  it.each([
    ['error \\d+', 'Error 500 again', true],
    ['error \\d+', 'error five', false],
    ['^server', 'the server', false],
    ['^server', 'Server down', true],
    ['down$', 'server down', true],
    ['down$', 'down there', false],
    ['^$', '', true],
    ['a|b|', 'zzz', true],
    ['(cat|dog)s?', 'two dogs', true],
    ['colou?r', 'COLOR', true],
    ['x{2}', 'axxb', true],
    ['^x{2}$', 'xxx', false],
    ['^x{2,}$', 'xxxxx', true],
    ['^x{1,3}$', 'xxxx', false],
    ['^x{0,1}$', '', true],
    ['[a-c]+-[^0-9]', 'abc-x', true],
    ['[a-c]+-[^0-9]', 'abc-4', false],
    ['[]x]', ']', true],
    ['[a-]', '-', true],
    ['[\\d.]+', '3.5', true],
    ['a.c', 'a\nc', false],
    ['a\\.c', 'abc', false],
    ['\\w+\\s\\W\\D\\S', 'é ?xy', true],
    ['\\n\\t', '\n\t', true],
    ['ＡＢ', 'ab', true],
    ['宕机', '服务器宕机了', true],
    ['(^a|b$)', 'xb', true],
    ['(a*)*b', 'aaab', true],
    ['^server-.*$', 'server-1', true],
    ['^s.rver-.$', 'server-1', true],
    ['^server-.$', 'server-', false],
    ['^.*$', '', true],
    ['^$', 'a', false],
    ['^.$', '😀', true],
    ['^.*ab.$', 'abcabd', true],
    ['^.*ab.$', 'abcab', false],
    ['^a.c$', 'a.c', true],
    ['\\n', 'x', false],
    ['\\t', 'x', false],
    ['^[\\d]$', '3', true],
    ['^[\\d]$', 'd', false],
    ['[^a]', '^', true],
    ['[b-c]', 'a', false],
    ['[b-c]', 'b', true],
    ['[b-c]', 'd', false],
    ['^a{50}$', 'a'.repeat(50), true],
    ['^a{2,50}$', 'a'.repeat(50), true],
    [`^${'a'.repeat(198)}$`, 'a'.repeat(198), true],
    [`${'('.repeat(20)}a${')'.repeat(20)}`, 'a', true],
    ['^5㎏+$', '5kg', true],
    ['㎏', '5㎏', true],
    ['^cafe\u0301s$', 'caf\u00e9s', true],
    ['^caf\u00e9$', 'cafe\u0301', true],
  ])('%s in %j: %s', (pattern, text, found) => {
    expect(compilePattern(pattern)(text)).toBe(found);
  });

  it.each([
    ['(', 'ends too early'],
    ['a)', 'was not opened'],
    ['(a', 'ends too early'],
    ['*a', 'nothing to repeat'],
    ['^*', 'anchor cannot repeat'],
    ['a**', 'two repetitions'],
    ['a$*', 'anchor cannot repeat'],
    ['a{x}', 'a repetition is'],
    ['a{x2}', 'a repetition is'],
    ['a{2x}', 'a repetition is'],
    ['a{51}', 'goes up to 50'],
    ['a{3,2}', 'goes up to 50'],
    ['a{2,60}', 'goes up to 50'],
    ['a{2', 'ends too early'],
    ['(?:a)', 'groups with ?'],
    ['\\1', 'escape is not supported'],
    ['\\', 'ends too early'],
    ['[a', 'ends too early'],
    ['('.repeat(21), 'nested too deeply'],
    ['a'.repeat(201), '200 characters'],
    ['((a{50}){50}){50}', 'too large'],
  ])('refuses %s', (pattern, message) => {
    expect(() => compilePattern(pattern)).toThrow(message);
  });

  it('names no part of a pattern in an error', () => {
    expect(() => compilePattern('secret(')).not.toThrow('secret(');
  });

  // A backtracking matcher needs 2^5000 steps for the first, and would not come back.
  it.each(['^(a|aa|a*)*(a+)+$', `^${'.*a'.repeat(50)}.*b$`])(
    'stays linear where backtracking explodes: %s',
    (pattern) => {
      expect(compilePattern(pattern)(`${'a'.repeat(5000)}!`)).toBe(false);
    },
  );

  it('agrees with RegExp on small patterns', () => {
    const atom = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', '(a|b)', '(ab)');
    const piece = fc
      .tuple(atom, fc.constantFrom('', '*', '+', '?', '{2}', '{1,2}'))
      .map(([one, times]) => one + times);
    const pattern = fc
      .tuple(fc.constantFrom('', '^'), fc.array(piece, { maxLength: 4 }), fc.constantFrom('', '$'))
      .map(([start, pieces, end]) => start + pieces.join('') + end);
    const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 8 });
    fc.assert(
      fc.property(pattern, text, (source, subject) => {
        expect(compilePattern(source)(subject)).toBe(new RegExp(source, 'u').test(subject));
      }),
      { numRuns: process.env['POLYDESK_DEEP'] === '1' ? 3000 : 300 },
    );
  });
});
