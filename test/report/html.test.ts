import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConfigurationError } from '../../src/errors/index.ts';
import { escapeHtml, html, link, markupOf, safeUrl, trustedHtml } from '../../src/report/index.ts';
import { hostileText } from './support/hostile.ts';

const NAMED: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&#96;': '`',
};

/** What a browser reads back from escaped text. */
const readBack = (markup: string) => markup.replace(/&[#a-z0-9]+;/g, (entity) => NAMED[entity]!);

describe('escapeHtml', () => {
  it('writes the six characters that could end text or an attribute as references', () => {
    expect(escapeHtml(`<a b="c" d='e' f=\`g\`>&`)).toBe(
      '&lt;a b=&quot;c&quot; d=&#39;e&#39; f=&#96;g&#96;&gt;&amp;',
    );
  });

  it('replaces what no document may hold, and keeps tabs, line ends and emoji', () => {
    expect(escapeHtml('a\u0000b\u001Bc\uD800d\uFFFE')).toBe('a\uFFFDb\uFFFDc\uFFFDd\uFFFD');
    expect(escapeHtml('a\tb\nc\r😀')).toBe('a\tb\nc\r😀');
  });

  it('lets no text break out, and loses none of it', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const escaped = escapeHtml(text);
        expect(escaped).not.toMatch(/[<>"'`]/);
        expect(escaped.replace(/&(?:amp|lt|gt|quot|#39|#96);/g, '')).not.toContain('&');
        expect(readBack(escaped)).toHaveLength(text.length);
        if (!/[\p{Cc}\p{Cn}\p{Cs}]/u.test(text)) expect(readBack(escaped)).toBe(text);
      }),
    );
  });
});

describe('html', () => {
  it('escapes values in content and in quoted attributes', () => {
    const text = `"'<b>&`;
    expect(markupOf(html`<p title="${text}" lang='${text}'>${text}</p>`)).toBe(
      '<p title="&quot;&#39;&lt;b&gt;&amp;" lang=\'&quot;&#39;&lt;b&gt;&amp;\'>&quot;&#39;&lt;b&gt;&amp;</p>',
    );
  });

  it('puts markup in as it is, joins lists and leaves out what is not there', () => {
    const list = [html`<i>x</i>`, [1.5, ['<']], null, undefined, false as const];
    expect(markupOf(html`<p>${list}</p>`)).toBe('<p><i>x</i>1.5&lt;</p>');
    expect(markupOf(html`<td${html` class="a"`}>${trustedHtml('<hr>')}</td>`)).toBe(
      '<td class="a"><hr></td>',
    );
    expect(markupOf(html`<td${null}>${0}</td>`)).toBe('<td>0</td>');
  });

  it('takes no data for markup', () => {
    const forged = JSON.parse('{"polydesk.safeHtml":"<script>"}') as string;
    expect(markupOf(html`<p>${forged}</p>`)).not.toContain('<script>');
  });

  it('refuses text where quotes or a style would not hold it', () => {
    const text = 'x onclick=alert(1)';
    expect(() => html`<a ${text}>`).toThrow(ConfigurationError);
    expect(() => html`<a href=${text}>`).toThrow(ConfigurationError);
    expect(() => html`<${text}>`).toThrow(ConfigurationError);
    expect(() => html`<style>a { color: ${text} }</style>`).toThrow(ConfigurationError);
    expect(() => html`<SCRIPT>${text}</SCRIPT>`).toThrow(ConfigurationError);
    expect(() => html`<a ${['x']}>`).toThrow(ConfigurationError);
  });

  it('knows where a style ends, and where quotes do', () => {
    expect(markupOf(html`<style>a>b{}</style><p title="a>b">${'<'}</p>`)).toBe(
      '<style>a>b{}</style><p title="a>b">&lt;</p>',
    );
    expect(markupOf(html`<i title='"'>${"'"}</i>`)).toBe("<i title='\"'>&#39;</i>");
  });

  it('refuses numbers that are not finite', () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      expect(() => html`<p>${value}</p>`).toThrow(ConfigurationError);
    }
  });
});

describe('links', () => {
  it('lead only to the web', () => {
    expect(safeUrl('https://a.example/x?y=1#z')).toBe('https://a.example/x?y=1#z');
    expect(safeUrl('http://a.example')).toBe('http://a.example/');
    const refused = [
      'javascript:alert(1)',
      ' JaVaScRiPt:alert(1)',
      'data:text/html,x',
      'file:///etc/x',
    ];
    for (const url of [
      ...refused,
      '/x',
      '//a.example',
      '',
      'https://user:pass@a.example',
      null,
      undefined,
    ]) {
      expect(safeUrl(url)).toBeNull();
    }
  });

  it('are text alone where the address is refused', () => {
    expect(markupOf(link('<1>', 'javascript:alert(1)'))).toBe('&lt;1&gt;');
    expect(markupOf(link('1', 'https://a.example/"onx="'))).toBe(
      '<a href="https://a.example/%22onx=%22" rel="noopener noreferrer">1</a>',
    );
  });

  it('never carry a script, whatever the address', () => {
    const schemes = fc.constantFrom(
      'javascript:',
      'JAVASCRIPT:',
      'java\nscript:',
      'vbscript:',
      'data:',
      'https:',
      '',
    );
    fc.assert(
      fc.property(schemes, hostileText, (scheme, rest) => {
        const markup = markupOf(link('x', scheme + rest));
        expect(
          markup === 'x' ||
            /^<a href="https?:\/\/[^"<>]*" rel="noopener noreferrer">x<\/a>$/.test(markup),
        ).toBe(true);
      }),
    );
  });
});
