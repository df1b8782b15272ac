import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');

const GUIDE = read('../../docs/writing-an-adapter.md');
const BLOCKS = [...GUIDE.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code = '']) => code);
const FILES = readdirSync(new URL('./paperdesk/', import.meta.url));

describe('the guide to writing an adapter', () => {
  it.each(FILES)('shows %s exactly as it is type-checked and tested', (name) => {
    expect(BLOCKS).toContain(read(`./paperdesk/${name}`));
  });

  it('imports nothing that a third party could not', () => {
    const sources = BLOCKS.flatMap((code) =>
      [...code.matchAll(/from '([^']+)'/g)].map(([, source = '']) => source),
    );
    const allowed = ['polydesk', 'polydesk/testing', 'polydesk/webhooks', 'vitest', 'zod/mini'];
    const foreign = sources.filter((source) => !source.startsWith('./'));
    expect(foreign.filter((source) => !allowed.includes(source))).toEqual([]);
    expect(foreign).not.toEqual([]);
  });

  it('refers only to files that it shows', () => {
    const local = BLOCKS.flatMap((code) =>
      [...code.matchAll(/from '\.\/([^']+)'/g)].map(([, source = '']) => source),
    );
    expect(local.filter((name) => !FILES.includes(name))).toEqual([]);
  });
});
