/**
 * How objects show themselves in a notebook: text and HTML of AnnData, MuData and tables.
 *
 * @module
 */
export { htmlSummary } from "./html_summary.ts";
export { registerDisplays } from "./register_displays.ts";
