/**
 * Pages for people: one self-contained HTML file a result.
 *
 * @module
 */
export type { Integration, ShownCriterion, ShownPartition } from "./integration.ts";
export { integrationReport } from "./integration_report.ts";
