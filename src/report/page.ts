import { ConfigurationError } from '../errors/index.ts';
import { STYLE } from './css.ts';
import { html, type HtmlValue, markupOf, type SafeHtml } from './html.ts';
import { checkId } from './table.ts';

/** A part of the page with a heading. */
export interface ReportSection {
  /** Unique on the page: lower-case letters, digits and hyphens. Links may point to `#id`. */
  readonly id: string;
  readonly title: string;
  readonly body: HtmlValue;
  /** Parts one level below; not in the table of contents. */
  readonly sections?: readonly ReportSection[];
}

/** A whole report. */
export interface ReportPage {
  /** Language of the text, a BCP 47 tag. Default `en`. */
  readonly lang?: string;
  readonly title: string;
  readonly subtitle?: HtmlValue;
  /** What stands before the table of contents: the verdict and the figures that matter most. */
  readonly lead?: HtmlValue;
  readonly sections: readonly ReportSection[];
  readonly footer?: HtmlValue;
  /** Heading above the table of contents. Default `Contents`. */
  readonly contentsTitle?: string;
}

/** No script, nothing from the network: the page is what is in the file. */
export const CONTENT_SECURITY_POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/**
 * A complete HTML document in one file: no script, no request, light and dark, fit for paper. A
 * policy in the page itself forbids everything else.
 *
 * @throws {ConfigurationError} for a language that is none, and for ids that are not unique.
 * @example
 * reportPage({ title: 'Week 48', sections: [{ id: 'load', title: 'Load', body: html`<p>12 tickets</p>` }] })
 */
export function reportPage(page: ReportPage): string {
  const { lang = 'en', title, subtitle, lead, sections, footer } = page;
  checkLanguage(lang);
  checkIds(sections);
  const contents = sections.map(
    (section) => html`<li><a href="#${section.id}">${section.title}</a></li>
`,
  );
  return markupOf(html`<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${CONTENT_SECURITY_POLICY}">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<div class="wrap">
<header>
<h1>${title}</h1>
${subtitle && html`<p class="subtitle">${subtitle}</p>`}
</header>
<main>
${lead}
<nav aria-labelledby="contents-title"><h2 id="contents-title">${page.contentsTitle ?? 'Contents'}</h2><ol>
${contents}</ol></nav>
${sections.map((section) => sectionHtml(section, 2))}
</main>
${footer && html`<footer>${footer}</footer>`}
</div>
</body>
</html>
`);
}

function sectionHtml(section: ReportSection, level: number): SafeHtml {
  const { id, title, body, sections = [] } = section;
  const heading =
    level === 2
      ? html`<h2 id="${id}-title">${title}</h2>`
      : html`<h3 id="${id}-title">${title}</h3>`;
  return html`<section id="${id}" aria-labelledby="${id}-title">
${heading}
${body}
${sections.map((each) => sectionHtml(each, level + 1))}
</section>
`;
}

function checkLanguage(lang: string): void {
  try {
    Intl.getCanonicalLocales(lang);
  } catch (cause) {
    throw new ConfigurationError('The language of a report is not a language tag.', { cause });
  }
}

function checkIds(sections: readonly ReportSection[]): void {
  const ids = sections.flatMap((section) => [
    section.id,
    ...(section.sections ?? []).map(({ id }) => id),
  ]);
  for (const id of ids) checkId(id);
  if (sections.some((section) => section.sections?.some((each) => each.sections !== undefined))) {
    throw new ConfigurationError('Sections of a report have two levels, not more.');
  }
  if (new Set(ids).size < ids.length) {
    throw new ConfigurationError('Two sections of a report have the same id.');
  }
}
