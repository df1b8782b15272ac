import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { repositoryFiles, repositoryRoot } from './rules/source-file.ts';

const run = promisify(execFile);

const examples = repositoryFiles()
  .map(({ path }) => path)
  .filter((path) => /^examples\/[^/]+\.ts$/.test(path));

/** Refuses every connection, so that an example that needs the network fails. */
const OFFLINE = `data:text/javascript,${encodeURIComponent(`
  globalThis.fetch = () => { throw new Error('examples run offline'); };
`)}`;

describe('the examples', () => {
  it('are there', () => {
    expect(examples).not.toEqual([]);
  });

  it.each(examples)('%s runs offline and succeeds', async (path) => {
    const words = ['--import', 'tsx', '--import', OFFLINE, path];
    const { stdout, stderr } = await run(process.execPath, words, {
      cwd: repositoryRoot,
      timeout: 60_000,
    });
    expect(stderr).toBe('');
    expect(stdout).not.toBe('');
  });
});
