import { type Command, CommanderError } from 'commander';
import { EXIT } from './exit-codes.ts';

/** Also for all commands of this one: a wrong call ends with a code of its own, as 1 is the answer "no". */
export function endWithUsageCode(command: Command): Command {
  return command
    .exitOverride(({ exitCode, code, message }) => {
      throw new CommanderError(exitCode === 0 ? 0 : EXIT.usage, code, message);
    })
    .addHelpText('beforeAll', ({ error }) => (error ? 'Name one of these commands:\n' : ''))
    .configureOutput({
      // Whoever tries --secret=… must not find it in a log.
      outputError: (text, write) => write(text.replace(/'(--[\w-]+)=[\s\S]*'/, "'$1'")),
    });
}
