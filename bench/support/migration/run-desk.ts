import { serve } from '../../../src/sandbox/kit/serve.ts';
import { DESKS, type DeskConfig } from './desks.ts';
import { createScaledClock } from './scaled-clock.ts';
import { createTraffic } from './traffic.ts';

/**
 * Makes this process a desk: an ordinary sandbox behind HTTP on loopback, filled before it listens, so that
 * its memory and its work are not those of the migration.
 */
export async function runDesk({ provider, tickets, begin, speed }: DeskConfig): Promise<void> {
  const clock = createScaledClock(begin, speed);
  const { sandbox, credentials } = DESKS[provider].make(clock, tickets);
  const traffic = createTraffic(clock);
  const served = await serve({
    origins: sandbox.origins,
    async exchange(request, origins) {
      const outcome = await sandbox.exchange(request, origins);
      if (outcome.kind === 'answered') traffic.count(outcome.reply);
      return outcome;
    },
  });
  process.on('message', () => {
    process.send?.({ traffic: traffic.read(), rss: process.memoryUsage.rss() });
  });
  process.on('disconnect', () => process.exit(0));
  process.send?.({ url: served.url, credentials });
}
