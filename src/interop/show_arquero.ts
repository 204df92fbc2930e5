import { DISPLAY, type DisplayBundle } from "../core/renderers.ts";
import { htmlSummary } from "../display/html_summary.ts";
import { type ArqueroTable, fromArquero } from "./from_arquero.ts";
import type { ArqueroLibrary } from "./to_arquero.ts";

/**
 * Lets arquero's tables show themselves in a notebook as weft's do: the first rows, and what every column holds. Called
 * once, it holds for all tables of that library, results of queries too.
 *
 * @param aq The arquero library, as imported.
 *
 * @example
 * ```ts
 * import * as aq from "arquero";
 * import { DISPLAY } from "weft/core";
 * import { showArquero } from "weft/interop";
 * import assert from "node:assert/strict";
 *
 * showArquero(aq);
 * const table = aq.table({ gene: ["CD3E", "CD19"], n: [3, 1] }).filter((row: { n: number }) => row.n > 2);
 * const bundle = (table as unknown as { [DISPLAY](): Record<string, string> })[DISPLAY]();
 * assert.match(bundle["text/html"]!, /1 rows × 2 columns/);
 * ```
 */
export function showArquero<Table extends ArqueroTable & object>(aq: ArqueroLibrary<Table>): void {
  const prototype: object = Object.getPrototypeOf(aq.table({}));
  Object.defineProperty(prototype, DISPLAY, { value: show, configurable: true, writable: true });
}

function show(this: ArqueroTable): DisplayBundle {
  const frame = fromArquero(this);
  return { "text/html": htmlSummary(frame), "text/plain": String(frame) };
}
