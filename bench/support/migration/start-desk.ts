import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { Credentials, DeskConfig } from './desks.ts';
import type { Second } from './traffic.ts';

/** A desk at work in a process of its own. */
export interface DeskProcess {
  readonly url: string;
  readonly credentials: Credentials;
  /** What it was asked so far, and the memory that it takes. */
  traffic(): Promise<{ readonly traffic: readonly Second[]; readonly rss: number }>;
  stop(): void;
}

/** Starts the program again as a desk, and waits until it listens. */
export async function startDesk(program: string, config: DeskConfig): Promise<DeskProcess> {
  const child = fork(program, ['desk', JSON.stringify(config)], { execArgv: [] });
  // Safe: the desk's process sends these.
  const [ready] = (await once(child, 'message')) as [Pick<DeskProcess, 'url' | 'credentials'>];
  return {
    ...ready,
    async traffic() {
      child.send('traffic');
      // Safe: as above.
      const [answer] = (await once(child, 'message')) as [
        Awaited<ReturnType<DeskProcess['traffic']>>,
      ];
      return answer;
    },
    stop: () => void child.kill(),
  };
}
