/**
 * Pages for people: one self-contained HTML file a result.
 *
 * @module
 */
export { exportHtml, type ExportHtmlOptions, type PageItem, type Showable } from "./export_html.ts";
export type { CellIntegration } from "./cell_integration.ts";
export { cellReport } from "./cell_report.ts";
export type { IntegratedRun, ShownCriterion } from "./integrated_run.ts";
export type { Integration } from "./integration.ts";
export { integrationReport } from "./integration_report.ts";
export type { ShownPartition } from "./shown_partition.ts";
