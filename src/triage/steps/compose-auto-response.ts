import { CHURN_TAG, TRIAGE_DEFAULTS } from '../defaults.ts';
import type {
  AutoResponse,
  AutoResponseContext,
  AutoResponseWriter,
  SuggestedArticle,
  TriageReason,
} from '../types.ts';
import { autoResponseLanguage, writeAutoResponse } from '../write-auto-response.ts';

const NEGATIVE_FROM = -0.25;

export interface AutoResponseFacts<Found extends SuggestedArticle>
  extends Omit<AutoResponseContext<Found>, 'mode'> {
  readonly confidence: number;
  readonly tags: readonly string[];
  readonly sentiment: number | null;
}

export interface ComposedResponse {
  readonly autoResponse: AutoResponse | null;
  readonly reason: TriageReason;
}

/** An automatic response, when the classifier is sure enough; delicate cases are acknowledged. */
export function composeAutoResponse<Found extends SuggestedArticle>(
  facts: AutoResponseFacts<Found>,
  write: AutoResponseWriter<Found> | undefined,
): ComposedResponse {
  const { confidence, tags, sentiment, ...context } = facts;
  const needed = TRIAGE_DEFAULTS.autoResponseAbove;
  if (!(confidence > needed)) {
    const message = `No automatic response: the confidence is not above ${needed}.`;
    const evidence = { confidence };
    return {
      autoResponse: null,
      reason: { code: 'auto_response_confidence_too_low', message, evidence },
    };
  }
  const isChurn = tags.includes(CHURN_TAG);
  const isNegative = sentiment !== null && sentiment <= NEGATIVE_FROM;
  const isUrgent = context.priority === 'urgent';
  const mode = isUrgent || isChurn || isNegative ? 'acknowledge' : 'answer';
  const text = (write ?? writeAutoResponse)({ ...context, mode });
  const language = write === undefined ? autoResponseLanguage(context.language) : context.language;
  return {
    autoResponse: { mode, text, language },
    reason: {
      code: mode === 'answer' ? 'auto_response_answer' : 'auto_response_acknowledge',
      message:
        mode === 'answer'
          ? 'The confidence allows an automatic answer.'
          : 'The case is delicate, so the response only acknowledges it.',
      evidence: { confidence, isUrgent, isChurn, isNegative },
    },
  };
}
