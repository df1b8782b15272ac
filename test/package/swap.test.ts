import { expect, it } from 'vitest';
import { firstProgram, swapProvider } from '../support/swap-provider.ts';
import { repositoryFiles } from './rules/source-file.ts';
import { typeErrors } from './rules/type-check.ts';

const program = firstProgram(
  repositoryFiles().find(({ path }) => path === 'README.md')?.text ?? '',
);

it("the README's first program compiles for every provider, and only with its own credentials", () => {
  const options = {
    zendesk: `{ subdomain: 'acme', credentials: { accessToken: 'token' } }`,
    intercom: `{ workspaceId: 'abc123de', credentials: { accessToken: 'token' } }`,
    freshdesk: `{ subdomain: 'acme', credentials: { apiKey: 'key' } }`,
  } as const;
  const texts = (['zendesk', 'intercom', 'freshdesk'] as const).map(
    (provider) =>
      [`docs/${provider}.ts`, swapProvider(program, provider, options[provider])] as const,
  );
  const wrong = swapProvider(program, 'intercom', options.freshdesk);
  const errors = typeErrors(new Map([...texts, ['docs/wrong.ts', wrong]]));
  expect(errors.filter((error) => !error.startsWith('docs/wrong.ts'))).toEqual([]);
  expect(errors.length).toBeGreaterThan(0);
});
