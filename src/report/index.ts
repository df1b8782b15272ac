export { barChart, type BarChartOptions } from './chart/bars.ts';
export { type BucketedSeries, bucketSeries } from './chart/bucket-series.ts';
export type { ChartColour, ChartOptions, ChartSeriesName } from './chart/figure.ts';
export { heatMap, type HeatMapOptions } from './chart/heat-map.ts';
export {
  type ChartEvent,
  lineChart,
  type LineChartOptions,
  type TimePoint,
} from './chart/line.ts';
export { stackedBarChart, type StackedBarChartOptions } from './chart/stacked.ts';
export { createFormat, type ReportFormat, type ReportFormatOptions } from './format.ts';
export { escapeHtml } from '../text/escape-html.ts';
export {
  html,
  type HtmlValue,
  link,
  markupOf,
  type SafeHtml,
  safeUrl,
  trustedHtml,
} from './html.ts';
export { type ReportPage, reportPage, type ReportSection } from './page.ts';
export { badge, facts, notice, tiles, type Tone, verdict } from './parts.ts';
export { table, type TableColumn, type TableOptions } from './table.ts';
