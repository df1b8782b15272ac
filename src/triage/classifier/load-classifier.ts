import { ConfigurationError } from '../../errors/index.ts';
import { isRecord, isSoundEngine, isSoundFrame } from './check-stored.ts';
import { createTextClassifier } from './create-text-classifier.ts';
import { readDecisionTree } from './decision-tree.ts';
import { readLogistic } from './logistic.ts';
import { readNaiveBayes } from './naive-bayes.ts';
import { readNearestNeighbours } from './nearest-neighbours.ts';
import type {
  ClassifierAlgorithm,
  ClassifierData,
  Engine,
  EngineData,
  TextClassifier,
} from './types.ts';

const READERS = {
  logistic: readLogistic,
  naive_bayes: readNaiveBayes,
  nearest_neighbours: readNearestNeighbours,
  decision_tree: readDecisionTree,
} as const satisfies Record<ClassifierAlgorithm, (data: EngineData) => Engine>;

/**
 * A classifier from the JSON that `toJSON` gave, parsed. It predicts exactly as the one that was
 * stored, unless that was stored with `precision: 'compact'`.
 *
 * @throws ConfigurationError for anything else, and for a version this release does not know.
 * @example loadClassifier(JSON.parse(JSON.stringify(classifier))).labels //=> ['billing', 'bug']
 */
export function loadClassifier(data: unknown): TextClassifier {
  if (!isClassifierData(data))
    throw new ConfigurationError('This is no classifier of version 1 as `toJSON` writes it.');
  const damaged = 'The classifier cannot be read: its data is damaged.';
  const { engine } = data;
  if (
    !isSoundFrame({ ...data }, data.engine.labels) ||
    !isSoundEngine[engine.kind](engine, data.engine.labels.length)
  )
    throw new ConfigurationError(damaged);
  try {
    return createTextClassifier({ ...data, engine: READERS[engine.kind](engine) });
  } catch (cause) {
    throw new ConfigurationError(damaged, { cause });
  }
}

function isClassifierData(
  data: unknown,
): data is ClassifierData & { readonly engine: { readonly labels: readonly unknown[] } } {
  if (!isRecord(data) || data['format'] !== 'polydesk-classifier' || data['version'] !== 1)
    return false;
  const { engine } = data;
  return (
    isRecord(engine) &&
    Object.hasOwn(READERS, String(engine['kind'])) &&
    Array.isArray(engine['labels'])
  );
}
