import assert from "node:assert/strict";
import { widget } from "../../src/bridge/widget.ts";
import { DISPLAY } from "../../src/core/renderers.ts";
import { registerDisplays } from "../../src/display/register_displays.ts";
import { htmlPage } from "../../src/report/export_html.ts";

const MODULE = "export default { render({ model, el }) { el.textContent = model.get('label'); } }";

Deno.test("registerDisplays() gives a widget of one's own a twin that holds its state as it is now", async () => {
  registerDisplays();
  const model = widget({ module: MODULE, state: { label: "</script>" }, css: ".mine { color: red }" });
  model.set({ label: "now</script>" });
  const bundle = await model[DISPLAY]();
  assert.deepEqual(Object.keys(bundle), ["text/plain", "text/html"]);
  assert.equal(bundle["text/plain"], "widget with label");
  const html = String(bundle["text/html"]);
  assert.match(html, /\.mine \{ color: red \}/);
  assert.match(html, /now/);
  assert(!html.includes("now</script>"));
});

Deno.test("htmlPage() shows a widget of one's own, and leaves its model alone", async () => {
  const model = widget({ module: MODULE, state: { label: "a" } });
  assert.match(await htmlPage([model]), /weft-twin/);
});
