/**
 * How objects show themselves in a notebook and on a page: text and HTML of AnnData, MuData and tables, and widgets
 * without a kernel.
 *
 * @module
 */
export { htmlSummary } from "./html_summary.ts";
export { registerDisplays } from "./register_displays.ts";
export { twin, type TwinParts } from "./twin.ts";
