import { TICKET_PRIORITIES, type TicketPriority } from '../../model/enums.ts';
import { rateOf } from '../../metrics/summaries.ts';
import { meanOf } from '../../numbers/rounding.ts';
import { expectedCalibrationError, type Judged } from '../../triage/index.ts';
import { shareFigure } from './figures.ts';
import { groupBy, type ReportPopulation } from './population.ts';
import type { TriagePrediction } from './ticket.ts';
import type { Agreement, LeftOut, TriageSection } from './quality-types.ts';

/** A prediction and what the ticket says in the end. */
interface Outcome {
  readonly prediction: TriagePrediction;
  readonly category: string | null;
  readonly priority: TicketPriority | null;
}

/** Predicted and final, where both are known. */
interface Pair<Value> {
  readonly predicted: Value;
  readonly final: Value;
}

const MOST_CONFUSIONS = 10;
const BINS = 10;

/** Predictions against what people made of the tickets; `null` where there is none. */
export function triageOf({ counted }: ReportPopulation): TriageSection | null {
  const outcomes = counted.flatMap(({ ticket }): readonly Outcome[] =>
    ticket.prediction == null
      ? []
      : [
          {
            prediction: ticket.prediction,
            category: ticket.category ?? null,
            priority: ticket.priority ?? null,
          },
        ],
  );
  if (outcomes.length === 0) return null;
  return {
    predicted: outcomes.length,
    category: categoriesOf(outcomes),
    priority: prioritiesOf(outcomes),
    calibration: calibrationOf(outcomes),
  };
}

const countOf = <Item>(items: readonly Item[], passes: (item: Item) => boolean): number =>
  items.filter(passes).length;

function agreementOf<Value>(
  pairs: readonly Pair<Value>[],
  left: readonly (readonly [reason: string, count: number])[],
): Agreement {
  const agreed = countOf(pairs, ({ predicted, final }) => predicted === final);
  const leftOut: readonly LeftOut[] = left.flatMap(([reason, count]) =>
    count > 0 ? [{ reason, count }] : [],
  );
  const { value, interval, few } = shareFigure(rateOf(agreed, pairs.length), leftOut);
  return { compared: pairs.length, agreed, percent: value, interval, few, leftOut };
}

function categoriesOf(outcomes: readonly Outcome[]): TriageSection['category'] {
  const pairs = outcomes.flatMap(({ prediction, category }): readonly Pair<string>[] =>
    prediction.category === null || category === null
      ? []
      : [{ predicted: prediction.category, final: category }],
  );
  const silent = countOf(outcomes, ({ prediction }) => prediction.category === null);
  const names = [...new Set(pairs.flatMap(({ predicted, final }) => [final, predicted]))];
  const confusions = groupBy(
    pairs.filter(({ predicted, final }) => predicted !== final),
    ({ predicted, final }) => JSON.stringify([predicted, final]),
  );
  return {
    ...agreementOf(pairs, [
      ['no category was predicted', silent],
      ['the ticket has no category', outcomes.length - silent - pairs.length],
    ]),
    byCategory: names
      .map((category) => ({
        category,
        final: countOf(pairs, ({ final }) => final === category),
        predicted: countOf(pairs, ({ predicted }) => predicted === category),
        agreed: countOf(
          pairs,
          ({ predicted, final }) => predicted === category && final === category,
        ),
      }))
      .sort((a, b) => b.final - a.final || compareNames(a.category, b.category)),
    confusions: [...confusions.values()]
      .flatMap(([first, ...more]) =>
        first === undefined ? [] : [{ ...first, count: more.length + 1 }],
      )
      .sort((a, b) => b.count - a.count || compareNames(a.final, b.final))
      .slice(0, MOST_CONFUSIONS),
  };
}

const compareNames = (a: string, b: string): number => Number(a > b) - Number(a < b);

function prioritiesOf(outcomes: readonly Outcome[]): TriageSection['priority'] {
  const pairs = outcomes.flatMap(({ prediction, priority }): readonly Pair<TicketPriority>[] =>
    prediction.priority === null || priority === null
      ? []
      : [{ predicted: prediction.priority, final: priority }],
  );
  const silent = countOf(outcomes, ({ prediction }) => prediction.priority === null);
  const rank = (priority: TicketPriority) => TICKET_PRIORITIES.indexOf(priority);
  return {
    ...agreementOf(pairs, [
      ['no priority was predicted', silent],
      ['the ticket has no priority', outcomes.length - silent - pairs.length],
    ]),
    tooLow: countOf(pairs, ({ predicted, final }) => rank(predicted) < rank(final)),
    tooHigh: countOf(pairs, ({ predicted, final }) => rank(predicted) > rank(final)),
    matrix: TICKET_PRIORITIES.map((predicted) =>
      TICKET_PRIORITIES.map((final) =>
        countOf(pairs, (pair) => pair.predicted === predicted && pair.final === final),
      ),
    ),
  };
}

/** How honest the confidence in a category was, in tenths. */
function calibrationOf(outcomes: readonly Outcome[]): TriageSection['calibration'] {
  const judged = outcomes.flatMap(({ prediction, category }): readonly Judged[] =>
    prediction.category === null || prediction.confidence === null || category === null
      ? []
      : [{ confidence: prediction.confidence, correct: prediction.category === category }],
  );
  const bins = groupBy(judged, ({ confidence }) => binOf(confidence));
  return {
    n: judged.length,
    error: expectedCalibrationError(judged),
    bins: Array.from({ length: BINS }, (_, index) => {
      const own = bins.get(index) ?? [];
      return {
        from: index / BINS,
        to: (index + 1) / BINS,
        n: own.length,
        agreed: countOf(own, ({ correct }) => correct),
        meanConfidence: meanOf(own.map(({ confidence }) => confidence)),
      };
    }),
  };
}

/** A tenth belongs to the bin that it ends, as in `expectedCalibrationError`. */
const binOf = (confidence: number): number =>
  Math.min(BINS - 1, Math.max(0, Math.ceil(confidence * BINS) - 1));
