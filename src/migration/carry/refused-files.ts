import { SupportError } from '../../errors/base.ts';
import type { FileOutcome } from '../translate/types.ts';
import { concernsAll, isWorthAnotherAttempt } from './item-error.ts';
import { callOptions, type Work } from './work.ts';

type Outcomes = ReadonlyMap<string, FileOutcome>;

const isRefusal = (error: unknown): error is SupportError =>
  SupportError.isInstance(error) && !concernsAll(error) && !isWorthAnotherAttempt(error);

/** What became of one file when it was given to the target alone. */
async function tried(work: Work, outcome: FileOutcome): Promise<FileOutcome> {
  if (outcome.kind !== 'ready' || outcome.draft === null) return outcome;
  try {
    await work.to.attachments?.upload?.(outcome.draft, callOptions(work));
    return outcome;
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { kind: 'lost', reason: `The target refuses this file (${error.code}).` };
  }
}

/**
 * The files of a ticket that the target has refused for good, with those as lost that it refuses alone: they are no
 * reason to lose the thread. `null` where no file was the reason, or the target takes files only with a message.
 */
export async function withoutRefused(
  work: Work,
  outcomes: Outcomes,
  error: unknown,
): Promise<Outcomes | null> {
  if (!isRefusal(error) || work.to.attachments?.upload === undefined) return null;
  const left = new Map<string, FileOutcome>();
  let isAnyRefused = false;
  for (const [key, outcome] of outcomes) {
    const after = await tried(work, outcome);
    isAnyRefused ||= after !== outcome;
    left.set(key, after);
  }
  return isAnyRefused ? left : null;
}
