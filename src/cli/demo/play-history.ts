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
 * Lets the days before the demo happen, message by message, with the sandboxes' clock at the time of
 * each. So the desks have measured reply times, histories and statuses as desks in use have.
 */
export async function playHistory(
  dataSet: DataSet,
  actorsOf: (ticket: GeneratedTicket) => Actors,
  clock: SandboxClock,
  onProgress: (done: number, total: number) => void,
): Promise<void> {
  const moments = dataSet.tickets
    .flatMap((ticket) => momentsOf(ticket, actorsOf(ticket)))
    .sort((a, b) => a.at - b.at);
  for (const [index, moment] of moments.entries()) {
    // A call that had to wait for the rate budget has moved the clock on already.
    if (moment.at > clock.now()) clock.set(moment.at);
    await moment.act();
    onProgress(index + 1, moments.length);
  }
}
