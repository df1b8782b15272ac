import { asList, asText } from '../../../../src/sandbox/kit/json.ts';

/** Spaces separate tags and upper case is lowered (section 6.5). */
export function readTags(value: unknown): string[] {
  const items =
    typeof value === 'string' ? [value] : asList(value).map((item) => asText(item) ?? '');
  const tags = items
    .flatMap((item) => item.toLowerCase().split(/[\s,]+/))
    .filter((tag) => tag !== '');
  return [...new Set(tags)];
}
