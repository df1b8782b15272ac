import { hasCode } from '../../errors/index.ts';
import { reportFailure } from '../report-failure.ts';

/** The exit code for what was called wrongly, where 1 is the answer "no". */
export const USAGE_EXIT_CODE = 2;

/** Runs a command; what is wrong with its call is told, and leaves its own exit code. */
export async function withUsageExit(run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (!hasCode(error, 'configuration_invalid')) throw error;
    reportFailure(error, process.stderr);
    process.exitCode = USAGE_EXIT_CODE;
  }
}
