import { describe, expect, it } from 'vitest';
import { ConfigurationError } from '../../src/errors/index.ts';
import { createFormat, html, markupOf, table } from '../../src/report/index.ts';

const format = createFormat();
const columns = [{ title: 'Desk' }, { title: 'Calls', kind: 'number' as const }];

describe('table', () => {
  it('has a caption, headers with a scope, and numbers at the end', () => {
    const markup = markupOf(
      table({ id: 'desks', caption: 'Desks & calls', columns, rows: [['zendesk', '12']], format }),
    );
    expect(markup).toContain('<caption id="desks-caption">Desks &amp; calls</caption>');
    expect(markup).toContain('<th scope="col">Desk</th><th scope="col" class="number">Calls</th>');
    expect(markup).toContain('<tr><th scope="row">zendesk</th><td class="number">12</td></tr>');
    expect(markup).not.toContain('tfoot');
    expect(markup).not.toContain('Showing');
  });

  it('has a row of sums where there is one, and cells that are not known', () => {
    const markup = markupOf(
      table({
        id: 'desks',
        caption: 'Desks',
        columns,
        rows: [
          ['zendesk', null],
          [html`<b>intercom</b>`, '0'],
        ],
        footer: ['All', '0'],
        format,
        tall: true,
      }),
    );
    expect(markup).toContain('<td class="number">–</td>');
    expect(markup).toContain('<th scope="row"><b>intercom</b></th><td class="number zero">0</td>');
    expect(markup).toContain(
      '<tfoot><tr><th scope="row">All</th><td class="number zero">0</td></tr></tfoot>',
    );
    expect(markup).toContain('class="scroll tall"');
  });

  it('has no row headers where no cell names its row', () => {
    const markup = markupOf(
      table({ id: 'x', caption: 'X', columns, rows: [['a', '1']], rowHeaders: false, format }),
    );
    expect(markup).toContain('<tr><td>a</td><td class="number">1</td></tr>');
  });

  it('says how many rows it leaves out', () => {
    const rows = Array.from({ length: 1_500 }, (_, index) => [`d${index}`, '1']);
    const markup = markupOf(table({ id: 'x', caption: 'X', columns, rows, format }));
    expect(markup.match(/<th scope="row">/g)).toHaveLength(200);
    expect(markup).toContain('Showing 200 of 1,500 rows.');
    const cutBefore = { id: 'x', caption: 'X', columns, rows: rows.slice(0, 3), format };
    expect(markupOf(table({ ...cutBefore, maxRows: 2 }))).toContain('Showing 2 of 3 rows.');
    expect(markupOf(table({ ...cutBefore, total: 9_000 }))).toContain('Showing 3 of 9,000 rows.');
  });

  it('says so when there are no rows', () => {
    expect(markupOf(table({ id: 'x', caption: 'Failures', columns, rows: [], format }))).toBe(
      '<p class="empty" id="x">Failures: None.</p>',
    );
  });

  it('refuses rows that do not fit, and ids that cannot be linked to', () => {
    const base = { caption: 'X', columns, format };
    expect(() => table({ ...base, id: 'x', rows: [['a']] })).toThrow(ConfigurationError);
    expect(() => table({ ...base, id: 'x', rows: [], footer: ['a', 'b', 'c'] })).toThrow(
      ConfigurationError,
    );
    for (const id of ['', '1x', 'X', 'a b', 'a"b']) {
      expect(() => table({ ...base, id, rows: [] })).toThrow(ConfigurationError);
    }
  });
});
