/** A prepared answer of an account: a macro, a canned response. */
export interface ReplyTemplate {
  readonly id: string;
  readonly externalId: string;
  readonly title: string;
  /** `null` when it only changes fields. */
  readonly bodyText: string | null;
  readonly bodyHtml: string | null;
  /** Where the account files it, where it has folders. */
  readonly folderId: string | null;
  readonly active: boolean;
  readonly updatedAt: Date | null;
  readonly raw?: unknown;
}
