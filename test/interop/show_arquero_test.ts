import * as aq from "arquero";
import assert from "node:assert/strict";
import { DISPLAY } from "../../src/core/renderers.ts";
import { Frame } from "../../src/data/frame.ts";
import { showArquero } from "../../src/interop/show_arquero.ts";
import { toArquero } from "../../src/interop/to_arquero.ts";

function shown(table: unknown): Record<string, string> {
  return (table as { [DISPLAY](): Record<string, string> })[DISPLAY]();
}

Deno.test("showArquero() lets tables and the results of queries show themselves", () => {
  showArquero(aq);
  showArquero(aq);
  const obs = new Frame(["a", "b", "c"], { domain: ["x", "y", "x"], total: new Float32Array([3, 5, 7]) });
  const table = toArquero(obs, aq);
  assert.match(shown(table)["text/html"]!, /3 rows × 2 columns/);
  const query = table.filter((row: { total: number }) => row.total > 4).orderby(aq.desc("total"));
  const html = shown(query)["text/html"]!;
  assert.match(html, /2 rows × 2 columns/);
  assert(html.indexOf(">c<") < html.indexOf(">b<"), "in the order of the query");
  assert.match(shown(query)["text/plain"]!, /^Frame with n_rows × n_columns = 2 × 2/);
});

Deno.test("showArquero() shows hostile names as text, and leaves the table's own keys alone", () => {
  showArquero(aq);
  const hostile = `<img src=x onerror=alert(1)>`;
  const table = aq.table({ [hostile]: [hostile] });
  assert.doesNotMatch(shown(table)["text/html"]!, /<img/);
  assert.equal(Object.keys(table).includes(String(DISPLAY)), false);
  assert.deepEqual(Object.getOwnPropertySymbols(table).includes(DISPLAY), false);
});

Deno.test("showArquero() shows an empty table", () => {
  showArquero(aq);
  assert.match(shown(aq.table({ a: [] }))["text/html"]!, /0 rows × 1 columns/);
});
