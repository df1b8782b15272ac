import { refuse } from '../numbers/check-numbers.ts';
import { createKeywordClassifier } from './create-keyword-classifier.ts';
import { CHURN_TAG } from './defaults.ts';
import { detectLanguage } from './detect-language.ts';
import { detectSentiment } from './detect-sentiment.ts';
import { detectUrgency } from './detect-urgency.ts';
import { determineTeam } from './determine-team.ts';
import { findDuplicates } from './duplicates/find-duplicates.ts';
import type { ComparedTicket, DuplicateTicket } from './duplicates/types.ts';
import { findCancellationIntent } from './find-cancellation-intent.ts';
import { awaitWithSignal } from './steps/await-with-signal.ts';
import { checkClassification } from './steps/check-classification.ts';
import { composeAutoResponse } from './steps/compose-auto-response.ts';
import { decidePriority } from './steps/decide-priority.ts';
import { suggestArticles } from './steps/suggest-articles.ts';
import { prepareText } from './text/prepare-text.ts';
import type {
  CancellationIntent,
  Classification,
  ClassifierInput,
  DetectedLanguage,
  SuggestedArticle,
  TicketClassifier,
  TriageOptions,
  TriageReason,
  TriageResult,
  TriageTicket,
} from './types.ts';

let builtIn: TicketClassifier | null = null;

/**
 * Decides what to do with a new ticket: category, priority, team, tags, articles to suggest and
 * whether a response may go out by itself, each with its reasons. Nothing is sent or changed.
 *
 * Priority: the classifier's, raised by pressing words, then by one level from 5000 monthly revenue
 * on; a customer who wants to leave is `urgent` and tagged `churn-risk`. The team follows from the
 * final category and priority. An automatic response exists exactly when the confidence is above
 * 0.9; it stops no SLA clock and never closes the ticket.
 *
 * @throws ValidationError when the ticket has no `metadata` or `tags`, or the classifier's answer is not
 *   usable.
 * @throws RequestError `request_aborted` when the signal fires. What the classifier throws passes
 *   through as it is; a failing article search only costs the suggestions.
 * @example
 * (await triageTicket({ subject: 'Please cancel my subscription', description: null, tags: [],
 *   metadata: { plan: 'pro', mrr: 80 } })).tags //=> ['churn-risk']
 */
export async function triageTicket<Found extends SuggestedArticle = SuggestedArticle>(
  ticket: TriageTicket,
  options: TriageOptions<Found> = {},
): Promise<TriageResult<Found>> {
  checkTicket(ticket);
  const subject = ticket.subject ?? '';
  const description = ticket.description ?? '';
  const text = `${subject}\n\n${description}`;
  const own = ownWords(subject, description);
  const language = languageOf(ticket, own);
  const input = { subject, description, language: language.language, tags: ticket.tags };
  const classification = await classify(input, options);
  const { category, confidence } = classification;
  const { plan, mrr } = ticket.metadata;
  const urgency = detectUrgency(own);
  const mood = detectSentiment(own);
  const cancellation = findInOwnWords({ text, own }, ticket.language ?? null);
  const decision = decidePriority({ classification, urgency, mrr, cancellation }, options);
  const { priority } = decision;
  const team = determineTeam({ category, priority, plan, mrr }, options);
  const tags = [
    ...new Set([
      ...ticket.tags,
      ...classification.tags,
      ...(decision.isLeaving ? [CHURN_TAG] : []),
    ]),
  ];
  const suggestions = await suggestArticles(input, category, options);
  const { articles } = suggestions;
  const sentiment = classification.sentiment ?? ticket.sentiment ?? mood.score;
  const duplicates = duplicatesOf(ticket, options.recent);
  const { autoResponse, reason } = composeAutoResponse(
    { category, priority, confidence, tags, sentiment, articles, language: language.language },
    options.writeAutoResponse,
  );
  return {
    category,
    priority,
    team: team.team,
    tags,
    suggestedArticles: articles,
    autoResponse,
    confidence,
    language,
    urgency,
    sentiment: mood,
    duplicates,
    cancellation,
    reasons: [
      whyCategory(classification),
      ...decision.reasons,
      ...team.reasons,
      ...whyDuplicates(duplicates),
      ...suggestions.reasons,
      reason,
    ],
  };
}

/** What a caller without types may leave out. */
function checkTicket({ metadata, tags }: Partial<TriageTicket>): void {
  if (metadata != null && Array.isArray(tags)) return;
  refuse('The ticket', [
    ...(metadata == null ? [{ path: 'metadata', message: 'must be an object' }] : []),
    ...(Array.isArray(tags) ? [] : [{ path: 'tags', message: 'must be a list' }]),
  ]);
}

/** Subject and description without quoted replies, signatures and markup. */
function ownWords(subject: string, description: string): string {
  return `${subject}\n\n${prepareText(description).text}`;
}

/**
 * Looks for a wish to leave in the customer's own words, not in what they quote; the place is that in
 * the whole text.
 */
function findInOwnWords(
  { text, own }: { readonly text: string; readonly own: string },
  language: string | null,
): CancellationIntent | null {
  const found = findCancellationIntent(own, { language });
  if (found === null || own === text) return found;
  const phrase = own.slice(found.span.start, found.span.end);
  const start = text.indexOf(phrase);
  // Markup inside the phrase: the whole text is the closest place there is.
  const span = start < 0 ? { start: 0, end: text.length } : { start, end: start + phrase.length };
  return { ...found, span };
}

function duplicatesOf(
  ticket: TriageTicket,
  recent: readonly ComparedTicket[] | undefined,
): readonly DuplicateTicket[] {
  const { id, createdAt, subject, description } = ticket;
  if (recent === undefined || id === undefined || createdAt === undefined) return [];
  const requesterId = ticket.requester?.id ?? null;
  return findDuplicates({ id, subject, description, createdAt, requesterId }, recent);
}

const whyDuplicates = (duplicates: readonly DuplicateTicket[]): readonly TriageReason[] =>
  duplicates.length === 0
    ? []
    : [
        {
          code: 'duplicates_found',
          message: 'Other tickets say the same.',
          evidence: { ids: duplicates.map(({ id }) => id) },
        },
      ];

function languageOf(ticket: TriageTicket, text: string): DetectedLanguage {
  const told = ticket.language ?? '';
  return told === '' ? detectLanguage(text) : { language: told, confidence: 1 };
}

async function classify(
  input: ClassifierInput,
  { classifier, signal }: Pick<TriageOptions, 'classifier' | 'signal'>,
): Promise<Classification> {
  builtIn ??= createKeywordClassifier();
  const chosen = classifier ?? builtIn;
  const callOptions = signal === undefined ? {} : { signal };
  return checkClassification(await awaitWithSignal(() => chosen(input, callOptions), signal));
}

function whyCategory(classification: Classification): TriageReason {
  const { category, confidence, evidence, outOfScope } = classification;
  if (outOfScope === true)
    return { code: 'out_of_scope', message: 'The text is unlike everything that was trained.' };
  if (confidence === 0)
    return { code: 'no_category_evidence', message: 'Nothing in the text points to a category.' };
  return {
    code: 'classified',
    message: `Classified as ${category}.`,
    evidence: { confidence, ...(evidence === undefined ? {} : { evidence }) },
  };
}
