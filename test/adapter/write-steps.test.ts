import { describe, expect, it } from 'vitest';
import { NotFoundError, PartialWriteError } from '../../src/errors/classes.ts';
import { runWriteSteps, type WriteStep } from '../../src/adapter/write-steps.ts';

const refusal = new NotFoundError('There is no such tag.', { status: 404, requestId: 'r-7' });
const record = { provider: 'paperdesk', id: 'paperdesk:acme:1', isWritten: false };

function stepsOf(failing: number | null, error: unknown = refusal) {
  const done: string[] = [];
  const steps = ['subject', 'tags', 'assigneeId'].map(
    (field, index): WriteStep => ({
      fields: [field],
      async run() {
        if (index === failing) throw error;
        done.push(field);
      },
    }),
  );
  return { done, steps };
}

describe('a write of several calls', () => {
  it('runs them in order', async () => {
    const { done, steps } = stepsOf(null);
    await runWriteSteps(steps, record);
    expect(done).toEqual(['subject', 'tags', 'assigneeId']);
  });

  it('throws the error itself when nothing was written yet', async () => {
    const { done, steps } = stepsOf(0);
    await expect(runWriteSteps(steps, record)).rejects.toBe(refusal);
    expect(done).toEqual([]);
  });

  it('says what is missing when a later call fails, and sends nothing more', async () => {
    const { done, steps } = stepsOf(1);
    const error: unknown = await runWriteSteps(steps, record).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(PartialWriteError);
    expect(error).toMatchObject({
      code: 'partially_written',
      id: 'paperdesk:acme:1',
      missing: ['tags', 'assigneeId'],
      retryable: false,
      requestId: 'r-7',
      cause: refusal,
    });
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({ missing: ['tags', 'assigneeId'] });
    expect(done).toEqual(['subject']);
  });

  it('counts a record that an earlier call made', async () => {
    const { steps } = stepsOf(0);
    await expect(runWriteSteps(steps, { ...record, isWritten: true })).rejects.toMatchObject({
      missing: ['subject', 'tags', 'assigneeId'],
    });
  });

  it('names a field once, and keeps a stranger’s error out', async () => {
    const { steps } = stepsOf(1, new Error('Bearer abc'));
    const twice = [...steps, { fields: ['tags'], run: async () => undefined }];
    const error: unknown = await runWriteSteps(twice, record).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ missing: ['tags', 'assigneeId'] });
    expect(error).not.toHaveProperty('cause');
    expect(String(error)).not.toContain('Bearer');
  });
});
