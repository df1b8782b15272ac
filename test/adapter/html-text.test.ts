import { htmlToText } from 'polydesk';
import { describe, expect, it } from 'vitest';

describe('htmlToText', () => {
  it.each([
    [
      '<p>Hello<br>Ada</p><p>See <a href="https://a.example/b">this</a></p>',
      'Hello\nAda\n\nSee this (https://a.example/b)',
    ],
    ["<a class='x' href='https://a.example'>here</a>", 'here (https://a.example)'],
    ['<a href="https://a.example">https://a.example</a>', 'https://a.example'],
    ['<a name="top">Top</a>', 'Top'],
    ['<a href="https://a.example"><img src="x" alt="Logo"></a>', 'Logo (https://a.example)'],
    ['<img src="x.png" alt="A cat"> <img src="y.png">', 'A cat'],
    ['<ul><li>One</li><li>Two</li></ul>', '- One\n\n- Two'],
    ['<table><tr><td>a</td><td>b</td></tr></table>', 'a\tb'],
    ['a<!-- not <b>this</b> -->b<style>p { }</style>c<script>x("</p>")</script>d', 'abcd'],
    ['a <!-- that never ends', 'a <!-- that never ends'],
    ['1 < 2 &amp; 3 &gt; 2', '1 < 2 & 3 > 2'],
    ['<b>bold</b> and <', 'bold and <'],
    ['İ<STYLE>x</STYLE >b<constructor>c', 'İbc'],
    ['one<BR class="x">two', 'one\ntwo'],
  ])('%s', (html, text) => {
    expect(htmlToText(html)).toBe(text);
  });

  // A megabyte each. Patterns that begin anew at every place would take minutes, and the test its limit.
  it.each([
    ['tags that never end', '<div ', (text: string) => text.startsWith('<div <div')],
    ['tags of which the last ends', '<div ', (text: string) => text === '', '>'],
    ['images before one end', '<img ', (text: string) => text === '', '>'],
    ['links that are never closed', '<a href="x">', (text: string) => text === ''],
    ['styles that are never closed', '<style>', (text: string) => text === ''],
    ['styles that are closed', '<style></style>', (text: string) => text === ''],
    [
      'links',
      '<a href="https://a.example">b</a>',
      (text: string) => text.startsWith('b (https://'),
    ],
    ['comments that never end', '<!-- ', (text: string) => text.startsWith('<!-- <!--')],
    ['comments of which the last ends', '<!-- ', (text: string) => text === '', '-->'],
    ['cells', 'x</td>', (text: string) => text.startsWith('x\tx')],
    ['empty cells before a word', '</td>', (text: string) => text === 'end', 'end'],
    ['blanks', ' \t', (text: string) => text === 'end', 'end'],
    ['addresses without an end', '<a href=" ', (text: string) => text === '', '>'],
    ['entities without an end', '&amp', (text: string) => text.startsWith('&amp&amp')],
  ])('takes a megabyte of %s', (_, piece, isRight, last = '') => {
    const html = piece.repeat(Math.ceil(1_000_000 / piece.length)) + last;
    expect(isRight(htmlToText(html))).toBe(true);
  });
});
