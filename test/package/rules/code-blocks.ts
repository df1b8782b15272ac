import type { SourceFile } from './source-file.ts';

/** A fenced block of a page. */
export interface CodeBlock {
  readonly page: string;
  /** Line of the opening fence. */
  readonly line: number;
  /** What stands behind the fence: `ts`, `sh fresh-clone`, … */
  readonly info: string;
  readonly text: string;
  /** The file that the heading above names, so that blocks can import each other. */
  readonly file: string | null;
}

const HEADING = /^#+ .*?`([\w-]+\.ts)`/;

const fileAbove = (lines: readonly string[]): string | null => {
  const heading = lines.findLast((text) => /^#+ /.test(text));
  return heading === undefined ? null : (HEADING.exec(heading)?.[1] ?? null);
};

const FENCE = /^```(.*)$/;

/** The fenced blocks of a page, in order. */
export function codeBlocks(page: SourceFile): readonly CodeBlock[] {
  const lines = page.text.split('\n');
  const fences = lines.flatMap((text, index) => {
    const found = FENCE.exec(text);
    return found === null ? [] : [{ index, info: (found[1] ?? '').trim() }];
  });
  return fences.flatMap((open, order) => {
    const close = fences[order + 1];
    if (order % 2 === 1 || close === undefined) return [];
    const text = lines.slice(open.index + 1, close.index).join('\n');
    const file = fileAbove(lines.slice(0, open.index));
    return [{ page: page.path, line: open.index + 1, info: open.info, text, file }];
  });
}
