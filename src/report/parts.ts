import { html, type HtmlValue, type SafeHtml } from './html.ts';

/** How a thing stands. Always beside a word or a sign, never alone. */
export type Tone = 'good' | 'warning' | 'bad' | 'muted';

const SIGNS: Readonly<Record<Tone, string>> = { good: '✓', warning: '!', bad: '✕', muted: '…' };

/**
 * The answer that a reader came for: a headline and one sentence.
 *
 * @example
 * verdict('good', 'Complete', 'All 120 items are verified.')
 */
export function verdict(tone: Tone, headline: string, sentence: HtmlValue): SafeHtml {
  return html`<div class="verdict ${tone}"><span class="sign" aria-hidden="true">${SIGNS[tone]}</span><p><strong>${headline}</strong> ${sentence}</p></div>
`;
}

/**
 * A word with a ground in the tone's colour.
 *
 * @example
 * badge('bad', 'killed')
 */
export function badge(tone: Tone, text: string): SafeHtml {
  return html`<span class="badge ${tone}">${text}</span>`;
}

/**
 * Large figures side by side.
 *
 * @example
 * tiles([{ label: 'Verified', value: '120' }])
 */
export function tiles(
  figures: readonly { readonly label: string; readonly value: HtmlValue }[],
): SafeHtml {
  return html`<dl class="tiles">${figures.map(
    ({ label, value }) => html`<div><dt>${label}</dt><dd>${value}</dd></div>
`,
  )}</dl>
`;
}

/**
 * Names and what they stand for.
 *
 * @example
 * facts([['From', 'zendesk:acme']])
 */
export function facts(entries: readonly (readonly [string, HtmlValue])[]): SafeHtml {
  return html`<dl class="facts">${entries.map(
    ([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>
`,
  )}</dl>
`;
}

/**
 * Something the reader must not overlook.
 *
 * @example
 * notice('This report contains customer text.')
 */
export function notice(text: HtmlValue): SafeHtml {
  return html`<p class="notice">${text}</p>
`;
}
