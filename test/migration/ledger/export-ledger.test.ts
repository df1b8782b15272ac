import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createMemoryLedger,
  exportLedger,
  type Ledger,
  type LedgerItem,
} from '../../../src/migration/index.ts';
import { runOf, ticket, to } from './support.ts';

async function textOf(ledger: Ledger, format: 'csv' | 'ndjson'): Promise<string> {
  const parts: string[] = [];
  for await (const part of exportLedger(ledger, format)) parts.push(part);
  return parts.join('');
}

/** Reads RFC 4180 by its grammar. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let rest = text;
  let row: string[] = [];
  while (rest !== '') {
    const found = /^(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/.exec(rest);
    if (found === null) throw new Error(`not CSV: ${rest.slice(0, 40)}`);
    row.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? '');
    if (found[3] === '\r\n') {
      rows.push(row);
      row = [];
    }
    rest = rest.slice(found[0].length);
  }
  expect(row).toEqual([]);
  return rows;
}

async function ledgerWith(source: string, reason: string | null): Promise<Ledger> {
  const ledger = createMemoryLedger();
  await ledger.plan([{ kind: 'ticket', source, order: -3, sourceVersion: 5 }], 7);
  const { claimFirst } = await runOf(ledger);
  const claim = await claimFirst(8, 100);
  const error = { code: 'conflict', message: 'It said "no", twice.' };
  const more = { reason, error, detail: { page: 2 } };
  await ledger.advance([to(claim, 'skipped', more)], 9);
  return ledger;
}

describe('exportLedger', () => {
  it('writes CSV by the letter of RFC 4180', async () => {
    const ledger = await ledgerWith('zendesk:acme:ticket:1', 'a, "b"\nc');
    expect(await textOf(ledger, 'csv')).toBe(
      'kind,source,state,target,order,sourceVersion,writtenVersion,attempts,reason,error,losses,differences,detail,updatedAt\r\n' +
        'ticket,zendesk:acme:ticket:1,skipped,,-3,5,,1,"a, ""b""\nc",' +
        '"{""code"":""conflict"",""message"":""It said \\""no\\"", twice.""}",,,"{""page"":2}",9\r\n',
    );
  });

  it('writes NDJSON as the items are', async () => {
    const ledger = await ledgerWith('=1+1', '@x');
    const [line = '', ...rest] = (await textOf(ledger, 'ndjson')).split('\n');
    expect(rest).toEqual(['']);
    expect(JSON.parse(line)).toEqual(await ledger.item('ticket', '=1+1'));
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '  =1', '\u00a0=1', '＝1+1'])(
    'makes %j no formula',
    async (formula) => {
      const ledger = await ledgerWith(formula, formula);
      const [, row] = readCsv(await textOf(ledger, 'csv'));
      expect([row?.[1], row?.[8]]).toEqual([`'${formula}`, `'${formula}`]);
    },
  );

  it('writes nothing but the header for an empty ledger', async () => {
    expect((await textOf(createMemoryLedger(), 'csv')).split('\r\n')).toHaveLength(2);
    expect(await textOf(createMemoryLedger(), 'ndjson')).toBe('');
  });

  it('writes all pages, each item once', async () => {
    const ledger = createMemoryLedger();
    const items = Array.from({ length: 1201 }, (_item, index) => ticket(index));
    await ledger.plan(items, 0);
    const rows = readCsv(await textOf(ledger, 'csv')).slice(1);
    expect(rows.map(([, source]) => source)).toEqual(items.map(({ source }) => source));
    const lines = (await textOf(ledger, 'ndjson')).trimEnd().split('\n');
    // Safe: each line is an item.
    const read = lines.map((line) => (JSON.parse(line) as LedgerItem).source);
    expect(read).toEqual(items.map(({ source }) => source));
  });

  it('gives back any text, but for the mark before formulas', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'binary', minLength: 1 }),
        fc.string({ unit: 'binary' }),
        async (source, reason) => {
          const ledger = await ledgerWith(source, reason);
          const [, row] = readCsv(await textOf(ledger, 'csv'));
          const isSame = (cell: string | undefined, text: string) =>
            cell === text || cell === `'${text}`;
          expect(isSame(row?.[1], source) && isSame(row?.[8], reason)).toBe(true);
          expect(row?.[1]).not.toMatch(/^[\s]*[=+\-@]/);
        },
      ),
    );
  });

  it('refuses another format', () => {
    // Safe: this is what is proven to be refused.
    expect(() => exportLedger(createMemoryLedger(), 'xml' as never)).toThrow(
      '`csv` or as `ndjson`',
    );
  });
});
