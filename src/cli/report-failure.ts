import { CommanderError } from 'commander';
import { hasCode, SupportError } from '../errors/index.ts';
import { EXIT } from './exit-codes.ts';

/** Something that can be written to, such as a stream of the process. */
export interface Writer {
  write(text: string): unknown;
}

/**
 * Says what went wrong in one or two lines and answers the exit code. Errors of our own name their
 * page in the documentation; anything else shows its stack, because it is a defect.
 *
 * @example reportFailure(new ConfigurationError('A port is missing.'), process.stderr) //=> 2
 */
export function reportFailure(error: unknown, writer: Writer): number {
  // commander has told the user already, and --help ends this way too.
  if (error instanceof CommanderError) return error.exitCode;
  if (SupportError.isInstance(error)) {
    writer.write(`polydesk: ${error.message}\n  ${error.code}, see ${error.docs}\n`);
    return hasCode(error, 'configuration_invalid') ? EXIT.usage : EXIT.no;
  }
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  writer.write(`polydesk: unexpected failure\n${detail}\n`);
  return EXIT.no;
}
