import { SupportError } from '../errors/base.ts';
import { PartialWriteError } from '../errors/classes.ts';

/** One call of a write that takes several. */
export interface WriteStep {
  /** Fields of the draft that this call writes. */
  readonly fields: readonly string[];
  readonly run: () => Promise<unknown>;
}

/** The record that is being written. */
export interface WrittenRecord {
  readonly provider: string;
  /** polydesk id. */
  readonly id: string;
  /** True when an earlier call has made or changed it already. */
  readonly isWritten: boolean;
}

/**
 * Runs the calls of one write, one after the other. A failure before anything was written is thrown
 * as it is; later ones say what is there and what is missing, since repeating the whole write could
 * make a second record.
 *
 * @throws {PartialWriteError} when a call fails after another got through.
 */
export async function runWriteSteps(
  steps: readonly WriteStep[],
  record: WrittenRecord,
): Promise<void> {
  for (const [index, step] of steps.entries()) {
    try {
      await step.run();
    } catch (error) {
      if (index === 0 && !record.isWritten) throw error;
      const missing = [...new Set(steps.slice(index).flatMap(({ fields }) => fields))];
      const said = SupportError.isInstance(error) ? error : undefined;
      throw new PartialWriteError(
        `The record is there, but this was not written, or is not known to be: ${missing.join(', ')}. ` +
          `${said?.message ?? 'A later call failed.'}`,
        {
          id: record.id,
          missing,
          provider: record.provider,
          requestId: said?.requestId ?? undefined,
          // Errors of the family are scrubbed; anything else could hold what was sent.
          cause: said,
        },
      );
    }
  }
}
