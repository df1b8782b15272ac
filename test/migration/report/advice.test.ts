import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '../../../src/errors/index.ts';
import { adviceFor } from '../../../src/migration/report/advice.ts';

describe('adviceFor', () => {
  it('says for every code of this release what to do', () => {
    const general = adviceFor('another_code');
    for (const code of ERROR_CODES) {
      expect(adviceFor(code), code).toMatch(/^[A-Z].*\.$/s);
      expect(adviceFor(code), code).not.toBe(general);
    }
    expect(adviceFor('constructor')).toBe(general);
  });
});
