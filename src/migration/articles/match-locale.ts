const languageOf = (locale: string): string => locale.toLowerCase().split(/[-_]/, 1)[0] ?? '';

/**
 * The target's name for a language of the source: the same tag whatever its case, else the only one of the
 * same language; `null` where there is none. Desks name regions differently: `en-us` of one is `en` of another.
 *
 * @example matchLocale('de-at', ['en', 'de']) //=> 'de'
 */
export function matchLocale(locale: string, known: readonly string[]): string | null {
  const same = known.find((one) => one.toLowerCase() === locale.toLowerCase());
  if (same !== undefined) return same;
  const related = known.filter((one) => languageOf(one) === languageOf(locale));
  // The bare language stands for all its regions.
  const bare = related.find((one) => one.toLowerCase() === languageOf(locale));
  return bare ?? (related.length === 1 ? (related[0] ?? null) : null);
}
