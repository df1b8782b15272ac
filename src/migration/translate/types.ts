import type { ImportDraft } from '../../adapter/resources.ts';
import type { AnyFields } from '../../adapter/contract.ts';
import type { CustomFieldDefinition } from '../../model/custom-fields.ts';
import type { AttachmentDraft, Attachment, Message } from '../../model/message.ts';
import type { LinkKind } from '../../model/enums.ts';
import type { SupportTicket } from '../../model/ticket.ts';
import type { Loss } from '../ledger/types.ts';
import type { SettledMapping } from '../mapping/settle-mapping.ts';

/** A ticket of the source with its whole thread. */
export interface SourceTicket {
  readonly ticket: SupportTicket<unknown, AnyFields>;
  readonly messages: readonly Message[];
}

/** What became of a file: its bytes are at hand, were carried before, or cannot be had. */
export type FileOutcome =
  | {
      readonly kind: 'ready';
      readonly sha256: string;
      readonly size: number;
      readonly draft: AttachmentDraft | null;
    }
  | { readonly kind: 'lost'; readonly reason: string };

/** Everything outside the ticket itself that its translation depends on. */
export interface TranslationContext {
  readonly mapping: SettledMapping;
  /** Custom fields in which the source's adapter keeps unified fields, which are carried as those. */
  readonly ownFields: ReadonlySet<string>;
  /** The target's ticket fields, by key. */
  readonly fields: ReadonlyMap<string, CustomFieldDefinition>;
  /** Target ids of the contacts that the ticket names. */
  readonly contacts: ReadonlyMap<string, string>;
  readonly organizations: ReadonlyMap<string, string>;
  /** Addresses of those who are in copy at the source. */
  readonly copies: readonly string[];
  /** What the target's import can write. */
  readonly takes: ImportAbilities;
  /** The loss of a field of the draft that the target refuses with this value; `null` of one that it takes. */
  refusalOf(field: string, value?: string): string | null;
  fileOf(attachment: Attachment, message: Message): FileOutcome;
  /** The id at the target of another ticket of the source; `null` where it is not there yet. */
  targetOf(sourceId: string): string | null;
  /** The new address of another ticket or article of the source; `null` where there is none yet. */
  linkTo(sourceId: string): string | null;
  /** The source id of the ticket that an address belongs to; `article ` and the id of an article. */
  sourceAt(address: string): string | null;
}

/** What not every import can write. */
export interface ImportAbilities {
  readonly copies: boolean;
  /** Kinds of links, and whether the ticket itself shows them afterwards. */
  readonly links: Readonly<Partial<Record<LinkKind, 'kept' | 'implied'>>>;
}

/** A message as it is expected at the target. */
export interface ExpectedMessage {
  /** Id at the source; `null` for the note with the remainder. */
  readonly source: string | null;
  readonly visibility: 'public' | 'internal';
  /** `null` where no author could be named. */
  readonly authorId: string | null;
  readonly createdAt: Date;
  /** Without markup, blanks folded. */
  readonly text: string;
  readonly files: readonly { readonly fileName: string; readonly sha256: string }[];
}

/** A ticket as it is expected at the target. */
export interface ExpectedTicket {
  readonly fields: Readonly<Record<string, string | null>>;
  readonly cc: readonly string[];
  /** The kind of a link, and the id at the target of what it leads to. */
  readonly links: readonly string[];
  readonly tags: readonly string[];
  readonly customFields: Readonly<Record<string, unknown>>;
  readonly messages: readonly ExpectedMessage[];
}

/** A ticket ready to be written. */
export interface TranslatedTicket {
  readonly draft: ImportDraft<AnyFields>;
  readonly expected: ExpectedTicket;
  readonly losses: readonly Loss[];
  /** Source ids of tickets and articles whose new addresses stand in the text, with those addresses. */
  readonly links: Readonly<Record<string, string>>;
  /** Target ids of the tickets that it is linked to natively, by source id. */
  readonly related: Readonly<Record<string, string>>;
}
