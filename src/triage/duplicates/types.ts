/** What is compared of a ticket. */
export interface ComparedTicket {
  readonly id: string;
  readonly subject: string | null;
  readonly description: string | null;
  readonly createdAt: Date | number;
  /** Who wrote it. */
  readonly requesterId?: string | null;
  /** The account; incidents count customers by it, else by the requester. */
  readonly customerId?: string | null;
  /** The open incident it belongs to. */
  readonly incidentId?: string | null;
}

/** The kinds of duplicates, the surest first. */
export const DUPLICATE_KINDS = ['exact', 'near', 'likely'] as const;
/** How sure it is that two tickets say the same. */
export type DuplicateKind = (typeof DUPLICATE_KINDS)[number];

/** All codes of duplicate reasons. */
export const DUPLICATE_REASON_CODES = [
  'same_text_same_requester',
  'almost_same_text',
  'similar_text_same_requester',
  'similar_text_same_incident',
] as const;
/** Why two tickets say the same, for programs. */
export type DuplicateReasonCode = (typeof DUPLICATE_REASON_CODES)[number];

/** A ticket that says the same. It is suggested; nothing is merged. */
export interface DuplicateTicket {
  readonly id: string;
  readonly kind: DuplicateKind;
  /** Cosine of the TF-IDF vectors of the words, 0 to 1. */
  readonly similarity: number;
  /** Shared pairs of words among all, 0 to 1 (Jaccard). */
  readonly overlap: number;
  readonly reasons: readonly {
    readonly code: DuplicateReasonCode;
    readonly message: string;
  }[];
}
