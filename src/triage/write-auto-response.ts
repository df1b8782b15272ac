import { AUTO_RESPONSE_TEXTS } from './data/auto-response-texts.ts';
import type { AutoResponseContext } from './types.ts';

/**
 * The built-in text of an automatic response as plain text, in English, Chinese, Spanish, German,
 * French, Portuguese or Japanese; in English for any other language. Only `answer` lists articles.
 *
 * @example
 * writeAutoResponse({ mode: 'acknowledge', language: 'de', articles: [], category: 'other',
 *   priority: 'urgent' })
 * //=> 'Wir haben Ihre Nachricht erhalten. Jemand aus unserem Team kümmert sich darum.'
 */
export function writeAutoResponse(context: AutoResponseContext): string {
  const texts = AUTO_RESPONSE_TEXTS[autoResponseLanguage(context.language)];
  if (texts === undefined) return '';
  if (context.mode === 'acknowledge') return texts.acknowledge;
  const articles = context.articles.filter(({ title, url }) => (title ?? url ?? '') !== '');
  if (articles.length === 0) return texts.answer;
  const lines = articles.map(({ title, url }) =>
    [title, url].filter((part) => part !== null && part !== undefined && part !== '').join(': '),
  );
  return [texts.answer, '', texts.articles, ...lines.map((line) => `- ${line}`)].join('\n');
}

/** The language in which the built-in text for a language is written. */
export function autoResponseLanguage(language: string): string {
  const base = language.toLowerCase().replace(/[-_].*$/u, '');
  return Object.hasOwn(AUTO_RESPONSE_TEXTS, base) ? base : 'en';
}
