import { createRandom, type Random } from '../../numbers/random.ts';
import { elementAt, sumOf } from '../../numbers/rounding.ts';
import { centroidOf, cosine, type Vector } from './vectors.ts';

const ROUNDS = 30;
const STARTS = 4;

/** Which cluster each vector belongs to, and where the clusters are. */
export interface Clustering {
  readonly centroids: readonly Vector[];
  readonly labels: readonly number[];
}

/** Spherical k-means (Dhillon and Modha 2001) from several seeded starts; the tightest is kept. */
export function sphericalKMeans(vectors: readonly Vector[], k: number, seed: number): Clustering {
  const random = createRandom(seed);
  let best: Clustering & { readonly fit: number } = { centroids: [], labels: [], fit: -Infinity };
  for (let start = 0; start < STARTS; start += 1) {
    const found = oneStart(vectors, k, random);
    if (found.fit > best.fit + 1e-12) best = found;
  }
  return best;
}

function oneStart(vectors: readonly Vector[], k: number, random: Random) {
  let centroids = spreadStarts(vectors, k, random);
  let labels = vectors.map((vector) => nearest(vector, centroids).index);
  for (let round = 0; round < ROUNDS; round += 1) {
    centroids = centroids.map((old, index) => {
      const own = vectors.filter((_, at) => labels[at] === index);
      return own.length === 0 ? old : centroidOf(own);
    });
    const next = vectors.map((vector) => nearest(vector, centroids).index);
    const settled = next.every((label, at) => label === labels[at]);
    labels = next;
    if (settled) break;
  }
  return {
    centroids,
    labels,
    fit: sumOf(vectors.map((one) => nearest(one, centroids).similarity)),
  };
}

/** k-means++: each next centre far from those chosen already. */
function spreadStarts(vectors: readonly Vector[], k: number, random: Random): readonly Vector[] {
  const centroids: Vector[] = [];
  while (centroids.length < k) {
    const distances = vectors.map((vector) =>
      centroids.length === 0 ? 1 : Math.max(0, 1 - nearest(vector, centroids).similarity) ** 2,
    );
    const target = random() * sumOf(distances);
    let passed = 0;
    const chosen = distances.findIndex((distance) => {
      passed += distance;
      return passed > target;
    });
    centroids.push(elementAt(vectors, Math.max(0, chosen)));
  }
  return centroids;
}

function nearest(vector: Vector, centroids: readonly Vector[]) {
  let index = 0;
  let similarity = -Infinity;
  centroids.forEach((centroid, at) => {
    const cos = cosine(vector, centroid);
    if (cos > similarity + 1e-12) {
      index = at;
      similarity = cos;
    }
  });
  return { index, similarity };
}

/**
 * How well the clusters are apart, from -1 to 1: the silhouette with distances to centroids
 * (Hruschka et al. 2004), which needs no distance of every pair.
 */
export function silhouetteOf(
  vectors: readonly Vector[],
  { centroids, labels }: Clustering,
): number {
  const sizes = centroids.map((_, index) => labels.filter((label) => label === index).length);
  const values = vectors.map((vector, at) => {
    const distances = centroids.map((centroid) => 1 - cosine(vector, centroid));
    const own = Number(distances[Number(labels[at])]);
    const other = Math.min(...distances.filter((_, index) => index !== labels[at]));
    const largest = Math.max(own, other);
    // A vector alone in its cluster proves nothing (Rousseeuw 1987).
    const isAlone = sizes[Number(labels[at])] === 1;
    return isAlone || largest <= 0 ? 0 : (other - own) / largest;
  });
  return sumOf(values) / values.length;
}
