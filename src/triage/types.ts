import type { TicketPriority } from '../model/enums.ts';
import type { Sentiment } from './detect-sentiment.ts';
import type { ComparedTicket, DuplicateTicket } from './duplicates/types.ts';

/** A language and how sure that is. */
export interface DetectedLanguage {
  /** Two letters as in BCP 47, or `und` when it cannot be told. */
  readonly language: string;
  /** 0 to 1: the share of the evidence that speaks for it. */
  readonly confidence: number;
}

/** The phrases of one language, each list separated by `|`. */
export interface CancellationLexicon {
  /** False for scripts that put no spaces between words. */
  readonly spaced: boolean;
  readonly mailing: string;
  readonly verbs: string;
  readonly nouns: string;
  readonly objects: string;
  readonly strong: string;
  readonly intent: string;
  readonly excluded: string;
  readonly negators: string;
  readonly neutral: string;
  readonly gapStops: string;
  readonly breaks: string;
}

/** The kinds of wishes to leave, the surest first. */
export const CANCELLATION_KINDS = ['strong', 'intent', 'pair'] as const;
/** What gave a wish to leave away. */
export type CancellationKind = (typeof CANCELLATION_KINDS)[number];

/** Where a text says that the customer wants to leave. */
export interface CancellationIntent {
  /** A phrase that is enough alone, "I want to cancel", or a verb with its object. */
  readonly kind: CancellationKind;
  /** The phrase of the lexicon; verb and object are joined by ` + `. */
  readonly phrase: string;
  /** Language of the lexicon that hit. */
  readonly language: string;
  /** UTF-16 offsets in the text as given; the end is exclusive. */
  readonly span: { readonly start: number; readonly end: number };
}

/** How pressing a message sounds. */
export interface Urgency {
  /** 0 to 1. */
  readonly score: number;
  readonly suggestedPriority: TicketPriority;
  /** The kinds of cues found, the heaviest first. */
  readonly cues: readonly UrgencyCue[];
}

/** All kinds of urgency cues, the heaviest first. */
export const URGENCY_CUES = [
  'outage',
  'data_or_security',
  'blocked_work',
  'time_pressure',
  'money_lost',
] as const;
/** What makes a message pressing. */
export type UrgencyCue = (typeof URGENCY_CUES)[number];

/** What triage reads of a ticket. A `SupportTicket` fits as it is. */
export interface TriageTicket {
  readonly subject: string | null;
  /** The customer's first message as plain text. */
  readonly description: string | null;
  readonly tags: readonly string[];
  readonly metadata: {
    readonly plan: string | null;
    /** Monthly recurring revenue. */
    readonly mrr: number | null;
  };
  /** BCP 47 tag, where the provider knows it; else it is detected. */
  readonly language?: string | null;
  /** From -1 (negative) to 1 (positive). */
  readonly sentiment?: number | null;
  /** These three are read only to look for duplicates. */
  readonly id?: string;
  readonly createdAt?: Date | number;
  readonly requester?: { readonly id: string | null } | null;
}

/** What a classifier is given. */
export interface ClassifierInput {
  readonly subject: string;
  readonly description: string;
  /** BCP 47 tag or `und`. */
  readonly language: string;
  readonly tags: readonly string[];
}

/** What a classifier answers. */
export interface Classification {
  /** `technical.bug`: a name of `TRIAGE_CATEGORIES`, or one of your own. */
  readonly category: string;
  readonly priority: TicketPriority;
  readonly tags: readonly string[];
  /** 0 to 1, and meant as a probability: above 0.9 an automatic response goes out. */
  readonly confidence: number;
  /** From -1 to 1, where the classifier can tell. */
  readonly sentiment?: number | null;
  /** Phrases or features the decision rests on. */
  readonly evidence?: readonly string[];
  /** The text belongs to no category the classifier knows. */
  readonly outOfScope?: boolean;
}

/** What every call of your own functions is given. */
export interface CallOptions {
  readonly signal?: AbortSignal;
}

/** Decides what a ticket is about. May be asynchronous, so a model behind a network fits. */
export type TicketClassifier = (
  input: ClassifierInput,
  options: CallOptions,
) => Classification | Promise<Classification>;

/** The least an article must tell to be suggested. */
export interface SuggestedArticle {
  readonly id: string;
  readonly title: string | null;
  readonly url?: string | null;
}

/** What triage looks for in the knowledge base. */
export interface ArticleQuery {
  readonly text: string;
  readonly category: string;
  readonly language: string;
  readonly limit: number;
}

/** Finds articles, best first. */
export type ArticleFinder<Found extends SuggestedArticle = SuggestedArticle> = (
  query: ArticleQuery,
  options: CallOptions,
) => readonly Found[] | Promise<readonly Found[]>;

/** What an automatic response is written from. */
export interface AutoResponseContext<Found extends SuggestedArticle = SuggestedArticle> {
  readonly mode: AutoResponseMode;
  readonly language: string;
  readonly articles: readonly Found[];
  readonly category: string;
  readonly priority: TicketPriority;
}

/** Writes the text of an automatic response. */
export type AutoResponseWriter<Found extends SuggestedArticle = SuggestedArticle> = (
  context: AutoResponseContext<Found>,
) => string;

/** Both kinds of automatic response. */
export const AUTO_RESPONSE_MODES = ['answer', 'acknowledge'] as const;
/** Whether an automatic response offers a solution. */
export type AutoResponseMode = (typeof AUTO_RESPONSE_MODES)[number];

/** A response to send by itself. It is no human reply: it stops no SLA clock and closes nothing. */
export interface AutoResponse {
  /** `answer` offers articles as the solution; `acknowledge` only says that people are at work. */
  readonly mode: AutoResponseMode;
  readonly text: string;
  /** Language of `text`. */
  readonly language: string;
}

/** Who a ticket goes to, when the conditions hold. Conditions left out hold for every ticket. */
export interface TeamRoute {
  readonly team: string;
  /** `technical` holds for `technical.bug` too. */
  readonly category?: string;
  readonly priorities?: readonly TicketPriority[];
  readonly plans?: readonly string[];
  /** Holds from this monthly revenue on. */
  readonly minimumMrr?: number;
}

/** What a team is chosen from. */
export interface TeamFacts {
  readonly category: string | null;
  readonly priority: TicketPriority;
  readonly plan?: string | null;
  readonly mrr?: number | null;
}

/** Who takes which tickets. */
export interface TeamOptions {
  /** The first route that holds wins. @default DEFAULT_TEAM_ROUTES */
  readonly routes?: readonly TeamRoute[];
  /** People who take what no route holds for. @default 'general-support' */
  readonly fallbackTeam?: string;
}

/** The team, and the route that led to it. */
export interface TeamDecision {
  readonly team: string;
  /** The route that held; `null` for the fallback. */
  readonly route: TeamRoute | null;
  readonly reasons: readonly TriageReason[];
}

/** All codes of triage reasons. */
export const TRIAGE_REASON_CODES = [
  'classified',
  'no_category_evidence',
  'out_of_scope',
  'urgency_raised_priority',
  'high_revenue_raised_priority',
  'cancellation_intent',
  'team_by_route',
  'team_by_fallback',
  'duplicates_found',
  'articles_found',
  'article_search_failed',
  'auto_response_answer',
  'auto_response_acknowledge',
  'auto_response_confidence_too_low',
] as const;
/** Why triage decided as it did, for programs. */
export type TriageReasonCode = (typeof TRIAGE_REASON_CODES)[number];

/** Why triage decided as it did. Messages never quote the customer; `evidence` may. */
export interface TriageReason {
  readonly code: TriageReasonCode;
  readonly message: string;
  readonly evidence?: Readonly<Record<string, unknown>>;
}

/** Who decides, and what triage may look at. */
export interface TriageOptions<Found extends SuggestedArticle = SuggestedArticle>
  extends TeamOptions,
    CallOptions {
  /** @default the built-in keyword classifier */
  readonly classifier?: TicketClassifier;
  /** @default none: no articles are suggested */
  readonly findArticles?: ArticleFinder<Found>;
  /** How many articles are suggested at most. @default 3 */
  readonly articleLimit?: number;
  /** From this monthly revenue on, priority rises by one. @default 5000 */
  readonly elevateFromMrr?: number;
  /** Let pressing words raise the classifier's priority. @default true */
  readonly urgencyMayRaise?: boolean;
  /** Recent tickets among which duplicates are looked for. @default none */
  readonly recent?: readonly ComparedTicket[];
  /** @default short texts in seven languages */
  readonly writeAutoResponse?: AutoResponseWriter<Found>;
}

/** The outcome of triage. */
export interface TriageResult<Found extends SuggestedArticle = SuggestedArticle> {
  readonly category: string;
  readonly priority: TicketPriority;
  readonly team: string;
  /** The ticket's tags, then the classifier's, then `churn-risk`; none twice. */
  readonly tags: readonly string[];
  readonly suggestedArticles: readonly Found[];
  /** Present exactly when the confidence is above 0.9. */
  readonly autoResponse: AutoResponse | null;
  /** The classifier's confidence in the category, 0 to 1. */
  readonly confidence: number;
  readonly language: DetectedLanguage;
  readonly urgency: Urgency;
  /** The mood of the customer's own words, whatever a provider or classifier says of it. */
  readonly sentiment: Sentiment;
  /** Tickets of `recent` that say the same, best first. Nothing is merged. */
  readonly duplicates: readonly DuplicateTicket[];
  /** Where the customer says that they want to leave; offsets in `${subject}\n\n${description}`. */
  readonly cancellation: CancellationIntent | null;
  /** In the order in which the decisions were made. */
  readonly reasons: readonly TriageReason[];
}
