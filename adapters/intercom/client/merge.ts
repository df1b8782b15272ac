import type { MergeOptions } from '../../../src/adapter/resources.ts';
import { runWriteSteps, type WriteStep } from '../../../src/adapter/write-steps.ts';
import { ValidationError } from '../../../src/errors/classes.ts';
import { messageFromDraft } from '../from-unified/messages.ts';
import { readWholeNumber } from '../from-unified/common.ts';
import { PROVIDER } from '../to-unified/common.ts';
import type { IntercomCore } from './core.ts';
import { replyRequest, signed } from './messages.ts';

type Comment = NonNullable<MergeOptions['targetComment']>;

/**
 * Puts conversations into another, one call each. Those before a failure stay merged: the error
 * names the rest.
 */
export async function mergeCases(
  core: IntercomCore,
  targetId: string,
  sourceIds: readonly string[],
  options?: MergeOptions,
): Promise<void> {
  const target = core.path(targetId);
  const sources = sourceIds.map((id) => core.path(id));
  core.requireVersion(16, 'tickets.merge');
  const number = readWholeNumber(target);
  if (number === null || sources.includes(target)) {
    throw new ValidationError('A case cannot be merged like this.', {
      issues: [{ path: 'target', message: 'must be another conversation than the sources' }],
    });
  }
  const { sourceComment, targetComment } = options ?? {};
  const steps = sources.flatMap((source, index): WriteStep[] => {
    const fields = [`sources.${index}`];
    const path = `/conversations/${source}/merge`;
    const body = { merge_into_conversation_id: number };
    return [
      ...commentSteps(core, source, sourceComment, { ...options, fields }),
      { fields, run: () => core.send({ method: 'POST', path, body }, options) },
    ];
  });
  const last = commentSteps(core, target, targetComment, { ...options, fields: ['targetComment'] });
  const record = { provider: PROVIDER, id: core.idOf(target), isWritten: false };
  await runWriteSteps([...steps, ...last], record);
}

function commentSteps(
  core: IntercomCore,
  nativeId: string,
  comment: Comment | undefined,
  { fields, ...options }: MergeOptions & { readonly fields: readonly string[] },
): WriteStep[] {
  if (comment === undefined) return [];
  const { text, visibility } = comment;
  const { value } = messageFromDraft({ body: { text }, visibility }, core.writing);
  const run = async () =>
    core.send(replyRequest(core, nativeId, await signed(core, value, options)), options);
  return [{ fields, run }];
}
