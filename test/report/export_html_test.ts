import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { DISPLAY } from "../../src/core/renderers.ts";
import { isWeftError } from "../../src/core/is_weft_error.ts";
import { Frame } from "../../src/data/frame.ts";
import { registerDisplays } from "../../src/display/register_displays.ts";
import { TWIN_SCRIPT } from "../../src/display/twin.ts";
import { lossCurves } from "../../src/plot/loss_curves.ts";
import { exportHtml, htmlPage } from "../../src/report/export_html.ts";

registerDisplays();

const MODULE = "export default { render({ el }) { el.textContent = 'x'; } };";
const widget = (n: number) => ({ module: MODULE, state: { n }, still: () => "<svg><text>still</text></svg>" });
const history = new Frame(["1", "2"], { total: [2, 1] });

/** The policy that a page sets itself. */
function policyOf(html: string): string {
  return html.match(/Content-Security-Policy" content="([^"]*)"/)![1]!;
}

Deno.test("exportHtml() writes the page whole, over an older one, and leaves nothing beside it", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const file = `${folder}/page.html`;
    await Deno.writeTextFile(file, "old");
    await exportHtml([history], file, { title: "Losses" });
    assert.match(await Deno.readTextFile(file), /^<!doctype html>[\s\S]*<title>Losses<\/title>[\s\S]*<\/html>\n$/);
    assert.deepEqual([...Deno.readDirSync(folder)].map(({ name }) => name), ["page.html"]);
    await assert.rejects(exportHtml([history], `${folder}/none/page.html`), (error) => isWeftError(error, "NotFound"));
    await assert.rejects(
      exportHtml([Symbol.iterator as never], file),
      (error) => isWeftError(error, "InvalidArgument"),
    );
    assert.match(await Deno.readTextFile(file), /Losses/, "a page that cannot be made leaves the old one");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("exportHtml() holds the module of several twins once, and lets this script run alone", async () => {
  const html = await htmlPage([widget(1), widget(2), { ...widget(3), module: `${MODULE}//` }]);
  assert.equal(html.split(JSON.stringify(MODULE)).length, 2);
  assert.deepEqual([...html.matchAll(/"module":\{"block":"(weft-module-\d)"\}/g)].map(([, id]) => id), [
    "weft-module-1",
    "weft-module-1",
    "weft-module-2",
  ]);
  assert(html.indexOf('id="weft-module-2"') < html.indexOf('weft-twin"'), "blocks come first");
  const hash = createHash("sha256").update(TWIN_SCRIPT).digest("base64");
  const policy = policyOf(html);
  assert(policy.includes(`script-src 'sha256-${hash}' blob:`), policy);
  assert.match(policy, /^default-src 'none';/);
  assert.doesNotMatch(policy, /script-src[^;]*'unsafe-inline'|https?:|\*/);
  for (const [, attributes, script] of html.matchAll(/<script([^>]*)>([\s\S]*?)<\/script>/g)) {
    assert(attributes!.includes("application/json") || script === TWIN_SCRIPT);
  }
});

Deno.test("exportHtml() of pictures alone makes a page that may run nothing", async () => {
  const html = await htmlPage([lossCurves(history), history]);
  assert.doesNotMatch(html, /<script/);
  assert.doesNotMatch(policyOf(html), /script-src/);
});

Deno.test("exportHtml() puts names over objects, and lists side by side", async () => {
  const html = await htmlPage({ "A & B": [widget(1), history], "<Words>": "a < b" });
  assert.match(html, /<h2>A &amp; B<\/h2><div class="row"><div class="weft-twin">/);
  assert.match(html, /<h2>&lt;Words&gt;<\/h2><p>a &lt; b<\/p>/);
});

Deno.test("exportHtml() takes SVG, bundles, tables of arquero and whatever displays itself", async () => {
  const hostile = `<svg onload="alert(1)"><script>alert(2)</script></svg>`;
  const arquero = { objects: () => [{ gene: "CD3E", n: 3 }], columnNames: () => ["gene", "n"] };
  const later = { [DISPLAY]: () => Promise.resolve({ "text/plain": "<plain>" }) };
  const html = await htmlPage([
    hostile,
    { "image/png": "QUJD\n", "text/plain": "x" },
    { "text/html": "<b onclick='alert(3)'>bold</b>", "text/plain": "bold" },
    arquero,
    later,
  ]);
  assert.doesNotMatch(html, /onload="|<script|onclick='/);
  assert(html.includes(`src="data:image/svg+xml;base64,${btoa(hostile)}"`));
  assert(html.includes(`src="data:image/png;base64,QUJD"`));
  assert.match(html, /<pre>bold<\/pre>/);
  assert.match(html, /CD3E/);
  assert.match(html, /<pre>&lt;plain&gt;<\/pre>/);
});

Deno.test("exportHtml() draws specifications in the page's colours, ids of each apart", async () => {
  const html = await htmlPage([lossCurves(history), lossCurves(history), { mark: "point", data: { values: [] } }]);
  assert.match(html, /currentColor/);
  const ids = [...html.matchAll(/<clipPath id="([^"]+)"/g)].map(([, id]) => id);
  assert.equal(new Set(ids).size, ids.length);
});

Deno.test("exportHtml() is the same for the same objects, and says what it cannot show", async () => {
  assert.equal(await htmlPage([widget(1), history]), await htmlPage([widget(1), history]));
  await assert.rejects(htmlPage([]), (error) => isWeftError(error, "InvalidArgument"));
  await assert.rejects(htmlPage({ Odd: {} }), /objects that show themselves but found an Object in 'Odd'/);
});
