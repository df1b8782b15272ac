import { type SafeHtml, trustedHtml } from './html.ts';

/** How many colours there are for series that mean nothing by themselves. */
export const SERIES_COLOURS = 8;

/** Steps of the heat map's ramp, from none to most. */
export const HEAT_STEPS = 6;

/**
 * Both palettes. Text on its ground has a contrast of at least 4.5, and every graphic colour at
 * least 3 against the page (WCAG 2.2, 1.4.3 and 1.4.11); a test computes them.
 */
export const PALETTES = {
  light: {
    page: '#ffffff',
    panel: '#f6f7f9',
    text: '#1b2230',
    quiet: '#566072',
    line: '#d9dde4',
    link: '#1d4ed8',
    good: '#0f7a4d',
    warning: '#a8560a',
    bad: '#c0242f',
    muted: '#747d8e',
    'good-ground': '#e8f6ef',
    'warning-ground': '#fdf2e3',
    'bad-ground': '#fdeced',
    'muted-ground': '#eef0f3',
    s1: '#2459c4',
    s2: '#b8560b',
    s3: '#0c7a70',
    s4: '#7b3fd1',
    s5: '#b82468',
    s6: '#4a7212',
    s7: '#0b6c9a',
    s8: '#6b5b4b',
    h0: '#f1f3f6',
    h1: '#d7e4fb',
    h2: '#adc8f5',
    h3: '#7aa5ec',
    h4: '#2f64c4',
    h5: '#17397d',
    'h-low-text': '#1b2230',
    'h-high-text': '#ffffff',
  },
  dark: {
    page: '#12161d',
    panel: '#1a2029',
    text: '#e7ebf1',
    quiet: '#a3adbd',
    line: '#323b49',
    link: '#8ab4ff',
    good: '#4cc48d',
    warning: '#eaa550',
    bad: '#ff8086',
    muted: '#8d97a8',
    'good-ground': '#12291f',
    'warning-ground': '#2d2212',
    'bad-ground': '#331a1d',
    'muted-ground': '#222a35',
    s1: '#7aa7ff',
    s2: '#f2a65a',
    s3: '#4ccbbd',
    s4: '#bb9bf8',
    s5: '#f68bb8',
    s6: '#a3cf62',
    s7: '#63bdea',
    s8: '#c5b29d',
    h0: '#1f2631',
    h1: '#1d3157',
    h2: '#23437f',
    h3: '#2a56a8',
    h4: '#8fb5fa',
    h5: '#d3e2ff',
    'h-low-text': '#ffffff',
    'h-high-text': '#10141b',
  },
} as const;

const variables = (palette: Readonly<Record<string, string>>) =>
  Object.entries(palette)
    .map(([name, colour]) => `--${name}:${colour}`)
    .join(';');

const numbered = (count: number, rule: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => rule(index)).join('\n');

const TONES = ['good', 'warning', 'bad', 'muted'] as const;
const markColours = [
  ...TONES,
  ...Array.from({ length: SERIES_COLOURS }, (_, index) => `s${index + 1}`),
]
  .map((name) => `.${name}-mark{--mark:var(--${name})}`)
  .join('\n');

const BASE = `
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--page);color:var(--text);font:15px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
.wrap{max-width:74rem;margin:0 auto;padding:2.5rem 1.5rem 4rem}
h1,h2,h3{line-height:1.25;font-weight:650;letter-spacing:-.01em;text-wrap:balance}
h1{font-size:1.75rem;margin:0 0 .35rem}
h2{font-size:1.3rem;margin:0 0 .75rem}
h3{font-size:1.05rem;margin:1.75rem 0 .5rem}
p{margin:.5rem 0;max-width:46rem}
a{color:var(--link);text-underline-offset:.15em}
a:focus-visible,[tabindex]:focus-visible{outline:3px solid var(--link);outline-offset:2px}
code{font:.92em ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;unicode-bidi:isolate;overflow-wrap:break-word}
.quiet,.subtitle,.cut,.empty,.intro{color:var(--quiet)}
.subtitle{margin:0}
.cut{font-size:.87rem}
section{margin-top:2rem;padding-top:2rem;border-top:1px solid var(--line)}
section section{margin-top:0;padding-top:0;border-top:0}
footer{margin-top:3rem;padding-top:1rem;border-top:1px solid var(--line);color:var(--quiet);font-size:.87rem}`;

const NAVIGATION = `
nav{margin:1.75rem 0 0;padding:1rem 1.25rem;background:var(--panel);border-radius:.5rem}
nav h2{font-size:.8rem;text-transform:uppercase;letter-spacing:.06em;color:var(--quiet);margin:0 0 .4rem}
nav ol{margin:0;padding:0 0 0 1.4rem;columns:15rem;column-gap:2rem}
nav li{break-inside:avoid;padding:.1rem 0}`;

const PARTS = `
.verdict{display:flex;gap:.9rem;align-items:flex-start;margin:1.5rem 0;padding:1.1rem 1.25rem;border-radius:.5rem;border-inline-start:.35rem solid;background:var(--muted-ground);border-color:var(--muted)}
.verdict p{margin:0;font-size:1.1rem;max-width:none}
.verdict strong{display:block;font-size:1.25rem;line-height:1.3}
.verdict .sign{font-size:1.4rem;line-height:1.2;font-weight:700}
.verdict.good{background:var(--good-ground);border-color:var(--good)}
.verdict.warning{background:var(--warning-ground);border-color:var(--warning)}
.verdict.bad{background:var(--bad-ground);border-color:var(--bad)}
.good .sign{color:var(--good)}
.warning .sign{color:var(--warning)}
.bad .sign{color:var(--bad)}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(8.5rem,1fr));gap:.75rem;margin:1.25rem 0}
.tiles div{display:flex;flex-direction:column-reverse;justify-content:flex-end;padding:.8rem 1rem;border:1px solid var(--line);border-radius:.5rem}
.tiles dt{color:var(--quiet);font-size:.87rem}
.tiles dd{margin:0;font-size:1.5rem;line-height:1.25;font-weight:650;font-variant-numeric:tabular-nums}
.facts{display:grid;grid-template-columns:fit-content(16rem) minmax(0,1fr);gap:.25rem 1.25rem;margin:1rem 0}
.facts dt{color:var(--quiet)}
.facts dd{margin:0}
.verdict p{min-width:0}
.tiles div{min-width:0}
.verdict p,.tiles dd,.facts dd,.subtitle,.notice{overflow-wrap:anywhere}
@media (max-width:40rem){.facts{grid-template-columns:minmax(0,1fr)}.facts dd{margin-bottom:.4rem}}
.notice{padding:.7rem 1rem;border:1px solid var(--warning);border-radius:.5rem;background:var(--warning-ground)}
.badge{display:inline-block;padding:.05rem .5rem;border-radius:1rem;font-size:.84rem;white-space:nowrap;background:var(--muted-ground);color:var(--text);border:1px solid var(--muted)}
.badge.good{background:var(--good-ground);border-color:var(--good)}
.badge.warning{background:var(--warning-ground);border-color:var(--warning)}
.badge.bad{background:var(--bad-ground);border-color:var(--bad)}
.plain{margin:0;padding:0;list-style:none;min-width:21rem}`;

const TABLES = `
.scroll{overflow-x:auto;margin:.75rem 0}
.scroll.tall{max-height:22rem;overflow-y:auto}
.tall thead th{position:sticky;top:0;background:var(--page)}
table{border-collapse:collapse;width:100%;font-size:.92rem}
caption{text-align:start;padding:0 0 .4rem;font-weight:600}
th,td{padding:.4rem .75rem;text-align:start;vertical-align:top;border-bottom:1px solid var(--line)}
th:first-child,td:first-child{padding-inline-start:.25rem}
thead th{color:var(--quiet);font-weight:600;border-bottom:2px solid var(--line);vertical-align:bottom;white-space:nowrap}
tbody th,tfoot th{font-weight:500}
tfoot th,tfoot td{font-weight:650;border-bottom:0;border-top:2px solid var(--line)}
.dense th,.dense td{padding-inline:.35rem}
.zero{color:var(--quiet)}
.number{text-align:end;font-variant-numeric:tabular-nums;white-space:nowrap}`;

const CHARTS = `
.chart{display:grid;grid-template-columns:minmax(0,1fr) fit-content(32rem);gap:1rem 2rem;align-items:start;margin:1.25rem 0}
.chart.wide{grid-template-columns:minmax(0,1fr)}
.chart>div{min-width:17rem}
figure{margin:0}
figcaption{font-weight:600;margin-bottom:.4rem}
figure svg{display:block;width:100%;min-width:26rem;max-width:46rem;height:auto}
figure svg.broad{max-width:none;min-width:46rem}
figure .scroll,.chart>div .scroll{margin:0}
svg text{font:12px system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;fill:var(--text);font-variant-numeric:tabular-nums}
svg .tick{fill:var(--quiet)}
svg .grid{stroke:var(--line);stroke-width:1}
svg .axis{stroke:var(--muted);stroke-width:1}
svg .fill{fill:var(--mark)}
svg .stroke{stroke:var(--mark);stroke-width:2;fill:none;stroke-linejoin:round;stroke-linecap:round}
svg .area{fill:var(--mark);opacity:.14}
svg .gap{stroke:var(--page);stroke-width:1.5}
svg .hatch{stroke:var(--page);stroke-width:1.4;opacity:.75}
svg .event{stroke:var(--bad);stroke-width:1.5;stroke-dasharray:4 3}
svg .event-text{fill:var(--bad);font-weight:600}
svg .none{fill:none;stroke:var(--line)}
.legend{display:flex;flex-wrap:wrap;gap:.25rem 1.1rem;margin:.5rem 0 0;padding:0;list-style:none;font-size:.87rem}
.legend svg{display:inline-block;min-width:0;width:1.75rem;height:.8rem;vertical-align:-.05rem;margin-inline-end:.35rem}
@media (max-width:60rem){.chart{grid-template-columns:minmax(0,1fr)}}`;

const heat = numbered(
  HEAT_STEPS,
  (step) =>
    `svg .h${step}{fill:var(--h${step})}svg .t${step}{fill:var(--h-${step < 4 ? 'low' : 'high'}-text)}`,
);

const PRINT = `
@media print{
@page{margin:16mm 14mm}
body{font-size:10.5pt;-webkit-print-color-adjust:exact;print-color-adjust:exact}
.wrap{max-width:none;padding:0}
nav{display:none}
.scroll,.scroll.tall{overflow:visible;max-height:none}
table{font-size:8.5pt}
th,td{padding:.3rem .4rem}
thead th{white-space:normal}
td,th{overflow-wrap:anywhere}
.number,time{overflow-wrap:normal}
table:not(.dense) tbody th{min-width:4.5em}
td .badge{display:block;width:fit-content;padding:0 .3rem;font-size:1em}
.number .badge{margin-inline-start:auto}
code{overflow-wrap:anywhere}
.plain{min-width:0}
.dense{font-size:6.5pt}
.dense th,.dense td{padding-inline:.1rem}
.tall thead th{position:static}
.chart{grid-template-columns:minmax(0,1fr)}
figure svg,figure svg.broad{max-width:170mm;min-width:0}
h2,h3,figcaption,caption{break-after:avoid}
tr,figure,.tiles,.verdict{break-inside:avoid}
thead{display:table-header-group}
tfoot{display:table-row-group}
a{color:inherit;text-decoration:none}
}`;

/** The page's whole style. Paper is always light. */
export const STYLE: SafeHtml = trustedHtml(
  `
:root{color-scheme:light;${variables(PALETTES.light)}}
@media screen and (prefers-color-scheme:dark){:root{color-scheme:dark;${variables(PALETTES.dark)}}}` +
    [BASE, NAVIGATION, PARTS, TABLES, CHARTS, markColours, heat, PRINT].join(''),
);
