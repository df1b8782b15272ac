import type { TicketPriority } from '../../model/enums.ts';
import { keywordRows } from '../data/keyword-table.ts';
import { prepareText } from '../text/prepare-text.ts';
import type { Classification, ClassifierInput } from '../types.ts';
import type { TextClassifier } from './types.ts';

/** How labels become priorities. */
export interface TicketClassifierOptions {
  /** Priority by label; the built-in ones of `TRIAGE_CATEGORIES` fill the gaps, then `normal`. */
  readonly priorities?: Readonly<Record<string, TicketPriority>>;
}

/**
 * A trained classifier as triage wants one: it reads the subject and the customer's own words of the
 * description, without quoted replies and signatures. A text out of scope is
 * `other` with confidence 0, so nothing is automated.
 *
 * @example await triageTicket(ticket, { classifier: toTicketClassifier(classifier) })
 */
export function toTicketClassifier(
  classifier: TextClassifier,
  options: TicketClassifierOptions = {},
): (input: ClassifierInput) => Classification {
  const priorities = new Map<string, TicketPriority>([
    ...keywordRows().map(({ category, priority }) => [category, priority] as const),
    ...Object.entries(options.priorities ?? {}),
  ]);
  return ({ subject, description }) => {
    const { label, confidence, evidence, outOfScope } = classifier.predict(
      `${subject}\n\n${prepareText(description).text}`,
    );
    return {
      category: label,
      priority: priorities.get(label) ?? 'normal',
      tags: [],
      confidence: confidence ?? 0,
      evidence: evidence.map(({ feature }) => feature),
      ...(outOfScope ? { outOfScope } : {}),
    };
  };
}
