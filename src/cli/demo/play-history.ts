import type { DataSet, GeneratedTicket } from '../../../examples/data/generate.ts';
import type { SandboxClock } from '../../sandbox/kit/clock.ts';
import { type Actors, bodyOf } from './actors.ts';

interface Moment {
  readonly at: number;
  readonly act: () => Promise<void>;
}

function momentsOf(ticket: GeneratedTicket, actors: Actors): readonly Moment[] {
  const [, ...replies] = ticket.messages;
  return [
    { at: ticket.createdAt.getTime(), act: () => actors.open(ticket) },
    ...replies.map((message) => ({
      at: message.at.getTime(),
      act: () =>
        actors.say({
          caseKey: ticket.key,
          author: message.author,
          visibility: message.from === 'note' ? 'internal' : 'public',
          body: bodyOf(message),
        }),
    })),
    { at: ticket.updatedAt.getTime(), act: () => actors.settle(ticket) },
  ];
}

/**
 * Lets the days before the demo happen, message by message, with the sandbox's clock at the time of
 * each. So the desk has measured reply times, histories and statuses as a desk in use has.
 */
export async function playHistory(
  dataSet: DataSet,
  actors: Actors,
  clock: SandboxClock,
  onProgress: (done: number, total: number) => void,
): Promise<void> {
  const moments = dataSet.tickets
    .flatMap((ticket) => momentsOf(ticket, actors))
    .sort((a, b) => a.at - b.at);
  for (const [index, moment] of moments.entries()) {
    // A call that had to wait for the rate budget has moved the clock on already.
    if (moment.at > clock.now()) clock.set(moment.at);
    await moment.act();
    onProgress(index + 1, moments.length);
  }
}
