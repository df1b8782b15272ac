import { checkNumbers } from '../../numbers/check-numbers.ts';
import { elementAt } from '../../numbers/rounding.ts';
import type { TopicDocument } from './cluster-topics.ts';
import { cosine, tfIdf, wordsOf } from './vectors.ts';

/** When texts are alike. */
export interface DenseGroupOptions {
  /** Cosine from which two texts are alike. @default 0.5 */
  readonly similarity?: number;
  /** Alike texts, itself included, that make a text the core of a group. @default 3 */
  readonly minimum?: number;
}

/**
 * Groups of texts that say nearly the same, by DBSCAN (Ester et al. 1996): the wave of tickets of an
 * incident. Texts that are like no others belong to no group. Compares every pair, so hand in an hour
 * of tickets, not a year. The largest group first.
 *
 * @returns ids of the documents of each group
 * @throws ValidationError for options out of range.
 * @example
 * findDenseGroups([{ id: '1', text: 'login page error' }, { id: '2', text: 'error on login page' },
 *   { id: '3', text: 'login page shows error' }, { id: '4', text: 'invoice' }]) //=> [['1', '2', '3']]
 */
export function findDenseGroups(
  documents: readonly TopicDocument[],
  options: DenseGroupOptions = {},
): readonly (readonly string[])[] {
  const { similarity = 0.5, minimum = 3 } = options;
  checkNumbers('The groups', {
    similarity: [similarity, 'share'],
    minimum: [minimum, 'positiveCount'],
  });
  const vectors = tfIdf(documents.map(({ text }) => wordsOf(text)));
  const neighbours = vectors.map((vector, own) =>
    vectors.flatMap((other, at) =>
      at === own || cosine(vector, other) >= similarity - 1e-9 ? [at] : [],
    ),
  );
  const isCore = (at: number) => elementAt(neighbours, at).length >= minimum;
  const seen = new Set<number>();
  const groups: (readonly number[])[] = [];
  for (const start of vectors.keys()) {
    if (seen.has(start) || !isCore(start)) continue;
    const members = new Set([start]);
    // A set goes on over what is added while it is walked.
    for (const at of members)
      if (isCore(at))
        for (const next of elementAt(neighbours, at)) if (!seen.has(next)) members.add(next);
    for (const at of members) seen.add(at);
    groups.push([...members].sort((a, b) => a - b));
  }
  return groups
    .map((members) => members.map((at) => elementAt(documents, at).id))
    .sort((a, b) => b.length - a.length);
}
