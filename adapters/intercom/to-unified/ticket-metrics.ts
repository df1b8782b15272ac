import type { NativeTicketMetrics } from '../../../src/adapter/resources.ts';
import { parseWire } from '../../../src/adapter/wire.ts';
import { conversationWire } from '../wire/conversations.ts';
import { optionalDateOf, PROVIDER, rawOf, type TranslationContext } from './common.ts';

/**
 * What Intercom measured of a conversation. Durations leave out the time outside office hours.
 *
 * @throws {WireFormatError} when the payload is not a conversation.
 */
export function metricsToUnified(
  json: unknown,
  context: Pick<TranslationContext, 'keepRaw'>,
): NativeTicketMetrics {
  const wire = parseWire(conversationWire, json, { provider: PROVIDER, what: 'conversation' });
  const { statistics } = wire;
  return {
    firstReplySeconds: statistics?.time_to_admin_reply ?? null,
    firstResolutionSeconds: statistics?.time_to_first_close ?? null,
    fullResolutionSeconds: statistics?.time_to_last_close ?? null,
    requesterWaitSeconds: null,
    agentWaitSeconds: null,
    onHoldSeconds: null,
    reopens: statistics?.count_reopens ?? null,
    replies: null,
    solvedAt: optionalDateOf(statistics?.last_close_at, 'statistics.last_close_at'),
    ...rawOf<unknown>(context, statistics ?? null),
  };
}
