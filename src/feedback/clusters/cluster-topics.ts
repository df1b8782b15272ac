import type { Issue } from '../../errors/index.ts';
import { checkNumbers, numberIssues, refuse } from '../../numbers/check-numbers.ts';
import { elementAt, sumOf } from '../../numbers/rounding.ts';
import { compareNames } from '../count-topics.ts';
import { type Clustering, silhouetteOf, sphericalKMeans } from './k-means.ts';
import { cosine, fromEmbedding, tfIdf, type Vector, wordsOf } from './vectors.ts';

/** A text to find topics in. */
export interface TopicDocument {
  readonly id: string;
  readonly text: string;
}

/** How topics are looked for. */
export interface ClusterOptions {
  /** The same seed gives the same topics. */
  readonly seed: number;
  /** @default 12 */
  readonly maxTopics?: number;
  /** Vectors of a model of your own, one for each document; else TF-IDF of the words. */
  readonly embeddings?: readonly (readonly number[])[];
  /** Topics of the month before; what is alike keeps its id. */
  readonly previous?: readonly TextTopic[];
}

/** A topic that was found in texts. Plain data: store it to recognise the topic next month. */
export interface TextTopic {
  readonly id: string;
  /** Words that set it apart, most telling first. */
  readonly terms: readonly string[];
  readonly documentIds: readonly string[];
  /** Three documents close to its centre. */
  readonly representatives: readonly string[];
  readonly centroid: Readonly<Record<string, number>>;
}

/** Centroids at least so close are the same topic a month later. */
const SAME_TOPIC = 0.6;
const TERMS = 3;

/**
 * Topics of texts without tags or categories: spherical k-means over TF-IDF or embeddings, the number
 * of topics by silhouette, named by class-based TF-IDF (Grootendorst 2022). Ids stay the same over
 * months for topics whose centroids are alike (cosine of .6 or more).
 *
 * @throws ValidationError for options out of range, or not one embedding for each document, of finite
 *   numbers and all of one length.
 * @example
 * clusterTopics([{ id: '1', text: 'export csv broken' }, { id: '2', text: 'csv export empty' },
 *   { id: '3', text: 'refund invoice' }, { id: '4', text: 'invoice refund wrong' }], { seed: 1 })
 *   .map(({ documentIds }) => documentIds) //=> [['1', '2'], ['3', '4']]
 */
export function clusterTopics(
  documents: readonly TopicDocument[],
  options: ClusterOptions,
): readonly TextTopic[] {
  const { seed, maxTopics = 12, embeddings, previous = [] } = options;
  checkNumbers('The clusters', {
    seed: [seed, 'finite'],
    maxTopics: [maxTopics, 'positiveCount'],
  });
  refuse(
    'The clusters',
    embeddings === undefined ? [] : embeddingIssues(embeddings, documents.length),
  );
  const words = documents.map(({ text }) => wordsOf(text));
  const vectors = embeddings?.map(fromEmbedding) ?? tfIdf(words);
  const clustering = bestClustering(vectors, maxTopics, seed);
  const groups = clustering.centroids.flatMap((centroid, index): readonly Group[] => {
    const members = clustering.labels.flatMap((label, at) => (label === index ? [at] : []));
    return members.length === 0 ? [] : [{ centroid, members }];
  });
  const terms = termsOf(groups.map(({ members }) => members.flatMap((at) => elementAt(words, at))));
  const ids = idsOf(groups, terms, previous);
  return groups
    .map(({ centroid, members }, index): TextTopic => {
      const idOf = (at: number) => elementAt(documents, at).id;
      const closeness = (at: number) => cosine(elementAt(vectors, at), centroid);
      const closest = [...members].sort((a, b) => closeness(b) - closeness(a) || a - b);
      return {
        id: elementAt(ids, index),
        terms: elementAt(terms, index),
        documentIds: members.map(idOf),
        representatives: closest.slice(0, 3).map(idOf),
        centroid: Object.fromEntries(centroid),
      };
    })
    .sort((a, b) => b.documentIds.length - a.documentIds.length || compareNames(a.id, b.id));
}

/** A cosine over something else than numbers, or over other dimensions, says nothing. */
function embeddingIssues(
  embeddings: readonly (readonly number[])[],
  documents: number,
): readonly Issue[] {
  if (embeddings.length !== documents)
    return [{ path: 'embeddings', message: 'must have one vector for each document' }];
  return embeddings.flatMap((vector, index) => [
    ...(vector.length === embeddings[0]?.length
      ? []
      : [{ path: `embeddings.${index}`, message: 'must be as long as the first' }]),
    // A path of each number would take longer than the clusters.
    ...(vector.every(Number.isFinite)
      ? []
      : vector.flatMap((value, at) => numberIssues(`embeddings.${index}.${at}`, value, 'finite'))),
  ]);
}

interface Group {
  readonly centroid: Vector;
  readonly members: readonly number[];
}

/** At least two documents a topic on average; the fewest topics of equally good numbers. */
function bestClustering(vectors: readonly Vector[], maxTopics: number, seed: number): Clustering {
  if (vectors.length === 0) return { centroids: [], labels: [] };
  let best = sphericalKMeans(vectors, 1, seed);
  let highest = 0;
  const most = Math.min(maxTopics, Math.floor(vectors.length / 2));
  for (let k = 2; k <= most; k += 1) {
    const clustering = sphericalKMeans(vectors, k, seed);
    const silhouette = silhouetteOf(vectors, clustering);
    if (silhouette > highest + 1e-9) {
      highest = silhouette;
      best = clustering;
    }
  }
  return best;
}

/** Words weighed by tf × ln(1 + mean length ÷ frequency over all classes). */
function termsOf(classes: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const total = new Map<string, number>();
  for (const word of classes.flat()) total.set(word, (total.get(word) ?? 0) + 1);
  const meanLength = sumOf(classes.map(({ length }) => length)) / classes.length;
  return classes.map((words) => {
    const counts = new Map<string, number>();
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
    return [...counts]
      .map(([word, count]) => ({
        word,
        weight: count * Math.log(1 + meanLength / Number(total.get(word))),
      }))
      .sort((a, b) => b.weight - a.weight || compareNames(a.word, b.word))
      .slice(0, TERMS)
      .map(({ word }) => word);
  });
}

/** The id of the most alike topic of before, each given once; else a new one from the terms. */
function idsOf(
  groups: readonly Group[],
  terms: readonly (readonly string[])[],
  previous: readonly TextTopic[],
): readonly string[] {
  const pairs = groups.flatMap(({ centroid }, index) =>
    previous.map(({ id, centroid: old }) => ({
      index,
      id,
      alike: cosine(centroid, new Map(Object.entries(old))),
    })),
  );
  const given = new Map<number, string>();
  const used = new Set<string>();
  for (const { index, id, alike } of pairs.sort((a, b) => b.alike - a.alike)) {
    if (alike < SAME_TOPIC || given.has(index) || used.has(id)) continue;
    given.set(index, id);
    used.add(id);
  }
  const taken = new Set(previous.map(({ id }) => id));
  return groups.map((_, index) => {
    const kept = given.get(index);
    if (kept !== undefined) return kept;
    const id = freeName(elementAt(terms, index).join('-') || 'topic', taken);
    taken.add(id);
    return id;
  });
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  let number = 2;
  while (taken.has(`${name}-${number}`)) number += 1;
  return `${name}-${number}`;
}
