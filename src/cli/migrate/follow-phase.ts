import type { Progress } from '../../migration/index.ts';
import type { Session } from '../run-command.ts';
import { createPhaseProgress } from '../terminal/phase-progress.ts';

/** Shows the progress of a phase until it ends; answers the last one. */
export async function followPhase(
  phase: AsyncIterable<Progress>,
  session: Session,
): Promise<Progress | null> {
  const bar = createPhaseProgress(process.stderr, { environment: process.env });
  let last: Progress | null = null;
  try {
    for await (const progress of phase) {
      last = progress;
      session.emit({ type: 'progress', ...progress });
      if (!session.json) bar.show({ ...progress, label: progress.phase });
    }
  } finally {
    bar.end();
  }
  return last;
}
