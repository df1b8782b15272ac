import type { ClassifierAlgorithm } from './types.ts';

type Bag = Readonly<Record<string, unknown>>;

export const isRecord = (value: unknown): value is Bag =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isList = (value: unknown, isRight: (item: unknown) => boolean, length?: number): boolean =>
  Array.isArray(value) && value.every(isRight) && (length === undefined || value.length === length);
const isNumber = (value: unknown): value is number => Number.isFinite(value);
const isText = (value: unknown): value is string => typeof value === 'string';
const isIn = (value: unknown, least: number, most: number): boolean =>
  Number.isInteger(value) && isNumber(value) && value >= least && value <= most;

/** Features share 2^bits places. More would take memory for the asking. */
const MOST_BITS = 24;
const LONGEST_SEQUENCE = 64;

/** Whether what holds for every stored classifier holds for this one. */
export function isSoundFrame(data: Bag, labels: readonly unknown[]): boolean {
  const { calibration, outOfScopeBelow, offsets, pending } = data;
  return (
    labels.length > 0 &&
    labels.every((label) => isText(label) && label !== '') &&
    new Set(labels).size === labels.length &&
    isRecord(calibration) &&
    isCalibration(calibration) &&
    isNumber(outOfScopeBelow) &&
    (offsets === null || isList(offsets, isNumber, labels.length)) &&
    isList(pending, (one) => isRecord(one) && isText(one['text']) && isText(one['label']))
  );
}

function isCalibration({ kind, temperature, from, to }: Bag): boolean {
  if (!isNumber(temperature) || temperature <= 0) return false;
  if (kind === 'temperature') return true;
  return (
    kind === 'isotonic' &&
    Array.isArray(from) &&
    from.length > 0 &&
    isList(from, isNumber) &&
    isList(to, isNumber, from.length)
  );
}

/** Whether the part of an algorithm can be read as what `toJSON` writes. */
export const isSoundEngine: Readonly<
  Record<ClassifierAlgorithm, (engine: Bag, classCount: number) => boolean>
> = {
  logistic: isLogistic,
  naive_bayes: isNaiveBayes,
  nearest_neighbours: ({ k, examples }, classCount) =>
    isIn(k, 1, Number.MAX_SAFE_INTEGER) &&
    isList(
      examples,
      (one) => isRecord(one) && isText(one['words']) && isIn(one['label'], 0, classCount - 1),
    ),
  decision_tree: ({ root }, classCount) => isTree(root, classCount),
};

function isLogistic({ features, ...lists }: Bag, classCount: number): boolean {
  if (!isRecord(features)) return false;
  const { bits, shortest, longest, weights } = features;
  // Four bytes each, but the bytes of a compact model.
  const [places, rows, biases] = [lists['places'], lists['inverseFrequency'], lists['biases']].map(
    (text) => bytesIn(text) / 4,
  );
  const count =
    lists['weights'] === undefined ? bytesIn(lists['bytes']) : bytesIn(lists['weights']) / 4;
  return (
    isIn(bits, 1, MOST_BITS) &&
    isIn(shortest, 0, LONGEST_SEQUENCE) &&
    isIn(longest, 0, LONGEST_SEQUENCE) &&
    isList(weights, isNumber, 3) &&
    rows !== undefined &&
    places === rows &&
    biases === classCount &&
    count === rows * classCount &&
    (lists['weights'] !== undefined || bytesIn(lists['scales']) === classCount * 4)
  );
}

/** How many bytes a text in base 64 stands for. */
function bytesIn(text: unknown): number {
  if (!isText(text)) return Number.NaN;
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  return (text.length / 4) * 3 - padding;
}

function isNaiveBayes({ discount, examples, features }: Bag, classCount: number): boolean {
  const isRow = (row: unknown): boolean =>
    Array.isArray(row) &&
    row.length % 2 === 1 &&
    isText(row[0]) &&
    row
      .slice(1)
      .every((value, at) => (at % 2 === 0 ? isIn(value, 0, classCount - 1) : isNumber(value)));
  return isNumber(discount) && isList(examples, isNumber, classCount) && isList(features, isRow);
}

/** Step by step, not by itself: a tree may be deeper than calls can be. */
function isTree(root: unknown, classCount: number): boolean {
  const open = [root];
  while (open.length > 0) {
    const node = open.pop();
    if (Array.isArray(node)) {
      const isLeaf = node.every((value, at) =>
        at % 2 === 0 ? isIn(value, 0, classCount - 1) : isNumber(value),
      );
      if (!isLeaf || node.length % 2 === 1) return false;
    } else if (isRecord(node) && isText(node['word'])) open.push(node['yes'], node['no']);
    else return false;
  }
  return true;
}
