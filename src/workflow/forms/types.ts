import type { TicketPriority } from '../../model/enums.ts';

/** The forms that come with the library. */
export const FORM_TYPES = ['technical_support', 'after_sales', 'complaint'] as const;
/** One of `FORM_TYPES`. */
export type FormType = (typeof FORM_TYPES)[number];

/** How urgent the customer says it is. */
export const FORM_URGENCIES = ['low', 'normal', 'high'] as const;
/** One of `FORM_URGENCIES`. */
export type FormUrgency = (typeof FORM_URGENCIES)[number];

/** One choice of a select field. */
export interface FormOption {
  readonly value: string;
  readonly label: string;
}

/** One field, ready to be shown. */
export interface FormField {
  readonly name:
    | 'name'
    | 'email'
    | 'company'
    | 'category'
    | 'urgency'
    | 'subject'
    | 'description'
    | 'attachments';
  readonly kind: 'text' | 'email' | 'select' | 'multiline' | 'files';
  readonly label: string;
  readonly required: boolean;
  /** What is known already; the customer need not write it. */
  readonly value: string | null;
  /** Longest value, in UTF-16 units; for files how many there may be. */
  readonly max: number;
  readonly options: readonly FormOption[];
}

/** A form, ready to be shown. */
export interface ServiceForm {
  readonly type: FormType;
  readonly title: string;
  /** BCP 47 tag of the texts. */
  readonly locale: string;
  readonly fields: readonly FormField[];
  readonly limits: FormLimits;
}

/** What may be attached. */
export interface FormLimits {
  readonly maxFiles: number;
  /** Bytes of one file. */
  readonly maxFileSize: number;
}

/** A file as a form knows it before it is sent. */
export interface FormFile {
  readonly fileName: string;
  /** Bytes. */
  readonly size: number;
}

/** What came back from the customer. Fields that are left out keep what was known. */
export interface FormAnswers {
  readonly name?: string;
  readonly email?: string;
  readonly company?: string;
  readonly category?: string;
  readonly urgency?: string;
  readonly subject?: string;
  readonly description?: string;
  readonly attachments?: readonly FormFile[];
}

/** What is wrong with one field. */
export interface FormIssue {
  readonly field: FormField['name'];
  readonly code:
    | 'required'
    | 'too_long'
    | 'not_an_option'
    | 'invalid_email'
    | 'too_many'
    | 'too_large';
  readonly message: string;
}

/** What a ticket is made of, once the form is in order; it goes into a `TicketDraft`. */
export interface FormTicket {
  readonly subject: string;
  readonly category: string;
  readonly urgency: FormUrgency;
  readonly priority: TicketPriority;
  readonly requester: { readonly email: string; readonly name?: string };
  readonly message: {
    readonly body: { readonly text: string };
    readonly visibility: 'public';
  };
  readonly company: string | null;
  readonly files: readonly FormFile[];
}

/** The parts of a ticket, or every fault. */
export type FormCheck =
  | { readonly valid: true; readonly ticket: FormTicket; readonly issues: readonly [] }
  | { readonly valid: false; readonly ticket: null; readonly issues: readonly FormIssue[] };
