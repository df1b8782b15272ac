import { loadClassifier } from '../classifier/load-classifier.ts';
import {
  toTicketClassifier,
  type TicketClassifierOptions,
} from '../classifier/to-ticket-classifier.ts';
import type { TextClassifier } from '../classifier/types.ts';
import { createKeywordClassifier } from '../create-keyword-classifier.ts';
import type { Classification, ClassifierInput } from '../types.ts';
import { WEIGHTS } from './weights.ts';

let loaded: TextClassifier | null = null;

/**
 * The trained model itself: 26 categories of orders, billing, accounts and contact, English only. For
 * evaluation; triage wants `createFirstDayClassifier`.
 *
 * @example firstDayModel().predict('where is my parcel').label //=> 'order_delivery.track'
 */
export function firstDayModel(): TextClassifier {
  loaded ??= loadClassifier(JSON.parse(WEIGHTS));
  return loaded;
}

/** From this confidence on, key words of topics that the model does not know are believed. */
const KEYWORDS_FROM = 0.3;
const MODEL_FROM = 0.5;

/**
 * A classifier for the first day, before there is history to train on: a model trained on public
 * support questions for what it knows, and the key words of `createKeywordClassifier` for the rest:
 * product problems, subscriptions, and languages other than English. The confidence is that of the
 * part that decided.
 *
 * @example await triageTicket(ticket, { classifier: createFirstDayClassifier() })
 */
export function createFirstDayClassifier(
  options: TicketClassifierOptions = {},
): (input: ClassifierInput) => Classification {
  const model = firstDayModel();
  const known = new Set(model.labels);
  const byModel = toTicketClassifier(model, options);
  const byKeywords = createKeywordClassifier();
  return (input) => {
    const keywords = byKeywords(input);
    // Desks tell tags such as `en-US`.
    if (!/^(?:en|und)(?:[-_]|$)/i.test(input.language)) return keywords;
    const isForeign = !known.has(keywords.category) && keywords.confidence >= KEYWORDS_FROM;
    if (isForeign && keywords.category !== 'other') return keywords;
    const prediction = byModel(input);
    const isSure = prediction.outOfScope !== true && prediction.confidence >= MODEL_FROM;
    if (isSure || keywords.confidence === 0) return prediction;
    return keywords;
  };
}
