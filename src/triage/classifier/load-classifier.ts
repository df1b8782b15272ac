import { ConfigurationError } from '../../errors/index.ts';
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
  try {
    return createTextClassifier({ ...data, engine: READERS[data.engine.kind](data.engine) });
  } catch (cause) {
    throw new ConfigurationError('The classifier cannot be read: its data is damaged.', { cause });
  }
}

function isClassifierData(data: unknown): data is ClassifierData {
  if (!isRecord(data) || data['format'] !== 'polydesk-classifier' || data['version'] !== 1)
    return false;
  const { engine, calibration } = data;
  return (
    isRecord(engine) &&
    Object.hasOwn(READERS, String(engine['kind'])) &&
    Array.isArray(engine['labels']) &&
    isRecord(calibration) &&
    typeof calibration['temperature'] === 'number' &&
    Array.isArray(data['pending']) &&
    typeof data['outOfScopeBelow'] === 'number'
  );
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
