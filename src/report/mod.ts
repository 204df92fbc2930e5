/**
 * Pages for people: one self-contained HTML file a result.
 *
 * @module
 */
export { exportHtml, type ExportHtmlOptions, type PageItem, type Showable } from "./export_html.ts";
export type { Integration, ShownCriterion, ShownPartition } from "./integration.ts";
export { integrationReport } from "./integration_report.ts";
