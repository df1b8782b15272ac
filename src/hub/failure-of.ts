import type { SupportEvent } from '../model/event.ts';

/**
 * Everything that handlers threw as one error, which names the events and quotes nothing of them.
 *
 * @example failureOf([new Error('down')], [event]).message
 * //=> '1 failure while handling ticket.created zendesk:acme:5158.'
 */
export function failureOf(
  failures: readonly unknown[],
  events: readonly Pick<SupportEvent, 'type' | 'id'>[],
): AggregateError {
  const count = failures.length === 1 ? '1 failure' : `${failures.length} failures`;
  const about = events.map(({ type, id }) => `${type} ${id}`).join(', ');
  return new AggregateError(failures, `${count} while handling ${about}.`);
}
