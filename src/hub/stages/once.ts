/** Tells each thing once, and again only when telling it failed. */
export interface Once {
  /**
   * Tells unless it was told, or is being told. A failure of `tell` passes through.
   *
   * @returns whether it was told now.
   */
  tell(key: string, tell: () => void | Promise<void>): Promise<boolean>;
}

/** Remembers so many; those that were told longest ago are forgotten first. */
export function createOnce(options: {
  readonly max: number;
  /** How long a thing stays told; for ever when left out. */
  readonly forMs?: number;
  readonly now: () => number;
}): Once {
  const { max, forMs = Number.POSITIVE_INFINITY, now } = options;
  const told = new Map<string, number>();
  return {
    async tell(key, tell) {
      const at = told.get(key);
      if (at !== undefined && at + forMs > now()) return false;
      // Told from the beginning, so that nobody tells it meanwhile.
      told.delete(key);
      told.set(key, now());
      try {
        await tell();
      } catch (error) {
        told.delete(key);
        throw error;
      }
      for (const oldest of told.keys()) {
        if (told.size <= max) break;
        told.delete(oldest);
      }
      return true;
    },
  };
}
