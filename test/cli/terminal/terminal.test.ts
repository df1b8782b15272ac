import { describe, expect, it } from 'vitest';
import { cutToWidth, displayWidth, padToWidth } from '../../../src/cli/terminal/display-width.ts';
import { createPaint, usesColour } from '../../../src/cli/terminal/paint.ts';
import { createProgress } from '../../../src/cli/terminal/progress.ts';
import { formatTable } from '../../../src/cli/terminal/table.ts';
import { wrapText } from '../../../src/cli/terminal/wrap-text.ts';

const ESCAPE = '\u001b';
const plain = (_look: string, text: string): string => text;

describe('displayWidth', () => {
  it.each([
    ['', 0],
    ['Müller', 6],
    ['e\u0301te\u0301', 3],
    ['会議', 4],
    ['カタカナ', 8],
    ['한국어', 6],
    ['🙂', 2],
    ['👩‍🚒', 2],
    ['مرحبا', 5],
    [`${ESCAPE}[31mred${ESCAPE}[39m`, 3],
  ])('takes %j as %d columns', (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });
});

describe('cutToWidth', () => {
  it('leaves alone what fits exactly', () => {
    expect(cutToWidth('会議', 4)).toBe('会議');
  });

  it('never cuts a wide character in half', () => {
    expect(cutToWidth('会議室', 5)).toBe('会議…');
    expect(cutToWidth('会議室', 4)).toBe('会…');
  });
});

describe('padToWidth', () => {
  it('fills by columns, not by characters', () => {
    expect(padToWidth('会議', 6)).toBe('会議  ');
    expect(padToWidth('7', 3, 'right')).toBe('  7');
    expect(padToWidth('longer', 3)).toBe('longer');
  });
});

describe('formatTable', () => {
  it('lines columns up and keeps line breaks of the content out', () => {
    const lines = formatTable(
      [
        { title: 'subject', maxWidth: 8 },
        { title: 'n', align: 'right' },
      ],
      [
        ['会議\n予約の件', '7'],
        ['ok', '12'],
      ],
      plain,
    );
    expect(lines).toEqual(['subject    n', '会議 予…   7', 'ok        12']);
  });
});

describe('usesColour', () => {
  const terminal = { wanted: true, isTerminal: true, environment: {} };

  it('is on at a terminal', () => {
    expect(usesColour(terminal)).toBe(true);
  });

  it.each([
    ['off with --no-color', { ...terminal, wanted: false }],
    ['off in a pipe', { ...terminal, isTerminal: false }],
    ['off with NO_COLOR', { ...terminal, environment: { NO_COLOR: '1' } }],
    ['off in CI', { ...terminal, environment: { CI: 'true' } }],
    ['off on a dumb terminal', { ...terminal, environment: { TERM: 'dumb' } }],
    [
      'off with NO_COLOR even if forced',
      { ...terminal, environment: { NO_COLOR: '1', FORCE_COLOR: '1' } },
    ],
  ])('is %s', (_name, setting) => {
    expect(usesColour(setting)).toBe(false);
    expect(createPaint(setting)('red', 'late')).toBe('late');
  });

  it('can be forced in a pipe', () => {
    const setting = { wanted: true, isTerminal: false, environment: { FORCE_COLOR: '1' } };
    expect(createPaint(setting)('red', 'late')).toBe(`${ESCAPE}[31mlate${ESCAPE}[39m`);
  });

  it('takes an empty NO_COLOR as not set', () => {
    expect(usesColour({ ...terminal, environment: { NO_COLOR: '' } })).toBe(true);
  });
});

describe('createProgress', () => {
  it('writes nothing off a terminal', () => {
    const written: string[] = [];
    const progress = createProgress({ write: (text) => written.push(text) }, 'steps');
    progress.update(1, 2);
    progress.clear();
    expect(written).toEqual([]);
  });

  it('draws at most every 60 milliseconds, and always the end', () => {
    const written: string[] = [];
    let now = 1000;
    const target = { isTTY: true, write: (text: string) => written.push(text) };
    const progress = createProgress(target, 'steps', () => now);
    progress.update(1, 4);
    now += 10;
    progress.update(2, 4);
    now += 60;
    progress.update(3, 4);
    progress.update(4, 4);
    expect(written.map((text) => /(\d\/\d) steps/.exec(text)?.[1])).toEqual(['1/4', '3/4', '4/4']);
  });

  it('takes away only a bar that was drawn', () => {
    const written: string[] = [];
    const target = { isTTY: true, write: (text: string) => written.push(text) };
    createProgress(target, 'steps').clear();
    expect(written).toEqual([]);
  });
});

describe('wrapText', () => {
  it('breaks between words, by columns', () => {
    expect(wrapText('Label printing is down', 14)).toEqual(['Label printing', 'is down']);
    expect(wrapText('会議 会議 会議', 9)).toEqual(['会議 会議', '会議']);
  });

  it('gives a word that is too long a line of its own', () => {
    expect(wrapText('see https://example.com/a/b now', 8)).toEqual([
      'see',
      'https://example.com/a/b',
      'now',
    ]);
  });

  it('leaves short and empty texts as they are', () => {
    expect(wrapText('ok', 8)).toEqual(['ok']);
    expect(wrapText('', 8)).toEqual(['']);
  });
});
