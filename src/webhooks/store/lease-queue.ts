import { createDueQueue } from '../../storage/due-queue.ts';
import type { Row } from './inbox-rows.ts';

/** When claims run out. */
export interface LeaseQueue {
  push(row: Row): void;
  /** Takes the next row whose lease has ended by now. */
  popEnded(now: number): Row | undefined;
  /** When the next lease ends; `null` when none is held. */
  nextEnd(): number | null;
}

/** Knows leases by their token, so that one that was given back needs not be looked for. */
export function createLeaseQueue(): LeaseQueue {
  const queue = createDueQueue<{ readonly row: Row; readonly token: number }>();
  const push = (row: Row): void => queue.push(row.leaseUntil, row.order, { row, token: row.token });

  /** Drops what nobody holds any more, and moves what was made longer. */
  const head = (): { readonly at: number; readonly row: Row } | null => {
    for (let first = queue.peek(); first !== undefined; first = queue.peek()) {
      const { row, token } = first.value;
      const isHeld = row.state === 'running' && row.token === token;
      if (isHeld && row.leaseUntil === first.at) return { at: first.at, row };
      queue.pop();
      if (isHeld) push(row);
    }
    return null;
  };

  return {
    push,
    popEnded(now) {
      const first = head();
      if (first === null || first.at > now) return undefined;
      queue.pop();
      return first.row;
    },
    nextEnd: () => head()?.at ?? null,
  };
}
