import { CommanderError } from 'commander';
import { describe, expect, it } from 'vitest';
import { reportFailure } from '../../src/cli/report-failure.ts';
import { ConfigurationError } from '../../src/errors/index.ts';

function report(error: unknown) {
  const written: string[] = [];
  const exitCode = reportFailure(error, { write: (text) => written.push(text) });
  return { exitCode, text: written.join('') };
}

describe('reportFailure', () => {
  it('tells our own errors in words, with the page that explains them and no stack', () => {
    const { exitCode, text } = report(new ConfigurationError('The port is taken.'));
    expect(exitCode).toBe(2);
    expect(text).toBe(
      'polydesk: The port is taken.\n  configuration_invalid, see docs/errors.md#configuration_invalid\n',
    );
  });

  it('shows the stack of anything unexpected', () => {
    const { exitCode, text } = report(new RangeError('off by one'));
    expect(exitCode).toBe(1);
    expect(text).toContain('RangeError: off by one');
    expect(text).toContain('report-failure.test.ts');
  });

  it('says nothing where commander has spoken, and keeps its exit code', () => {
    expect(report(new CommanderError(0, 'commander.version', '0.1.0'))).toEqual({
      exitCode: 0,
      text: '',
    });
  });
});
