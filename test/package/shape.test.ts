import { describe, expect, it } from 'vitest';
import { ADAPTER_PARTS, shapeViolations } from './rules/shape.ts';
import { repositoryFiles, type SourceFile } from './rules/source-file.ts';

const adapter = (name: string, names: readonly string[]): readonly SourceFile[] =>
  names.map((file) => ({ path: `adapters/${name}/${file}`, text: '' }));

const WHOLE = [...ADAPTER_PARTS.map((part) => `${part}.ts`), 'sandbox/index.ts'];
const without = (name: string) => WHOLE.filter((file) => file !== name);

describe('the adapters of this repository', () => {
  it('have the eleven parts and a sandbox, and nothing else', () => {
    expect(shapeViolations(repositoryFiles())).toEqual([]);
  });
});

describe('the shape rule', () => {
  it('accepts a whole adapter, with a folder in place of a file', () => {
    expect(shapeViolations(adapter('a', WHOLE))).toEqual([]);
    expect(shapeViolations(adapter('a', [...without('wire.ts'), 'wire/ticket.ts']))).toEqual([]);
  });

  it.each(ADAPTER_PARTS)('misses %s', (part) => {
    expect(shapeViolations(adapter('a', without(`${part}.ts`)))).toContain(
      `adapters/a has no ${part}`,
    );
  });

  it('misses the sandbox', () => {
    expect(shapeViolations(adapter('a', without('sandbox/index.ts')))).toEqual([
      'adapters/a has no sandbox',
    ]);
  });

  it('refuses a twelfth part', () => {
    expect(shapeViolations(adapter('a', [...WHOLE, 'helpers.ts']))).toEqual([
      'adapters/a has helpers.ts besides',
    ]);
  });

  it('refuses an index that is a folder, and a part that is both', () => {
    expect(shapeViolations(adapter('a', [...without('index.ts'), 'index/a.ts']))).toEqual([
      'adapters/a needs index.ts as a file',
    ]);
    expect(shapeViolations(adapter('a', [...WHOLE, 'wire/ticket.ts']))).toEqual([
      'adapters/a has wire both as a file and as a folder',
    ]);
  });

  it('refuses adapters and sandboxes that are not twins', () => {
    const first = adapter('a', WHOLE);
    expect(
      shapeViolations([...first, ...adapter('b', [...without('wire.ts'), 'wire/ticket.ts'])]),
    ).toEqual(['adapters/a/wire.ts has no twin in b', 'adapters/b/wire/ has no twin in a']);
    expect(shapeViolations([...first, ...adapter('b', [...WHOLE, 'sandbox/state.ts'])])).toEqual([
      'adapters/b/sandbox/state.ts has no twin in a',
    ]);
  });
});
