/** How much of something a channel has. */
export const CHANNEL_LEVELS = ['lowest', 'low', 'medium', 'high', 'highest'] as const;
/** One of `CHANNEL_LEVELS`. */
export type ChannelLevel = (typeof CHANNEL_LEVELS)[number];

/** What a way of helping costs, how far it reaches, and how personal it is. */
export interface SupportChannelTraits {
  readonly cost: ChannelLevel;
  readonly scalability: ChannelLevel;
  readonly personal: ChannelLevel;
}

const traits = (
  cost: ChannelLevel,
  scalability: ChannelLevel,
  personal: ChannelLevel,
): SupportChannelTraits => Object.freeze({ cost, scalability, personal });

/**
 * The ways of helping side by side: rules of thumb to choose by, not figures.
 *
 * @example SUPPORT_CHANNELS.phone //=> { cost: 'high', scalability: 'low', personal: 'high' }
 */
export const SUPPORT_CHANNELS = Object.freeze({
  self_service: traits('lowest', 'highest', 'lowest'),
  chatbot: traits('low', 'high', 'low'),
  chat: traits('medium', 'medium', 'medium'),
  email: traits('medium', 'medium', 'medium'),
  phone: traits('high', 'low', 'high'),
  video: traits('high', 'low', 'highest'),
}) satisfies Readonly<Record<string, SupportChannelTraits>>;
