import { type Command, CommanderError } from 'commander';
import { EXIT } from './exit-codes.ts';

/** For commands where 1 is the answer "no": a wrong call ends with a code of its own. */
export function endWithUsageCode(command: Command): Command {
  return command
    .exitOverride(({ exitCode, code, message }) => {
      throw new CommanderError(exitCode === 0 ? 0 : EXIT.usage, code, message);
    })
    .configureOutput({
      // Whoever tries --secret=… must not find it in a log.
      outputError: (text, write) => write(text.replace(/'(--[\w-]+)=[\s\S]*'/, "'$1'")),
    });
}
