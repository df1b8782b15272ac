import type { SupportEvent } from 'polydesk';

/** Pairs of a unified event and a native name, sorted, to compare a table with what a parser does. */
export const pairsOf = (table: Readonly<Record<string, readonly string[]>>): readonly string[] =>
  Object.entries(table)
    .flatMap(([type, names]) => names.map((name) => `${type} < ${name}`))
    .sort();

/** The same pairs, from deliveries of each native name and what they were read as. */
export const observedPairs = (
  deliveries: readonly (readonly [name: string, events: readonly SupportEvent[]])[],
): readonly string[] => {
  const pairs = deliveries.flatMap(([name, events]) =>
    events.map(({ type }) => `${type} < ${name}`),
  );
  return [...new Set(pairs)].sort();
};
