import { createLedgerMemory, immediateOf } from './memory-core.ts';
import type { Immediate, Witness } from './memory-parts.ts';
import type { Ledger } from './types.ts';

const NOBODY: Witness = {
  row() {},
  gone() {},
  run() {},
  checkpoint() {},
  subject() {},
};

/**
 * Keeps a ledger in the memory of this process: for plans, tests and trials. A migration that is killed
 * has to look every record up at the target before it goes on, so use a file for a real one.
 *
 * @example
 * const migration = createMigration({ from, to, ledger: createMemoryLedger() });
 */
export function createMemoryLedger(): Ledger {
  return {
    durable: false,
    ...promised(immediateOf(createLedgerMemory(), NOBODY), async () => undefined),
    async close() {},
  };
}

/**
 * Answers what an immediate ledger says, after `kept`.
 *
 * @param kept Resolves when what was just changed is where it has to be.
 */
export function promised(
  immediate: Immediate,
  kept: () => Promise<void>,
): Omit<Ledger, 'durable' | 'close'> {
  const names = Object.keys(immediate);
  const methods = names.map((name) => {
    // Safe: the names are those of the methods, and what they answer is given on as it is.
    const method = immediate[name as keyof Immediate] as (...values: unknown[]) => unknown;
    return [
      name,
      async (...values: unknown[]) => {
        const result = method(...values);
        await kept();
        return result;
      },
    ] as const;
  });
  // Safe: each method takes what it took, and answers the same later.
  return Object.fromEntries(methods) as unknown as Omit<Ledger, 'durable' | 'close'>;
}
