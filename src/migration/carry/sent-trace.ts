import type { AnyFields } from '../../adapter/contract.ts';
import type { ImportDraft } from '../../adapter/resources.ts';
import type { LedgerItem } from '../ledger/types.ts';
import { foldText, wordsOf } from '../translate/plain-words.ts';

/** What a ticket is found by that was sent and has no id yet. Small, and without a customer's words. */
export interface SentTrace {
  readonly callerKey: string;
  /** The requester at the target. */
  readonly requester: string;
  /** Its second, since the epoch. */
  readonly second: number;
  /** SHA-256 of its first words. */
  readonly words: string;
  /** The source's version that was sent, a little less where its second was not over; missing where it is not known. */
  readonly version?: number;
}

/** The trace of a draft. */
export async function traceOf(draft: ImportDraft<AnyFields>): Promise<SentTrace> {
  const [first] = draft.messages;
  const words = wordsOf({ bodyHtml: first?.body.html ?? null, bodyText: first?.body.text ?? null });
  return {
    callerKey: draft.callerKey ?? '',
    requester: 'id' in draft.requester ? draft.requester.id : '',
    second: secondOf(draft.createdAt),
    words: await hashOf(words),
  };
}

/** Whole seconds: what every desk keeps. */
export const secondOf = (date: Date): number => Math.floor(date.getTime() / 1000);

/** The fingerprint of folded words. */
export async function hashOf(words: string): Promise<string> {
  const bytes = new TextEncoder().encode(foldText(words));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** What an item remembers of having been sent; `null` for one that never was, or is confirmed. */
export const sentTrace = ({ detail }: Pick<LedgerItem, 'detail'>): SentTrace | null =>
  // Safe: only `withTrace` writes this key.
  (detail['sent'] as SentTrace | undefined) ?? null;

/**
 * The item's `detail` while its ticket may or may not be at the target. It outlives a failure, so that whoever
 * tries again, takes it back or leaves it out looks for it first.
 */
export const withTrace = (
  { detail }: Pick<LedgerItem, 'detail'>,
  sent: SentTrace,
): LedgerItem['detail'] => ({ ...detail, sent });
