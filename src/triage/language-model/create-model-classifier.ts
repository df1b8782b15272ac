import { ConfigurationError } from '../../errors/index.ts';
import type { TicketPriority } from '../../model/enums.ts';
import { createKeywordClassifier } from '../create-keyword-classifier.ts';
import { prepareText } from '../text/prepare-text.ts';
import type { Classification, ClassifierInput, TicketClassifier } from '../types.ts';
import {
  answerSchema,
  checkAnswer,
  fenceFor,
  type ModelAnswer,
  type ModelExample,
  type ModelLabel,
  systemPrompt,
  userPrompt,
} from './classifier-prompt.ts';

/** What a language model is asked. */
export interface ModelRequest {
  readonly system: string;
  readonly prompt: string;
  /** JSON schema of the answer. */
  readonly schema: Readonly<Record<string, unknown>>;
  readonly signal: AbortSignal;
}

/** The labels, the model and what guards it. */
export interface ModelClassifierOptions {
  /** Asks your model for an object of the schema: `generateObject` of an SDK fits in one line. */
  readonly generate: (request: ModelRequest) => Promise<unknown>;
  readonly labels: readonly (ModelLabel & { readonly priority?: TicketPriority })[];
  readonly examples?: readonly ModelExample[];
  /** Decides when the model cannot. @default the built-in keyword classifier */
  readonly fallback?: TicketClassifier;
  /**
   * Makes the model's own confidence honest, measured on your history. Without it, and with one sample,
   * the confidence stays at .9 at most, so nothing is automated.
   */
  readonly calibrate?: (confidence: number) => number;
  /** Ask so many times; the confidence is the share that agrees. @default 1 */
  readonly samples?: number;
  /** Milliseconds for all attempts together. @default 10000 */
  readonly timeoutMs?: number;
  /** Asked before each call: `false` spends nothing and lets the fallback decide. */
  readonly mayCall?: () => boolean;
  /** Takes out what must not leave, before the text is sent. */
  readonly redact?: (text: string) => string;
}

const TIMEOUT_MS = 10_000;
const ATTEMPTS = 2;
const LONGEST_TEXT = 8000;
/** An automatic response needs more than this. */
const UNPROVEN_AT_MOST = 0.9;

/**
 * A classifier that asks a language model. The customer's text is fenced as data: it can change neither
 * the labels nor the priority, which comes from your list. An answer out of shape is asked for once
 * more; then, or when the time or the budget is over, the fallback decides and its evidence says so.
 *
 * @throws ConfigurationError when there are no labels or the number of samples is not 1 or more.
 * @example
 * createModelClassifier({ labels: [{ name: 'technical.bug', description: 'Something is broken' },
 *   { name: 'billing', description: 'Money' }], generate: (request) => askYourModel(request) })
 */
export function createModelClassifier(options: ModelClassifierOptions): TicketClassifier {
  const { labels, samples = 1, fallback = createKeywordClassifier() } = options;
  if (labels.length === 0) throw new ConfigurationError('`labels` must name the categories.');
  if (!Number.isInteger(samples) || samples < 1)
    throw new ConfigurationError('`samples` must be a whole number of 1 or more.');
  return async (input, { signal }) => {
    const timeout = AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS);
    const both = signal === undefined ? timeout : AbortSignal.any([signal, timeout]);
    const ask = createAsk(input, options, both);
    const answers = await Promise.all(Array.from({ length: samples }, ask));
    // Who calls wants out: the fallback must not hide that.
    signal?.throwIfAborted();
    const failures = answers.filter((answer) => typeof answer === 'string');
    if (failures.length * 2 >= samples) {
      const decided = await fallback(input, signal === undefined ? {} : { signal });
      return { ...decided, evidence: [...(decided.evidence ?? []), ...new Set(failures)] };
    }
    return decide(
      answers.filter((answer) => typeof answer !== 'string'),
      options,
    );
  };
}

type Failure = 'model_answer_unusable' | 'model_failed' | 'model_budget_spent';

function createAsk(
  { subject, description }: ClassifierInput,
  options: ModelClassifierOptions,
  signal: AbortSignal,
): () => Promise<ModelAnswer | Failure> {
  const { labels, examples = [], redact = (text: string) => text, mayCall = () => true } = options;
  const own = `${subject}\n\n${prepareText(description).text}`;
  const text = redact(own).slice(0, LONGEST_TEXT);
  const fence = fenceFor(text);
  const request = {
    system: systemPrompt(labels, fence),
    prompt: userPrompt(text, examples, fence),
    schema: answerSchema(labels),
    signal,
  };
  return async () => {
    let problem = '';
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      if (!mayCall()) return 'model_budget_spent';
      try {
        // Before it is asked: an answer that nobody waits for costs, and its failure would be nobody's.
        signal.throwIfAborted();
        const prompt = problem === '' ? request.prompt : `${request.prompt}\n${problem}`;
        const answer = checkAnswer(
          await untilAborted(options.generate({ ...request, prompt }), signal),
          labels,
        );
        if ('label' in answer) return answer;
        problem = `Your last answer had ${answer.problem}. Answer again.`;
      } catch {
        // Whatever the model's client throws, the ticket must be sorted: the fallback does it.
        return 'model_failed';
      }
    }
    return 'model_answer_unusable';
  };
}

/** The answer, or a rejection when the signal fires first: not every client honours it. */
async function untilAborted(answer: Promise<unknown>, signal: AbortSignal): Promise<unknown> {
  let stop: () => void = () => undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([answer, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** The label most samples agree on, the first named of equal ones. */
function decide(
  answers: readonly ModelAnswer[],
  { labels, samples = 1, calibrate }: ModelClassifierOptions,
): Classification {
  const votes = new Map<string, number>();
  for (const { label } of answers) votes.set(label, (votes.get(label) ?? 0) + 1);
  const [category, count] = [...votes].reduce((a, b) => (b[1] > a[1] ? b : a));
  const said = answers.filter(({ label }) => label === category);
  const mean = said.reduce((sum, { confidence }) => sum + confidence, 0) / said.length;
  const confidence =
    calibrate !== undefined
      ? Math.min(1, Math.max(0, calibrate(mean)))
      : samples > 1
        ? count / samples
        : Math.min(UNPROVEN_AT_MOST, mean);
  return {
    category,
    priority: labels.find(({ name }) => name === category)?.priority ?? 'normal',
    tags: [],
    confidence,
    evidence: [`model_agreement ${count}/${samples}`],
  };
}
