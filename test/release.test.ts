import { expect, it } from 'vitest';
import packageJson from '../package.json' with { type: 'json' };
import { RELEASE } from '../src/migration/release.ts';

it('the release is the one that package.json names', () => {
  expect(RELEASE).toBe(packageJson.version);
});
