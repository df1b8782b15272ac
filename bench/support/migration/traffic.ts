/** What a desk was asked in one second of its clock. */
export interface Second {
  readonly at: number;
  /** Calls that were let through, in what the account's budget is counted in. */
  readonly used: number;
  readonly calls: number;
  /** Calls answered with 429. */
  readonly refused: number;
}

/** Counts what comes in, by seconds of the desk's clock. */
export interface Traffic {
  count(reply: {
    readonly status: number;
    readonly headers?: Readonly<Record<string, string>>;
  }): void;
  read(): readonly Second[];
}

/** An empty count. */
export function createTraffic(clock: { now(): number }): Traffic {
  const seconds = new Map<number, { used: number; calls: number; refused: number }>();
  return {
    count({ status, headers = {} }) {
      const at = Math.floor(clock.now() / 1000);
      const second = seconds.get(at) ?? { used: 0, calls: 0, refused: 0 };
      seconds.set(at, second);
      second.calls += 1;
      if (status === 429) second.refused += 1;
      // Freshdesk counts credits, and says what each call cost.
      else second.used += Number(headers['x-ratelimit-used-currentrequest'] ?? 1);
    },
    read: () => [...seconds].map(([at, second]) => ({ at, ...second })),
  };
}
