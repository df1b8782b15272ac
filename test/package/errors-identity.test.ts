import { describe, expect, it } from 'vitest';
import { requireBuild, runNode, runText } from './support/run-node.ts';

requireBuild();

/** Asks for a ticket that a stub refuses with 404, and tells what the error is. */
const BODY = `
const answer = () => Promise.resolve(new Response('{"error":"RecordNotFound"}', {
  status: 404, headers: { 'content-type': 'application/json' } }));
const desk = createZendesk({ subdomain: 'acme', credentials: { accessToken: 't' }, fetch: answer });
desk.tickets.get('1').then(() => console.log('no error'), (error) => console.log([
  error instanceof core.NotFoundError, error instanceof core.SupportError,
  core.SupportError.isInstance(error), error.code].join()));
`;

const SAME = 'true,true,true,not_found';

describe('an error thrown by polydesk/zendesk', () => {
  it('is of the classes of polydesk, in ESM', () => {
    const text = `import * as core from 'polydesk'; import { createZendesk } from 'polydesk/zendesk';`;
    expect(runText('module', text + BODY)).toEqual({ status: 0, stdout: SAME, stderr: '' });
  });

  it('is of the classes of polydesk, in CommonJS', () => {
    const text = `const core = require('polydesk'); const { createZendesk } = require('polydesk/zendesk');`;
    expect(runText('commonjs', text + BODY)).toEqual({ status: 0, stdout: SAME, stderr: '' });
  });

  it('is known across the formats by isInstance, where instanceof can not', () => {
    const text = `import { createRequire } from 'node:module'; import * as core from 'polydesk';
      const { createZendesk } = createRequire(import.meta.url)('polydesk/zendesk');`;
    // The text runs in the repository, so a require made here resolves to the built package.
    expect(runText('module', text + BODY).stdout).toBe('false,false,true,not_found');
  });
});

describe('the CommonJS build', () => {
  it('makes calls that are refused and repeated, so what it bundles is there', () => {
    const run = runNode(['test/runtimes/cjs.cjs']);
    expect(run).toMatchObject({ status: 0, stderr: '' });
    expect(run.stdout).toMatch(
      /^CommonJS: \d+ calls, operations, migration in (SQLite|a journal)$/,
    );
  });

  it('does so without require(esm), which older Node lacks', () => {
    const run = runNode(['--no-experimental-require-module', 'test/runtimes/cjs.cjs']);
    expect(run).toMatchObject({ status: 0, stderr: '' });
  });

  it('does so in ESM', () => {
    expect(runNode(['test/runtimes/esm.mjs'])).toMatchObject({ status: 0, stderr: '' });
  });
});
