import type { Json } from '../../../src/adapter/answers.ts';
import type { SupportEvent } from '../../../src/model/event.ts';
import type { Author } from '../../../src/model/message.ts';
import type { TranslationContext } from '../to-unified/common.ts';

/** What every event of a delivery has, whatever happened. */
export interface EventFrame {
  readonly id: string;
  readonly provider: 'intercom';
  readonly account: string;
  readonly occurredAt: Date | null;
  readonly sequence: null;
  readonly actor: Author | null;
  readonly nativeType: string;
  readonly raw?: unknown;
}

/** A notification on its way into the unified model. */
export interface EventContext {
  readonly frame: EventFrame;
  /** `data.item`, whose shape depends on the topic (sheet 18.2). */
  readonly item: Json;
  readonly reading: TranslationContext;
}

/** How one topic is told in the unified model: in one event, or in several. */
export type EventRule = (context: EventContext) => readonly SupportEvent[];

/** Rules by topic. */
export type EventRules = Readonly<Record<string, EventRule>>;

/** An event of which only the name can be passed on. */
export const unknownEvent = ({ frame }: EventContext): readonly SupportEvent[] => [
  { type: 'unknown', ...frame },
];

/** A rule that needs a part of the item; without it the event says nothing. */
export const withPart =
  (
    read: (item: Json) => Json | null,
    build: (part: Json, context: EventContext) => readonly SupportEvent[],
  ): EventRule =>
  (context) => {
    const part = read(context.item);
    return part === null ? unknownEvent(context) : build(part, context);
  };
