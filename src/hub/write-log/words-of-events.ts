import type { FieldChange, SupportEvent, SupportEventOf } from '../../model/event.ts';
import {
  textsOf,
  wordOfDeed,
  wordOfDraft,
  wordOfField,
  wordOfMessage,
  wordOfTag,
  wordOfText,
} from './words.ts';

/** Any of these words would do. */
type Group = readonly string[];

/** What an event must be remembered by to be an echo. */
export interface EventWords {
  /** One of these alone is proof: it names the very record. */
  readonly proof: readonly string[];
  /** Of each group one; without any it cannot be an echo. */
  readonly signs: readonly Group[];
}

const NONE: EventWords = { proof: [], signs: [] };

/** By which words an event would be recognised as an echo. */
export function wordsOfEvent(event: SupportEvent): EventWords {
  switch (event.type) {
    case 'message.created':
    case 'note.created':
      return wordsOfMessage(event);
    case 'ticket.created':
      return wordsOfTicket(event);
    case 'ticket.merged':
    case 'ticket.deleted':
    case 'ticket.restored':
      return { proof: [], signs: [[wordOfDeed(event.ticket.id, event.type)]] };
    case 'ticket.updated':
    case 'ticket.status_changed':
    case 'ticket.assigned':
      return {
        proof: [],
        signs: event.changes.flatMap((change) => signsOfChange(event.ticket.id, change)),
      };
    default:
      return NONE;
  }
}

function wordsOfMessage({
  type,
  ticket,
  message,
  actor,
}: SupportEventOf<'message.created'> | SupportEventOf<'note.created'>): EventWords {
  const visibility = type === 'note.created' ? 'internal' : 'public';
  const side = (message.author ?? actor)?.kind === 'customer' ? 'customer' : 'staff';
  const { externalId } = message;
  const texts = textsOf(message.bodyText, message.bodyHtml);
  return {
    proof: externalId === null ? [] : [wordOfMessage(ticket.id, externalId)],
    signs:
      texts.length === 0
        ? []
        : [texts.map((text) => wordOfText({ ticketId: ticket.id, visibility, side }, text))],
  };
}

function wordsOfTicket({
  type,
  ticket,
  provider,
  account,
}: SupportEventOf<'ticket.created'>): EventWords {
  const { id, subject, description, descriptionHtml } = ticket;
  const texts = textsOf(description, descriptionHtml);
  const hasBoth = typeof subject === 'string' && texts.length > 0;
  return {
    proof: [wordOfDeed(id, type)],
    signs: hasBoth
      ? [texts.map((text) => wordOfDraft(`${provider}:${account}`, subject, text))]
      : [],
  };
}

function signsOfChange(ticketId: string, { field, from, to }: FieldChange): readonly Group[] {
  const whole = [wordOfField(ticketId, field, to)];
  if (field !== 'tags') return [whole];
  const moves = movesOfTags(from, to).map(([sign, tag]) => wordOfTag(ticketId, sign, tag));
  // Without what was there before, only all tags together can be compared.
  return moves.length === 0 ? [whole] : moves.map((word) => [word, ...whole]);
}

/** Providers tell of tags as all of them before and after, or as one that came or went. */
function movesOfTags(from: unknown, to: unknown): readonly (readonly ['+' | '-', string])[] {
  if (Array.isArray(from) && Array.isArray(to)) {
    const [before, after] = [from.map(String), to.map(String)];
    return [
      ...after.filter((tag) => !before.includes(tag)).map((tag) => ['+', tag] as const),
      ...before.filter((tag) => !after.includes(tag)).map((tag) => ['-', tag] as const),
    ];
  }
  return [
    ...(typeof to === 'string' ? [['+', to] as const] : []),
    ...(typeof from === 'string' ? [['-', from] as const] : []),
  ];
}
