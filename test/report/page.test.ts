import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConfigurationError } from '../../src/errors/index.ts';
import {
  badge,
  facts,
  html,
  markupOf,
  notice,
  reportPage,
  tiles,
  verdict,
} from '../../src/report/index.ts';
import { hostileText, skeleton } from './support/hostile.ts';

const sections = [
  {
    id: 'load',
    title: 'Load & speed',
    body: html`<p>12</p>`,
    sections: [{ id: 'load-day', title: 'By day', body: null }],
  },
  { id: 'rest', title: 'Rest', body: 'a < b' },
];

describe('reportPage', () => {
  const page = reportPage({ title: 'Week <48>', subtitle: 'All desks', sections, footer: 'End' });

  it('is one document with a language, a title and a policy that forbids everything else', () => {
    expect(page.startsWith('<!doctype html>\n<html lang="en">')).toBe(true);
    expect(page).toContain('<title>Week &lt;48&gt;</title>');
    expect(page).toContain(
      'content="default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;; img-src data:"',
    );
    expect(page).not.toMatch(/<script|<link rel="stylesheet|@import|url\(|\son[a-z]+=/i);
    expect(page.endsWith('</html>\n')).toBe(true);
  });

  it('has a table of contents and headings in order', () => {
    expect(page).toContain('<li><a href="#load">Load &amp; speed</a></li>');
    expect(page).toContain('<li><a href="#rest">Rest</a></li>');
    expect(page.match(/<h\d/g)).toEqual(['<h1', '<h2', '<h2', '<h3', '<h2']);
    expect(page).toContain('<section id="rest" aria-labelledby="rest-title">');
    expect(page).toContain('a &lt; b');
    expect(page).toContain('<footer>End</footer>');
  });

  it('leaves out what is not given, and speaks other languages', () => {
    const german = reportPage({ lang: 'de', title: 'T', sections: [], contentsTitle: 'Inhalt' });
    expect(german).toContain('<html lang="de">');
    expect(german).toContain('>Inhalt</h2>');
    expect(german).not.toMatch(/<footer|subtitle"/);
  });

  it('refuses languages that are none, ids that are not unique, and a third level', () => {
    const withIds =
      (...ids: string[]) =>
      () =>
        reportPage({ title: 'T', sections: ids.map((id) => ({ id, title: id, body: null })) });
    expect(() => reportPage({ lang: 'x"y', title: 'T', sections })).toThrow(ConfigurationError);
    expect(withIds('a', 'a')).toThrow(ConfigurationError);
    expect(withIds('a b')).toThrow(ConfigurationError);
    const inner = { id: 'c', title: 'C', body: null };
    const middle = { id: 'b', title: 'B', body: null, sections: [inner] };
    expect(() =>
      reportPage({
        title: 'T',
        sections: [{ id: 'a', title: 'A', body: null, sections: [middle] }],
      }),
    ).toThrow(ConfigurationError);
  });

  it('keeps its tags, whatever the texts', () => {
    const pageOf = (text: string) =>
      reportPage({
        title: text,
        subtitle: text,
        lead: [
          verdict('bad', text, text),
          notice(text),
          tiles([{ label: text, value: text }]),
          facts([[text, text]]),
          badge('good', text),
        ],
        sections: [{ id: 'a', title: text, body: html`<p title="${text}">${text}</p>` }],
        footer: text,
        contentsTitle: text,
      });
    const expected = skeleton(pageOf('x'));
    fc.assert(fc.property(hostileText, (text) => skeleton(pageOf(`x${text}`)) === expected));
  });
});

describe('parts', () => {
  it('say their tone in words or signs, too', () => {
    expect(markupOf(verdict('good', 'Complete', 'All.'))).toContain('✓');
    expect(markupOf(verdict('bad', 'Not complete', 'x'))).toContain('✕');
    expect(markupOf(badge('bad', 'killed'))).toBe('<span class="badge bad">killed</span>');
  });
});
