import { hasCode, MigrationError } from '../errors/index.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { createRedactor } from './redact-secrets.ts';
import { reportFailure } from './report-failure.ts';
import { createPaint, type Paint } from './terminal/paint.ts';

/** What every command that works with desks takes. */
export interface CommonFlags {
  readonly config?: string;
  readonly json: boolean;
  readonly color: boolean;
}

/** One call of a command. */
export interface Session {
  readonly json: boolean;
  readonly paint: Paint;
  /** Aborted by the first Ctrl-C: come to an end with what is at work. */
  readonly signal: AbortSignal;
  /** A line for people, on the standard output; nothing with `--json`. */
  say(line?: string): void;
  /** A value for machines, on a line of its own; nothing without `--json`. */
  emit(value: unknown): void;
  /** A line beside the result, on the standard error. */
  note(line: string): void;
}

/**
 * Runs a command to its exit code. Ctrl-C lets it finish what is at work; a second one ends the process at
 * once. What goes wrong is told in a line or two, without secrets.
 */
export async function runCommand(
  flags: CommonFlags,
  work: (session: Session) => Promise<ExitCode>,
): Promise<void> {
  const redact = createRedactor(process.env);
  const errors = { write: (text: string) => process.stderr.write(redact(text)) };
  const stop = new AbortController();
  const listen = onInterrupt((line) => errors.write(`${line}\n`), stop);
  const paint = createPaint({
    wanted: flags.color,
    isTerminal: process.stdout.isTTY,
    environment: process.env,
  });
  const session: Session = {
    json: flags.json,
    paint,
    signal: stop.signal,
    say: (line = '') => void (flags.json || process.stdout.write(`${line}\n`)),
    emit: (value) => void (flags.json && process.stdout.write(`${JSON.stringify(value)}\n`)),
    note: (line) => void errors.write(`polydesk: ${line}\n`),
  };
  try {
    process.exitCode = await work(session);
  } catch (error) {
    process.exitCode = stop.signal.aborted ? EXIT.interrupted : exitCodeOf(error);
    // Whoever interrupts a command knows why it has ended.
    if (!hasCode(error, 'request_aborted')) reportFailure(explained(error), errors);
  } finally {
    listen.end();
  }
  if (process.exitCode === EXIT.interrupted) {
    session.note('Interrupted. Run the same command again: it goes on from here.');
  }
}

function onInterrupt(tell: (line: string) => void, stop: AbortController): { end(): void } {
  const interrupt = (): void => {
    if (stop.signal.aborted) process.exit(EXIT.interrupted);
    tell(
      'Finishing what is at work. Press Ctrl-C again to stop at once; nothing is lost either way.',
    );
    stop.abort();
  };
  const signals = ['SIGINT', 'SIGTERM'] as const;
  for (const signal of signals) process.on(signal, interrupt);
  return {
    end() {
      for (const signal of signals) process.removeListener(signal, interrupt);
    },
  };
}

function exitCodeOf(error: unknown): ExitCode {
  if (hasCode(error, 'configuration_invalid') || hasCode(error, 'unsupported_operation')) {
    return EXIT.usage;
  }
  return error instanceof MigrationError && error.refused ? EXIT.refused : EXIT.stopped;
}

/** Failures of files, and of SQLite, in words; others as they are. */
function explained(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  if (/database is (locked|busy)|SQLITE_BUSY/i.test(error.message)) {
    return new MigrationError(
      'Another process has held the ledger for too long. Wait for it, or end it, and run this again.',
    );
  }
  const isOfSystem = 'syscall' in error && 'code' in error && !('provider' in error);
  return isOfSystem ? new MigrationError(error.message) : error;
}
