/** Languages of the data set, as BCP 47 tags. */
export const LANGUAGES = ['en', 'de', 'fr', 'es', 'pt', 'ja', 'zh', 'it', 'ar', 'pl'] as const;
export type Language = (typeof LANGUAGES)[number];

/** What a case is about. */
export const TOPICS = [
  'billing',
  'refund',
  'bug',
  'outage',
  'performance',
  'how_to',
  'login',
  'security',
  'integration',
  'shipping',
  'order',
  'cancellation',
  'upgrade',
  'feature_request',
  'complaint',
  'praise',
  'data',
] as const;
export type Topic = (typeof TOPICS)[number];

/** Where the case stands after its last message. */
export const OUTCOMES = [
  'untouched',
  'open',
  'waiting_on_customer',
  'on_hold',
  'resolved',
  'closed',
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** A customer company, with what billing and product analytics know of it. */
export interface Account {
  readonly key: string;
  readonly name: string;
  readonly domain: string;
  readonly country: string;
  readonly plan: 'free' | 'starter' | 'pro' | 'enterprise';
  /** Monthly recurring revenue in euros. */
  readonly mrr: number;
  /** Day the account was opened, `YYYY-MM-DD`. */
  readonly since: string;
  /** Days with a login, of the last 30. */
  readonly loginDays: number | null;
  readonly features: readonly string[] | null;
  /** Parcels handled this month and the month before. */
  readonly usage: number | null;
  readonly previousUsage: number | null;
  readonly failedPayments: number | null;
  /** Tickets of the last 90 days that are older than the data set, and how many were resolved. */
  readonly earlierTickets: number;
  readonly earlierResolved: number;
}

/** Somebody who writes to support. */
export interface Person {
  readonly key: string;
  readonly name: string;
  /** Key of the account; `null` for people who belong to none. */
  readonly account: string | null;
  readonly email: string;
  readonly language: Language;
  readonly locale: string;
  readonly timezone: string;
}

/** Somebody who answers. */
export interface StaffMember {
  readonly key: string;
  readonly name: string;
  readonly email: string;
  readonly team: string;
  readonly languages: readonly Language[];
}

/** One entry of a thread. */
export interface ScenarioMessage {
  /** `former` is an author whose record was deleted since. */
  readonly from: 'customer' | 'agent' | 'note' | 'former';
  /** Minutes since the entry before. */
  readonly afterMinutes: number;
  readonly text: string;
  /** When the message was sent as HTML; `text` is its plain form. */
  readonly html?: string;
}

/** A case as a customer would bring it. `{invoice}`, `{order}`, `{serial}` are filled in. */
export interface Scenario {
  readonly key: string;
  readonly language: Language;
  readonly topic: Topic;
  /** `''` is a subject left empty. */
  readonly subject: string;
  readonly messages: readonly ScenarioMessage[];
  readonly outcome: Outcome;
  readonly priority: 'low' | 'normal' | 'high' | 'urgent' | null;
  readonly tags?: readonly string[];
  /** By the keys of `CUSTOM_FIELDS`. */
  readonly fields?: Readonly<Record<string, string | number | boolean>>;
  readonly cc?: readonly string[];
  readonly channel?: 'email' | 'web' | 'api' | 'chat' | 'voice';
  /** A status that the desk's administrator made up, by its name. */
  readonly customStatus?: string;
  /** The customer says they are leaving, or about to. */
  readonly churn?: true;
}

/** A scenario without what its file has in common. */
export type ScenarioRow = Omit<Scenario, 'language'>;
