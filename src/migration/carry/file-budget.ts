/** Bounds the bytes of files that all tickets at work hold together. */
export interface FileBudget {
  /** Takes room for bytes that stay until they are given back, if there is any; never waits. */
  tryKeep(bytes: number): boolean;
  giveBack(bytes: number): void;
  /**
   * Waits for room for bytes that pass through, in the order of asking. Whoever waits must hold none, so that
   * nobody waits for ever. More than there is room for at all goes alone.
   */
  enter(bytes: number): Promise<void>;
  leave(bytes: number): void;
}

/**
 * A budget of `total` bytes: half of it for files that are kept, half for those that pass.
 *
 * @example
 * const budget = createFileBudget(64 * 1024 * 1024);
 */
export function createFileBudget(total: number): FileBudget {
  const half = total / 2;
  const waiting: { readonly bytes: number; readonly begin: () => void }[] = [];
  let kept = 0;
  let passing = 0;
  const hasRoom = (bytes: number): boolean => passing === 0 || passing + bytes <= half;
  const admit = (): void => {
    for (let next = waiting[0]; next !== undefined && hasRoom(next.bytes); next = waiting[0]) {
      waiting.shift();
      passing += next.bytes;
      next.begin();
    }
  };
  return {
    tryKeep(bytes) {
      if (kept + bytes > half) return false;
      kept += bytes;
      return true;
    },
    giveBack(bytes) {
      kept -= bytes;
    },
    enter: (bytes) =>
      new Promise((resolve) => {
        waiting.push({ bytes, begin: resolve });
        admit();
      }),
    leave(bytes) {
      passing -= bytes;
      admit();
    },
  };
}
