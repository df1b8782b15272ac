/** What the end of a command that works with desks means; `docs/migration-cli.md` has the table. */
export const EXIT = {
  done: 0,
  /** Finished, and the answer is no: failures, differences, findings of a doctor. */
  no: 1,
  /** The call or the configuration is wrong. */
  usage: 2,
  /** Refused before anything was written. */
  refused: 3,
  /** Something failed on the way: a desk, the network, the ledger. Run it again. */
  stopped: 4,
  /** As shells count SIGINT. */
  interrupted: 130,
} as const;

/** One of them. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
